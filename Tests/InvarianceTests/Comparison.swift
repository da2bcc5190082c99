import BattleSimulation
import BattleWorld
import Foundation
import RunRecords
import Synchronization
import Testing

/// Paired runs of two battles on the same dice, and what they say.
struct Comparison: Sendable {
    enum Claim: String, Sendable {
        case same = "no different"
        case neverWorse = "never worse"
    }

    /// With `CUPOLA_INVARIANCES=full`: 400 runs (a number: so many) and three standard errors, and the table is written. Else fewer runs
    /// and four, so that some fifty comparisons on one seed do not fail by chance (1 in 16,000 each).
    private static let asked = ProcessInfo.processInfo.environment["CUPOLA_INVARIANCES"]
    static let isFull = asked != nil
    static let runs = asked.flatMap { Int($0) } ?? (isFull ? 400 : 40)
    static let errors = isFull ? 3.0 : 4.0
    static let seed: UInt64 = 1503

    let scene: Scene.Name
    let what: String
    let claim: Claim
    /// Leakers of a run before and after, their difference (after − before) and its standard error; the same of rounds fired.
    var before = 0.0
    var after = 0.0
    var leakers = Paired([])
    var rounds = Paired([])

    /// Mean and standard error of paired differences.
    struct Paired: Sendable {
        var mean = 0.0
        var error = 0.0

        init(_ values: [Double]) {
            guard values.count > 1 else { return }
            mean = values.reduce(0, +) / Double(values.count)
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
            error = (variance / Double(values.count)).squareRoot()
        }

        /// How many standard errors it lies from nothing; 0 where nothing differs in any run.
        var errors: Double { mean == 0 ? 0 : error > 0 ? mean / error : .infinity * mean }
    }

    init(_ scene: Scene.Name, _ what: String, _ claim: Claim, from before: Scene, to after: Scene) {
        self.scene = scene
        self.what = what
        self.claim = claim
        let (old, new) = (Self.outcomes(before.model), Self.outcomes(after.model))
        self.before = old.reduce(0) { $0 + Double($1.leakers) } / Double(old.count)
        self.after = new.reduce(0) { $0 + Double($1.leakers) } / Double(new.count)
        leakers = Paired(zip(old, new).map { Double($1.leakers - $0.leakers) })
        rounds = Paired(zip(old, new).map { Double($1.roundsFired - $0.roundsFired) })
    }

    var holds: Bool {
        switch claim {
        case .same: abs(leakers.errors) <= Self.errors && abs(rounds.errors) <= Self.errors
        case .neverWorse: leakers.errors <= Self.errors
        }
    }

    static func outcomes(_ model: BattleModel) -> [RunOutcome] { records(model, runs).map { RunOutcome($0) } }

    /// Runs of one battle, one after the other: tests run beside each other.
    static func records(_ model: BattleModel, _ runs: Int) -> [RunRecord] {
        let paths = RaidPaths()
        return (0..<runs).map { BattleRunner.run(model, seed: seed, index: UInt32($0), sharing: paths) }
    }

    /// Holds the claim, and writes the table where it is asked for.
    func hold(_ location: SourceLocation = #_sourceLocation) {
        Table.add(self)
        let words = Comment(
            rawValue: "\(scene.rawValue), \(what): leakers \(before) → \(after), \(leakers.errors) standard errors; rounds \(rounds.mean), "
                + "\(rounds.errors) standard errors (seed \(Self.seed), \(Self.runs) runs)")
        #expect(holds, words, sourceLocation: location)
    }
}

/// `docs/INVARIANCES.md`, written anew with every row.
enum Table {
    private static let rows = Mutex<[Comparison]>([])
    private static let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/INVARIANCES.md").path

    static func add(_ row: Comparison) {
        guard Comparison.isFull else { return }
        rows.withLock { rows in
            rows.append(row)
            let sorted = rows.sorted { ($0.claim.rawValue, $0.what, $0.scene.rawValue) < ($1.claim.rawValue, $1.what, $1.scene.rawValue) }
            do { try Data(text(sorted).utf8).write(to: URL(filePath: path)) } catch { Issue.record("\(path): \(error)") }
        }
    }

    private static func number(_ value: Double) -> String { value == 0 ? "0" : String(format: "%.3f", value) }

    private static func text(_ rows: [Comparison]) -> String {
        var lines = [
            "# Invariances", "",
            "What must not change a battle, and what must not hurt the defender: paired runs on the same dice, written by `make invariances`.",
            "Scene *low*: two S-300PMU2 battalions against 16 cruise missiles at 50 m and 4 fighters. Scene *mixed*: one S-400 battalion and a",
            "Pantsir-S1 against 4 ballistic missiles, 8 drones and a stand-off jammer (Tests/InvarianceTests/Scene.swift). A claim holds within",
            "\(Int(Comparison.errors)) standard errors of the paired difference. \(Comparison.runs) runs, seed \(Comparison.seed), models \(BattleRunner.modelVersion).",
            "",
            "\(rows.count) comparisons, \(rows.count { !$0.holds }) do not hold.", "",
            "| claim | what | scene | leakers before | after | difference ± error | rounds, difference ± error | |",
            "|---|---|---|---|---|---|---|---|",
        ]
        for row in rows {
            lines.append(
                "| \(row.claim.rawValue) | \(row.what) | \(row.scene.rawValue) | \(number(row.before)) | \(number(row.after)) | "
                    + "\(number(row.leakers.mean)) ± \(number(row.leakers.error)) | \(number(row.rounds.mean)) ± \(number(row.rounds.error)) | "
                    + "\(row.holds ? "holds" : "**does not**") |")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
