import NumericalMethods
import Quantities

/// The lowest visible altitude over every node of a projected grid whose metre is not a metre, as Mercator's is not.
///
/// Rays are straight on the grid; distances are those of the earth. With D the true distance of a node and d that on the grid, the
/// slope of the ground is s = (z − z_o)/D − D/(2kR), and the grid of levels s·d has, over a flat earth and from an eye at 0, the same
/// skyline: the plane's sweep answers it, and its answer a becomes the altitude z_o + (a/d + D/(2kR))·D.
/// - Validity: straight lines of a projection stray from great circles by d² tan φ/8R midway at most for the usual ones (54 m at 40 km,
///   latitude 60°).
package struct ProjectedViewshed: ViewshedSurface {
    private let plane: PlanarViewshed
    private let nodes: NodeLattice
    private let antennaHeight: Metres
    /// 1/(2 k R), 1/m.
    private let drop: Double
    private var levels: [Float] = []
    private var eye = 0.0
    private let site: Vector3

    /// - Parameters:
    ///   - plane: the grid as it measures itself; its k, radius and antenna count.
    ///   - nodes: where its nodes stand.
    package init(plane: PlanarViewshed, nodes: NodeLattice) {
        precondition(plane.rows == nodes.rows && plane.columns == nodes.columns, "one grid")
        self.plane = PlanarViewshed(
            rows: plane.rows, columns: plane.columns, spacingEast: plane.spacingEast, spacingSouth: plane.spacingSouth, row: plane.row,
            column: plane.column, antennaHeight: 0, k: .infinity, isExact: plane.isExact)
        self.nodes = nodes
        antennaHeight = plane.antennaHeight
        drop = plane.drop
        site = nodes.point(row: plane.row, column: plane.column)
    }

    package var rows: Int { plane.rows }
    package var columns: Int { plane.columns }
    package var sectorCount: Int { plane.sectorCount }
    package func nodes(sector: Int) -> Int { plane.nodes(sector: sector) }
    package func rows(sector: Int) -> Range<Int> { plane.rows(sector: sector) }

    package func prepared(for heights: HeightGrid) -> ProjectedViewshed {
        var view = self
        view.eye = Double(heights[plane.row * columns + plane.column]) + antennaHeight
        let eye = view.eye
        view.levels = [Float](unsafeUninitializedCapacity: rows * columns) { levels, count in
            forEachNode(in: 0..<rows) { index, distance, flat in
                let rise = Double(heights[index]) - eye
                levels[index] = distance > 0 ? Float((rise / distance - drop * distance) * flat) : 0
            }
            count = rows * columns
        }
        return view
    }

    package func run(sector: Int, heights: HeightGrid, altitudes: UnsafeMutablePointer<Float>) {
        levels.withUnsafeBufferPointer { plane.run(sector: sector, heights: .real($0.baseAddress!), altitudes: altitudes) }
    }

    package func runRemainder(heights: HeightGrid, altitudes: UnsafeMutablePointer<Float>) {
        levels.withUnsafeBufferPointer { plane.runRemainder(heights: .real($0.baseAddress!), altitudes: altitudes) }
    }

    package func finish(rows: Range<Int>, heights: HeightGrid, altitudes: UnsafeMutablePointer<Float>) {
        forEachNode(in: rows) { index, distance, flat in
            let ground = heights[index]
            // What the plane answers with the level itself is ground that is seen.
            guard distance > 0, altitudes[index] != levels[index] else {
                altitudes[index] = ground
                return
            }
            let slope = Double(altitudes[index]) / flat + drop * distance
            altitudes[index] = max(ground, Float(eye + slope * distance))
        }
    }

    /// Each node's place in the grid, its distance on the earth and that on the grid, metres.
    private func forEachNode(in rows: Range<Int>, _ body: (Int, Double, Double) -> Void) {
        var distances = [Double](repeating: 0, count: columns)
        for row in rows {
            nodes.distances(row: row, from: site, into: &distances)
            let north = Double(row - plane.row) * plane.spacingSouth
            for column in 0..<columns {
                let east = Double(column - plane.column) * plane.spacingEast
                let isSite = row == plane.row && column == plane.column
                body(row * columns + column, isSite ? 0 : distances[column], (east * east + north * north).squareRoot())
            }
        }
    }
}
