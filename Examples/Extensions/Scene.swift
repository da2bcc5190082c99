import CupolaEngine

/// A scenario of the project, compiled.
enum Scene {
    static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")

    static func model(_ name: String) throws -> BattleModel {
        let catalogue = try CatalogueDocument.load(directory: "\(root)/catalogue")
        let file = "\(root)/Scenarios/\(name).yaml"
        let scenario = try ScenarioDocument.load(path: file, checkedAgainst: catalogue)
        return try ScenarioCompiler.compile(scenario, arm: scenario.arms[0].name, catalogue: catalogue, file: file)
    }
}
