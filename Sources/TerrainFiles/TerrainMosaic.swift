import EarthEnvironment
import Quantities
import Foundation

/// Many tiles as one terrain.
///
/// The lattice is that of the finest tile, laid over the extent of all. A tile on that lattice (same steps, whole
/// offsets, to a hundredth of a cell) gives its nodes as they stand; another one is resampled bilinearly. Where
/// tiles overlap, the first in order of path that is not void counts. Where no tile reaches, the node is void.
package enum TerrainMosaic {
    /// The names that a folder is searched for, in lower case.
    static let extensions: Set<String> = ["hgt", "dt0", "dt1", "dt2", "tif", "tiff"]

    /// The engine's terrain from files, and from folders of them.
    /// - Parameter outside: the height at which voids and all outside stand, metres.
    package static func model(_ paths: [String], outside: Metres = 0) throws(TerrainFileError) -> TerrainModel {
        .grid(try grid(paths), outside: outside)
    }

    /// The engine's grid from files, and from folders of them, all in longitude and latitude.
    package static func grid(_ paths: [String]) throws(TerrainFileError) -> ElevationGrid {
        let files = try files(in: paths)
        if files.count == 1 {
            let tile = try TerrainReader.raster(files[0])
            try checkKind(tile.georeference, files[0])
            try tile.checkHeights()
            return try joined([Outline(tile)]) { _ throws(TerrainFileError) in tile }
        }
        // Where all stand is known before the first height is read.
        var outlines: [Outline] = []
        for file in files {
            let outline = try TerrainReader.outline(file)
            try checkKind(outline.georeference, file)
            outlines.append(Outline(georeference: outline.georeference, rows: outline.rows, columns: outline.columns, source: file))
        }
        return try joined(outlines) { outline throws(TerrainFileError) in
            let tile = try TerrainReader.raster(outline.source)
            try tile.checkHeights()
            return tile
        }
    }

    private static func checkKind(_ georeference: RasterGeoreference, _ file: String) throws(TerrainFileError) {
        guard case .geographic = georeference.kind else {
            throw .unfit(
                file: file, why: "is not in longitude and latitude; warp it first: gdalwarp -t_srs EPSG:4326 \(file) geographic.tif")
        }
    }

    /// A tile without its heights.
    struct Outline {
        let georeference: RasterGeoreference
        let rows: Int
        let columns: Int
        let source: String

        init(georeference: RasterGeoreference, rows: Int, columns: Int, source: String) {
            self.georeference = georeference
            self.rows = rows
            self.columns = columns
            self.source = source
        }

        init(_ tile: ElevationRaster) {
            self.init(georeference: tile.georeference, rows: tile.rows, columns: tile.columns, source: tile.source)
        }
    }

    /// The files that paths stand for, in order of path.
    package static func files(in paths: [String]) throws(TerrainFileError) -> [String] {
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

    /// The grid of some tiles, each read when its turn comes.
    static func joined(
        _ tiles: [Outline], read: (Outline) throws(TerrainFileError) -> ElevationRaster
    ) throws(TerrainFileError) -> ElevationGrid {
        guard let finest = tiles.min(by: { $0.georeference.stepSouth < $1.georeference.stepSouth }) else {
            throw .mosaic(why: "no tile is given")
        }
        if tiles.count == 1 {
            guard let grid = try read(finest).grid else { throw .unfit(file: finest.source, why: "has fewer than two rows or columns") }
            return grid
        }
        // Tiles of one lattice become one raster, so that those of a coarser step leave no slit where they meet.
        var groups: [LatticeGroup] = []
        for tile in tiles {
            if let place = groups.firstIndex(where: { $0.takes(tile) }) {
                groups[place].tiles.append(tile)
            } else {
                groups.append(LatticeGroup(lattice: tile.georeference, tiles: [tile]))
            }
        }
        let lattice = finest.georeference
        let extent = try LatticeExtent.around(tiles, on: lattice)
        var joined = ElevationRaster(
            georeference: extent.georeference(of: lattice), rows: extent.rows.count, columns: extent.columns.count,
            heights: [Float](repeating: .nan, count: extent.rows.count * extent.columns.count),
            source: tiles.map(\.source).joined(separator: ", "))
        if groups.count == 1 {
            for tile in tiles { try joined.fill(from: read(tile)) }
        } else {
            // The first in order of path counts, so groups are taken tile by tile where one lattice allows it.
            var coarse: [ElevationRaster] = []
            for group in groups {
                if group.takes(finest) {
                    for tile in group.tiles { try joined.fill(from: read(tile)) }
                } else {
                    let span = try LatticeExtent.around(group.tiles, on: group.lattice)
                    var raster = ElevationRaster(
                        georeference: span.georeference(of: group.lattice), rows: span.rows.count, columns: span.columns.count,
                        heights: [Float](repeating: .nan, count: span.rows.count * span.columns.count))
                    for tile in group.tiles { try raster.fill(from: read(tile)) }
                    coarse.append(raster)
                }
            }
            // Finer ones before coarser ones.
            coarse.sort { $0.georeference.stepSouth < $1.georeference.stepSouth }
            for raster in coarse { joined.fill(from: raster) }
            for raster in coarse { joined.fillRim(from: raster, besides: tiles) }
        }
        guard let grid = joined.grid else { throw .mosaic(why: "the tiles have fewer than two rows or columns") }
        return grid
    }
}
