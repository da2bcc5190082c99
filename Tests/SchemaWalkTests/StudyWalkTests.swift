import Foundation
import Testing

@testable import ScenarioDocuments

/// Walks the form of a study: each key changes what the program answers (the report's numbers and words), or is refused.
@Suite struct StudyWalkTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Probes").path
    static let scenario = folder + "/breaking.yaml"

    static let text = """
        version: 1
        name: probe-study
        question: what does a delay cost
        scenario: \(scenario)
        arms:
        - {name: now, arm: favorit, price_musd: 100, scenario: {duration_s: 260}}
        - {name: late, arm: favorit, catalogue: {systems.s-300pmu2.reaction_time_s: 60}, scenario: {duration_s: 260}}
        factors:
        - {name: size, path: "raids[stream].count", values: [1, 4]}
        uncertainty: ["systems.s-300pmu2.*", "missiles.48n6e2.*"]
        design: sobol
        samples: 2
        runs: 2
        seed: 7
        outcomes: [leakers, kills]
        stopping: {outcome: leakers, half_width: 0.001, confidence: 0.9, runs_minimum: 2, look_every: 1}
        sensitivity: {outcome: leakers, base: 4, runs: 2, setting: "4 size"}
        capacity: {path: "raids[low].count", name: low fliers, outcome: leakers, at_most: 1, held_share: 0.6, largest: 6, runs: 10, alone: true}
        crossed:
          outcome: leakers
          setting: "4 size"
          raids: 3
          arms:
          - {arm: favorit, levels: {system: S-300}}
          - {arm: favorit, levels: {system: the same}}
          factors:
          - {name: haste, levels: [{name: late, catalogue: {systems.s-300pmu2.reaction_time_s: 110}}, {name: soon, scenario: {duration_s: 240}}]}
        lift: {setting: "4 size", raids: 2, redraws: 2, arms: [now]}
        actor: Iran
        as_of: 2019-06-01
        switches: {ir.2019.refusal: true}
        """

    /// What the program makes of a study: its report in JSON; nil where it is refused.
    static func answer(_ node: DocumentNode) -> String? {
        let work = NSTemporaryDirectory() + "cupola-walk-\(ProcessInfo.processInfo.globallyUniqueString)"
        defer { try? FileManager.default.removeItem(atPath: work) }
        do {
            try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
            try Data(node.yaml.utf8).write(to: URL(filePath: work + "/study.yaml"))
        } catch { return nil }
        guard ProgramAnswer.run(["study", "study.yaml", "--out", "a.cupola", "--quiet"], in: work) != nil else { return nil }
        return ProgramAnswer.run(["report", "a.cupola", "--json", "--quiet"], in: work)
    }

    @Test func `every key of a study changes what the program answers, or stands among the known dead`() throws {
        let node = try DocumentParser.parse(text: Self.text, file: "study.yaml")
        let base = try #require(Self.answer(node))
        #expect(Self.answer(node) == base, "the same study twice")
        // The same scenario with one group nearer, for the study to name.
        let other = NSTemporaryDirectory() + "cupola-walk-\(ProcessInfo.processInfo.globallyUniqueString).yaml"
        try String(contentsOfFile: Self.scenario, encoding: .utf8).replacing("distance_km: 100", with: "distance_km: 80")
            .write(toFile: other, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: other) }
        // The two forms of the sensitivity part refuse each other.
        let screened = try DocumentParser.parse(
            text: Self.text.replacing("base: 4, runs: 2, setting: \"4 size\"", with: "screening: 3, setting: \"4 size\", arms: [now]"), file: "study.yaml")
        let screenedBase = try #require(Self.answer(screened))
        var walk = Walk()
        for key in SchemaKey.all(of: FieldReader.describe(StudyDocument.self)) where key.path != "version" {
            let isScreened = key.path.hasPrefix("sensitivity.screening") || key.path.hasPrefix("sensitivity.arms")
            let (probe, answer) = isScreened ? (screened, screenedBase) : (node, base)
            let places = key.places(in: probe).prefix(1)
            let sites = places.map { place -> Walk.Site in
                // What speaks of a factor's setting speaks of it by the factor's name.
                let named = key.path == "factors[].name" ? probe.renaming("4 size", to: "4 size-other") : probe
                let words = key.path == "scenario" ? [other] : Self.words(key.path)
                return Walk.Site(node: named, path: place.path, text: place.text, answer: answer, words: words) { Self.answer($0) }
            }
            walk.key(key.path, key.shape, sites: Array(sites))
        }
        print(walk.report("study"))
        KnownDead.hold(walk, "study", dead: KnownDead.study, unwritten: [:])
    }

    /// Words that a text of a study may be exchanged for.
    private static func words(_ path: String) -> [String] {
        switch path {
        case "arms[].arm", "crossed.arms[].arm": ["none"]
        case "uncertainty[]": ["radars.30n6e2.*"]
        case "capacity.path": ["raids[stream].count", "raids[head-hunters].count"]
        case "factors[].path": ["raids[low].count", "raids[stream].interval_s"]
        case "sensitivity.setting", "crossed.setting", "lift.setting": ["1", "size 1", "1 size"]
        case "lift.arms[]", "sensitivity.arms[]": ["late"]
        case "actor": ["Turkey", "India"]
        default: []
        }
    }
}

extension DocumentNode {
    /// The document as text again: flow style, words in quotes.
    var yaml: String {
        switch content {
        case .scalar(let text, let quoted):
            !quoted && (Double(text) != nil || text == "true" || text == "false")
                ? text : "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
        case .list(let items): "[" + items.map(\.yaml).joined(separator: ", ") + "]"
        case .map(let entries): "{" + entries.map { "\"\($0.key)\": \($0.value.yaml)" }.joined(separator: ", ") + "}"
        }
    }
}
