import ModelValidation
import Testing

@testable import EngineValidation

@Suite struct FusionCheckTests {
    /// With a hundred runs a set-up, intervals of NEES are some ± 0.15 wide.
    @Test(arguments: FusionSetting.judged.indices) func `fusion is better than any radar left, consistent, and survives the loss of each`(
        place: Int
    ) {
        let setting = FusionSetting.judged[place]
        for answer in FusionCheck.rows(setting, runs: 100).flatMap(\.answers) {
            #expect(answer.passes == true, "\(answer.caseName): \(answer.key): \(answer.value), tolerance \(answer.absoluteTolerance)")
        }
    }

    @Test func `a command post that does not expect the error fails the check`() {
        let singles = (0..<3).map { FusionTrial.outcome(.init(radars: [$0]), in: .standard, runs: 20) }
        let found = FusionTrial.outcome(.init(radars: [0, 1, 2], isRegistered: false), in: .standard, runs: 20)
        let failed = FusionCheck.answers(.standard, "all three", found, rivals: singles, singles: singles).filter { $0.passes != true }
        #expect(failed.map(\.key) == [
            "error over that of the best single radar left", "share of NEES outside its 95 % bounds", "NEES a dimension above 1, straight",
        ])
    }
}
