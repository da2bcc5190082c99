/// Where a defence's radars together see a target at some heights above the ground, arm by arm, on one grid.
package struct CoverageMaps: Sendable {
    /// A thing on the map, kilometres east and north of the scenario's origin.
    package struct Place: Sendable {
        package var name: String
        package var east: Double
        package var north: Double

        package init(name: String, east: Double, north: Double) {
            self.name = name
            self.east = east
            self.north = north
        }
    }

    /// Where raids come from.
    package struct Attack: Sendable {
        package var name: String
        /// From the origin towards where it comes from, degrees from north, clockwise.
        package var bearing: Double

        package init(name: String, bearing: Double) {
            self.name = name
            self.bearing = bearing
        }
    }

    package struct Arm: Sendable {
        package var name: String
        package var radars: [Place]
        /// Best probability of detection in one look by any radar, by height, row-major from the south-western node.
        package var detection: [[Float]]
        /// Area where that probability is at least the threshold, square kilometres, by height.
        package var areas: [Double]
        /// Largest instrumented range among the radars, kilometres: the circle of the brochures.
        package var instrumentedRange: Double

        package init(name: String, radars: [Place], detection: [[Float]], areas: [Double], instrumentedRange: Double) {
            self.name = name
            self.radars = radars
            self.detection = detection
            self.areas = areas
            self.instrumentedRange = instrumentedRange
        }
    }

    package var arms: [Arm]
    package var assets: [Place]
    /// Metres above the ground, ascending.
    package var heights: [Double]
    /// Class of the target, in words, and its cross-section from the front, square metres.
    package var target: String
    package var crossSection: Double
    /// Half the side of the square grid and the distance of its nodes, kilometres; an odd number of nodes a side.
    package var halfSide: Double
    package var spacing: Double
    package var nodes: Int
    /// What the ground is, in words.
    package var ground: String
    /// Probability of detection in one look at which a place counts as seen.
    package var threshold = 0.5
    package var attacks: [Attack] = []
    /// What a reader must see on the picture itself: that the ground is invented, or how much of it is missing; empty where it is real
    /// and whole.
    package var mark = ""

    package init(
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
