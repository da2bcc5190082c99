import ArgumentParser
import Foundation
import ResultsArchive
import StudyReports
import StudyStatistics

struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "The founding question, small, end to end: study, table, report.",
        discussion: "Example: cupola demo --out demo-output")

    @Option(help: "Folder for the archive and the report.") var out: String = "demo-output"
    @Option(help: "Study file; the project's own when absent.") var study: String?
    @Option(help: "Runs for each sample, arm and setting.") var runs: Int?
    @Option(help: "Threads; all cores when absent.") var jobs: Int?
    @OptionGroup var catalogue: CatalogueOption
    @Flag(help: "No progress.") var quiet = false

    func run() throws {
        let file = try study ?? ProjectFiles.find("Studies/demo.yaml")
        let inputs = try StudyInputs(file: file, catalogue: catalogue.directories, runs: runs, samples: nil)
        do { try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true) } catch {
            throw CommandFailure.whileRunning("\(out): cannot be made: \(error.localizedDescription)")
        }
        let archivePath = "\(out)/demo.cupola"
        let reportPath = "\(out)/report.html"
        try? FileManager.default.removeItem(atPath: archivePath)
        try StudyFlight(inputs: inputs, out: archivePath, shard: nil, jobs: jobs, quiet: quiet).fly(resume: false)
        let contents = try ReportAssembly(file: archivePath, quiet: quiet).contents()
        try ReportFile.write(contents, as: .html, to: reportPath, quiet: quiet)
        print(SummaryTables.text(contents.summary))
        print("")
        print(ReportFindings(contents.summary, meta: contents.meta).answer)
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

    static func read(_ file: String) throws -> StudyResults {
        do { return try load(StudyArchive.open(file)) } catch let error as ArchiveError {
            throw CommandFailure.badInput(error.description)
        }
    }

    private static func load(_ archive: StudyArchive) throws -> StudyResults {
        let meta = try archive.meta()
        let arms = try archive.arms()
        let settings = try archive.settings()
        var plan = StudyPlan(name: "", question: "", arms: arms, settings: settings, samples: 1, runs: 1, seed: 0)
        plan.name = meta["name"] ?? ""
        plan.question = meta["question"] ?? ""
        plan.samples = Int(meta["samples"] ?? "") ?? 1
        plan.runs = Int(meta["runs"] ?? "") ?? 1
        plan.seed = UInt64(meta["seed"] ?? "") ?? 0
        if let groups = meta["sensitivity_groups"], let base = Int(meta["sensitivity_base"] ?? ""),
            let runs = Int(meta["sensitivity_runs"] ?? ""), let setting = Int(meta["sensitivity_setting"] ?? ""),
            let outcome = StudyOutcome(rawValue: meta["sensitivity_outcome"] ?? "")
        {
            plan.sensitivity = SensitivityPlan(
                groups: groups.split(separator: "\n").map(String.init), base: base, runs: runs, setting: setting,
                outcome: outcome)
        }
        let reader = ResultsReader(plan)
        try archive.forEachRun { reader.add($0) }
        reader.summary.finish()
        return StudyResults(meta: meta, summary: reader.summary, digest: reader.digest.text, purchases: try archive.purchases())
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
