import ArgumentParser
import CommandWork
import EngineValidation
import Foundation
import PlainText

struct FusionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fusion",
        abstract: "Judge the fusion of three radars at a command post against each alone.",
        discussion: """
            Three radars of different period, latency and accuracy, some with a constant error, follow one aircraft, in several set-ups. The
            normalised square is 1 where the track knows its own accuracy, above 1 where it believes too much; "inside" is the share of
            squares between the two-sided 95 % bounds of chi-square. Exit 1 when a fused track is worse than the best single radar, out
            of its bounds, or lost with any radar.
            Example: cupola fusion --runs 200
            """)

    @Option(parsing: .unconditional, help: "Independent runs, 2 to 100000.", transform: Allowed.count(2...100_000)) var runs: Int = 200
    @Option(parsing: .unconditional, help: "Seed of the first run.", transform: Allowed.seed) var seed: UInt64 = 1
    @Flag(help: "Print JSON.") var json = false

    func run() throws {
        guard seed <= UInt64.max - UInt64(runs) else { throw CommandFailure.wrongCall("--seed: found \(seed), too near the greatest number") }
        let settings = FusionSetting.judged
        var rows = settings.map { setting in FusionCheck.rows(setting, runs: runs, seed: seed).map { (setting.name, $0) } }
        rows[0].append((settings[0].name, FusionCheck.unexpected(settings[0], runs: runs, seed: seed)))
        let all = rows.flatMap { $0 }
        printData(json ? "[" + all.map { Self.object($0.0, $0.1) }.joined(separator: ",\n ") + "]" : Self.text(all))
        let failures = all.flatMap(\.1.failures)
        guard failures.isEmpty else { throw CommandFailure.whileRunning("fusion: " + failures.joined(separator: "; ")) }
    }

    private static func cells(_ outcome: FusionTrial.Outcome) -> [String] {
        [
            NumberText.fixed(outcome.error, 1), NumberText.fixed(outcome.consistency, 3), NumberText.fixed(outcome.consistencyError, 3),
            NumberText.fixed(outcome.inside, 3), String(outcome.gaps),
        ]
    }

    private static func verdict(_ row: FusionCheck.Row) -> String { row.isJudged ? row.failures.isEmpty ? "holds" : "FAILS" : "" }

    private static func text(_ rows: [(String, FusionCheck.Row)]) -> String {
        var table = TextTable(
            header: ["set-up", "heard", "error m", "normalised square", "±", "inside", "seconds without a track", "verdict"], leftColumns: [0, 1, 7])
        for (setting, row) in rows { table.rows.append([setting, row.name] + cells(row.outcome) + [verdict(row)]) }
        return table.text
    }

    private static func object(_ setting: String, _ row: FusionCheck.Row) -> String {
        let cells = cells(row.outcome)
        return "{\"setting\": \"\(setting)\", \"name\": \"\(row.name)\", \"error_m\": \(cells[0]), \"normalised_square\": \(cells[1]), "
            + "\"standard_error\": \(cells[2]), \"inside\": \(cells[3]), \"gaps_s\": \(cells[4]), \"verdict\": \"\(verdict(row))\"}"
    }
}
