public import RunRecords

/// What a study will do, resolved: every combination of setting, sample, arm and run, each with its address.
public struct StudyPlan: Sendable {
    public var name: String
    public var question: String
    public var arms: [StudyArm]
    public var settings: [StudySetting]
    /// Versions of the catalogue drawn (epistemic), and raids for each (aleatory).
    public var samples: Int
    public var runs: Int
    public var seed: UInt64
    /// Runs of sample 0 whose whole record is kept, from the first.
    public var recordsKept: Int

    public init(
        name: String, question: String, arms: [StudyArm], settings: [StudySetting], samples: Int, runs: Int,
        seed: UInt64, recordsKept: Int = 0
    ) {
        self.name = name
        self.question = question
        self.arms = arms
        self.settings = settings
        self.samples = samples
        self.runs = runs
        self.seed = seed
        self.recordsKept = recordsKept
    }

    /// All runs of all arms.
    public var total: Int { settings.count * samples * arms.count * runs }

    /// The run index of the engine's random addresses: the same raid for every arm and setting.
    public func runIndex(_ key: RunKey) -> UInt32 { UInt32(truncatingIfNeeded: key.sample * runs + key.run) }
}

/// One part of a study that is cut into equal parts, as in 3 of 8.
public struct StudyShard: Sendable, Equatable {
    /// From 1.
    public var number: Int
    public var count: Int

    public init(number: Int, count: Int) {
        self.number = number
        self.count = count
    }

    /// Reads `I/N`.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = Int(parts[0]), let count = Int(parts[1]), count >= 1, number >= 1,
            number <= count
        else { return nil }
        self.init(number: number, count: count)
    }

    /// Raids are dealt out in turn; all arms and settings of a raid stay together.
    public func holds(_ key: RunKey, of plan: StudyPlan) -> Bool {
        (key.sample * plan.runs + key.run) % count == number - 1
    }
}
