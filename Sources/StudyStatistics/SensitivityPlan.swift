public import Stochastics

/// The part of a study that finds out which unknown matters: Sobol' indices, or a two-level screening.
///
/// Sample numbers follow those of the first part. Indices: for each of `base` points the samples A, B and A with one group's values from B;
/// point j stands at  samples + j (groups + 2),  in the order A, B, AB₁ …. Screening: one sample a point of the folded design.
/// - Source: Saltelli et al., *Computer Physics Communications* 181 (2010), 259–270; Plackett & Burman, *Biometrika* 33 (1946), 305–325.
public struct SensitivityPlan: Sendable, Equatable {
    public enum Form: Sendable, Equatable {
        case indices(base: Int)
        case screening
    }

    /// Names of the groups of unknowns that are varied together.
    public var groups: [String]
    public var form: Form
    /// Raids for each sample and arm.
    public var runs: Int
    public var setting: Int
    public var outcome: StudyOutcome
    /// Places of the arms that are flown, ascending; nil flies all.
    public var arms: [Int]?

    public init(groups: [String], form: Form, runs: Int, setting: Int, outcome: StudyOutcome, arms: [Int]? = nil) {
        self.groups = groups
        self.form = form
        self.runs = runs
        self.setting = setting
        self.outcome = outcome
        self.arms = arms
    }

    public init(groups: [String], base: Int, runs: Int, setting: Int, outcome: StudyOutcome) {
        self.init(groups: groups, form: .indices(base: base), runs: runs, setting: setting, outcome: outcome)
    }

    /// Points of the indices' design; 0 for a screening.
    public var base: Int {
        switch form {
        case .indices(let base): base
        case .screening: 0
        }
    }

    /// The design of a screening.
    public var design: PlackettBurman { PlackettBurman(holding: max(1, groups.count)) }

    /// Whether a group stands at its high level in a sample of a screening, from 0.
    public func isHigh(sample index: Int, group: Int) -> Bool { design.level(point: index, factor: group) > 0 }

    /// Samples for each point of the indices' design.
    public var stride: Int { groups.count + 2 }

    public var samples: Int {
        switch form {
        case .indices(let base): base * stride
        case .screening: design.points
        }
    }

    public func flies(_ arm: Int) -> Bool { arms?.contains(arm) ?? true }

    public func total(arms count: Int) -> Int { samples * runs * (arms?.count ?? count) }

    /// Which raids a sample meets, from 0: a point's changed copies meet the point's, the second point of a pair its own; all points of a
    /// screening meet the same.
    func block(ofSample index: Int) -> Int {
        switch form {
        case .screening: return 0
        case .indices:
            let (point, column) = index.quotientAndRemainder(dividingBy: stride)
            return 2 * point + (column == 1 ? 1 : 0)
        }
    }
}

extension SensitivityPlan {
    /// What an archive says of it.
    public var meta: [(key: String, value: String)] {
        var list = [("sensitivity_groups", groups.joined(separator: "\n"))]
        if case .indices(let base) = form { list.append(("sensitivity_base", String(base))) } else { list.append(("sensitivity_form", "screening")) }
        list += [
            ("sensitivity_runs", String(runs)), ("sensitivity_setting", String(setting)), ("sensitivity_outcome", outcome.rawValue),
        ]
        if let arms { list.append(("sensitivity_arms", arms.map(String.init).joined(separator: " "))) }
        return list
    }

    /// nil where an archive says of none, or what cannot be.
    public init?(_ meta: [String: String], settings: Int, arms count: Int) {
        guard let named = meta["sensitivity_groups"], let runs = Int(meta["sensitivity_runs"] ?? ""), (1...1_000_000).contains(runs),
            let setting = Int(meta["sensitivity_setting"] ?? ""), (0..<settings).contains(setting),
            let outcome = StudyOutcome(rawValue: meta["sensitivity_outcome"] ?? "")
        else { return nil }
        let groups = named.split(separator: "\n").map(String.init)
        guard (1...10_000).contains(groups.count) else { return nil }
        let form: Form
        if meta["sensitivity_form"] == "screening" {
            form = .screening
        } else {
            guard let base = Int(meta["sensitivity_base"] ?? ""), (1...100_000).contains(base) else { return nil }
            form = .indices(base: base)
        }
        let arms = meta["sensitivity_arms"].map { $0.split(separator: " ").compactMap { Int($0) } }
        if let arms, arms.isEmpty || !arms.allSatisfy((0..<count).contains) || Set(arms).count != arms.count { return nil }
        self.init(groups: groups, form: form, runs: runs, setting: setting, outcome: outcome, arms: arms)
    }
}
