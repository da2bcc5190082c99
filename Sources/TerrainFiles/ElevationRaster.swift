import EarthEnvironment
import Quantities

/// A terrain file as it stands: heights at the nodes of a lattice, in the file's own reference system.
package struct ElevationRaster: Sendable {
    package var georeference: RasterGeoreference
    package var rows: Int
    package var columns: Int
    /// Row-major from the north-western node, metres; NaN is a void.
    package var heights: [Float]
    /// The file, for people.
    package var source: String

    package init(georeference: RasterGeoreference, rows: Int, columns: Int, heights: [Float], source: String = "") {
        precondition(rows >= 1 && columns >= 1 && heights.count == rows * columns, "heights must number rows × columns")
        self.georeference = georeference
        self.rows = rows
        self.columns = columns
        self.heights = heights
        self.source = source
    }

    /// The height of the node nearest to a place, metres; nil outside the pixels or where it is void.
    ///
    /// A place half-way between two nodes takes the eastern and the southern one, as GDAL does.
    package func nearest(x: Double, y: Double) -> Float? {
        // A billionth of a pixel for the rounding of decimal degrees.
        let slack = 1e-9
        let row = (georeference.row(y: y) + 0.5 + slack).rounded(.down)
        var column = (georeference.column(x: x, columns: columns) + 0.5 + slack).rounded(.down)
        if let period = georeference.period(columns: columns), column == Double(period), period == columns { column = 0 }
        guard row >= 0, column >= 0, row < Double(rows), column < Double(columns) else { return nil }
        let height = heights[Int(row) * columns + Int(column)]
        return height == height ? height : nil
    }

    /// The bilinear height of a place, metres; nil outside the nodes or where one of the nodes that count is void.
    package func bilinear(x: Double, y: Double) -> Double? {
        guard rows >= 2, columns >= 2 else { return nil }
        let row = georeference.row(y: y)
        let column = georeference.column(x: x, columns: columns)
        guard row.isFinite, column.isFinite else { return nil }
        let height = heights.withUnsafeBufferPointer { heights -> Double in
            if column > Double(columns - 1), georeference.period(columns: columns) != nil {
                // Across the seam, between the last column and the first.
                let upper = min(max(Int(row), 0), rows - 2)
                let square = [upper, upper + 1].flatMap { [heights[$0 * columns + columns - 1], heights[$0 * columns]] }
                return square.withUnsafeBufferPointer {
                    ElevationGrid.height(in: $0, rows: 2, columns: 2, row: row - Double(upper), column: column - Double(columns - 1))
                }
            }
            return ElevationGrid.height(in: heights, rows: rows, columns: columns, row: row, column: column)
        }
        return height == height ? height : nil
    }

    /// The engine's grid; nil unless the lattice is in longitude and latitude and has two rows and columns at least. One that goes
    /// round the earth gets its first column again behind its last, so that it has no edge there.
    package var grid: ElevationGrid? {
        guard case .geographic = georeference.kind, rows >= 2, columns >= 2 else { return nil }
        var wide = columns
        var step = georeference.stepEast
        var values = heights
        if let period = georeference.period(columns: columns) {
            step = 360 / Double(period)
            if columns == period {
                wide = columns + 1
                values = []
                values.reserveCapacity(rows * wide)
                for row in 0..<rows {
                    values += heights[row * columns..<(row + 1) * columns]
                    values.append(heights[row * columns])
                }
            }
        }
        return ElevationGrid(
            northLatitude: georeference.north * Units.degree, westLongitude: georeference.west * Units.degree,
            latitudeStep: georeference.stepSouth * Units.degree, longitudeStep: step * Units.degree,
            rows: rows, columns: wide, heights: values, source: source)
    }
}
