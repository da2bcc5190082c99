public import CommandAndControl
public import EarthEnvironment
public import Quantities
public import Stochastics

/// All that does not change during a run: compiled once from documents, shared by every run of an arm.
public struct BattleModel: Sendable {
    public var scenarioName: String
    public var armName: String
    /// Name and digest of the catalogue that the numbers came from.
    public var catalogueDigest: String
    public var origin: GeodeticPosition
    /// What rounds meet when they come down.
    public var ground = GroundSurface.sea
    /// Names the ground: models of equal identity stand on the same.
    public var groundIdentity = ""
    public var duration: SimulationTime
    public var radars: [RadarUnit]
    public var nodes: [CommandNode]
    public var fireUnits: [FireUnitModel]
    public var interceptors: [InterceptorType]
    public var assets: [AssetModel]
    public var targets: [TargetModel]
    public var failures: [ScriptedFailure]
    /// Corridors that every command post knows.
    public var corridors: [AirCorridor] = []
    /// Keep position traces every so many seconds; nil keeps none.
    public var traceInterval: Seconds?
    /// Seconds between the frames of an engagement radar; every step of a round's flight scales with it.
    public var frameInterval: Seconds = 0.2
    /// What makes the bits of the run's draws; another one than Philox shows whether a result hangs on it.
    public var generator: CounterGenerator = .philox
    /// Replaces parts of the physics by the assumptions of a closed form, for validation; nil in every real run.
    public var idealisation: Idealisation?

    public init(scenarioName: String, armName: String, catalogueDigest: String, origin: GeodeticPosition, duration: SimulationTime) {
        self.scenarioName = scenarioName
        self.armName = armName
        self.catalogueDigest = catalogueDigest
        self.origin = origin
        self.duration = duration
        radars = []
        nodes = []
        fireUnits = []
        interceptors = []
        assets = []
        targets = []
        failures = []
    }
}

/// The assumptions under which textbook formulas hold, so that the engine's counting can be held against them.
public struct Idealisation: Sendable {
    /// Every round kills with this probability whatever its miss distance.
    public var killProbability: Double?
    /// An engagement holds its channel for this time, seconds, and rounds are not flown.
    public var serviceTime: Seconds?
    /// The service time is a mean, and times are drawn from the exponential distribution.
    public var serviceIsExponential = false
    /// A target that is refused once is never considered again.
    public var refusalIsFinal: Bool

    public init(killProbability: Double? = nil, serviceTime: Seconds? = nil, refusalIsFinal: Bool = false) {
        self.killProbability = killProbability
        self.serviceTime = serviceTime
        self.refusalIsFinal = refusalIsFinal
    }
}

/// Something that breaks at a time that the scenario states.
public struct ScriptedFailure: Sendable {
    public enum Subject: Sendable {
        case radar(Int)
        case node(Int)
        /// The link between a fire unit and its command post.
        case link(fireUnit: Int)
    }

    public var time: SimulationTime
    public var subject: Subject

    public init(time: SimulationTime, subject: Subject) {
        self.time = time
        self.subject = subject
    }
}
