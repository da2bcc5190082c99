import RunRecords

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
    /// Defended sites; nil where nobody says.
    public var assets: Int?
    /// Arms that have no radar, post or launcher to lose.
    public var unarmed: Set<Int> = []
    /// A second part, flown after the first, that finds out which unknown matters.
    public var sensitivity: SensitivityPlan?

    public init(
        name: String, question: String, arms: [StudyArm], settings: [StudySetting], samples: Int, runs: Int,
        seed: UInt64, recordsKept: Int = 0, sensitivity: SensitivityPlan? = nil
    ) {
        self.name = name
        self.question = question
        self.arms = arms
        self.settings = settings
        self.samples = samples
        self.runs = runs
        self.seed = seed
        self.recordsKept = recordsKept
        self.sensitivity = sensitivity
    }

    /// The largest that an outcome could have been in a raid; nil where only experience tells. No more sites are lost than there are, and
    /// nothing of a defence that has nothing.
    func bound(_ counted: StudyOutcome, of outcome: RunOutcome, arm: Int) -> Double? {
        guard let bound = counted.bound(of: outcome) else { return nil }
        if counted == .systemsLost, unarmed.contains(arm) { return 0 }
        return counted == .assetsLost ? assets.map { min(bound, Double($0)) } ?? bound : bound
    }

    /// The largest that two arms of a pair could have been apart in a raid.
    func bound(_ counted: StudyOutcome, of mine: RunOutcome, _ theirs: RunOutcome, pair: (arm: Int, other: Int)) -> Double? {
        bound(counted, of: mine, arm: pair.arm).flatMap { mine in bound(counted, of: theirs, arm: pair.other).map { max(mine, $0) } }
    }

    /// All runs of all arms, both parts.
    public var total: Int { settings.count * samples * arms.count * runs + (sensitivity?.total(arms: arms.count) ?? 0) }

    /// Whether a sample belongs to the second part.
    public func isOfSensitivity(sample: Int) -> Bool { sample >= samples }

    /// Arms that a sample flies.
    public func arms(ofSample sample: Int) -> [Int] {
        arms.indices.filter { !isOfSensitivity(sample: sample) || sensitivity?.flies($0) ?? true }
    }

    /// The run index of the engine's random addresses: the same raid for every arm and setting, and in the sensitivity part for a
    /// point and its
    /// changed copies (Campolongo, Saltelli & Cariboni 2011, with common random numbers).
    public func runIndex(_ key: RunKey) -> UInt32 {
        guard let sensitivity, key.sample >= samples else {
            return UInt32(truncatingIfNeeded: key.sample * runs + key.run)
        }
        // What a group changes is not hidden by the dice.
        let block = sensitivity.block(ofSample: key.sample - samples)
        return UInt32(truncatingIfNeeded: samples * runs + block * sensitivity.runs + key.run)
    }
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

    /// Whether a shard flies a run of the study.
    ///
    /// Blocks of one setting and sample are dealt out in turn where there are enough of them, since each needs models of
    /// its own; the settings' order turns from sample to sample, so that no shard gets all the large raids. Where blocks are few,
    /// single raids are dealt out. All arms of a raid stay together.
    public func holds(_ key: RunKey, of plan: StudyPlan) -> Bool {
        guard dealsBlocks(of: plan) else { return Int(plan.runIndex(key)) % count == number - 1 }
        let settings = plan.settings.count
        let block =
            plan.isOfSensitivity(sample: key.sample)
            ? plan.samples * settings + key.sample - plan.samples
            : key.sample * settings + (key.setting + key.sample) % settings
        return block % count == number - 1
    }

    /// Whether whole blocks are dealt out instead of single raids.
    public func dealsBlocks(of plan: StudyPlan) -> Bool {
        plan.samples * plan.settings.count + (plan.sensitivity?.samples ?? 0) >= 4 * count
    }
}

extension StudyPlan {
    /// Runs that a shard flies; all of the study where there is none.
    public func total(of shard: StudyShard?) -> Int {
        guard let shard else { return total }
        func raids(_ stage: StudyStage) -> Int {
            var raids = 0
            for sample in stage.samples {
                for setting in stage.settings {
                    let first = RunKey(setting: setting, sample: sample, arm: 0, run: 0)
                    if shard.dealsBlocks(of: self) {
                        raids += shard.holds(first, of: self) ? stage.runs.count : 0
                    } else {
                        let offset = (Int(runIndex(first)) + shard.count - shard.number + 1) % shard.count
                        let skipped = (shard.count - offset) % shard.count
                        raids += max(0, (stage.runs.count - skipped + shard.count - 1) / shard.count)
                    }
                }
            }
            return raids
        }
        let first = stages(lookInterval: nil).reduce(0) { $0 + raids($1) * arms.count }
        return first + (sensitivityStage.map { raids($0) * arms(ofSample: samples).count } ?? 0)
    }
}
