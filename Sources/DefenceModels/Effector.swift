public import Quantities
public import Stochastics

/// What a fire unit that flies no rounds does to the target that its channel is on: the extension point of effectors.
///
/// A channel is held for a service time, and each round of the salvo is drawn at its end. `FireUnitModel.Kind.drawn` says which
/// effector a unit has; the built-in one is `TextbookService`. What flies is a missile of the catalogue, with its guidance law.
public protocol Effector: Sendable {
    /// Farthest slant range from the unit at which it may begin, metres.
    var rangeMaximum: Metres { get }
    /// How long a salvo holds its channel, seconds, > 0.
    /// - Parameter stream: dice of this service alone.
    func serviceTime(drawnFrom stream: inout RandomStream) -> Seconds
    /// Probability that one round kills, 0…1: the planner asks with what it believes, the draw with what is so.
    func killProbability(of shot: EffectorShot) -> Double
}

/// One round of an effector.
public struct EffectorShot: Sendable {
    /// Slant range from the unit to the target, metres.
    public var range: Metres
    /// The target's speed, m/s.
    public var speed: MetresPerSecond
    /// Of the round's type, where a closed form fixes it; nil in every real run.
    public var fixedKillProbability: Double?

    /// A shot as the planner believes it or as it is so: slant range, metres; target's speed, m/s; a kill probability where a scenario
    /// fixes one.
    public init(range: Metres, speed: MetresPerSecond, fixedKillProbability: Double? = nil) {
        self.range = range
        self.speed = speed
        self.fixedKillProbability = fixedKillProbability
    }
}

/// A closed form's server: it is held for a time, fixed or exponential, and kills with the round's fixed probability at any range.
public struct TextbookService: Effector {
    /// Seconds.
    public var time: Seconds
    /// The time is a mean, and times are drawn from the exponential distribution.
    public var isExponential: Bool

    /// Service of a fixed or an exponential time, seconds, > 0 (its mean).
    public init(time: Seconds, isExponential: Bool = false) {
        self.time = time
        self.isExponential = isExponential
    }

    /// Textbook queues reach everything, metres.
    public var rangeMaximum: Metres { .infinity }

    /// The fixed time, or a draw of the exponential distribution with that mean, seconds.
    public func serviceTime(drawnFrom stream: inout RandomStream) -> Seconds {
        isExponential ? stream.nextExponential(mean: time) : time
    }

    /// As the shot says, 0…1; certain where it says nothing.
    public func killProbability(of shot: EffectorShot) -> Double { shot.fixedKillProbability ?? 0 }
}
