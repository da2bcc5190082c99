public import CommandAndControl
public import EarthEnvironment
public import FlightDynamics
public import Quantities
public import RadarSensing
public import RunRecords
import TacticalMessages
public import TargetTracking

/// One radar of the defence at its site.
public struct RadarUnit: Sendable {
    public enum Role: Sendable { case acquisition, engagement }

    public var name: String
    public var role: Role
    public var site: RadarSite
    /// Nodes whose trackers receive its plots.
    public var nodes: [Int]
    /// The radar as something that can be hit.
    public var asset: Int
    /// Delay of a plot on its way to a node that is not its own fire unit, and the share of batches lost.
    public var linkDelay: Seconds
    public var linkLoss: Double
    /// Batches into which one renewal period is cut.
    public var sectorsPerScan: Int

    public init(
        name: String, role: Role, site: RadarSite, nodes: [Int], asset: Int, linkDelay: Seconds, linkLoss: Double,
        sectorsPerScan: Int
    ) {
        self.name = name
        self.role = role
        self.site = site
        self.nodes = nodes
        self.asset = asset
        self.linkDelay = linkDelay
        self.linkLoss = linkLoss
        self.sectorsPerScan = sectorsPerScan
    }
}

/// A place that holds a track picture and decides: a command post, or a fire unit on its own.
public struct CommandNode: Sendable {
    public var name: String
    /// Origin of the node's tracking frame.
    public var frame: LocalLevelFrame
    /// Fire units that it commands.
    public var fireUnits: [Int]
    /// The command post above it; the node sleeps while that post lives and is linked. nil for a post or a lone unit.
    public var superior: Int?
    public var cycle: Seconds
    /// Delay of an order or report to or from a fire unit.
    public var linkDelay: Seconds
    public var tracker: TrackerConfiguration
    public var identification: IdentificationModel
    public var rules: RulesOfEngagement
    public var doctrine: EngagementDoctrine
    /// Most tracks that it holds.
    public var trackCapacity: Int
    /// The post as something that can be hit.
    public var asset: Int?

    public init(
        name: String, frame: LocalLevelFrame, fireUnits: [Int], superior: Int?, cycle: Seconds, linkDelay: Seconds,
        tracker: TrackerConfiguration, identification: IdentificationModel, rules: RulesOfEngagement,
        doctrine: EngagementDoctrine, trackCapacity: Int, asset: Int?
    ) {
        self.name = name
        self.frame = frame
        self.fireUnits = fireUnits
        self.superior = superior
        self.cycle = cycle
        self.linkDelay = linkDelay
        self.tracker = tracker
        self.identification = identification
        self.rules = rules
        self.doctrine = doctrine
        self.trackCapacity = trackCapacity
        self.asset = asset
    }
}

/// One engagement radar with its launchers.
public struct FireUnitModel: Sendable {
    /// One launcher and what it carries.
    public struct Launcher: Sendable {
        public var asset: Int
        /// Ready rounds by interceptor type.
        public var rounds: [Int]

        public init(asset: Int, rounds: [Int]) {
            self.asset = asset
            self.rounds = rounds
        }
    }

    public var name: String
    public var system: String
    public var position: GeodeticPosition
    public var engagementRadar: Int
    public var node: Int
    public var targetChannels: Int
    public var guidanceChannels: Int
    public var reactionTime: Seconds
    public var launchInterval: Seconds
    public var reloadTime: Seconds
    public var launchers: [Launcher]
    /// Rounds by type held for one reload.
    public var reloads: [Int]
    /// Centre of the sector at the start, and its width; a width of 2π has no sector.
    public var sectorCentre: Radians
    public var sectorWidth: Radians
    public var assessmentDelay: Seconds
    /// Probability of calling a live target killed, and a killed one alive.
    public var falseKillProbability: Double
    public var falseAliveProbability: Double
    /// A target called killed is looked at again after so long if its track goes on; nil never.
    public var recheckDelay: Seconds?
    /// How long a designation is searched for before it is given up.
    public var designationTimeout: Seconds

    public init(name: String, system: String, position: GeodeticPosition, engagementRadar: Int, node: Int) {
        self.name = name
        self.system = system
        self.position = position
        self.engagementRadar = engagementRadar
        self.node = node
        targetChannels = 6
        guidanceChannels = 12
        reactionTime = 10
        launchInterval = 3
        reloadTime = 2400
        launchers = []
        reloads = []
        sectorCentre = 0
        sectorWidth = 2 * .pi
        assessmentDelay = 4
        falseKillProbability = 0.05
        falseAliveProbability = 0.05
        recheckDelay = 20
        designationTimeout = 15
    }
}

/// A type of round: how it flies, what it reaches, what it costs.
public struct InterceptorType: Sendable {
    public var name: String
    public var model: InterceptorModel
    public var flyOut: FlyOutTable
    /// What the planner believes of one round against a class, 0…1; the flown round decides for itself.
    public var plannedKillProbability: PlannedKillProbability
    /// Lowest height above the ellipsoid at which the planner uses it, metres.
    public var plannedHeightMinimum: Metres
    public var price: PriceRecord

    public init(
        name: String, model: InterceptorModel, flyOut: FlyOutTable, plannedKillProbability: PlannedKillProbability,
        plannedHeightMinimum: Metres, price: PriceRecord
    ) {
        self.name = name
        self.model = model
        self.flyOut = flyOut
        self.plannedKillProbability = plannedKillProbability
        self.plannedHeightMinimum = plannedHeightMinimum
        self.price = price
    }
}

/// Public single-shot claims by what the tracker can tell apart.
public struct PlannedKillProbability: Sendable {
    public var aircraft: Double
    public var cruiseMissile: Double
    public var ballistic: Double

    public init(aircraft: Double, cruiseMissile: Double, ballistic: Double) {
        self.aircraft = aircraft
        self.cruiseMissile = cruiseMissile
        self.ballistic = ballistic
    }
}

/// Something on the ground that can be hit.
public struct AssetModel: Sendable {
    public var name: String
    public var kind: String
    public var position: GeodeticPosition
    /// Share of what is defended; 0 for the defence's own parts.
    public var value: Double
    /// Worth to the planner: what is lost with it, in the same units.
    public var plannerValue: Double
    public var radius: Metres
    public var hitsToDestroy: Int
    public var price: PriceRecord?

    public init(
        name: String, kind: String, position: GeodeticPosition, value: Double, plannerValue: Double, radius: Metres,
        hitsToDestroy: Int, price: PriceRecord?
    ) {
        self.name = name
        self.kind = kind
        self.position = position
        self.value = value
        self.plannerValue = plannerValue
        self.radius = radius
        self.hitsToDestroy = hitsToDestroy
        self.price = price
    }
}
