import ArgumentParser
import EngineValidation
import Foundation

struct FusionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fusion",
        abstract: "Show what the fusion of three radars at a command post is worth against each alone.",
        discussion: """
            Three radars of different period, latency and accuracy, one of them with a constant error, follow one aircraft. The
            normalised squared error is 1 where the track knows its own accuracy; above 1 it believes too much.
            Example: cupola fusion --runs 200
            """)

    @Option(help: "Independent runs, 2 to 100000.") var runs = 100
    @Flag(help: "Print JSON.") var json = false

    private static let cases: [(key: String, name: String, hearing: FusionTrial.Hearing)] = [
        ("first", "radar 1 alone", .init(radars: [0], isRegistered: false)),
        ("second", "radar 2 alone", .init(radars: [1], isRegistered: false)),
        ("third", "radar 3 alone, biased", .init(radars: [2], isRegistered: false)),
        ("fused", "all three", .init(radars: [0, 1, 2])),
        ("fused_unregistered", "all three, error not expected", .init(radars: [0, 1, 2], isRegistered: false)),
        ("first_lost", "radar 1 lost after 75 s", .init(radars: [0, 1, 2], lost: 0)),
        ("second_lost", "radar 2 lost after 75 s", .init(radars: [0, 1, 2], lost: 1)),
        ("third_lost", "radar 3 lost after 75 s", .init(radars: [0, 1, 2], lost: 2)),
    ]

    func run() throws {
        guard (2...100_000).contains(runs) else { throw CommandFailure.wrongCall("--runs: found \(runs), allowed: 2…100000") }
        var table = TextTable(header: ["heard", "error m", "normalised square", "±", "seconds without a track"])
        var objects: [String] = []
        for (key, name, hearing) in Self.cases {
            let outcome = FusionTrial.outcome(hearing, runs: runs)
            let cells = [NumberText.fixed(outcome.error, 1), NumberText.fixed(outcome.consistency, 3), NumberText.fixed(outcome.consistencyError, 3)]
            table.rows.append([name] + cells + [String(outcome.gaps)])
            objects.append(
                "{\"case\": \"\(key)\", \"name\": \"\(name)\", \"error_m\": \(cells[0]), \"normalised_square\": \(cells[1]), "
                    + "\"standard_error\": \(cells[2]), \"gaps_s\": \(outcome.gaps)}")
        }
        print(json ? "[" + objects.joined(separator: ",\n ") + "]" : table.text)
    }
}
