import ArgumentParser
import Foundation
import StudyReports

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Write a study's report: one HTML file that needs no network.",
        discussion: "Example: cupola report results.cupola --out report.html")

    @Argument(help: "Archive of a study.") var results: String
    @Option(help: "Where to write the report.") var out: String = "report.html"
    @Flag(help: "Print the answer as JSON instead.") var json = false

    func run() throws {
        let read = try StudyResults.read(results)
        if json {
            print(try ReportFile.json(read))
            return
        }
        try ReportFile.write(read, to: out)
        print(out)
    }
}

/// The report as a file.
enum ReportFile {
    static func write(_ results: StudyResults, to file: String) throws {
        let page = HTMLReport(
            summary: results.summary, meta: results.meta, digest: results.digest).text
        do { try Data(page.utf8).write(to: URL(filePath: file), options: .atomic) } catch {
            throw CommandFailure.whileRunning("\(file): cannot be written: \(error.localizedDescription)")
        }
    }

    static func json(_ results: StudyResults) throws -> String {
        let rows = HTMLReport(summary: results.summary, meta: results.meta, digest: results.digest).numbers
        let data = try JSONSerialization.data(withJSONObject: rows, options: [.sortedKeys, .prettyPrinted])
        return String(decoding: data, as: UTF8.self)
    }
}
