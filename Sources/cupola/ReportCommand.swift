import ArgumentParser
import CommandWork
import Foundation
import OutputFiles
import PlainText
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
    @Flag(help: "Report an archive whose study is not finished, marked as such on every page.") var partial = false
    @Flag(help: "No notes.") var quiet = false

    func run() throws {
        let assembly = ReportAssembly(file: results, quiet: quiet)
        let ending = out.flatMap { ReportFormat(rawValue: ($0 as NSString).pathExtension.lowercased()) }
        if json, format.map({ $0 != .json }) == true {
            throw CommandFailure.wrongCall("--json: found with --format \(format?.rawValue ?? ""), allowed: one of the two")
        }
        let chosen = format ?? (json ? .json : ending ?? .html)
        let place = out ?? (json ? "-" : "report.\(chosen.rawValue)")
        guard chosen != .pdf || place != "-" else {
            throw CommandFailure.wrongCall("--format pdf: cannot go to standard output; allowed: --out with a file")
        }
        let target = place == "-" ? nil : try OutputRule.place(place, as: chosen.kind, sparing: [results])
        let contents = try assembly.contents(partial: partial)
        try ReportFile.write(contents, as: chosen, to: target, quiet: quiet)
        if target != nil, !quiet { print(place + (contents.unfinished.map { "\n\($0)" } ?? "")) }
    }
}

/// What a report can be written as.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
    case html, md, json, pdf

    var kind: OutputKind {
        switch self {
        case .html: .reportPage
        case .md: .reportMarkdown
        case .json: .reportNumbers
        case .pdf: .reportPrint
        }
    }
}

/// The report as a file.
enum ReportFile {
    /// - Parameter place: standard output where it is nil.
    static func write(_ contents: ReportContents, as format: ReportFormat, to place: OutputPlace?, quiet: Bool) throws {
        let text: String
        switch format {
        case .md: text = ShownText.safe(MarkdownReport(contents).text)
        case .json:
            let data = try JSONSerialization.data(
                withJSONObject: ReportNumbers(contents).values, options: [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes])
            // First of all keys, where the program looks for its mark.
            text = "{\n  \"generator\" : \"Cupola report\"," + String(decoding: data, as: UTF8.self).dropFirst() + "\n"
        case .html, .pdf:
            if !HTMLReport.canDraw, !quiet {
                complain("gnuplot is not installed, so the report has tables without pictures; `make setup` installs it")
            }
            let page = ShownText.safe(HTMLReport(contents).text)
            if format == .pdf, let place { return try PrintEngine.print(page, to: place) }
            text = page
        }
        guard let place else { return printData(text, terminator: "") }
        try place.write(text)
    }
}
