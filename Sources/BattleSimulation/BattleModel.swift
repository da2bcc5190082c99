public import BattleWorld
public import DefenceModels
public import EarthEnvironment
public import Quantities
public import Stochastics

/// All that does not change during a run: compiled once from documents, shared by every run of an arm.
///
/// The defence's parts (`radars`, `nodes`, `fireUnits`, `interceptors`, `assets`, …) are read and written as its own.
@dynamicMemberLookup
public struct BattleModel: Sendable {
    /// As the scenario calls itself.
    public var scenarioName: String
    /// Which of the scenario's arms it is.
    public var armName: String
    /// Name and digest of the catalogue that the numbers came from.
    public var catalogueDigest: String
    /// The scenario's origin, geodetic; maps and replays are drawn about it.
    public var origin: GeodeticPosition
    /// What rounds meet when they come down.
    public var ground = GroundSurface.sea
    /// Names the ground: models of equal identity stand on the same.
    public var groundIdentity = ""
    /// When the run ends if nothing ends it before.
    public var duration: SimulationTime
    /// What belief may know.
    public var defence = DefenceModel()
    /// What flies in, in the order of the scenario; records have the same order.
    public var targets: [TargetModel] = []
    /// Parts that fail by the scenario's word.
    public var failures: [ScriptedFailure] = []
    /// Keep position traces every so many seconds; nil keeps none.
    public var traceInterval: Seconds?
    /// What makes the bits of the run's draws; another one than Philox shows whether a result hangs on it.
    public var generator: CounterGenerator = .philox
    /// Draws all but the raid anew, so that the same raid meets another luck; 0 for the run itself.
    public var redraw: UInt32 = 0
    /// A run is over with its last hostile target; closed forms go on to the end of the time.
    public var endsWithRaid = true

    package init(scenarioName: String, armName: String, catalogueDigest: String, origin: GeodeticPosition, duration: SimulationTime) {
        self.scenarioName = scenarioName
        self.armName = armName
        self.catalogueDigest = catalogueDigest
        self.origin = origin
        self.duration = duration
    }

    /// A part of the defence, as if it were the model's own: `model.radars`.
    public subscript<Value>(dynamicMember part: WritableKeyPath<DefenceModel, Value>) -> Value {
        get { defence[keyPath: part] }
        _modify { yield &defence[keyPath: part] }
    }
}

/// Something that breaks at a time that the scenario states.
public struct ScriptedFailure: Sendable {
    /// What fails, by its place in the model.
    public enum Subject: Hashable, Sendable {
        case radar(Int)
        case node(Int)
        /// The link between a fire unit and its command post.
        case link(fireUnit: Int)
        /// All launchers of a fire unit.
        case launchers(fireUnit: Int)
    }

    /// When it fails.
    public var time: SimulationTime
    /// When it works again; nil never.
    public var end: SimulationTime?
    /// What fails.
    public var subject: Subject

    /// A failure from a time on; for good where it has no end.
    public init(time: SimulationTime, end: SimulationTime? = nil, subject: Subject) {
        self.time = time
        self.end = end
        self.subject = subject
    }
}
