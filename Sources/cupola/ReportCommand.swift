import ArgumentParser
import Foundation
import StudyReports

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Write a study's report: one HTML file that needs no network, or Markdown, JSON, PDF.",
        discussion: """
            Example: cupola report results.cupola --out report.html
            Example: cupola report results.cupola --format pdf
            PDF needs chromium or weasyprint (Tools/setup.sh pdf installs the latter).
            """)

    @Argument(help: "Archive of a study.") var results: String
    @Option(help: "Where to write the report; report.html (.md, .json, .pdf) when absent, - for standard output.") var out: String?
    @Option(help: "html, md, json or pdf; by the ending of --out when absent.") var format: ReportFormat?
    @Flag(help: "Print the report's numbers as JSON: the same as --format json --out -.") var json = false
    @Flag(help: "No notes.") var quiet = false

    func run() throws {
        let assembly = ReportAssembly(file: results, quiet: quiet)
        let ending = out.flatMap { ReportFormat(rawValue: ($0 as NSString).pathExtension.lowercased()) }
        let chosen = format ?? (json ? .json : ending ?? .html)
        let place = out ?? (json ? "-" : "report.\(chosen.rawValue)")
        guard chosen != .pdf || place != "-" else {
            throw CommandFailure.wrongCall("--format pdf: cannot go to standard output; allowed: --out with a file")
        }
        let contents = try assembly.contents()
        try ReportFile.write(contents, as: chosen, to: place, quiet: quiet)
        if place != "-", !quiet { print(place) }
    }
}

/// What a report can be written as.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
    case html, md, json, pdf
}

/// The report as a file.
enum ReportFile {
    static func write(_ contents: ReportContents, as format: ReportFormat, to file: String, quiet: Bool) throws {
        let data: Data
        switch format {
        case .md: data = Data(MarkdownReport(contents).text.utf8)
        case .json:
            data = try JSONSerialization.data(
                withJSONObject: ReportNumbers(contents).values, options: [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]) + Data("\n".utf8)
        case .html, .pdf:
            if !HTMLReport.canDraw, !quiet {
                FileHandle.standardError.write(Data("gnuplot is not installed, so the report has tables without pictures; `make setup` installs it\n".utf8))
            }
            let page = HTMLReport(contents).text
            if format == .pdf { return try PrintEngine.print(page, to: file) }
            data = Data(page.utf8)
        }
        if file == "-" {
            FileHandle.standardOutput.write(data)
            return
        }
        do { try data.write(to: URL(filePath: file), options: .atomic) } catch {
            throw CommandFailure.whileRunning("\(file): cannot be written: \(error.localizedDescription)")
        }
    }
}
