import ArgumentParser
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

/// Runs `body`; faults of its documents end the program with 65, one line each.
func endingOnBadInput<Result>(_ body: () throws(DocumentErrors) -> Result) throws -> Result {
    do { return try body() } catch { throw CommandFailure.badInput(error.description) }
}
