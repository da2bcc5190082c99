import ArgumentParser
import Foundation
import OutputFiles
import PlainText
import ResultsArchive
import StudyReports
import StudyStatistics

struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "The founding question, small, end to end: study, table, report.",
        discussion: "Example: cupola demo --out demo-output")

    @Option(help: "Folder for the archive and the report.") var out: String = "demo-output"
    @Option(help: "Study file; the project's own when absent.") var study: String?
    @Option(parsing: .unconditional, help: "Runs for each sample, arm and setting.", transform: Allowed.runs) var runs: Int?
    @Option(parsing: .unconditional, help: "Threads; all cores when absent.", transform: Allowed.jobs) var jobs: Int?
    @OptionGroup var catalogue: CatalogueOption
    @Flag(help: "Replace the archive of another study that the folder holds.") var force = false
    @Flag(help: "No progress.") var quiet = false

    func run() throws {
        let file = try study ?? ProjectFiles.find("Studies/demo.yaml")
        let inputs = try StudyInputs(file: file, catalogue: catalogue.directories, runs: runs, samples: nil)
        try OutputFolder.make(out)
        let archivePath = "\(out)/demo.cupola"
        let reportPath = "\(out)/report.html"
        let reportPlace = try OutputRule.place(reportPath, as: .reportPage, sparing: inputs.files + [archivePath])
        let flight = StudyFlight(inputs: inputs, out: archivePath, shard: nil, jobs: jobs, quiet: quiet, goesOnByItself: true)
        // What an interrupted demo left goes on where it was.
        let goesOn = !force || flight.isOwn(archivePath)
        do { try flight.fly(resume: goesOn, force: force) } catch let fault as ArchiveError {
            guard let failure = CommandFailure(fault), failure.status == 65 else { throw fault }
            throw CommandFailure.badInput("\(failure.message); --force replaces it, --out names another folder")
        }
        let contents = try ReportAssembly(file: archivePath, quiet: quiet).contents()
        try ReportFile.write(contents, as: .html, to: reportPlace, quiet: quiet)
        print(SummaryTables.text(contents.summary, meta: contents.meta))
        print("")
        print(StudyAnswer(contents.summary, meta: contents.meta).text)
        print("")
        print("report: \(reportPath)")
        print("archive: \(archivePath)")
    }
}

/// Files of the project beside the program or in the current folder.
enum ProjectFiles {
    static func find(_ name: String) throws -> String {
        if FileManager.default.fileExists(atPath: name) { return name }
        var folder = (Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])).resolvingSymlinksInPath().deletingLastPathComponent()
        for _ in 0..<8 {
            // Beside the program, or where `make install` puts it.
            for place in [name, "share/cupola/\(name)"] {
                let candidate = folder.appending(path: place).path
                if FileManager.default.fileExists(atPath: candidate) { return candidate }
            }
            folder = folder.deletingLastPathComponent()
        }
        throw CommandFailure.badInput("\(name): not here and not beside the program")
    }
}

/// An archive read back into what reports are made of.
struct StudyResults {
    let meta: [String: String]
    let summary: StudySummary
    /// Digest of every run's digest, in order: one line that says whether two studies agree.
    let digest: String
    /// What the price of each arm would buy instead.
    let purchases: [StudyDescription.Purchase]

    /// What there is of a study that was not flown to its end, or of a part of one; nil for a whole study.
    let unfinished: String?

    static func read(_ file: String) throws -> StudyResults { try load(StudyArchive.open(file)) }

    /// A whole number of `meta` within a range, or 1 where there is none.
    private static func number(_ key: String, _ meta: [String: String], _ range: ClosedRange<Int>, _ file: String) throws -> Int {
        guard let text = meta[key] else { return 1 }
        guard let value = Int(text), range.contains(value) else {
            throw CommandFailure.badInput("\(file): meta.\(key): found \(text), allowed: \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    private static func load(_ archive: StudyArchive) throws -> StudyResults {
        let meta = try archive.meta()
        // What stands hundreds of times on a page stays readable there.
        let arms = try archive.arms().map { StudyArm(name: ShownText.cut($0.name, to: 120), description: ShownText.cut($0.description, to: 2_000), price: $0.price) }
        let settings = try archive.settings().map { setting in
            StudySetting(
                label: ShownText.cut(setting.label, to: 120),
                factors: setting.factors.map { (name: ShownText.cut($0.name, to: 120), value: ShownText.cut($0.value, to: 120)) })
        }
        var plan = StudyPlan(name: "", question: "", arms: arms, settings: settings, samples: 1, runs: 1, seed: 0)
        plan.name = ShownText.cut(meta["name"] ?? "", to: 200)
        plan.question = ShownText.cut(meta["question"] ?? "", to: 2_000)
        plan.samples = try number("samples", meta, 1...100_000, archive.file)
        plan.runs = try number("runs", meta, 1...1_000_000, archive.file)
        plan.assets = Int(meta["assets"] ?? "")
        plan.seed = UInt64(meta["seed"] ?? "") ?? 0
        plan.sensitivity = SensitivityPlan(meta, settings: settings.count, arms: arms.count)
        let reader = ResultsReader(plan)
        try archive.forEachRun { reader.add($0) }
        reader.summary.finish()
        return StudyResults(meta: meta, summary: reader.summary, digest: reader.digest.text, purchases: try archive.purchases(), unfinished: try archive.unfinished())
    }
}

/// Takes rows one by one.
private final class ResultsReader {
    var summary: StudySummary
    var digest = DigestOfDigests()

    init(_ plan: StudyPlan) { summary = StudySummary(plan) }

    func add(_ row: StudyRow) {
        summary.add(row)
        digest.add(row.digest)
    }
}
