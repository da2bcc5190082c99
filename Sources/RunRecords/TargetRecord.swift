/// Whose side an object in the air is on, in truth.
public enum Allegiance: UInt8, Sendable, CaseIterable, Codable {
    case hostile, friend, civil
}

/// How a target's run ended.
public enum TargetOutcome: UInt8, Sendable, CaseIterable, Codable {
    /// Brought down by an interceptor.
    case killed
    /// Reached its objective: impact or weapon release.
    case leaked
    /// Left the scene with nothing to deliver (decoys, jammers, civil aircraft at the end of their route).
    case passed
    /// Still in the air when the run ended.
    case airborne

    public var title: String {
        switch self {
        case .killed: "shot down"
        case .leaked: "got through"
        case .passed: "passed"
        case .airborne: "still in the air"
        }
    }
}

/// A decision on a target, kept whenever its content changes.
public struct DecisionRecord: Sendable, Equatable, Codable {
    /// Seconds since the start of the run.
    public var time: Double
    /// The deciding command post or fire unit.
    public var decider: String
    /// nil when the decision was to engage.
    public var refusal: String?
    /// The fire unit and round ordered, when the decision was to engage.
    public var order: String?

    public init(time: Double, decider: String, refusal: String? = nil, order: String? = nil) {
        self.time = time
        self.decider = decider
        self.refusal = refusal
        self.order = order
    }
}

/// One round fired at a target.
public struct ShotRecord: Sendable, Equatable, Codable {
    /// Names of the fire unit and the missile type.
    public var fireUnit: String
    public var missile: String
    /// Seconds since the start of the run.
    public var launchTime: Double
    /// Time of closest approach or self-destruction; nil while in flight at the end of the run.
    public var endTime: Double?
    /// Closest approach, metres; nil where the round never came near.
    public var missDistance: Double?
    /// Single-shot kill probability at that miss distance, 0…1.
    public var killProbability: Double
    /// Whether this round brought the target down.
    public var killed: Bool
    /// Why it failed, where it failed.
    public var failure: String?
    /// Ground range from the launcher to the point of closest approach, metres.
    public var interceptRange: Double?
    /// Height of that point above the ellipsoid, metres.
    public var interceptHeight: Double?

    public init(fireUnit: String, missile: String, launchTime: Double) {
        self.fireUnit = fireUnit
        self.missile = missile
        self.launchTime = launchTime
        killProbability = 0
        killed = false
    }
}

/// The causal chain of one target: every link with its time, seconds since the start of the run, or nil if it never came.
public struct TargetRecord: Sendable, Equatable, Codable {
    public var name: String
    /// Threat class of the catalogue.
    public var threatClass: String
    public var allegiance: Allegiance
    /// Whether it has something to deliver; a survivor that has is a leaker.
    public var armed: Bool
    /// The asset it is aimed at, if any.
    public var objective: String?
    /// When it appears and when its route ends if nothing stops it.
    public var appears: Double
    public var enteredLineOfSight: Double?
    public var firstDetected: Double?
    /// Range from the detecting radar, metres, and that radar.
    public var firstDetectedRange: Double?
    public var firstDetectedBy: String?
    public var tracked: Double?
    public var identified: Double?
    public var identity: String?
    public var judgedThreat: Double?
    public var windowOpens: Double?
    public var windowCloses: Double?
    public var decisions: [DecisionRecord] = []
    public var shots: [ShotRecord] = []
    /// When a fire unit last called it killed while it was alive.
    public var assessedKilledWrongly: Double?
    public var outcome: TargetOutcome = .airborne
    public var outcomeTime: Double?
    /// Present for leakers only.
    public var limitingCause: LimitingCause?

    public init(
        name: String, threatClass: String, allegiance: Allegiance, armed: Bool, objective: String?, appears: Double
    ) {
        self.name = name
        self.threatClass = threatClass
        self.allegiance = allegiance
        self.armed = armed
        self.objective = objective
        self.appears = appears
    }
}
