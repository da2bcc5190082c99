import StudyStatistics

/// What an archive's `meta` says of crossed defences: a combination a line, its levels and the outcome of each raid, separated by tabs.
package struct CrossedNote: Sendable {
    package var outcome: StudyOutcome
    package var setting: String
    package var factors: [String]
    package var cells: [CrossedEffects.Cell]

    package init(outcome: StudyOutcome, setting: String, factors: [String], cells: [CrossedEffects.Cell]) {
        self.outcome = outcome
        self.setting = setting
        self.factors = factors
        self.cells = cells
    }

    /// What is written under `crossed`, `crossed_factors`, `crossed_outcome` and `crossed_setting`.
    package var meta: [(key: String, value: String)] {
        let lines = cells.map { ($0.levels.map(Self.bare) + [$0.values.map { String($0) }.joined(separator: " ")]).joined(separator: "\t") }
        return [
            ("crossed", lines.joined(separator: "\n")), ("crossed_factors", factors.map(Self.bare).joined(separator: "\t")),
            ("crossed_outcome", outcome.rawValue), ("crossed_setting", setting),
        ]
    }

    package init?(_ meta: [String: String]) {
        guard let text = meta["crossed"], let factors = meta["crossed_factors"]?.split(separator: "\t").map(String.init),
            let outcome = StudyOutcome(rawValue: meta["crossed_outcome"] ?? "")
        else { return nil }
        self.init(
            outcome: outcome, setting: meta["crossed_setting"] ?? "", factors: factors,
            cells: text.split(separator: "\n").compactMap { line in
                let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
                guard parts.count == factors.count + 1 else { return nil }
                let values = parts[factors.count].split(separator: " ").compactMap { Double($0) }
                return values.isEmpty ? nil : CrossedEffects.Cell(levels: Array(parts.dropLast()), values: values)
            })
    }

    /// nil where nothing can be told.
    package var effects: CrossedEffects? { CrossedEffects(factors: factors, cells: cells) }

    private static func bare(_ text: String) -> String { String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 }) }
}

/// What an archive's `meta` says of limits lifted: an arm a line with its raids, leakers and luck, then a limit a line.
package struct LiftNote: Sendable {
    package struct Limit: Sendable, Equatable {
        /// In words, after `with`.
        package var name: String
        /// Share saved with its 95 % interval.
        package var saved: Double
        package var low: Double
        package var high: Double

        package init(name: String, saved: Double, low: Double, high: Double) {
            self.name = name
            self.saved = saved
            self.low = low
            self.high = high
        }

        /// Whether it can be told from luck.
        package var isShown: Bool { low > 0 }
    }

    package struct Arm: Sendable, Equatable {
        package var arm: String
        package var raids: Int
        package var leakers: Int
        /// The share that another luck alone would have saved.
        package var byLuck: Double
        package var limits: [Limit]

        package init(arm: String, raids: Int, leakers: Int, byLuck: Double, limits: [Limit]) {
            self.arm = arm
            self.raids = raids
            self.leakers = leakers
            self.byLuck = byLuck
            self.limits = limits
        }
    }

    package var setting: String
    package var redraws: Int
    package var arms: [Arm]

    package init(setting: String, redraws: Int, arms: [Arm]) {
        self.setting = setting
        self.redraws = redraws
        self.arms = arms
    }

    package var meta: [(key: String, value: String)] {
        let lines = arms.flatMap { arm in
            ["\(arm.arm)\t\(arm.raids)\t\(arm.leakers)\t\(arm.byLuck)"] + arm.limits.map { "\t\($0.name)\t\($0.saved)\t\($0.low)\t\($0.high)" }
        }
        return [("lift", lines.joined(separator: "\n")), ("lift_redraws", "\(redraws)"), ("lift_setting", setting)]
    }

    package init?(_ meta: [String: String]) {
        guard let text = meta["lift"], let redraws = Int(meta["lift_redraws"] ?? "") else { return nil }
        self.init(setting: meta["lift_setting"] ?? "", redraws: redraws, arms: [])
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            if parts.count == 4, let raids = Int(parts[1]), let leakers = Int(parts[2]), let luck = Double(parts[3]) {
                arms.append(Arm(arm: parts[0], raids: raids, leakers: leakers, byLuck: luck, limits: []))
            } else if parts.count == 5, !arms.isEmpty, let saved = Double(parts[2]), let low = Double(parts[3]), let high = Double(parts[4]) {
                arms[arms.count - 1].limits.append(Limit(name: parts[1], saved: saved, low: low, high: high))
            }
        }
    }
}
