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
            let height = row == 20 && column > 500 ? Int16.min : Int16((row * 7919 + column * 104_729) % 211 + (row / 60 + column / 75) % 5 * 90)
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
        #expect(try Data(contentsOf: URL(filePath: terrain)) == tile)
        #expect(try Self.run(common + ["--target", "80", "--out", folder.appending(path: "fast1.tif").path]).status == 0)
    }
}
