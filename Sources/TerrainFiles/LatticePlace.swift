import EarthEnvironment

/// Tiles whose nodes lie on one lattice.
struct LatticeGroup {
    let lattice: RasterGeoreference
    var tiles: [TerrainMosaic.Outline]

    /// Whether a tile lies on the lattice, to a hundredth of a cell.
    func takes(_ tile: TerrainMosaic.Outline) -> Bool { LatticePlace(tile, on: lattice).isAligned }
}

/// The rows and columns of a lattice that tiles reach.
struct LatticeExtent {
    let rows: Range<Int>
    let columns: Range<Int>

    static func around(_ tiles: [TerrainMosaic.Outline], on lattice: RasterGeoreference) throws(TerrainFileError) -> LatticeExtent {
        var (north, west) = (Double.infinity, Double.infinity)
        var (south, east) = (-Double.infinity, -Double.infinity)
        for tile in tiles {
            let place = LatticePlace(tile, on: lattice)
            north = min(north, place.rowsReached.first)
            south = max(south, place.rowsReached.last)
            west = min(west, place.columnsReached.first)
            east = max(east, place.columnsReached.last)
        }
        let (rows, columns) = (south - north + 1, east - west + 1)
        guard rows * columns <= Double(RasterLimits.nodesMaximum), abs(north) < 1e12, abs(west) < 1e12 else {
            let finest = tiles.min { $0.georeference.stepSouth < $1.georeference.stepSouth }?.source ?? ""
            throw .mosaic(
                why:
                    "the tiles span \(rows) × \(columns) nodes of the finest (\(finest)), allowed: at most \(RasterLimits.nodesMaximum) (2³⁰); "
                    + "give fewer tiles, or of one step")
        }
        return LatticeExtent(rows: Int(north)..<Int(south) + 1, columns: Int(west)..<Int(east) + 1)
    }

    func georeference(of lattice: RasterGeoreference) -> RasterGeoreference {
        var moved = lattice
        moved.north -= Double(rows.lowerBound) * lattice.stepSouth
        moved.west += Double(columns.lowerBound) * lattice.stepEast
        return moved
    }
}

/// Where a tile lies on a lattice.
struct LatticePlace {
    /// A hundredth of a cell is no offset.
    private static let slack = 0.01

    /// Of the lattice's nodes, the first and the last row and column within the tile; whole, perhaps beyond what `Int` holds.
    let rowsReached: (first: Double, last: Double)
    let columnsReached: (first: Double, last: Double)
    /// Whether the tile's nodes are nodes of the lattice.
    let isAligned: Bool
    /// The tile's fractional row and column of the lattice's node (0, 0), and its nodes per lattice node.
    let rowOffset: Double
    let columnOffset: Double
    let rowRatio: Double
    let columnRatio: Double

    init(_ tile: TerrainMosaic.Outline, on lattice: RasterGeoreference) {
        let own = tile.georeference
        rowRatio = lattice.stepSouth / own.stepSouth
        columnRatio = lattice.stepEast / own.stepEast
        rowOffset = (own.north - lattice.north) / own.stepSouth
        // Tiles on the two sides of the 180th meridian meet.
        let turns = ((lattice.west - own.west) / 360).rounded()
        columnOffset = (lattice.west - own.west - 360 * turns) / own.stepEast
        isAligned =
            abs(rowRatio - 1) * Double(tile.rows) < Self.slack && abs(columnRatio - 1) * Double(tile.columns) < Self.slack
            && abs(rowOffset - rowOffset.rounded()) < Self.slack && abs(columnOffset - columnOffset.rounded()) < Self.slack
        func reach(_ count: Int, _ offset: Double, _ ratio: Double) -> (Double, Double) {
            let first = (-offset / ratio - Self.slack).rounded(.up)
            return (first, max(first - 1, ((Double(count - 1) - offset) / ratio + Self.slack).rounded(.down)))
        }
        rowsReached = reach(tile.rows, rowOffset, rowRatio)
        columnsReached = reach(tile.columns, columnOffset, columnRatio)
    }

