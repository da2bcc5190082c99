import Foundation
import Testing

/// `cupola viewshed` as it is called.
@Suite struct ViewshedProgramTests {
    static func run(_ words: [String]) throws -> (status: Int32, output: String, errors: String) {
        let process = Process()
        process.executableURL = ValidateProgramTests.program
        process.arguments = ["viewshed"] + words
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        let complaint = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: text, as: UTF8.self), String(decoding: complaint, as: UTF8.self))
    }

    @Test func `one thread and several write the same files, voids and all, and a terrain is not written over`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "cupola-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let side = 600
        var tile = Data(capacity: 2 * side * side)
        for place in 0..<side * side {
            let (row, column) = (place / side, place % side)
            let height =
                row == 20 && column > 500 ? Int16.min : Int16((row * 7919 + column * 104_729) % 211 + (row / 60 + column / 75) % 5 * 90)
            tile.append(UInt8(truncatingIfNeeded: height >> 8))
            tile.append(UInt8(truncatingIfNeeded: height))
        }
        let terrain = folder.appending(path: "hills.hgt").path
        try tile.write(to: URL(filePath: terrain))
        let common = ["--terrain", terrain, "--site-node", "250,340", "--antenna", "30", "--cell-size", "30", "--quiet"]
        for (name, options) in [
            ("fast", ["--minimum-altitude"]), ("exact", ["--minimum-altitude", "--exact"]), ("mask", ["--target", "80"]),
            ("level", ["--target", "400", "--asl", "--exact"]),
        ] {
            var files: [Data] = []
            for jobs in ["1", "2", "5"] {
                let out = folder.appending(path: "\(name)\(jobs).tif")
                let answer = try Self.run(common + options + ["--jobs", jobs, "--out", out.path])
                #expect(answer.status == 0 && answer.errors.isEmpty, "\(answer.errors)")
                try files.append(Data(contentsOf: out))
            }
            #expect(files[0] == files[1] && files[0] == files[2], "\(name)")
        }
        let missing = folder.appending(path: "no/such/out.tif").path
        let refused = try Self.run(common + ["--target", "80", "--out", missing])
        #expect(refused.status == 2)
        #expect(refused.errors.contains("\(missing): cannot be written: no folder"), "\(refused.errors)")
        // Never over its own terrain; over an earlier answer it may.
        let over = try Self.run(common + ["--target", "80", "--out", terrain])
        #expect(over.status == 2 && over.errors.contains("is an input of this command"), "\(over.errors)")
        for (option, word) in [("--cell-size", "0x10"), ("--cell-size", "1e-320"), ("--cell-size", "30,1e-9"), ("--site-node", "0x10,5")] {
            var words = common
            if let place = words.firstIndex(of: option) { words[place + 1] = word }
            let wrong = try Self.run(words + ["--target", "80", "--out", folder.appending(path: "wrong.tif").path])
            #expect(wrong.status == 2 && wrong.errors.contains("found \(word)"), "\(wrong.errors)")
        }
        #expect(try Data(contentsOf: URL(filePath: terrain)) == tile)
        #expect(try Self.run(common + ["--target", "80", "--out", folder.appending(path: "fast1.tif").path]).status == 0)
    }

    /// A smooth sea of some projection about a place.
    private static func sea(_ path: String, system: Int, x: Double, y: Double, cell: Double, side: Int) throws {
        // A virtual raster whose band has no source holds noughts.
        let transform = [x - cell * Double(side) / 2, cell, 0, y + cell * Double(side) / 2, 0, -cell].map { "\($0)" }.joined(
            separator: ", ")
        try """
            <VRTDataset rasterXSize="\(side)" rasterYSize="\(side)"><SRS>EPSG:\(system)</SRS><GeoTransform>\(transform)</GeoTransform>
            <VRTRasterBand dataType="Int16" band="1"></VRTRasterBand></VRTDataset>
            """.write(toFile: path, atomically: true, encoding: .utf8)
    }

    @Test func `where a projection's metre is not a metre, distances are those of the earth`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "cupola-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // Latitude 60° and longitude 20° in each; distances of 40 km on the map by the ellipsoid's radii (geodesics of WGS 84).
        for (system, x, y, distance) in [
            (3857, 2_226_389.816, 8_399_737.890, 20_050.0), (3395, 2_226_389.816, 8_362_698.549, 20_050.0),
            (32662, 2_226_389.816, 6_679_169.448, 20_050.0),
            (32634, 444_246.3, 6_651_832.7, 40_014.0),
        ] as [(Int, Double, Double, Double)] {
            let terrain = folder.appending(path: "sea\(system).vrt").path
            try Self.sea(terrain, system: system, x: x, y: y, cell: 400, side: 201)
            let out = folder.appending(path: "out.tif").path
            // 100 columns of 400 m east of the site, with an antenna of 10 m whose horizon lies at 13 km.
            let answer = try Self.run([
                "--terrain", terrain, "--site", "60,20", "--antenna", "10", "--minimum-altitude", "--quiet", "--out", out,
            ])
            #expect(answer.status == 0, "\(system): \(answer.errors)")
            let altitude = try Self.value(out, row: 100, column: 200, columns: 201)
            let twice = 2 * 4.0 / 3 * 6_378_137
            let beyond = distance - (twice * 10).squareRoot()
            #expect(abs(Double(altitude) - beyond * beyond / twice) < 0.1, "\(system): \(altitude)")
        }
    }

    /// A real value of a raster of Cupola's own, whose values end the file.
    private static func value(_ path: String, row: Int, column: Int, columns: Int) throws -> Float {
        let bytes = try Data(contentsOf: URL(filePath: path))
        let at = bytes.count - 4 * columns * columns + 4 * (row * columns + column)
        return bytes.withUnsafeBytes { Float(bitPattern: $0.loadUnaligned(fromByteOffset: at, as: UInt32.self)) }
    }
}
