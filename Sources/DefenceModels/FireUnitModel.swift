public import EarthEnvironment
public import FlightDynamics
public import Quantities

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

    /// How it fights.
    public enum Kind: Sendable {
        /// Its rounds are flown.
        case flown
        /// It holds a channel for a service time and draws its rounds at the end; nothing is flown.
        case drawn(any Effector)
    }

    public var name: String
    public var kind = Kind.flown
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
    /// How fast the engagement radar's antenna turns, rad/s, > 0.
    public var slewRate: Double
    public var assessmentDelay: Seconds
    /// Probability of calling a live target killed, and a killed one alive.
    public var falseKillProbability: Double
    public var falseAliveProbability: Double
    /// A target called killed is a target again where its track goes on; a closed form believes what it is told.
    public var rechecksKills = true
    /// How long a designation is searched for before it is given up.
    public var designationTimeout: Seconds
    /// Guns on the same vehicle; nil for none.
    public var gun: GunModel?

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
        slewRate = 20 * Units.degree
        assessmentDelay = 4
        falseKillProbability = 0.05
        falseAliveProbability = 0.05
        designationTimeout = 15
    }
}
