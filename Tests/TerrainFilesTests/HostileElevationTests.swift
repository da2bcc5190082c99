import CGDAL
import Foundation
import Testing

@testable import TerrainFiles

/// Elevation files that lie: refused in a line, in no time and without memory.
@Suite struct HostileElevationTests {
    private typealias Found = ElevationsAsFoundTests

    /// Peak of this process' memory, bytes.
    private static var peak: Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss << 10
    }

    private func expectRefused(_ path: String, _ words: String) {
        let before = Self.peak
        #expect { try TerrainReader.raster(path) } throws: { "\($0)".contains(words) }
        #expect { try TerrainReader.ground(path) } throws: { "\($0)".contains(words) }
        #expect { try TerrainMosaic.grid([path]) } throws: { "\($0)".contains(words) }
        #expect(Self.peak - before < 256 << 20)
    }

    @Test func `a lattice that stands nowhere on the earth is refused`() throws {
        let scratch = try Scratch()
        for (name, transform, words) in [
            ("step", [10, 1e-12, 0, 50, 0, -1e-12], "step of nodes: found 1e-12"),
            ("scale", [10, 1e-300, 0, 50, 0, -1e-300], "step of nodes"),
            ("origin", [.nan, 0.01, 0, 50, 0, -0.01], "no number"), ("far", [10, 0.01, 0, .infinity, 0, -0.01], "no number"),
            ("north", [10, 0.01, 0, 500, 0, -0.01], "latitude of an edge: found 499.995"),
            ("west", [1e9, 0.01, 0, 50, 0, -0.01], "western edge"),
            ("wide", [0, 30, 0, 50, 0, -1], "at most once round the earth"),
        ] as [(String, [Double], String)] {
            let path = scratch.path("\(name).tif")
            try Found.make(
                path, rows: 40, columns: 40, transform: transform, .init(type: GDT_Int16, values: [Float](repeating: 3, count: 1600)))
            expectRefused(path, words)
        }
    }

    @Test func `a folder of tiles whose extent cannot be held is refused before a height is read`() throws {
        let scratch = try Scratch()
        let values = [Float](repeating: 3, count: 16)
        try Found.make(scratch.path("a.tif"), rows: 4, columns: 4, transform: [10, 1e-7, 0, 50, 0, -1e-7], .init(values: values))
        try Found.make(scratch.path("b.tif"), rows: 4, columns: 4, transform: [-100, 1, 0, -30, 0, -1], .init(values: values))
        #expect { try TerrainMosaic.grid([scratch.folder.path]) } throws: { "\($0)".contains("allowed: at most 1073741824 (2³⁰)") }
    }

    @Test func `sizes are checked before memory is taken`() throws {
        let scratch = try Scratch()
        let sparse = [("SPARSE_OK", "TRUE"), ("TILED", "YES"), ("BIGTIFF", "YES")]
        let vast = scratch.path("vast.tif")
        try Found.make(vast, rows: 46_000, columns: 46_000, transform: [0, 1e-4, 0, 50, 0, -1e-4], options: sparse, .init(type: GDT_Int16))
        expectRefused(vast, "46000 × 46000 nodes, allowed: at most 1073741824 (2³⁰)")
        let thin = scratch.path("thin.tif")
        try Found.make(
            thin, rows: 20_000, columns: 20_000, transform: [0, 1e-4, 0, 50, 0, -1e-4], options: sparse, .init(type: GDT_Float32))
        expectRefused(thin, "most of it is not there")
        // Tiles of a gigabyte for 40 × 40 nodes.
        let blocks = scratch.path("blocks.tif")
        let options = sparse + [("BLOCKXSIZE", "16384"), ("BLOCKYSIZE", "16384"), ("COMPRESS", "DEFLATE")]
        try Found.make(blocks, rows: 40, columns: 40, options: options, .init(type: GDT_Float32))
        expectRefused(blocks, "is laid in blocks of 16384 × 16384 values")
    }

    @Test func `a pipe is refused, not waited for`() throws {
        let scratch = try Scratch()
        let pipe = scratch.path("pipe.tif")
        #expect(mkfifo(pipe, 0o600) == 0)
        expectRefused(pipe, "allowed: a plain file")
        #expect { try TerrainMosaic.grid([scratch.folder.path]) } throws: { "\($0)".contains("\(pipe): is a folder, pipe or device") }
    }

    @Test func `numbers near the ends of what sixty-four bits hold trap nobody`() throws {
        let scratch = try Scratch()
        let path = scratch.path("big.tif")
        try Found.make(
            path, rows: 40, columns: 40, options: [("BIGTIFF", "YES")], .init(type: GDT_Int16, values: [Float](repeating: 3, count: 1600)))
        let whole = try [UInt8](Data(contentsOf: URL(filePath: path)))
        // Every aligned word of the header, one after the other, set to such a number.
        let spoilt = scratch.path("spoilt.tif")
        for word: UInt64 in [(1 << 63) - 1, (1 << 63) - 8, .max, 1 << 62, (1 << 31) - 16, 0] {
            for place in stride(from: 8, to: min(whole.count - 8, 400), by: 4) {
                var bytes = whole
                withUnsafeBytes(of: word.littleEndian) { bytes.replaceSubrange(place..<place + 8, with: $0) }
                try Data(bytes).write(to: URL(filePath: spoilt))
                _ = try? PlainGeoTIFF.ground(spoilt)
            }
        }
    }

    @Test func `a packed block that ends before its end has the same heights at every reading, or none`() throws {
        let scratch = try Scratch()
        let path = scratch.path("short.tif")
        let options = [("COMPRESS", "DEFLATE"), ("TILED", "YES"), ("BLOCKXSIZE", "16"), ("BLOCKYSIZE", "16")]
        let values = (0..<256).map { Float($0 * 7 % 301) }
        try Found.make(path, rows: 16, columns: 16, options: options, Found.Band(type: GDT_Int16, values: values))
        var bytes = try [UInt8](Data(contentsOf: URL(filePath: path)))
        // In the place of the tile's 512 bytes a stream of 600 zeros (zlib, RFC 1950): the last run goes beyond the tile.
        let stream: [UInt8] = [120, 218, 99, 96, 24, 5, 163, 128, 250, 0, 0, 2, 88, 0, 1]
        let tile = try #require(bytes.indices.dropLast(stream.count).last { bytes[$0] == 0x78 && bytes[$0 + 1] == 0x9C })
        bytes.replaceSubrange(tile..<(tile + stream.count), with: stream)
        try Data(bytes).write(to: URL(filePath: path))
        for _ in 0..<20 {
            let heights = (try? TerrainReader.raster(path).heights) ?? []
            #expect(heights.allSatisfy { $0 == 0 })
            let ground = try? TerrainReader.ground(path)
            #expect((ground.map { ground in (0..<256).map { ground[$0] } } ?? []) == heights)
        }
    }

    /// Byte mutants of elevation files: whatever is read without GDAL is what GDAL reads. `CUPOLA_MUTANTS` says how many of each file.
    @Test func `of byte mutants of elevation files both readers say the same, or refuse`() throws {
        let scratch = try Scratch()
        let count = ProcessInfo.processInfo.environment["CUPOLA_MUTANTS"].flatMap { Int($0) } ?? 150
        var values = [Float](repeating: -32_768, count: 576)
        for node in 0..<576 where node != 30 { values[node] = Float(node * 7 % 301 - 60) }
        let band = Found.Band(type: GDT_Int16, values: values, noData: -32768)
        let metric = PlainGeoTIFFTests.projection(unit: "UNIT[\"metre\",1,AUTHORITY[\"EPSG\",\"9001\"]]")
        try Found.make(scratch.path("plain.tif"), rows: 24, columns: 24, band)
        try Found.make(scratch.path("big.tif"), rows: 24, columns: 24, options: [("BIGTIFF", "YES")], band)
        try Found.make(scratch.path("metric.tif"), rows: 24, columns: 24, reference: metric, transform: [5e5, 30, 0, 5.6e6, 0, -30], band)
        try Found.make(
            scratch.path("packed.tif"), rows: 24, columns: 24,
            options: [("COMPRESS", "DEFLATE"), ("TILED", "YES"), ("BLOCKXSIZE", "16"), ("BLOCKYSIZE", "16")], band)
        var state: UInt64 = 41
        func draw(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var (read, refused) = (0, 0)
        let edges: [UInt8] = [0, 1, 2, 0x7f, 0x80, 0xff]
        for name in ["plain", "big", "metric", "packed"] {
            let whole = try [UInt8](Data(contentsOf: URL(filePath: scratch.path("\(name).tif"))))
            for turn in 0..<count {
                var bytes = whole
                for _ in 0...draw(3) {
                    let place = draw(5) > 0 ? draw(min(512, bytes.count)) : draw(bytes.count)
                    bytes[place] = draw(2) == 0 ? edges[draw(edges.count)] : UInt8(draw(256))
                }
                if draw(12) == 0 { bytes.removeLast(draw(bytes.count)) }
                let path = scratch.path("mutant.tif")
                try Data(bytes).write(to: URL(filePath: path))
                let ours = try? TerrainReader.ground(path)
                let theirs = try? TerrainReader.raster(path)
                guard let ours else {
                    refused += 1
                    continue
                }
                // What is read past GDAL must be what GDAL reads; it may refuse what lies beside the heights.
                guard let theirs else { continue }
                read += 1
                #expect(ours.rows == theirs.rows && ours.columns == theirs.columns, "\(name), turn \(turn)")
                guard ours.rows * ours.columns == theirs.heights.count else { continue }
                let differ = theirs.heights.indices.first {
                    ours[$0] != theirs.heights[$0] && !(ours[$0].isNaN && theirs.heights[$0].isNaN)
                }
                #expect(differ == nil, "\(name), turn \(turn), node \(differ ?? 0)")
                let (a, b) = (ours.georeference, theirs.georeference)
                #expect(a.kind == b.kind, "\(name), turn \(turn)")
                #expect(
                    abs(a.west - b.west) <= 1e-9 * max(1, abs(b.west)) && abs(a.north - b.north) <= 1e-9 * max(1, abs(b.north)),
                    "\(name), turn \(turn)")
                #expect(abs(a.stepEast / b.stepEast - 1) < 1e-9 && abs(a.stepSouth / b.stepSouth - 1) < 1e-9, "\(name), turn \(turn)")
            }
        }
        print("elevation mutants: \(4 * count), \(read) read by both alike, \(refused) refused")
        #expect(read > count && refused > count / 4, "\(read) read, \(refused) refused")
    }
}
