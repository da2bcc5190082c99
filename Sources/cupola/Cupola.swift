import ArgumentParser
import Foundation

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
            DemoCommand.self, RunCommand.self, ExplainCommand.self, ReplayCommand.self, ViewCommand.self, StudyCommand.self, MergeCommand.self, ReportCommand.self,
            CoverageCommand.self, ViewshedCommand.self, EnvelopeCommand.self, TrackCommand.self, FusionCommand.self,
            AssignCommand.self, BenchmarkCommand.self, ValidateCommand.self, CalibrateCommand.self, CatalogueCommand.self, LedgerCommand.self,
            SchemaCommand.self, ExportCommand.self, StreamCommand.self, ReproduceCommand.self,
        ])

    static func main() {
        ProcessorCheck.stopUnlessCapable()
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let failure as CommandFailure {
            FileHandle.standardError.write(Data((failure.message + "\n").utf8))
            Foundation.exit(failure.status)
        } catch {
            // ArgumentParser's own errors: a wrong call ends with 2, help and version with 0.
            let status = exitCode(for: error)
            if status == .success { exit(withError: error) }
            FileHandle.standardError.write(Data((fullMessage(for: error) + "\n").utf8))
            Foundation.exit(status == .validationFailure || status.rawValue == 64 ? 2 : status.rawValue)
        }
    }
}

/// The version printed and stored in archives.
enum ProgramVersion {
    static let text = "0.3.0"
}

/// A failure that ends the program: its lines for standard error, and its exit status.
struct CommandFailure: Error {
    let message: String
    let status: Int32

    /// The input is bad (65).
    static func badInput(_ message: String) -> CommandFailure { CommandFailure(message: message, status: 65) }
    /// The call is wrong (2).
    static func wrongCall(_ message: String) -> CommandFailure { CommandFailure(message: message, status: 2) }
    /// Something failed while running (1).
    static func whileRunning(_ message: String) -> CommandFailure { CommandFailure(message: message, status: 1) }
}

/// This program is built for processors with AVX2, FMA and BMI2.
enum ProcessorCheck {
    static func stopUnlessCapable() {
        #if arch(x86_64) && os(Linux)
        guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8) else { return }
        guard let flags = text.split(separator: "\n").first(where: { $0.hasPrefix("flags") }) else { return }
        let known = Set(flags.split(separator: " "))
        let missing = ["avx2", "fma", "bmi2"].filter { !known.contains(Substring($0)) }
        guard missing.isEmpty else {
            let line = "cupola: this build needs a processor with AVX2, FMA and BMI2; missing: \(missing.joined(separator: ", "))\n"
            FileHandle.standardError.write(Data(line.utf8))
            Foundation.exit(1)
        }
        #endif
    }
}
