import NumericalMethods

/// What does not move, or moves only by a `ReplayChange`.
package struct ReplayScene: Sendable, Equatable {
    package var scenario: String
    package var arm: String
    package var seed: UInt64
    package var index: UInt32
    package var modelVersion: String
    /// Where the frame touches the ellipsoid.
    package var origin: ReplayPlace
    /// End of the run, seconds.
    package var end: Double
    /// Effective-earth factor of the run's propagation.
    package var refraction: Double
    package var missiles: [String] = []
    package var posts: [ReplayPost] = []
    package var radars: [ReplayRadar] = []
    package var batteries: [ReplayBattery] = []
    package var launchers: [ReplayLauncher] = []
    package var assets: [ReplayAsset] = []
    package var corridors: [ReplayCorridor] = []
    package var terrain: ReplayTerrain?

    package init(
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
package struct ReplayPlace: Sendable, Equatable {
    package var latitudeDegrees: Double
    package var longitudeDegrees: Double
    package var height: Double

    package init(latitudeDegrees: Double, longitudeDegrees: Double, height: Double) {
        self.latitudeDegrees = latitudeDegrees
        self.longitudeDegrees = longitudeDegrees
        self.height = height
    }
}

/// A place that holds a track picture and decides.
package struct ReplayPost: Sendable, Equatable {
    package var name: String
    package var position: Vector3
    /// The post above it.
    package var superior: Int?

    package init(name: String, position: Vector3, superior: Int?) {
        self.name = name
        self.position = position
        self.superior = superior
    }
}

package struct ReplayRadar: Sendable, Equatable {
    package enum Role: UInt8, Sendable, CaseIterable {
        case acquisition, engagement
    }

    package var name: String
    package var role: Role
    /// Name in the catalogue; empty where none was recorded.
    package var model = ""
    /// Carrier, hertz; 0 where none was recorded.
    package var frequency = 0.0
    /// Phase centre of the antenna.
    package var position: Vector3
    /// Centre of its sector, radians clockwise from north, and its width; 2π has none.
    package var sectorCentre: Double
    package var sectorWidth: Double
    /// Instrumented range, metres, and seconds of a renewal.
    package var range: Double
    package var period: Double
    /// Farthest ground range, metres, at which it has line of sight, by height of `coverageHeights` and then by azimuth
    /// from north in equal steps; empty where it was not computed.
    package var coverage: [[Double]] = []
    /// Heights above the ground, metres, for which radars' coverage is kept.
    package static let coverageHeights: [Double] = [50, 100, 300, 1_000, 3_000, 10_000]

    package init(
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
package struct ReplayBattery: Sendable, Equatable {
    package var name: String
    package var system: String
    package var radar: Int
    /// The post that commands it at the start.
    package var post: Int
    /// Targets that it engages at a time, and rounds that it guides.
    package var channels: Int
    package var guidanceChannels: Int

    package init(name: String, system: String, radar: Int, post: Int, channels: Int, guidanceChannels: Int) {
        self.name = name
        self.system = system
        self.radar = radar
        self.post = post
        self.channels = channels
        self.guidanceChannels = guidanceChannels
    }
}

package struct ReplayLauncher: Sendable, Equatable {
    package var name: String
    package var battery: Int
    package var position: Vector3

    package init(name: String, battery: Int, position: Vector3) {
        self.name = name
        self.battery = battery
        self.position = position
    }
}

package struct ReplayAsset: Sendable, Equatable {
    package var name: String
    package var kind: String
    package var position: Vector3
    /// Share of what is defended; 0 for the defence's own parts.
    package var value: Double
    package var radius: Double

    package init(name: String, kind: String, position: Vector3, value: Double, radius: Double) {
        self.name = name
        self.kind = kind
        self.position = position
        self.value = value
        self.radius = radius
    }
}

/// A corridor that posts know: its middle line, half its width, its heights above the ellipsoid, metres.
package struct ReplayCorridor: Sendable, Equatable {
    package var points: [Vector3]
    package var halfWidth: Double
    package var altitudeMinimum: Double
    package var altitudeMaximum: Double

    package init(points: [Vector3], halfWidth: Double, altitudeMinimum: Double, altitudeMaximum: Double) {
        self.points = points
        self.halfWidth = halfWidth
        self.altitudeMinimum = altitudeMinimum
        self.altitudeMaximum = altitudeMaximum
    }
}

/// A coarse relief of the ground: rows from south to north, each from west to east, whole metres above the ellipsoid.
package struct ReplayTerrain: Sendable, Equatable {
    package var south: Double
    package var west: Double
    /// Degrees between rows and between columns.
    package var latitudeStep: Double
    package var longitudeStep: Double
    package var rows: Int
    package var columns: Int
    package var heights: [Int16]

    package init(
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
