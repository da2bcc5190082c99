import BattleCompilation
import BattleSimulation
import Foundation
import ScenarioDocuments

/// Files in: every fault of a file is one line, and ends the program with 65.
enum Inputs {
    static func load(scenario: String, catalogue: String?) throws -> (ScenarioDocument, CatalogueDocument) {
        do { return try loaded(scenario, catalogue) } catch { throw CommandFailure.badInput(error.description) }
    }

    private static func loaded(_ scenario: String, _ catalogue: String?) throws(DocumentErrors) -> (
        ScenarioDocument, CatalogueDocument
    ) {
        let folder = try CatalogueDocument.locate(given: catalogue)
        let data = try CatalogueDocument.load(directory: folder)
        return (try ScenarioDocument.load(path: scenario, checkedAgainst: data), data)
    }

    /// The name of the arm to run: the given one, checked, or the scenario's first.
    static func arm(_ given: String?, of document: ScenarioDocument, file: String) throws -> String {
        let names = document.arms.map(\.name)
        guard let given else { return names[0] }
        guard names.contains(given) else {
            throw CommandFailure.wrongCall(
                "--arm: found \(given), \(file) has \(names.joined(separator: ", "))")
        }
        return given
    }

    static func compile(_ document: ScenarioDocument, arm: String, catalogue: CatalogueDocument, file: String) throws
        -> BattleModel
    {
        do { return try compiled(document, arm: arm, catalogue: catalogue, file: file) } catch {
            throw CommandFailure.badInput(error.description)
        }
    }

    private static func compiled(
        _ document: ScenarioDocument, arm: String, catalogue: CatalogueDocument, file: String
    ) throws(DocumentErrors) -> BattleModel {
        try ScenarioCompiler.compile(
            document, arm: arm, catalogue: catalogue, file: file, terrain: GroundFiles.terrain(of: document, file: file))
    }

    /// The text of a scenario with its recordings in it, so that an archive carries them.
    static func scenarioText(_ path: String) throws -> String {
        do { return try ScenarioText.read(path: path) } catch { throw CommandFailure.badInput(error.description) }
    }

    /// The text of a file, for archives that carry their inputs.
    static func text(_ path: String) throws -> String {
        do { return try String(contentsOfFile: path, encoding: .utf8) } catch {
            throw CommandFailure.badInput("\(path): cannot be read: \(error.localizedDescription)")
        }
    }
}
