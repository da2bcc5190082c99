import ArgumentParser
import CommandWork
import Foundation
import OutputFiles
import ReplayViewer
import RunRecords

struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Write one page that replays a run, or two arms of the same raid side by side.",
        discussion: """
            Example: cupola replay Scenarios/s400-request-2019.yaml --arm s-300pmu2 --arm s-400 --out raid.html
            From run records, from a scenario (the runs are flown), or from a study's archive (a run is flown again).
            """)

    @Argument(help: "One or two run records, a scenario (YAML), or a study's archive.") var files: [String]
    @Option(help: "Where to write the page.") var out: String
    @Option(help: "Arm of the scenario or study; twice for two. The first when absent.") var arm: [String] = []
    @Option(parsing: .unconditional, help: "Seed; the scenario's when absent.", transform: Allowed.seed) var seed: UInt64?
    @Option(parsing: .unconditional, help: "Run index of a scenario.", transform: Allowed.index) var index: UInt32?
    @Option(parsing: .unconditional, help: "Setting of a study, from 0.", transform: Allowed.count(0...1_000_000)) var setting: Int?
    @Option(parsing: .unconditional, help: "Sample of a study, from 0.", transform: Allowed.count(0...1_000_000)) var sample: Int?
    @Option(
        name: .customLong("run"), parsing: .unconditional, help: "Run of a study's sample, from 0.",
        transform: Allowed.count(0...10_000_000))
    var runNumber: Int?
    @Flag(help: "Take an archive whose study is not finished; the page is marked as such.") var partial = false
    @OptionGroup var catalogue: CatalogueOption
    @Flag(help: "Print nothing.") var quiet = false

    func run() throws {
        let place = try OutputRule.place(out, as: .page("replay"), sparing: files + catalogue.directories)
        guard arm.count <= 2 else { throw CommandFailure.wrongCall("--arm: found \(arm.count), a page shows one arm or two") }
        let arms = try arms()
        do {
            let page = try ReplayPage(arms: arms, words: ReplayFlights.words, coast: ReplayFlights.coast(around: arms[0], quiet: quiet))
            let html = try page.singleFile(PageParts())
            try place.write(html)
            guard !quiet else { return }
            let size = (html.utf8.count + 99_999) / 100_000 * 100
            print("\(out): \(arms.map(\.record.arm).joined(separator: " and ")), \(size) kB" + (arms[0].mark.map { "\n\($0)" } ?? ""))
        } catch let error as ReplayPageError { throw CommandFailure.badInput(error.description) }
    }

    private func arms() throws -> [ReplayArm] {
        let sources = try files.map(ReplaySource.of)
        guard files.count == 1 || files.count == 2 && sources.allSatisfy({ $0 == .record }) else {
            throw CommandFailure.wrongCall(
                "found \(files.count) files; a page is made of one or two run records, one scenario or one archive")
        }
        try refuseUnread(of: sources[0])
        switch sources[0] {
        case .record: return try files.map(ReplayFlights.arm(fromRecord:))
        case .scenario:
            return try ReplayFlights.arms(ofScenario: files[0], arms: arm, seed: seed, index: index ?? 0, catalogue: catalogue.directories)
        case .archive:
            return try ReplayFlights.arms(
                ofArchive: files[0], arms: arm, setting: setting ?? 0, sample: sample ?? 0, run: runNumber ?? 0, isTakenUnfinished: partial)
        }
    }

    /// A page of another run than the one that was asked for would be taken for it.
    private func refuseUnread(of source: ReplaySource) throws {
        let given = [
            ("--arm", !arm.isEmpty), ("--seed", seed != nil), ("--index", index != nil), ("--setting", setting != nil),
            ("--sample", sample != nil), ("--run", runNumber != nil),
        ].filter(\.1).map(\.0)
        let (what, allowed): (String, [String]) =
            switch source {
            case .record: ("a run record", [])
            case .scenario: ("a scenario", ["--arm", "--seed", "--index"])
            case .archive: ("a study's archive", ["--arm", "--setting", "--sample", "--run"])
            }
        guard let name = given.first(where: { !allowed.contains($0) }) else { return }
        let words = allowed.isEmpty ? "none, it is one run" : allowed.joined(separator: ", ")
        throw CommandFailure.wrongCall("\(name): found with \(what), allowed: \(words)")
    }
}
