import EarthEnvironment
import Foundation
import Quantities
import Testing

@testable import TerrainFiles

/// A folder that goes when the test does.
final class Scratch {
    let folder: URL
    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "cupola-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    deinit { try? FileManager.default.removeItem(at: folder) }
    func path(_ name: String) -> String { folder.appending(path: name).path }
}

@Suite struct ReaderTests {
    /// An SRTM tile of 1201 nodes a side: big-endian, row 0 in the north, −32768 is a void.
    static func hgt(_ height: (Int, Int) -> Int16) -> Data {
        var data = Data(capacity: 1201 * 1201 * 2)
        for row in 0..<1201 {
            for column in 0..<1201 {
                let bits = UInt16(bitPattern: height(row, column))
                data.append(UInt8(bits >> 8))
                data.append(UInt8(bits & 255))
            }
        }
        return data
    }

    @Test func `an SRTM tile has its heights, its place and its voids`() throws {
        let scratch = try Scratch()
        let path = scratch.path("N50E030.hgt")
        try Self.hgt { row, column in row == 10 && column == 20 ? -32768 : Int16(row - column) }.write(to: URL(filePath: path))
        let tile = try TerrainReader.raster(path)
        #expect(tile.rows == 1201 && tile.columns == 1201)
        #expect(tile.georeference.kind == .geographic)
        #expect(abs(tile.georeference.north - 51) < 1e-12 && abs(tile.georeference.west - 30) < 1e-12)
        #expect(tile.heights[3 * 1201 + 7] == -4)
        #expect(tile.heights[10 * 1201 + 20].isNaN)
        let step = 1.0 / 1200
        // On a plane the bilinear height is the plane's.
        #expect(abs(tile.bilinear(x: 30 + 100.25 * step, y: 51 - 300.75 * step)! - 200.5) < 1e-6)
        #expect(tile.nearest(x: 30 + 100.25 * step, y: 51 - 300.75 * step) == 201)
        // Half-way, the eastern and southern node.
        #expect(tile.nearest(x: 30 + 100.5 * step, y: 51 - 300.5 * step) == 200)
        #expect(tile.bilinear(x: 30 + 19.5 * step, y: 51 - 10.5 * step) == nil)
        // Exactly on a neighbour of the void the void has no weight.
        #expect(tile.bilinear(x: 30 + 19 * step, y: 51 - 10 * step).map { abs($0 + 9) < 1e-6 } == true)
        #expect(tile.nearest(x: 29.9, y: 50.5) == nil && tile.bilinear(x: 30.5, y: 49.9) == nil)
    }

    @Test func `for line of sight whole metres stay whole, and voids are filled and remembered`() throws {
        let scratch = try Scratch()
        let path = scratch.path("N50E030.hgt")
        try Self.hgt { row, column in row == 10 && column > 1100 ? -32768 : Int16(row - column) }.write(to: URL(filePath: path))
        var ground = try TerrainReader.ground(path)
        guard case .whole = ground.heights else { Issue.record("heights are not whole"); return }
        #expect(ground[3 * 1201 + 7] == -4 && ground[10 * 1201 + 1150].isNaN)
        let filled = ground.fillVoids(with: 12)
        let voids = try #require(filled)
        guard case .whole = ground.heights else { Issue.record("heights are not whole"); return }
        #expect(ground[10 * 1201 + 1150] == 12 && ground[10 * 1201 + 1100] == -1090)
        let found = (0..<ground.rows * ground.columns).filter { voids[$0] }
        #expect(found == (1101...1200).map { 10 * 1201 + $0 })
        #expect(voids[10 * 1201 + 1101] && !voids[10 * 1201 + 1100])
        let again = ground.fillVoids(with: 5)
        if again != nil { Issue.record("a void is left") }
        // A height between whole metres needs real ones.
        ground = try TerrainReader.ground(path)
        let between = ground.fillVoids(with: 0.5)
        if between == nil { Issue.record("no void is found") }
        guard case .real = ground.heights else { Issue.record("heights are not real"); return }
        #expect(ground[10 * 1201 + 1150] == 0.5 && ground[0] == 0)
    }

    @Test func `what is written is read again, in the same place`() throws {
        let scratch = try Scratch()
        let place = RasterGeoreference.geographic(
            westDegrees: 34.25, northDegrees: 45.5, stepEastDegrees: 0.001, stepSouthDegrees: 0.002)
        let values: [Float] = [1, 2, 3, .nan, 5.5, -6]
        let path = scratch.path("f.tif")
        try RasterFile.write(
            values, rows: 2, columns: 3, georeference: place, noData: .nan, description: "height, m", to: path)
        let heights = try TerrainReader.raster(path)
        #expect(zip(heights.heights, values).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) })
        #expect(abs(heights.georeference.west - 34.25) < 1e-12 && abs(heights.georeference.north - 45.5) < 1e-12)
        #expect(abs(heights.georeference.stepEast - 0.001) < 1e-15 && abs(heights.georeference.stepSouth - 0.002) < 1e-15)
        #expect(heights.georeference.kind == .geographic && heights.georeference.wellKnownText.contains("WGS 84"))
        let mask = scratch.path("mask.tif")
        try RasterFile.write([0, 1, 255, 0, 1, 1] as [UInt8], rows: 3, columns: 2, georeference: place, noData: 255, to: mask)
        let back = try TerrainReader.raster(mask)
        #expect(back.heights[1] == 1 && back.heights[2].isNaN)
    }

