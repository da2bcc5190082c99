import Foundation
import Testing

/// `cupola validate` on folders of cases: right, perturbed and blinded.
@Suite(.serialized) struct ValidateProgramTests {
    static let root = EngineCheckTests.root
    static let program = (Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0]))
        .resolvingSymlinksInPath().deletingLastPathComponent().appending(path: "cupola")

    private func validate(_ cases: URL) throws -> (status: Int32, text: String) {
        let process = Process()
        let output = Pipe()
        process.executableURL = Self.program
        process.arguments = ["validate", "--cases", cases.path, "--catalogue", Self.root.appending(path: "catalogue").path]
        process.environment = ["SWIFT_BACKTRACE": "enable=no", "PATH": "/usr/bin:/bin"]
        process.currentDirectoryURL = Self.root
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }

    /// A copy of a small part of the reference folder, its tables' expected column changed.
    private func cases(_ change: (String) -> String) throws -> URL {
        let place = FileManager.default.temporaryDirectory.appending(path: "program-\(UUID().uuidString)")
        let folder = place.appending(path: "atmosphere")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let source = Self.root.appending(path: "Validation/reference/atmosphere/ussa1976.csv")
        var lines = try String(contentsOf: source, encoding: .utf8).split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let column = try #require(lines[0].firstIndex(of: "T_K"))
        for row in lines.indices.dropFirst() { lines[row][column] = change(lines[row][column]) }
        try lines.map { $0.joined(separator: ",") }.joined(separator: "\n")
            .write(to: folder.appending(path: "ussa1976.csv"), atomically: true, encoding: .utf8)
        return place
    }

    @Test func `it exits 0 when all is right, 1 when a value is off, and prints unjudged what is hidden`() throws {
        let right = try validate(cases { $0 })
        #expect(right.status == 0 && right.text.contains("0 quantities fail"))
        let wrong = try validate(cases { "\(Double($0)! * 1.001)" })
        #expect(wrong.status == 1)
        let row = try #require(wrong.text.split(separator: "\n").first { $0.contains("ussa1976") && $0.contains(" T_K ") })
        #expect(row.contains("FAIL (100)"), "\(row)")
        let hidden = try validate(cases { _ in "" })
        #expect(hidden.status == 0)
        let blank = try #require(hidden.text.split(separator: "\n").first { $0.contains("ussa1976") && $0.contains(" T_K ") })
        #expect(blank.contains("unjudged"), "\(blank)")
    }

    @Test func `tracks are scored as the reference scores them, and a score that is off fails`() throws {
        let place = FileManager.default.temporaryDirectory.appending(path: "program-\(UUID().uuidString)")
        let folder = place.appending(path: "tracking/scorer_check")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        func write(_ name: String, _ text: String) throws {
            try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
        }
        // Two targets; a track exchanges them, another stands where nothing is: √(2 + 1 false) worked out by hand.
        try write("small_truth.csv", "time_s,target_id,east_m,north_m,up_m\n1,0,0,0,0\n1,1,9000,0,0\n2,0,0,0,0\n2,1,9000,0,0\n")
        try write(
            "small_tracks.csv",
            "time_s,track_id,east_m,north_m,up_m\n1,5,0,300,0\n1,6,9000,400,0\n2,6,0,300,0\n2,5,9000,400,0\n2,7,40000,0,0\n")
        // 500 m, then √(500² + 2000²/2).
        let mean = (500 + (250_000.0 + 2_000_000).squareRoot()) / 2
        func expected(_ mean: Double) -> String {
            "{\"c_m\": 2000, \"warmup_s\": 0, \"times\": 2, \"gospa_mean\": \(mean), \"id_switches\": 2, \"completeness\": 1}"
        }
        try write("small_expected.json", expected(mean))
        let right = try validate(place)
        #expect(right.status == 0, "\(right.text)")
        try write("small_expected.json", expected(mean + 0.001))
        let wrong = try validate(place)
        #expect(wrong.status == 1 && wrong.text.contains("FAIL (1)"))
    }
}
