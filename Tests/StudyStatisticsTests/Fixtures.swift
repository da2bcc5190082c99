import RunRecords
import Stochastics
import StudyStatistics

enum Fixtures {
    static func plan(
        arms: Int = 2, settings: Int = 1, samples: Int = 1, runs: Int = 1, sensitivity: SensitivityPlan? = nil
    ) -> StudyPlan {
        StudyPlan(
            name: "test", question: "",
            arms: (0..<arms).map { StudyArm(name: "arm \($0)", description: "", price: nil) },
            settings: (0..<settings).map { StudySetting(label: "setting \($0)", factors: []) }, samples: samples,
            runs: runs, seed: 1, sensitivity: sensitivity)
    }

    static func outcome(leakers: Int, raiders: Int = 10, assetsLost: Int = 0) -> RunOutcome {
        var causes = LimitingCause.allCases.map { _ in 0 }
        causes[8] = leakers
        return RunOutcome(
            raiders: raiders, leakers: leakers, killed: raiders - leakers, decoysKilled: 0, civilKilled: 0,
            friendsKilled: 0, assetsLost: assetsLost, valueLost: 0, systemsLost: 0, roundsFired: 3, roundsCost: .zero,
            systemsCost: .zero, causes: causes)
    }

    static func row(_ setting: Int, _ sample: Int, _ run: Int, _ arm: Int, leakers: Int) -> StudyRow {
        StudyRow(
            key: RunKey(setting: setting, sample: sample, arm: arm, run: run), digest: "00ff",
            outcome: outcome(leakers: leakers))
    }

    static func stream(_ run: UInt32, seed: UInt64) -> RandomStream {
        RandomStream(studySeed: seed, runIndex: run, entity: 0, purpose: DrawPurpose(rawValue: 7))
    }
}
