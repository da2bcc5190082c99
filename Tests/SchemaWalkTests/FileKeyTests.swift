import BattleFixtures
import Foundation
import Testing

@testable import ScenarioDocuments

/// Keys that name another file, and what is said of it: each changes what `cupola run` gives.
@Suite struct FileKeyTests {
    /// Traffic about the origin, over ground from a file of elevations.
    private static func text(_ moved: String) -> String {
        BattleFixtures.scenario(
            "files", duration: 700, origin: "latitude_deg: 35.5, longitude_deg: -39.5",
            battalions: "{name: only, position: {east_km: 1, north_km: 0}, launchers: 4, load: {48n6e2: 16}}",
            raids: "{name: pair, threat: fighter, count: 2, approach: {bearing_deg: 80, distance_km: 100}, altitude_m: 6000, assets: [depot]}",
            more: """
                terrain: {kind: files, paths: ["low/N35W040.hgt"]}
                civil: [{name: traffic, threat: airliner, recording: whole.csv, moved_to: \(moved), turn_deg: 0}]
                friends: [{name: patrol, threat: fighter, recording: whole.csv, moved_to: \(moved), turn_deg: 10}]
                """)
    }

    private static let places = ["{east_km: 20, north_km: 10}", "{latitude_deg: 35.6, longitude_deg: -39.3}"]
    private static let keys = [
        ("recording", "half.csv"), ("moved_to.east_km", "60"), ("moved_to.north_km", "50"), ("moved_to.latitude_deg", "35.9"),
        ("moved_to.longitude_deg", "-38.9"), ("turn_deg", "70"),
    ]

    /// A folder with two recordings and two grounds; removed by the caller.
    private static func folder() throws -> String {
        let work = NSTemporaryDirectory() + "cupola-files-\(ProcessInfo.processInfo.globallyUniqueString)"
        let traffic = URL(filePath: Probe.catalogueFolder).deletingLastPathComponent().appending(path: "Scenarios/recorded-traffic.csv")
        let lines = try String(contentsOf: traffic, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: true)
        for name in ["low", "high"] { try FileManager.default.createDirectory(atPath: "\(work)/\(name)", withIntermediateDirectories: true) }
        func write(_ bytes: Data, _ name: String) throws { try bytes.write(to: URL(filePath: "\(work)/\(name)")) }
        try write(Data(lines.joined(separator: "\n").utf8), "whole.csv")
        try write(Data(lines.prefix(lines.count / 2).joined(separator: "\n").utf8), "half.csv")
        let nodes = 1201 * 1201
        try write(Data(count: 2 * nodes), "low/N35W040.hgt")
        // Hills of up to 1,000 m, big-endian.
        var hills = Data(capacity: 2 * nodes)
        for node in 0..<nodes {
            let height = UInt16((node % 1201 + node / 1201) * 37 % 1_000)
            hills.append(contentsOf: [UInt8(height >> 8), UInt8(height & 255)])
        }
        try write(hills, "high/N35W040.hgt")
        return work
    }

    private static func digest(_ node: DocumentNode, in folder: String) throws -> String? {
        try Data(node.yaml.utf8).write(to: URL(filePath: folder + "/scenario.yaml"))
        return ProgramAnswer.run(["run", "scenario.yaml", "--quiet"], in: folder)
    }

    @Test func `every key of a recording, and of elevation files, changes what a run gives`() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for (number, place) in Self.places.enumerated() {
            let node = try DocumentParser.parse(text: Self.text(place), file: "scenario.yaml")
            let base = try #require(try Self.digest(node, in: folder))
            var changes = ["civil[0]", "friends[0]"].flatMap { list in Self.keys.map { ("\(list).\($0.0)", $0.1) } }
            // Each place's own two words.
            changes.removeAll { $0.0.hasSuffix(number == 0 ? "latitude_deg" : "east_km") || $0.0.hasSuffix(number == 0 ? "longitude_deg" : "north_km") }
            if number == 0 { changes.append(("terrain.paths[0]", "high/N35W040.hgt")) }
            for (path, value) in changes {
                let changed = try #require(Change.put(value).applied(to: node, at: path))
                let digest = try #require(try Self.digest(changed, in: folder), "\(path) is refused")
                #expect(digest != base, "\(path) changes nothing")
            }
        }
    }
}
