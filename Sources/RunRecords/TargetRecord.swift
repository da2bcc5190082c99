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

    /// The outcome in words for people.
    public var title: String {
        switch self {
        case .killed: "shot down"
        case .leaked: "got through"
        case .passed: "passed"
        case .airborne: "still in the air"
        }
    }
}

/// The causal chain of one target: every link with its time, seconds since the start of the run, or nil if it never came.
public struct TargetRecord: Sendable, Equatable, Codable {
    /// Its group's name and its number.
    public var name: String
    /// Threat class of the catalogue.
    public var threatClass: String
    /// Whose side it is on, in truth.
    public var allegiance: Allegiance
    /// Whether it has something to deliver; a survivor that has is a leaker.
    public var armed: Bool
    /// The asset it is aimed at, if any.
    public var objective: String?
    /// When it appears and when its route ends if nothing stops it.
    public var appears: Double
    /// A radar of the defence had it in line of sight.
    public var enteredLineOfSight: Double?
    /// A look gave its first plot.
    public var firstDetected: Double?
    /// Range from the detecting radar, metres, and that radar.
    public var firstDetectedRange: Double?
    /// Name of the radar that gave its first plot.
    public var firstDetectedBy: String?
    /// A post's track followed it.
    public var tracked: Double?
    /// A post declared what it is.
    public var identified: Double?
    /// What it was declared to be.
    public var identity: String?
    /// A post judged it a threat to something defended.
    public var judgedThreat: Double?
    /// Earliest launch that a planner forecast.
    public var windowOpens: Double?
    /// Latest launch that a planner forecast; may lie after the run's end.
    public var windowCloses: Double?
    /// What was decided on it, in order of time.
    public var decisions: [DecisionRecord] = []
    /// Rounds fired at it, in order of launch.
    public var shots: [ShotRecord] = []
    /// When a fire unit last called it killed while it was alive.
    public var assessedKilledWrongly: Double?
    /// How its run ended.
    public var outcome: TargetOutcome = .airborne
    /// When; nil while in the air at the end.
    public var outcomeTime: Double?
    /// Present for leakers only.
    public var limitingCause: LimitingCause?

    package init(
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
