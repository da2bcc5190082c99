import BattleSimulation
import DefenceModels
import ModelValidation
import RunRecords
import Stochastics

/// What a battle's mean number of kills must not hang on: the length of its steps, and the generator of its dice.
package enum IndifferenceChecks {
    package static let runs = 60

    /// Runs with the model's steps against runs of the same addresses with half of them, and against runs of another generator; differences
    /// of means within four standard errors of the difference of two means over as many runs.
    package static func answers(_ model: BattleModel, name: String) -> [ReferenceAnswer] {
        func kills(_ model: BattleModel) -> [Double] {
            (0..<runs).map { Double(RunOutcome(BattleRunner.run(model, seed: 21, index: UInt32($0))).killed) }
        }
        let plain = kills(model)
        var fine = model
        fine.frameInterval /= 2
        var other = model
        other.generator = .threefry
        func answer(_ what: String, _ values: [Double]) -> ReferenceAnswer {
            let (first, second) = (EngineChecks.moments(plain), EngineChecks.moments(values))
            let spread = (first.deviation * first.deviation + second.deviation * second.deviation).squareRoot()
            return ReferenceAnswer(
                fixture: "convergence", caseName: name, key: "change of kills \(what): \(name) over \(runs) runs",
                value: .number(second.mean - first.mean), expected: .number(0),
                absoluteTolerance: 4 * spread / Double(runs).squareRoot())
        }
        return [answer("with every step halved", kills(fine)), answer("with another generator (Threefry)", kills(other))]
    }
}
