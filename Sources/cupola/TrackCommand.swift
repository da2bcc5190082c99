import ArgumentParser
import CommandWork
import EngineValidation
import Foundation
import ModelValidation
import NumericalMethods
import OutputFiles
import PlainText
import Quantities
import ScenarioDocuments
import TacticalMessages
import TargetTracking

struct TrackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "track",
        abstract: "Make tracks of a radar's detections with the engine's own tracker.",
        discussion: """
            DETECTIONS.csv[.gz] has the columns time_s, range_m, azimuth_rad (clockwise from north) and elevation_rad, and may
            have scan and range_rate_mps. Scans are named by scan, their times are those of time_s: a recording may begin anywhere, and its radar
            turn faster or slower than its file says. A row that stands twice counts once. TRACKS.csv gets the confirmed tracks at the end of every scan, in metres east, north
            and up of the radar. With --truth the tracks are scored (GOSPA, p = 2, c = 2 km, after five scans).
            Example: cupola track detections.csv --sensor Sensors/acquisition-T5.yaml --out tracks.csv
            """)

    @Argument(help: "Detections of one radar, .csv or .csv.gz.") var detections: String
    @Option(help: "The radar and its tracker, such as Sensors/engagement-T1.yaml.") var sensor: String
    @Option(help: "File to write, .csv.") var out: String
    @Option(help: "Truth to score against, .csv or .csv.gz.") var truth: String?
    @Flag(help: "Print the summary as JSON.") var json = false
    @Flag(help: "Print nothing.") var quiet = false

    private static let header = "time_s,track_id,east_m,north_m,up_m,vx,vy,vz"

    func run() throws {
        let place = try OutputRule.place(out, as: .table(Self.header), sparing: [detections, sensor, truth])
        let document: SensorDocument
        do { document = try SensorDocument.load(path: sensor) } catch { throw CommandFailure.badInput(error.description) }
        let recording = try DetectionScans(NumberTable.read(detections), sensor: document)
        let scans = recording.scans
        if recording.repeated > 0, !quiet {
            let line = "warning: \(detections): \(recording.repeated) rows stand there twice; each counts once"
            complain(line)
        }
        let reference = try truth.map { try TruthPoints(NumberTable.read($0)) }
        var tracker = MultiTargetTracker(configuration: TrackerConfiguration(document), poses: [.identity])
        var text = Self.header + "\n"
        var milliseconds: [Double] = []
        var allocations: [Double] = []
        var (score, scored) = (TrackScore(), 0)
        var names = Set<Int32>()
        for (number, scan) in scans.enumerated() {
            let taken = AllocationCount.now
            let start = ProcessClock.cpuSeconds
            tracker.process(
                scan.detections, from: RadarIdentifier(rawValue: 0), at: scan.end,
                rotation: document.isRotating ? recording.period : nil)
            milliseconds.append((ProcessClock.cpuSeconds - start) * 1e3)
            if let taken, let now = AllocationCount.now { allocations.append(Double(now - taken)) }
            var points: [ScoredPoint] = []
            tracker.forEachTrack { track in
                let state = track.filter.extrapolated(to: scan.end)
                names.insert(track.identifier.rawValue)
                points.append(ScoredPoint(name: Int(track.identifier.rawValue), position: state.position))
                text += Self.row(scan.end.seconds, track.identifier.rawValue, state.position, state.velocity)
            }
            if let reference, number >= 4, let there = reference.points[reference.key(scan.end.seconds)] {
                score.add(truth: there, tracks: points)
                scored += 1
            }
        }
        try place.write(text)
        guard !quiet else { return }
        if let truth, scored == 0 {
            complain("warning: \(truth): none of its times is the end of a scan after the fourth, so that nothing is scored")
        }
        report(scans: scans.count, tracks: names.count, milliseconds, allocations, scored == 0 ? nil : score)
    }

    private static func row(_ time: Double, _ name: Int32, _ position: Vector3, _ velocity: Vector3) -> String {
        let numbers = [position.x, position.y, position.z].map { NumberText.fixed($0, 2) }
            + [velocity.x, velocity.y, velocity.z].map { NumberText.fixed($0, 3) }
        return "\(NumberText.fixed(time, 6)),\(name),\(numbers.joined(separator: ","))\n".replacingOccurrences(of: "−", with: "-")
    }

    private func report(scans: Int, tracks: Int, _ milliseconds: [Double], _ allocations: [Double], _ score: TrackScore?) {
        // Five scans of warming up: every plot is new then.
        func steady(_ values: [Double]) -> [Double] { values.count > 5 ? Array(values.dropFirst(5)) : values }
        let milliseconds = steady(milliseconds)
        let mean = milliseconds.reduce(0, +) / Double(max(1, milliseconds.count))
        let most = milliseconds.max() ?? 0
        var cells: [(String, String, String)] = [
            ("scans", "scans", String(scans)), ("tracks", "tracks", String(tracks)),
            ("ms_per_scan", "ms a scan", NumberText.fixed(mean, 3)), ("ms_maximum", "ms, slowest", NumberText.fixed(most, 3)),
        ]
        if !allocations.isEmpty {
            let calls = steady(allocations)
            let median = calls.sorted()[calls.count / 2]
            cells += [
                ("allocations_median", "allocations a scan", NumberText.fixed(median, 0)),
                ("allocations_maximum", "most", NumberText.fixed(calls.max() ?? 0, 0)),
            ]
        }
        if let score {
            cells += [
                ("gospa_m", "GOSPA m", NumberText.fixed(score.gospa, 1)),
                ("identity_switches", "switches", String(score.identitySwitches)),
                ("completeness", "completeness", NumberText.fixed(score.completeness, 4)),
                ("located_m", "located m", NumberText.fixed(score.located, 1)),
                ("missed_m", "missed m", NumberText.fixed(score.missed, 1)),
                ("false_m", "false m", NumberText.fixed(score.falseTracks, 1)),
            ]
        }
        if json {
            printData("{" + cells.map { "\"\($0.0)\": \($0.2)" }.joined(separator: ", ") + "}")
        } else {
            var table = TextTable(header: cells.map(\.1), leftColumns: [])
            table.rows.append(cells.map(\.2))
            print(table.text)
        }
    }
}
