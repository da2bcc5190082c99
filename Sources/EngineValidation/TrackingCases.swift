import Foundation
import ModelValidation
import NumericalMethods
import Quantities
import ScenarioDocuments
import TacticalMessages
import TargetTracking

/// The folder `tracking`: sets of detections, tracked with the project's two sensor files and scored; and the scorer itself.
///
/// The scorer is held against known scores. Each set's GOSPA and identity switches are answered; what is judged is each kind of set and radar:
/// the mean over its sets of GOSPA over Stone Soup's on the same data (`anchors.csv`), against the project's goal. Set by set it stands in
/// `docs/TRACKING.md`. Sets without truth or without an anchor are answered unjudged.
package enum TrackingCases {
    package static let folder = ReferenceFolder(name: "tracking") { try answers(in: $0) }

    private static let tracker = "stonesoup_ekf_gnn"

    /// One set, tracked.
    private struct Tracked {
        var name: String
        var isFrame: Bool
        var score: TrackScore
    }

    package static func answers(in folder: URL) throws -> [ReferenceAnswer] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        let anchors = names.contains("anchors.csv") ? try Anchors(folder.appending(path: "anchors.csv")) : Anchors()
        var answers: [ReferenceAnswer] = []
        var sets: [Tracked] = []
        for name in names {
            let place = folder.appending(path: name)
            if name == "scorer_check" { answers += try scorer(place, sets: folder) }
            guard FileManager.default.fileExists(atPath: place.appending(path: "meta.json").path) else { continue }
            guard let tracked = try set(name, place) else {
                answers.append(answer(name, "GOSPA, m", .unanswered, limit: nil))
                continue
            }
            sets.append(tracked)
            answers.append(answer(name, "GOSPA, m", .number(tracked.score.gospa), limit: nil))
            answers.append(answer(name, "identity switches", .number(Double(tracked.score.identitySwitches)), limit: nil))
        }
        return answers + goals(sets, anchors)
    }

    /// No more than the limit: a distance from 0 that is tolerated.
    private static func answer(_ name: String, _ key: String, _ value: ReferenceAnswer.Value, limit: Double?) -> ReferenceAnswer {
        ReferenceAnswer(
            fixture: "tracking", caseName: name, key: key, value: value, expected: limit.map { _ in .number(0) },
            absoluteTolerance: limit ?? 0)
    }

    // MARK: Sets

    private static func set(_ name: String, _ folder: URL) throws -> Tracked? {
        let meta = try ReferenceJSON(folder.appending(path: "meta.json"))
        guard let timing = meta["timing"]?.text, let detections = file("detections", in: folder) else {
            throw ReferenceError.malformed(file: "tracking/\(name)", why: "timing of meta.json or detections.csv is missing")
        }
        guard let truth = file("truth", in: folder) else { return nil }
        let sensor = try ProjectFiles.find(timing == "frame" ? "Sensors/engagement-T1.yaml" : "Sensors/acquisition-T5.yaml")
        return Tracked(
            name: name, isFrame: timing == "frame", score: try score(detections: detections, truth: truth, sensor: sensor))
    }

    private static func file(_ name: String, in folder: URL) -> String? {
        ["\(name).csv", "\(name).csv.gz"].map { folder.appending(path: $0).path }.first { FileManager.default.fileExists(atPath: $0) }
    }

    /// The engine's tracker on a set, scored after the fifth scan as the reference's scorer does.
    private static func score(detections: String, truth: String, sensor: String) throws -> TrackScore {
        let document = try SensorDocument.load(path: sensor)
        let reference = try TruthPoints(NumberTable.read(truth))
        var tracker = MultiTargetTracker(configuration: TrackerConfiguration(document), poses: [.identity])
        var score = TrackScore()
        let recording = try DetectionScans(NumberTable.read(detections), sensor: document)
        for (number, scan) in recording.scans.enumerated() {
            tracker.process(
                scan.detections, from: .init(rawValue: 0), at: scan.end, rotation: document.isRotating ? recording.period : nil)
            guard number >= 4, let there = reference.points[reference.key(scan.end.seconds)] else { continue }
            var points: [ScoredPoint] = []
            tracker.forEachTrack { track in
                points.append(
                    ScoredPoint(name: Int(track.identifier.rawValue), position: track.filter.extrapolated(to: scan.end).position))
            }
            score.add(truth: there, tracks: points)
        }
        return score
    }

    // MARK: Scorer

    /// The scorer on tracks whose score is known: `NAME_tracks.csv` and `NAME_expected.json`, with `NAME_truth.csv` or the set's own truth.
    private static func scorer(_ folder: URL, sets: URL) throws -> [ReferenceAnswer] {
        let suffix = "_expected.json"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().filter { $0.hasSuffix(suffix) }
        return try names.flatMap { file -> [ReferenceAnswer] in
            let name = String(file.dropLast(suffix.count))
            let expected = try ReferenceJSON(folder.appending(path: file))
            guard let truth = Self.file("\(name)_truth", in: folder) ?? Self.file("truth", in: sets.appending(path: name)),
                let tracks = Self.file("\(name)_tracks", in: folder)
            else { throw ReferenceError.malformed(file: "tracking/scorer_check/\(name)", why: "tracks or truth are missing") }
            let reference = try TruthPoints(NumberTable.read(truth))
            let found = try TruthPoints(NumberTable.read(tracks), name: "track_id")
            let start = (expected["warmup_s"]?.number ?? 0) - 0.5e-3
            var score = TrackScore(cutOff: expected["c_m"]?.number ?? 2_000)
            for time in reference.points.keys.sorted() where Double(time) / 1_000 >= start {
                score.add(truth: reference.points[time] ?? [], tracks: found.points[time] ?? [])
            }
            let values: [(String, Double)] = [
                ("times", Double(score.times)), ("truth_points", Double(score.truthPoints)), ("track_points", Double(score.trackPoints)),
                ("gospa_mean", score.gospa), ("loc", score.located), ("missed", score.missed), ("false", score.falseTracks),
                ("completeness", score.completeness), ("id_switches", Double(score.identitySwitches)), ("rmse_m", score.error),
            ]
            return values.map { key, value in
                ReferenceAnswer(
                    fixture: "tracking scorer", caseName: name, key: key, value: .number(value),
                    expected: expected[key]?.number.map { .number($0) }, relativeTolerance: 1e-9)
            }
        }
    }

    // MARK: Goals

    /// Goals of a kind of set (crossing, manoeuvring, mixed, raid) and a radar: the most that GOSPA may be of Stone Soup's.
    private static let goals: [(kind: Character, isFrame: Bool, ratio: Double)] = [
        ("a", true, 1.02), ("a", false, 1.02), ("b", true, 0.96), ("b", false, 0.99), ("c", true, 0.94), ("c", false, 0.96), ("d", true, 0.97),
    ]
    /// Stone Soup does not get beyond half of the raid before a turning radar: metres, of the project's own.
    private static let raidDistance = 14_500.0

    private static func goals(_ sets: [Tracked], _ anchors: Anchors) -> [ReferenceAnswer] {
        var answers: [ReferenceAnswer] = []
        for goal in goals {
            let own = sets.filter { $0.name.first == goal.kind && $0.isFrame == goal.isFrame }
            let ratios = own.compactMap { set in anchors.distance[set.name].map { set.score.gospa / $0 } }
            guard !ratios.isEmpty else { continue }
            let title = "\(goal.kind) \(goal.isFrame ? "T1" : "T5")"
            answers.append(
                answer(
                    title, "GOSPA over Stone Soup's, \(title), mean of \(ratios.count) sets",
                    .number(ratios.reduce(0, +) / Double(ratios.count)), limit: goal.ratio))
        }
        func switches(_ own: [Tracked]) -> Double { own.reduce(0) { $0 + Double($1.score.identitySwitches) } }
        let crossing = sets.filter { $0.name.first == "a" }
        if !crossing.isEmpty { answers.append(answer("a", "identity switches, a", .number(switches(crossing)), limit: 0)) }
        let raids = sets.filter { $0.name.first == "d" && $0.isFrame && anchors.switches[$0.name] != nil }
        if !raids.isEmpty {
            answers.append(
                answer(
                    "d T1", "identity switches, d T1", .number(switches(raids)),
                    limit: raids.reduce(0) { $0 + (anchors.switches[$1.name] ?? 0) }))
        }
        for raid in sets where raid.name.first == "d" && !raid.isFrame {
            answers.append(answer(raid.name, "GOSPA, d T5, m", .number(raid.score.gospa), limit: raidDistance))
        }
        return answers
    }

    /// What Stone Soup reaches, by set.
    private struct Anchors {
        private(set) var distance: [String: Double] = [:]
        private(set) var switches: [String: Double] = [:]

        init() {}

        init(_ url: URL) throws {
            let table = try ReferenceTable(url)
            for row in table.rows.indices where try table.text(row, "tracker") == tracker {
                let set = try table.text(row, "set")
                distance[set] = try table.expectedNumber(row, "gospa_mean_m")
                switches[set] = try table.expectedNumber(row, "id_switches")
            }
        }
    }
}
