public import RunRecords

/// The place of a run in a study; ordered by setting, sample, run and arm, so that the arms of a raid stand together.
public struct RunKey: Sendable, Hashable, Comparable {
    public var setting: Int
    public var sample: Int
    public var arm: Int
    public var run: Int

    public init(setting: Int, sample: Int, arm: Int, run: Int) {
        self.setting = setting
        self.sample = sample
        self.arm = arm
        self.run = run
    }

    public static func < (left: RunKey, right: RunKey) -> Bool {
        (left.setting, left.sample, left.run, left.arm) < (right.setting, right.sample, right.run, right.arm)
    }
}

/// One alternative of a study.
public struct StudyArm: Sendable {
    public var name: String
    public var description: String
    /// What the arm costs to buy, million US dollars; nil where no public price exists.
    public var price: PriceRecord?

    public init(name: String, description: String, price: PriceRecord?) {
        self.name = name
        self.description = description
        self.price = price
    }
}

/// One combination of the factors' values.
public struct StudySetting: Sendable {
    public var label: String
    public var factors: [(name: String, value: String)]

    public init(label: String, factors: [(name: String, value: String)]) {
        self.label = label
        self.factors = factors
    }
}

/// One run's result.
public struct StudyRow: Sendable {
    public var key: RunKey
    public var digest: String
    public var outcome: RunOutcome
    /// The whole record as JSON, for the few runs that keep it.
    public var record: String?

    public init(key: RunKey, digest: String, outcome: RunOutcome, record: String? = nil) {
        self.key = key
        self.digest = digest
        self.outcome = outcome
        self.record = record
    }
}
