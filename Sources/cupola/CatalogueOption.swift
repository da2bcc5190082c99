import ArgumentParser
import Foundation
import ScenarioDocuments

/// `--catalogue DIR`, shared by every command that reads the catalogue.
struct CatalogueOption: ParsableArguments {
    @Option(name: .customLong("catalogue"), help: ArgumentHelp("Folder of the catalogue's files.", valueName: "dir"))
    var directory: String?

    func locate() throws -> String {
        try endingOnBadInput { () throws(DocumentErrors) in try CatalogueDocument.locate(given: directory) }
    }

    func load() throws -> CatalogueDocument {
        let directory = try locate()
        return try endingOnBadInput { () throws(DocumentErrors) in try CatalogueDocument.load(directory: directory) }
    }
}

/// Runs `body`; faults of its documents go to standard error, one line each, and end the program with 65.
func endingOnBadInput<Result>(_ body: () throws(DocumentErrors) -> Result) throws -> Result {
    do {
        return try body()
    } catch {
        FileHandle.standardError.write(Data((error.description + "\n").utf8))
        throw ExitCode(65)
    }
}

/// Ends the program with 65 and one line on standard error.
func badInput(_ message: String) -> ExitCode {
    FileHandle.standardError.write(Data((message + "\n").utf8))
    return ExitCode(65)
}