    func row(_ row: Int) -> Double { rowOffset + Double(row) * rowRatio }
    func column(_ column: Int) -> Double { columnOffset + Double(column) * columnRatio }
}

extension ElevationRaster {
    /// Gives voids the heights of a tile: as they stand where the two lattices are one, else bilinear.
    mutating func fill(from tile: ElevationRaster) {
        let place = LatticePlace(.init(tile), on: georeference)
        let rowFirst = max(0, Int(place.rowsReached.first))
        let columnFirst = max(0, Int(place.columnsReached.first))
        let rowLast = min(rows - 1, Int(place.rowsReached.last))
        let columnLast = min(columns - 1, Int(place.columnsReached.last))
        guard rowFirst <= rowLast, columnFirst <= columnLast else { return }
        for row in rowFirst...rowLast {
            for column in columnFirst...columnLast where heights[row * columns + column].isNaN {
                heights[row * columns + column] = tile.height(place, row: row, column: column)
            }
        }
    }

    /// Gives nodes that lie in no tile, but in the outer half of a border pixel of this one, the height of the border: what the pixels
    /// of two tiles cover without a gap is ground without a gap.
    mutating func fillRim(from tile: ElevationRaster, besides tiles: [TerrainMosaic.Outline]) {
        let place = LatticePlace(.init(tile), on: georeference)
        let (tall, wide) = (0.5 / place.rowRatio, 0.5 / place.columnRatio)
        let rowFirst = max(0, Int((place.rowsReached.first - tall).rounded(.down)))
        let columnFirst = max(0, Int((place.columnsReached.first - wide).rounded(.down)))
        let rowLast = min(rows - 1, Int((place.rowsReached.last + tall).rounded(.up)))
        let columnLast = min(columns - 1, Int((place.columnsReached.last + wide).rounded(.up)))
        guard rowFirst <= rowLast, columnFirst <= columnLast else { return }
        let others = tiles.map { LatticePlace($0, on: georeference) }
        func isWithin(_ row: Int, _ column: Int) -> Bool {
            others.contains {
                $0.rowsReached.first <= Double(row) && Double(row) <= $0.rowsReached.last && $0.columnsReached.first <= Double(column)
                    && Double(column) <= $0.columnsReached.last
            }
        }
        for row in rowFirst...rowLast {
            let y = place.row(row)
            let isInRows = Double(row) >= place.rowsReached.first && Double(row) <= place.rowsReached.last
            // Rows inside have a rim at both ends alone.
            let inner =
                isInRows ? Int(place.columnsReached.first)...max(Int(place.columnsReached.first), Int(place.columnsReached.last)) : nil
            var column = columnFirst
            while column <= columnLast {
                if let inner, inner.contains(column) {
                    column = inner.upperBound + 1
                    continue
                }
                let x = place.column(column)
                if heights[row * columns + column].isNaN, y >= -0.5, y <= Double(tile.rows) - 0.5, x >= -0.5,
                    x <= Double(tile.columns) - 0.5,
                    !isWithin(row, column)
                {
                    heights[row * columns + column] = tile.height(place, row: row, column: column)
                }
                column += 1
            }
        }
    }

    /// The height of a lattice's node by this tile, its border's beyond it; NaN where it is void.
    private func height(_ place: LatticePlace, row: Int, column: Int) -> Float {
        let y = place.row(row)
        let x = place.column(column)
        if place.isAligned {
            let r = min(max(Int(y.rounded()), 0), rows - 1)
            let c = min(max(Int(x.rounded()), 0), columns - 1)
            return heights[r * columns + c]
        }
        guard rows >= 2, columns >= 2 else { return .nan }
        return heights.withUnsafeBufferPointer {
            Float(
                ElevationGrid.height(
                    in: $0, rows: rows, columns: columns, row: min(max(y, 0), Double(rows - 1)),
                    column: min(max(x, 0), Double(columns - 1))))
        }
    }
}
