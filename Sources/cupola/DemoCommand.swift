import ArgumentParser
import Foundation
import MonteCarloStudy
import ResultsArchive
import StudyReports

struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "The founding question, small, end to end: study, table, report.",
        discussion: "Example: cupola demo --out demo-output")

    @Option(help: "Folder for the archive and the report.") var out: String = "demo-output"
    @Option(help: "Study file; the project's own when absent.") var study: String?
    @Option(help: "Runs for each sample, arm and setting.") var runs: Int?
    @Option(help: "Threads; all cores when absent.") var jobs: Int?
    @Option(help: "Folder of the catalogue.") var catalogue: String?
    @Flag(help: "No progress.") var quiet = false

    func run() throws {
        let file = try study ?? ProjectFiles.find("Studies/demo.yaml")
        let inputs = try StudyInputs(file: file, catalogue: catalogue, runs: runs, samples: nil)
        do { try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true) } catch {
            throw CommandFailure.whileRunning("\(out): cannot be made: \(error.localizedDescription)")
        }
        let archivePath = "\(out)/demo.cupola"
        let reportPath = "\(out)/report.html"
        try? FileManager.default.removeItem(atPath: archivePath)
        try StudyFlight(inputs: inputs, out: archivePath, shard: nil, jobs: jobs, quiet: quiet).fly(resume: false)
        let results = try StudyResults.read(archivePath)
        try ReportFile.write(results, to: reportPath)
        print(SummaryTables.text(results.summary))
        print("")
        print("report: \(reportPath)")
        print("archive: \(archivePath)")
    }
}

/// Files of the project beside the program or in the current folder.
enum ProjectFiles {
    static func find(_ name: String) throws -> String {
        if FileManager.default.fileExists(atPath: name) { return name }
        var folder = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
        for _ in 0..<8 {
            let candidate = folder.appending(path: name).path
            if FileManager.default.fileExists(atPath: candidate) { return candidate }
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
    let typical: String?

    static func read(_ file: String) throws -> StudyResults {
        do {
            let archive = try StudyArchive.open(file)
            let meta = try archive.meta()
            let plan = StudyPlan(
                name: meta["name"] ?? "", question: meta["question"] ?? "", arms: try archive.arms(),
                settings: try archive.settings(), samples: Int(meta["samples"] ?? "") ?? 1,
                runs: Int(meta["runs"] ?? "") ?? 1, seed: UInt64(meta["seed"] ?? "") ?? 0)
            var summary = StudySummary(plan)
            var hash = DigestOfDigests()
            try archive.forEachRun { row in
                summary.add(row)
                hash.add(row.digest)
            }
            summary.finish()
            return StudyResults(meta: meta, summary: summary, digest: hash.text, typical: nil)
        } catch let error as ArchiveError {
            throw CommandFailure.badInput(error.description)
        }
    }
}
