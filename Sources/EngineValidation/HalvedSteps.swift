public import BattleSimulation
import NumericalMethods
import RunRecords
public import ModelValidation

/// Halving every step of a battle: the mean of kills may change by less than the dice make of it.
public enum HalvedSteps {
    public static let runs = 60

    /// Runs of the same addresses with the model's steps and with half of them; the mean difference within four standard errors
    /// of the difference of two means over as many runs.
    public static func answer(_ model: BattleModel, name: String) -> ReferenceAnswer {
        var fine = model
        fine.frameInterval /= 2
        func kills(_ model: BattleModel) -> [Double] {
            (0..<runs).map { Double(RunOutcome(BattleRunner.run(model, seed: 21, index: UInt32($0))).killed) }
        }
        let coarse = kills(model)
        let halved = kills(fine)
        let mean = EngineChecks.moments(zip(coarse, halved).map { $1 - $0 }).mean
        let spread = EngineChecks.moments(coarse).deviation
        return ReferenceAnswer(
            fixture: "convergence", caseName: name, key: "change of kills with every step halved: \(name) over \(runs) runs",
            value: .number(mean), expected: .number(0), absoluteTolerance: 4 * (2 / Double(runs)).squareRoot() * spread)
    }
}