    @Test func `neighbouring tiles join, the first that is not void counts, gaps are void`() throws {
        let scratch = try Scratch()
        func tile(_ name: String, west: Double, north: Double, step: Double, count: Int, _ value: (Int, Int) -> Float) throws {
            let heights = (0..<count * count).map { value($0 / count, $0 % count) }
            try RasterFile.write(
                heights, rows: count, columns: count,
                georeference: .geographic(westDegrees: west, northDegrees: north, stepEastDegrees: step, stepSouthDegrees: step),
                noData: -9999, to: scratch.path(name))
        }
        try tile("a.tif", west: 10, north: 50, step: 0.1, count: 11) { $1 == 10 ? -9999 : Float($0) }
        try tile("b.tif", west: 11, north: 50, step: 0.1, count: 11) { row, _ in Float(row) + 100 }
        // Twice as coarse, south of b.
        try tile("c.tif", west: 11, north: 49, step: 0.2, count: 6) { row, column in Float(row + column) }
        let grid = try TerrainMosaic.grid([scratch.folder.path])
        #expect(grid.rows == 21 && grid.columns == 21)
        #expect(grid[3, 9] == 3 && grid[3, 10] == 103 && grid[3, 20] == 103)
        #expect(grid[15, 5].isNaN)
        #expect(grid[10, 15] == 110)
        #expect(abs(grid[13, 15] - 4) < 1e-5)
        #expect(abs(grid.northLatitude / Units.degree - 50) < 1e-9 && abs(grid.westLongitude / Units.degree - 10) < 1e-9)
        guard case .grid(let same, let outside) = try TerrainMosaic.model([scratch.path("a.tif")], outside: 7) else {
            Issue.record("not a grid")
            return
        }
        #expect(same.rows == 11 && outside == 7)
    }

    @Test func `what cannot be read or written says so with its name`() throws {
        let scratch = try Scratch()
        let text = scratch.path("notes.tif")
        try Data("not a raster".utf8).write(to: URL(filePath: text))
        #expect { try TerrainReader.raster(text) } throws: { "\($0)".hasPrefix("\(text): cannot be read as a raster: ") }
        #expect { try TerrainMosaic.grid([scratch.path("absent.hgt")]) } throws: {
            "\($0)" == "\(scratch.path("absent.hgt")): cannot be read as a raster: no such file or folder"
        }
        #expect {
            try RasterFile.write(
                [1] as [Float], rows: 1, columns: 1,
                georeference: .geographic(westDegrees: 0, northDegrees: 0, stepEastDegrees: 1, stepSouthDegrees: 1),
                to: scratch.path("no/such/folder.tif"))
        } throws: { "\($0)".contains("cannot be written") }
    }
}

@Suite struct PlaceTests {
    @Test func `an SRTM square without a name is read without a place`() throws {
        let scratch = try Scratch()
        let path = scratch.path("hills.hgt")
        try Data([0, 1, 255, 254, 0x80, 0, 1, 0]).write(to: URL(filePath: path))
        let tile = try TerrainReader.raster(path)
        #expect(tile.georeference.kind == .unknown && tile.rows == 2)
        #expect(tile.heights[0] == 1 && tile.heights[1] == -2 && tile.heights[2].isNaN && tile.heights[3] == 256)
        #expect(tile.georeference.coordinates(latitudeDegrees: 1, longitudeDegrees: 2) == nil)
    }

    @Test func `a place has coordinates in the file's own projection`() {
        // UTM zone 36 north: the central meridian is 33° E, false easting 500 km, scale 0.9996.
        let text = """
            PROJCS["UTM 36N",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],\
            UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],\
            PARAMETER["central_meridian",33],PARAMETER["scale_factor",0.9996],PARAMETER["false_easting",500000],\
            PARAMETER["false_northing",0],UNIT["metre",1]]
            """
        let place = RasterGeoreference(
            kind: .projected(unit: 1), west: 0, north: 0, stepEast: 30, stepSouth: 30, wellKnownText: text)
        let origin = place.coordinates(latitudeDegrees: 0, longitudeDegrees: 33)
        #expect(origin.map { abs($0.x - 500_000) < 1e-3 && abs($0.y) < 1e-3 } == true)
        // The meridian's length from the equator to 45° is 4,984,944.378 m (Karney 2013, WGS84), times the scale.
        let north = place.coordinates(latitudeDegrees: 45, longitudeDegrees: 33)
        #expect(north.map { abs($0.y - 4_984_944.378 * 0.9996) < 0.01 } == true)
    }

    @Test func `gzip is opened on the way`() throws {
        let scratch = try Scratch()
        let path = scratch.path("plain.txt")
        try Data("heights".utf8).write(to: URL(filePath: path))
        #expect(try CompressedFile.bytes(path) == Array("heights".utf8))
        #expect(throws: TerrainFileError.self) { try CompressedFile.bytes(scratch.path("absent.gz")) }
    }
}
