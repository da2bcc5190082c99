public import EarthEnvironment
public import Quantities
import Foundation

/// Many tiles as one terrain.
///
/// The lattice is that of the finest tile, laid over the extent of all. A tile on that lattice (same steps, whole
/// offsets, to a hundredth of a cell) gives its nodes as they stand; another one is resampled bilinearly. Where
/// tiles overlap, the first in order of path that is not void counts. Where no tile reaches, the node is void.
public enum TerrainMosaic {
    /// The names that a folder is searched for, in lower case.
    static let extensions: Set<String> = ["hgt", "dt0", "dt1", "dt2", "tif", "tiff"]

    /// The engine's terrain from files, and from folders of them.
    /// - Parameter outside: the height at which voids and all outside stand, metres.
    public static func model(_ paths: [String], outside: Metres = 0) throws(TerrainFileError) -> TerrainModel {
        .grid(try grid(paths), outside: outside)
    }

    /// The engine's grid from files, and from folders of them, all in longitude and latitude.
    public static func grid(_ paths: [String]) throws(TerrainFileError) -> ElevationGrid {
        let files = try files(in: paths)
        var tiles: [ElevationRaster] = []
        for file in files {
            let tile = try TerrainReader.raster(file)
            guard case .geographic = tile.georeference.kind else {
                throw .unfit(
                    file: file, why: "is not in longitude and latitude; warp it first: gdalwarp -t_srs EPSG:4326 \(file) geographic.tif")
            }
            tiles.append(tile)
        }
        return try joined(tiles)
    }

    /// The files that paths stand for, in order of path.
    public static func files(in paths: [String]) throws(TerrainFileError) -> [String] {
        var files: [String] = []
        for path in paths {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                throw .unreadable(file: path, why: "no such file or folder")
            }
            guard isFolder.boolValue else {
                files.append(path)
                continue
            }
            let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            let found = names.filter { extensions.contains(($0 as NSString).pathExtension.lowercased()) }
            guard !found.isEmpty else {
                throw .mosaic(why: "\(path) holds no terrain; looked for \(extensions.sorted().joined(separator: ", "))")
            }
            files += found.map { (path as NSString).appendingPathComponent($0) }
        }
        guard !files.isEmpty else { throw .mosaic(why: "no file is given") }
        return files.sorted()
    }

    static func joined(_ tiles: [ElevationRaster]) throws(TerrainFileError) -> ElevationGrid {
        guard let finest = tiles.min(by: { $0.georeference.stepSouth < $1.georeference.stepSouth }) else {
            throw .mosaic(why: "no tile is given")
        }
        if tiles.count == 1 {
            guard let grid = finest.grid else { throw .unfit(file: finest.source, why: "has fewer than two rows or columns") }
            return grid
        }
        let lattice = finest.georeference
        var columnRange = 0..<finest.columns
        var rowRange = 0..<finest.rows
        for tile in tiles {
            let place = Place(tile, on: lattice)
            columnRange = min(columnRange.lowerBound, place.columns.lowerBound)..<max(columnRange.upperBound, place.columns.upperBound)
            rowRange = min(rowRange.lowerBound, place.rows.lowerBound)..<max(rowRange.upperBound, place.rows.upperBound)
        }
        let rows = rowRange.count
        let columns = columnRange.count
        guard rows * columns <= 1 << 31 else {
            throw .mosaic(why: "the tiles span \(rows) × \(columns) nodes of the finest; at most 2³¹ are joined")
        }
        var heights = [Float](repeating: .nan, count: rows * columns)
        for tile in tiles {
            let place = Place(tile, on: lattice)
            for row in place.rows {
                let start = (row - rowRange.lowerBound) * columns - columnRange.lowerBound
                for column in place.columns where heights[start + column].isNaN {
                    heights[start + column] = place.height(row: row, column: column)
                }
            }
        }
        return ElevationGrid(
            northLatitude: (lattice.north - Double(rowRange.lowerBound) * lattice.stepSouth) * Units.degree,
            westLongitude: (lattice.west + Double(columnRange.lowerBound) * lattice.stepEast) * Units.degree,
            latitudeStep: lattice.stepSouth * Units.degree, longitudeStep: lattice.stepEast * Units.degree, rows: rows,
            columns: columns, heights: heights, source: tiles.map(\.source).joined(separator: ", "))
    }

    /// Where a tile lies on the common lattice.
    private struct Place {
        let tile: ElevationRaster
        /// Of the lattice's nodes, those within the tile.
        let rows: Range<Int>
        let columns: Range<Int>
        /// The tile's fractional row and column of the lattice's node (0, 0), and its nodes per lattice node.
        private let rowOffset: Double
        private let columnOffset: Double
        private let rowRatio: Double
        private let columnRatio: Double
        private let isAligned: Bool

        init(_ tile: ElevationRaster, on lattice: RasterGeoreference) {
            self.tile = tile
            let own = tile.georeference
            rowRatio = lattice.stepSouth / own.stepSouth
            columnRatio = lattice.stepEast / own.stepEast
            rowOffset = (own.north - lattice.north) / own.stepSouth
            // Tiles on the two sides of the 180th meridian meet.
            let turns = ((lattice.west - own.west) / 360).rounded()
            columnOffset = (lattice.west - own.west - 360 * turns) / own.stepEast
            let slack = 0.01
            isAligned =
                abs(rowRatio - 1) * Double(tile.rows) < slack && abs(columnRatio - 1) * Double(tile.columns) < slack
                && abs(rowOffset - rowOffset.rounded()) < slack && abs(columnOffset - columnOffset.rounded()) < slack
            func range(_ count: Int, _ offset: Double, _ ratio: Double) -> Range<Int> {
                let first = Int((-offset / ratio - slack).rounded(.up))
                let last = Int(((Double(count - 1) - offset) / ratio + slack).rounded(.down))
                return first..<max(first, last + 1)
            }
            rows = range(tile.rows, rowOffset, rowRatio)
            columns = range(tile.columns, columnOffset, columnRatio)
        }

        func height(row: Int, column: Int) -> Float {
            let y = rowOffset + Double(row) * rowRatio
            let x = columnOffset + Double(column) * columnRatio
            if isAligned {
                let r = min(max(Int(y.rounded()), 0), tile.rows - 1)
                let c = min(max(Int(x.rounded()), 0), tile.columns - 1)
                return tile.heights[r * tile.columns + c]
            }
            guard tile.rows >= 2, tile.columns >= 2 else { return .nan }
            return tile.heights.withUnsafeBufferPointer {
                Float(
                    ElevationGrid.height(
                        in: $0, rows: tile.rows, columns: tile.columns, row: min(max(y, 0), Double(tile.rows - 1)),
                        column: min(max(x, 0), Double(tile.columns - 1))))
            }
        }
    }
}
