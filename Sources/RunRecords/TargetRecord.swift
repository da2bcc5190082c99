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
