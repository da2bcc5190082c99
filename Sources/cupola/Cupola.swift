import ArgumentParser
import CommandWork
import Foundation
import ModelValidation
import OutputFiles
import PlainText
import ResultsArchive
import ScenarioDocuments
import TerrainFiles

/// The command line: what to do, with which files; everything else is the libraries'.
@main
struct Cupola: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cupola",
        abstract: "An open simulator of the S-400 and the S-300PMU2 as whole systems, from public data.",
        discussion: """
            Ask it what a defence would have changed, with a number and an honest interval:
              cupola demo
              cupola run Scenarios/saturation.yaml
            """,
        version: "cupola \(ProgramVersion.text)",
        subcommands: [
            DemoCommand.self, RunCommand.self, SiteCommand.self, ExplainCommand.self, ReplayCommand.self, ViewCommand.self,
            StudyCommand.self, MergeCommand.self, ReportCommand.self,
            CoverageCommand.self, ViewshedCommand.self, EnvelopeCommand.self, TrackCommand.self, FusionCommand.self,
            AssignCommand.self, BenchmarkCommand.self, ValidateCommand.self, CalibrateCommand.self, CatalogueCommand.self, LedgerCommand.self,
            SchemaCommand.self, ExportCommand.self, StreamCommand.self, ReproduceCommand.self,
        ])

    static func main() {
        ProcessorCheck.stopUnlessCapable()
        Interruption.listen()
        Terminal.fit(to: terminalColumns(of: 1, least: 40))
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            let failure = CommandFailure(error) ?? wrongCall(error)
            PrivateFolder.removeAll()
            if !failure.message.isEmpty { complain(failure.message) }
            Foundation.exit(failure.status)
        }
    }

    /// ArgumentParser's own errors: a wrong call ends with 2 and a line, help and version with 0.
    private static func wrongCall(_ error: any Error) -> CommandFailure {
        let status = exitCode(for: error)
        if status == .success {
            let text = fullMessage(for: error, columns: 10_000)
            printData(text.hasPrefix("OVERVIEW: ") ? HelpText.wrapped(text, program: "cupola") : text)
            return CommandFailure(message: "", status: 0)
        }
        let words = ["cupola"] + CommandLine.arguments.dropFirst().prefix { !$0.hasPrefix("-") }.prefix(1)
        let isCommand = configuration.subcommands.contains { $0._commandName == words.last }
        let message = message(for: error).split(whereSeparator: \.isNewline).joined(separator: " ")
        return CommandFailure(
            message: "\(message) (\((isCommand ? words : ["cupola"]).joined(separator: " ")) --help)", status: status == .validationFailure ? 2 : 1)
    }
}

extension CommandFailure {
    /// What each fault of the libraries ends the program with, the same in every command; nil for the parser's own.
    init?(_ error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        case let fault as OutputFault:
            if case .refused = fault { self = .wrongCall(fault.description) } else { self = .whileRunning(fault.description) }
        case let fault as ArchiveError:
            switch fault {
            case .exists: self = .wrongCall(fault.description)
            case .inUse, .diskFull, .failed: self = .whileRunning(fault.description)
            case .cannotOpen, .notAnArchive, .belongsToAnotherStudy, .altered, .anotherPart, .disagree: self = .badInput(fault.description)
            }
        case let fault as RunFileError: self = .badInput(fault.description)
        case let fault as ReferenceError: self = .badInput(fault.description)
        case let fault as DocumentErrors: self = .badInput(fault.description)
        case let fault as TerrainFileError:
            if case .unwritable = fault { self = .whileRunning(fault.description) } else { self = .badInput(fault.description) }
        default: return nil
        }
    }
}

/// What `make` builds is for processors with AVX2, FMA and BMI2; a plain `swift build` runs on any.
enum ProcessorCheck {
    static func stopUnlessCapable() {
        #if NEEDS_AVX2 && os(Linux)
        guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8) else { return }
        guard let flags = text.split(separator: "\n").first(where: { $0.hasPrefix("flags") }) else { return }
        let known = Set(flags.split(separator: " "))
        let missing = ["avx2", "fma", "bmi2"].filter { !known.contains(Substring($0)) }
        guard missing.isEmpty else {
            let line = "cupola: this build needs a processor with AVX2, FMA and BMI2; missing: \(missing.joined(separator: ", "))"
            complain(line)
            Foundation.exit(1)
        }
        #endif
    }
}
