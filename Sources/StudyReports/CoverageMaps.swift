/// Where a defence's radars together see a target at some heights above the ground, arm by arm, on one grid.
public struct CoverageMaps: Sendable {
    /// A thing on the map, kilometres east and north of the scenario's origin.
    public struct Place: Sendable {
        public var name: String
        public var east: Double
        public var north: Double

        public init(name: String, east: Double, north: Double) {
            self.name = name
            self.east = east
            self.north = north
        }
    }

    /// Where raids come from.
    public struct Attack: Sendable {
        public var name: String
        /// From the origin towards where it comes from, degrees from north, clockwise.
        public var bearing: Double

        public init(name: String, bearing: Double) {
            self.name = name
            self.bearing = bearing
        }
    }

    public struct Arm: Sendable {
        public var name: String
        public var radars: [Place]
        /// Best probability of detection in one look by any radar, by height, row-major from the south-western node.
        public var detection: [[Float]]
        /// Area where that probability is at least the threshold, square kilometres, by height.
        public var areas: [Double]
        /// Largest instrumented range among the radars, kilometres: the circle of the brochures.
        public var instrumentedRange: Double

        public init(name: String, radars: [Place], detection: [[Float]], areas: [Double], instrumentedRange: Double) {
            self.name = name
            self.radars = radars
            self.detection = detection
            self.areas = areas
            self.instrumentedRange = instrumentedRange
        }
    }

    public var arms: [Arm]
    public var assets: [Place]
    /// Metres above the ground, ascending.
    public var heights: [Double]
    /// Class of the target, in words, and its cross-section from the front, square metres.
    public var target: String
    public var crossSection: Double
    /// Half the side of the square grid and the distance of its nodes, kilometres; an odd number of nodes a side.
    public var halfSide: Double
    public var spacing: Double
    public var nodes: Int
    /// What the ground is, in words.
    public var ground: String
    /// Probability of detection in one look at which a place counts as seen.
    public var threshold = 0.5
    public var attacks: [Attack] = []
    /// What a reader must see on the picture itself: that the ground is invented, or how much of it is missing; empty where it is real and whole.
    public var mark = ""

    public init(
        arms: [Arm], assets: [Place], heights: [Double], target: String, crossSection: Double, halfSide: Double,
        spacing: Double, nodes: Int, ground: String
    ) {
        self.arms = arms
        self.assets = assets
        self.heights = heights
        self.target = target
        self.crossSection = crossSection
        self.halfSide = halfSide
        self.spacing = spacing
        self.nodes = nodes
        self.ground = ground
    }
}
