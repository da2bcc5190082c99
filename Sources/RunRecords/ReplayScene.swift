public import NumericalMethods

/// What does not move, or moves only by a `ReplayChange`.
public struct ReplayScene: Sendable, Equatable {
    public var scenario: String
    public var arm: String
    public var seed: UInt64
    public var index: UInt32
    public var modelVersion: String
    /// Where the frame touches the ellipsoid.
    public var origin: ReplayPlace
    /// End of the run, seconds.
    public var end: Double
    /// Effective-earth factor of the run's propagation.
    public var refraction: Double
    public var missiles: [String] = []
    public var posts: [ReplayPost] = []
    public var radars: [ReplayRadar] = []
    public var batteries: [ReplayBattery] = []
    public var launchers: [ReplayLauncher] = []
    public var assets: [ReplayAsset] = []
    public var corridors: [ReplayCorridor] = []
    public var terrain: ReplayTerrain?

    public init(
        scenario: String, arm: String, seed: UInt64, index: UInt32, modelVersion: String, origin: ReplayPlace, end: Double,
        refraction: Double
    ) {
        self.scenario = scenario
        self.arm = arm
        self.seed = seed
        self.index = index
        self.modelVersion = modelVersion
        self.origin = origin
        self.end = end
        self.refraction = refraction
    }
}

/// A place on the earth: degrees, metres above the ellipsoid.
public struct ReplayPlace: Sendable, Equatable {
    public var latitudeDegrees: Double
    public var longitudeDegrees: Double
    public var height: Double

    public init(latitudeDegrees: Double, longitudeDegrees: Double, height: Double) {
        self.latitudeDegrees = latitudeDegrees
        self.longitudeDegrees = longitudeDegrees
        self.height = height
    }
}

/// A place that holds a track picture and decides.
public struct ReplayPost: Sendable, Equatable {
    public var name: String
    public var position: Vector3
    /// The post above it.
    public var superior: Int?

    public init(name: String, position: Vector3, superior: Int?) {
        self.name = name
        self.position = position
        self.superior = superior
    }
}

public struct ReplayRadar: Sendable, Equatable {
    public enum Role: UInt8, Sendable, CaseIterable {
        case acquisition, engagement
    }

    public var name: String
    public var role: Role
    /// Identifier in the catalogue; empty where none was recorded.
    public var model = ""
    /// Carrier, hertz; 0 where none was recorded.
    public var frequency = 0.0
    /// Phase centre of the antenna.
    public var position: Vector3
    /// Centre of its sector, radians clockwise from north, and its width; 2π has none.
    public var sectorCentre: Double
    public var sectorWidth: Double
    /// Instrumented range, metres, and seconds of a renewal.
    public var range: Double
    public var period: Double
    /// Farthest ground range, metres, at which it has line of sight, by height of `coverageHeights` and then by azimuth
    /// from north in equal steps; empty where it was not computed.
    public var coverage: [[Double]] = []
    /// Heights above the ground, metres, for which radars' coverage is kept.
    public static let coverageHeights: [Double] = [50, 100, 300, 1_000, 3_000, 10_000]

    public init(
        name: String, role: Role, position: Vector3, sectorCentre: Double, sectorWidth: Double, range: Double, period: Double
    ) {
        self.name = name
        self.role = role
        self.position = position
        self.sectorCentre = sectorCentre
        self.sectorWidth = sectorWidth
        self.range = range
        self.period = period
    }
}

/// One engagement radar with its fire channels and launchers.
public struct ReplayBattery: Sendable, Equatable {
    public var name: String
    public var system: String
    public var radar: Int
    /// The post that commands it at the start.
    public var post: Int
    /// Targets that it engages at a time, and rounds that it guides.
    public var channels: Int
    public var guidanceChannels: Int

    public init(name: String, system: String, radar: Int, post: Int, channels: Int, guidanceChannels: Int) {
        self.name = name
        self.system = system
        self.radar = radar
        self.post = post
        self.channels = channels
        self.guidanceChannels = guidanceChannels
    }
}

public struct ReplayLauncher: Sendable, Equatable {
    public var name: String
    public var battery: Int
    public var position: Vector3

    public init(name: String, battery: Int, position: Vector3) {
        self.name = name
        self.battery = battery
        self.position = position
    }
}

public struct ReplayAsset: Sendable, Equatable {
    public var name: String
    public var kind: String
    public var position: Vector3
    /// Share of what is defended; 0 for the defence's own parts.
    public var value: Double
    public var radius: Double

    public init(name: String, kind: String, position: Vector3, value: Double, radius: Double) {
        self.name = name
        self.kind = kind
        self.position = position
        self.value = value
        self.radius = radius
    }
}

/// A corridor that posts know: its middle line, half its width, its heights above the ellipsoid, metres.
public struct ReplayCorridor: Sendable, Equatable {
    public var points: [Vector3]
    public var halfWidth: Double
    public var altitudeMinimum: Double
    public var altitudeMaximum: Double

    public init(points: [Vector3], halfWidth: Double, altitudeMinimum: Double, altitudeMaximum: Double) {
        self.points = points
        self.halfWidth = halfWidth
        self.altitudeMinimum = altitudeMinimum
        self.altitudeMaximum = altitudeMaximum
    }
}

/// A coarse relief of the ground: rows from south to north, each from west to east, whole metres above the ellipsoid.
public struct ReplayTerrain: Sendable, Equatable {
    public var south: Double
    public var west: Double
    /// Degrees between rows and between columns.
    public var latitudeStep: Double
    public var longitudeStep: Double
    public var rows: Int
    public var columns: Int
    public var heights: [Int16]

    public init(
        south: Double, west: Double, latitudeStep: Double, longitudeStep: Double, rows: Int, columns: Int, heights: [Int16]
    ) {
        self.south = south
        self.west = west
        self.latitudeStep = latitudeStep
        self.longitudeStep = longitudeStep
        self.rows = rows
        self.columns = columns
        self.heights = heights
    }
}
