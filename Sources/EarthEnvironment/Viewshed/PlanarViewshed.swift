import Quantities

/// The lowest visible altitude over every node of a metric grid, seen from one node, over a refracting round earth.
///
///     s = (z − z_o)/d − d/(2kR),  minimum altitude = z_o + (max s + D/(2kR))·D, not below the ground
/// the maximum running over every crossing of the ray with a row or column of the grid strictly between the two, the
/// ground being linear between the two nodes beside the crossing (Franklin & Ray 1994, R3). A target at height h above a
/// node is visible where h is not below that altitude, so one pass answers every height.
///
/// Rings grow outwards from the site, and the skyline of what lies within a ring, an upper envelope in (direction,
/// slope), is kept: exactly (`SectorSweep`), or at equal steps of direction (`SampledSweep`). Each ring's edges raise it
/// where they stand above it. Every node is then one evaluation of the skyline above it, and most of them touch nothing
/// else: the time is that of the grid, not of its rays.
/// The work falls into `sectors` that share nothing but the grid, so any number of threads may run them in any order.
package struct PlanarViewshed: ViewshedSurface {
    /// Spacing of columns and of rows, metres.
    package let spacingEast: Metres
    package let spacingSouth: Metres
    package let rows: Int
    package let columns: Int
    /// The site's node and its antenna above the ground there, metres.
    package let row: Int
    package let column: Int
    package let antennaHeight: Metres
    /// 1/(2 k R), 1/m; 0 over a flat earth.
    package let drop: Double
    /// The skyline kept whole, in double precision; else sampled, centimetres off.
    package let isExact: Bool
    let sectors: [Sector]

    /// A stretch of directions of one eighth of the compass: from part/parts to (part + 1)/parts of it.
    struct Sector: Sendable {
        let octant: ViewshedOctant
        let part: Int
        let parts: Int
        /// Its nodes, about: for progress and for sharing out.
        let nodes: Int
    }

    /// - Parameters:
    ///   - rows: of the grid, from north to south.
    ///   - columns: of the grid, from west to east.
    ///   - spacingEast: of columns, metres of the grid.
    ///   - spacingSouth: of rows, metres of the grid.
    ///   - row: of the site, from 0.
    ///   - column: of the site, from 0.
    ///   - antennaHeight: metres above the surface that the others are above.
    ///   - k: effective earth radius factor; infinite over a flat earth.
    ///   - radius: of the earth, metres; 6,378,137 is what viewshed programs take.
    ///   - isExact: without the approximations for speed.
    package init(
        rows: Int, columns: Int, spacingEast: Metres, spacingSouth: Metres, row: Int, column: Int, antennaHeight: Metres,
        k: Double = 4.0 / 3, radius: Metres = 6_378_137, isExact: Bool = false
    ) {
        precondition(spacingEast > 0 && spacingSouth > 0 && k > 0 && radius > 0, "spacings, k and radius are positive")
        precondition((0..<rows).contains(row) && (0..<columns).contains(column), "the site stands on the grid")
        self.rows = rows
        self.columns = columns
        self.spacingEast = spacingEast
        self.spacingSouth = spacingSouth
        self.row = row
        self.column = column
        self.antennaHeight = antennaHeight
        drop = 1 / (2 * k * radius)
        self.isExact = isExact
        sectors = Self.sectors(isExact: isExact, row: row, column: column, rows: rows, columns: columns)
    }

    static func sectors(isExact: Bool, row: Int, column: Int, rows: Int, columns: Int) -> [Sector] {
        var sectors: [Sector] = []
        for octant in ViewshedOctant.all(row: row, column: column, rows: rows, columns: columns) {
            guard octant.ringLast >= 1, octant.offsetLast >= 1 else { continue }
            let parts = max(1, min(64, octant.ringLast / (isExact ? 160 : 256)))
            for part in 0..<parts {
                let share = min(Double(octant.ringLast), Double(octant.offsetLast * parts) / Double(part + 1))
                sectors.append(Sector(octant: octant, part: part, parts: parts, nodes: Int(share * share / Double(2 * parts)) + 1))
            }
        }
        return sectors
    }

    /// Altitude of the antenna, metres.
    func eye(_ heights: HeightGrid) -> Double { Double(heights[row * columns + column]) + antennaHeight }

    /// The drop per squared ring and per squared offset of an octant, metres.
    func drops(_ octant: ViewshedOctant) -> (ring: Double, offset: Double) {
        let ring = octant.ringsAreColumns ? spacingEast : spacingSouth
        let offset = octant.ringsAreColumns ? spacingSouth : spacingEast
        return (drop * ring * ring, drop * offset * offset)
    }

    package var sectorCount: Int { sectors.count }
    package func nodes(sector: Int) -> Int { sectors[sector].nodes }
    package func rows(sector: Int) -> Range<Int> {
        let octant = sectors[sector].octant
        let reach =
            octant.ringsAreColumns
            ? min(octant.offsetLast, octant.ringLast * (sectors[sector].part + 1) / sectors[sector].parts) : octant.ringLast
        let isSouth = (octant.ringsAreColumns ? octant.offsetSign : octant.ringSign) > 0
        return isSouth ? row + 1..<row + reach + 1 : row - reach..<row
    }

    package func run(sector index: Int, heights: HeightGrid, altitudes: UnsafeMutablePointer<Float>) {
        let sector = sectors[index]
        if isExact {
            var sweep = SectorSweep(self, sector, heights: heights, altitudes: altitudes)
            sweep.run()
        } else {
            var sweep = SampledSweep(self, sector, heights: heights, altitudes: altitudes)
            sweep.run()
        }
    }

    /// Fills the site's own node and the four rays along its row and column, which no sector has.
    package func runRemainder(heights: HeightGrid, altitudes: UnsafeMutablePointer<Float>) {
        let site = row * columns + column
        let eye = eye(heights)
        altitudes[site] = heights[site]
        let rays = [
            (1, columns - 1 - column, spacingEast), (-1, column, spacingEast), (columns, rows - 1 - row, spacingSouth),
            (-columns, row, spacingSouth),
        ]
        for (step, count, spacing) in rays where count > 0 {
            var steepest = -1e30
            for x in 1...count {
                let at = site + step * x
                let distance = Double(x) * spacing
                let altitude = eye + (steepest + drop * distance) * distance
                altitudes[at] = max(heights[at], Float(altitude))
                steepest = max(steepest, (Double(heights[at]) - eye) / distance - drop * distance)
            }
        }
    }
}
