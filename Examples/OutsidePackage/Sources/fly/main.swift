import CupolaEngine

// Flies the smallest scenario of a clone of Cupola and says what came of it.
let root = CommandLine.arguments.dropFirst().first ?? "."
let file = "\(root)/Scenarios/one-on-one.yaml"
do {
    let catalogue = try CatalogueDocument.load(directory: "\(root)/catalogue")
    let scenario = try ScenarioDocument.load(path: file, checkedAgainst: catalogue)
    let model = try ScenarioCompiler.compile(scenario, arm: scenario.arms[0].name, catalogue: catalogue, file: file)

    let record = BattleRunner.run(model, seed: scenario.seed, index: 0)
    print(Narrator.summary(of: record))
    for target in record.targets {
        for shot in target.shots {
            let miss = shot.missDistance.map { "passed it at \(NumberText.fixed($0, 1)) m" } ?? "never came near it"
            print("\(shot.missile) at \(target.name): \(miss)")
        }
    }
    print("digest: \(RecordDigest.hexadecimal(of: record))")
} catch {
    print(error)
}
