import ArgumentParser
import CommandWork
import ScenarioDocuments

extension JSONSchema.Document: ExpressibleByArgument {}

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "JSON Schema of the files, so that editors complete and check.",
        discussion: """
            Example: cupola schema scenario > scenario.schema.json
            In a file's first line: # yaml-language-server: $schema=scenario.schema.json
            """)

    @Argument(help: "scenario, study, catalogue or ledger.") var document: JSONSchema.Document

    @OptionGroup var catalogue: CatalogueOption

    /// Identifiers of the catalogue, where there is one, are the allowed values.
    func run() throws {
        var known = try? CatalogueDocument.load(directories: CatalogueDocument.locate(given: []))
        if catalogue.isGiven { known = try catalogue.load() }
        printData(JSONSchema.text(of: document, catalogue: known), terminator: "")
    }
}
