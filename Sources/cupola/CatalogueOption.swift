import ArgumentParser
import CommandWork
import ScenarioDocuments

/// `--catalogue DIR`, shared by every command that reads the catalogue; several add up.
struct CatalogueOption: ParsableArguments {
    @Option(
        name: .customLong("catalogue"),
        help: ArgumentHelp("Folder of catalogue files; may be given several times, later ones add to and replace.", valueName: "dir"))
    var directories: [String] = []

    func validate() throws {
        if directories.contains("") { throw ValidationError("--catalogue: found nothing, allowed: a folder") }
    }

    var isGiven: Bool { !directories.isEmpty }

    func locate() throws -> [String] {
        try guarded { () throws(DocumentErrors) in try CatalogueDocument.locate(given: directories) }
    }

    func load() throws -> CatalogueDocument {
        let directories = try locate()
        return try guarded { () throws(DocumentErrors) in try CatalogueDocument.load(directories: directories) }
    }
}
