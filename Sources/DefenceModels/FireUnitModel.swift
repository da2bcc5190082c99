public import EarthEnvironment
public import FlightDynamics
public import Quantities

/// One engagement radar with its launchers.
public struct FireUnitModel: Sendable {
    /// One launcher and what it carries.
    public struct Launcher: Sendable {
        /// The launcher's place among the model's assets: a hit on it silences it.
        public var asset: Int
        /// Ready rounds by interceptor type.
        public var rounds: [Int]

        package init(asset: Int, rounds: [Int]) {
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

    /// As scenario and records call it.
    public var name: String
    /// Rounds that fly, or a service that is drawn.
    public var kind = Kind.flown
    /// The catalogue's system.
    public var system: String
    /// Where it stands, geodetic.
    public var position: GeodeticPosition
    /// Its radar's place among the model's radars.
    public var engagementRadar: Int
    /// The post that it belongs to, by its place among the model's nodes.
    public var node: Int
    /// Targets engaged at once, ≥ 0.
    public var targetChannels: Int
    /// Rounds guided at once, ≥ 0.
    public var guidanceChannels: Int
    /// Crew's time from the first sight of a track to a launch, seconds, ≥ 0.
    public var reactionTime: Seconds
    /// Between two rounds of one launcher, seconds, > 0.
    public var launchInterval: Seconds
    /// To fill one launcher again, seconds, ≥ 0.
    public var reloadTime: Seconds
    /// Its launchers, in the order in which they are named in orders.
    public var launchers: [Launcher]
    /// Rounds by type held for one reload.
    public var reloads: [Int]
    /// Centre of the sector at the start, and its width; a width of 2π has no sector.
    public var sectorCentre: Radians
    /// Width of what its radar sees without turning, radians; 2π for all round.
    public var sectorWidth: Radians
    /// How fast the engagement radar's antenna turns, rad/s, > 0.
    public var slewRate: Double
    /// From a round's end to the crew's word on it, seconds, ≥ 0.
    public var assessmentDelay: Seconds
    /// Probability of calling a live target killed, and a killed one alive.
    public var falseKillProbability: Double
    /// That a target which is gone is taken for alive, 0…1.
    public var falseAliveProbability: Double
    /// A target called killed is a target again where its track goes on; a closed form believes what it is told.
    public var rechecksKills = true
    /// How long a designation is searched for before it is given up.
    public var designationTimeout: Seconds
    /// When it comes into action, leaves and moves.
    public var movement = Movement()
    /// Guns on the same vehicle; nil for none.
    public var gun: GunModel?

    package init(name: String, system: String, position: GeodeticPosition, engagementRadar: Int, node: Int) {
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
