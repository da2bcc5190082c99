import ArgumentParser
import CommandWork
import EngineValidation
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
        print(Terminal.fitted(StudyAnswer(contents.summary, meta: contents.meta).text))
        print("")
        print("report: \(reportPath)")
        print("archive: \(archivePath)")
    }
}
