package import BattleSimulation
import BattleCompilation
import Foundation
package import ScenarioDocuments

/// Scenarios written in a test, compiled with the project's catalogue.
package enum BattleFixtures {
    /// The project's catalogue, read once.
    package static let catalogue: CatalogueDocument = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "catalogue").path
        do { return try CatalogueDocument.load(directory: folder) } catch { fatalError("\(error)") }
    }()

    /// The model of the arm `arm` of a scenario in YAML.
    /// - Parameter numbers: catalogue values in the place of others, by path, in the units of the files.
    package static func model(_ text: String, file: String, numbers: [String: Double] = [:]) throws -> BattleModel {
        try ScenarioCompiler.compile(
            ScenarioDocument.decode(text: text, file: file), arm: "arm", catalogue: catalogue.overriding(numbers), file: file)
    }
}
