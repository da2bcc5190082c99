import Foundation
import StudyStatistics

enum Fixtures {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func plan(
        arms: Int = 2, settings: Int = 1, samples: Int = 1, runs: Int = 1, sensitivity: SensitivityPlan? = nil
    ) -> StudyPlan {
        StudyPlan(
            name: "test", question: "",
            arms: (0..<arms).map { StudyArm(name: "arm \($0)", description: "", price: nil) },
            settings: (0..<settings).map { StudySetting(label: "setting \($0)", factors: []) }, samples: samples,
            runs: runs, seed: 1, sensitivity: sensitivity)
    }
}
