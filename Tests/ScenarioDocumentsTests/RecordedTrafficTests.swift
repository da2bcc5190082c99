import Foundation
import Testing

@testable import ScenarioDocuments

@Suite struct RecordedTrafficTests {
    static let head = "time_s,icao,callsign,latitude_deg,longitude_deg,altitude_m,ground_speed_mps,track_deg,vertical_rate_mps,squawk\n"

    @Test func `a table gives each aircraft its positions in time, and whether it answered`() throws {
        let traffic = try RecordedTraffic(
            table: Self.head + "0.0,4B1801,SWR101,35.1,-40.0,10668.0,230,90,0,\n5.0,3C6701,,35.2,-40.1,9000,,,,2012\n"
                + "8,4B1801,SWR101,35.1,-39.9,10668,,,,\n")
        #expect(traffic.aircraft.map(\.name) == ["SWR101", "3C6701"])
        #expect(traffic.aircraft.map(\.answers) == [false, true])
        #expect(traffic.aircraft[0].points.map(\.time) == [0, 8])
        #expect(abs(traffic.aircraft[1].points[0].latitude - 35.2 * .pi / 180) < 1e-12 && traffic.aircraft[1].points[0].height == 9_000)
    }

    @Test(arguments: [
        ("", "line 1"), ("time_s,icao\n", "line 1"), (head, "no position"), (head + "0,4B1801,A,91,0,0,,,,\n", "latitude_deg: found 91"),
        (head + "0,4B18,A,1,0,0,,,,\n", "icao"), (head + "0,4B1801,A,1,0\n", "5 cells"),
        (head + "nan,4B1801,A,1,0,0,,,,\n", "time_s: found nan"),
        (head + "5,4B1801,A,1,0,0,,,,\n4,4B1801,A,1,0,0,,,,\n", "does not come after"),
    ]) func `a faulty table is refused with its line`(table: String, words: String) {
        #expect(throws: RecordedTraffic.Fault.self) { try RecordedTraffic(table: table) }
        do { _ = try RecordedTraffic(table: table) } catch { #expect(error.message.contains(words), "\(error.message)") }
    }

    @Test(arguments: [(179.9, -179.9, 180.0), (-179.9, 179.7, -180.1), (10, 20, 15), (-179, 0.5, -89.25)])
    func `the middle lies between the positions, across the antimeridian too`(first: Double, second: Double, middle: Double) throws {
        let rows = "0,4B1801,A,10,\(first),9000,,,,\n60,4B1801,A,12,\(second),9000,,,,\n"
        let found = try RecordedTraffic(table: Self.head + rows).middle
        #expect(abs(found.longitude * 180 / .pi - middle) < 1e-9 && abs(found.latitude * 180 / .pi - 11) < 1e-9)
    }

    @Test func `thinned positions keep the first and the last, and no two too near`() throws {
        let rows = (0...1_000).map { "\($0),4B1801,A,35,\(Double($0) / 1_000),9000,,,," }.joined(separator: "\n")
        let points = try RecordedTraffic(table: Self.head + rows).aircraft[0].thinned(apart: 20, most: 30)
        #expect(points.first?.time == 0 && points.last?.time == 1_000 && points.count <= 30)
        #expect(zip(points, points.dropFirst()).allSatisfy { $1.time - $0.time >= 17 })
    }

    @Test func `a scenario's text carries its recordings, line for line`() throws {
        let file = "\(Repository.root)/Scenarios/recorded-traffic.yaml"
        let (before, after) = (try Repository.text("Scenarios/recorded-traffic.yaml"), try ScenarioText.read(path: file))
        #expect(before.count { $0 == "\n" } == after.count { $0 == "\n" })
        #expect(!after.contains("recorded-traffic.csv") && after.contains("4B1801"))
        let (read, decoded) = (try ScenarioDocument.load(path: file), try ScenarioDocument.decode(text: after, file: "elsewhere.yaml"))
        #expect(read.civil[0].recording == decoded.civil[0].recording && read.civil[0].recording?.aircraft.count == 8)
        #expect(try ScenarioText.read(path: "\(Repository.root)/Scenarios/saturation.yaml") == Repository.text("Scenarios/saturation.yaml"))
    }

    @Test func `recordings are found behind a key in quotes, and two on one line`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "quoted-\(ProcessInfo.processInfo.processIdentifier)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, mark, callsign) in [("a.csv", "", "FIRST"), ("b.csv", "\u{feff}", "SECOND")] {
            try (mark + Self.head + "0,4B1801,\(callsign),35,-40,9000,,,,\n").write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
        }
        let line = #"{"civil": [{"recording": "a.csv", "name": "my recording: c.csv"}, {'recording' : b.csv, x: 1}]} # recording: none"#
        let file = folder.appending(path: "s.yaml")
        try line.write(to: file, atomically: true, encoding: .utf8)
        #expect(ScenarioText.recording(in: line) == "a.csv")
        let text = try ScenarioText.read(path: file.path)
        #expect(text.contains("FIRST") && text.contains("SECOND") && !text.contains("a.csv") && !text.contains("b.csv"))
        // Spreadsheets write a byte order mark first.
        #expect(!text.unicodeScalars.contains("\u{feff}"))
        #expect(text.hasSuffix(#", x: 1}]} # recording: none"#))
    }

    @Test func `a recording and a route exclude each other, and a missing file is named`() throws {
        let text = try ScenarioText.read(path: "\(Repository.root)/Scenarios/recorded-traffic.yaml")
        #expect(throws: DocumentErrors.self) {
            try ScenarioDocument.decode(text: text.replacing("    turn_deg: 0", with: "    count: 2"), file: "two.yaml")
        }
        let folder = FileManager.default.temporaryDirectory.appending(path: "recorded-\(ProcessInfo.processInfo.processIdentifier)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "a.yaml").path
        try Repository.text("Scenarios/recorded-traffic.yaml").write(toFile: file, atomically: true, encoding: .utf8)
        do {
            _ = try ScenarioDocument.load(path: file)
            Issue.record("a missing table was read")
        } catch { #expect("\(error)".contains("recorded-traffic.csv: no such file")) }
    }
}
