import NumericalMethods
import StudyStatistics

/// What an archive's `meta` says of capacities, line by line: arm, size, runs, held, separated by tabs.
package struct CapacityNote: Sendable {
    package struct Arm: Sendable {
        package var arm: String
        package var estimate: Int
        package var low: Int
        /// nil: no raid that was tried was too large.
        package var high: Int?
        package var levels: [CapacityLevel]

        /// Two sizes of which the larger was held more often beyond luck (95 % limits apart): then no one number says what is stopped.
        package var disorder: (small: CapacityLevel, large: CapacityLevel)? {
            func limits(_ level: CapacityLevel) -> (low: Double, high: Double) {
                BinomialInterval.clopperPearson(successes: Double(level.held), of: Double(level.runs), confidence: 0.95)
            }
            let sorted = levels.filter { $0.runs > 0 }.sorted { $0.size < $1.size }
            for (place, small) in sorted.enumerated() {
                // Against the largest that was held better, the plainest case of it.
                if let large = sorted.dropFirst(place + 1).last(where: { limits($0).low > limits(small).high }) { return (small, large) }
            }
            return nil
        }
    }

    /// What is counted: `cruise missiles alone` where the study's own raids hold others beside them.
    package var name: String
    package var isAlone: Bool
    package var condition: String
    package var arms: [Arm]

    /// What an arm was found to stop, as it is written.
    package static func line(_ arm: String, _ capacity: Capacity) -> String {
        let levels = capacity.levels.map { "\($0.size):\($0.held)/\($0.runs)" }.joined(separator: " ")
        return "\(arm)\t\(capacity.estimate)\t\(capacity.low)\t\(capacity.high.map(String.init) ?? "")\t\(levels)"
    }

    /// The lines that are written already.
    package static func lines(_ meta: [String: String]) -> [String] {
        (meta["capacity"] ?? "").split(separator: "\n").map(String.init)
    }

    /// What is written under `capacity`, `capacity_name` and `capacity_condition`.
    package static func meta(_ plan: CapacityPlan, _ lines: [String]) -> [(key: String, value: String)] {
        [
            ("capacity", lines.joined(separator: "\n")), ("capacity_name", plan.name), ("capacity_condition", plan.condition),
            ("capacity_share", String(plan.search.share)), ("capacity_alone", plan.isAlone ? "1" : "0"),
        ]
    }

    /// What the sizes rest on, a sentence with a blank before it; empty where nothing was flown.
    var basis: String {
        let runs = arms.flatMap(\.levels).map(\.runs).filter { $0 > 0 }
        guard let least = runs.min(), let most = runs.max() else { return "" }
        return " Each size that was tried was flown \(least == most ? "\(least)" : "\(least) to \(most)") times."
    }

    package init?(_ meta: [String: String]) {
        guard meta["capacity"] != nil, let name = meta["capacity_name"], let condition = meta["capacity_condition"] else { return nil }
        isAlone = meta["capacity_alone"] == "1"
        self.name = isAlone ? name + " alone" : name
        self.condition = condition
        arms = Self.lines(meta).compactMap { line in
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 5, let estimate = Int(parts[1]), let low = Int(parts[2]) else { return nil }
            let levels = parts[4].split(separator: " ").compactMap { word -> CapacityLevel? in
                let numbers = word.split { ":/".contains($0) }.compactMap { Int($0) }
                return numbers.count == 3 ? CapacityLevel(size: numbers[0], runs: numbers[2], held: numbers[1]) : nil
            }
            return Arm(arm: parts[0], estimate: estimate, low: low, high: Int(parts[3]), levels: levels)
        }
    }
}

/// What an archive's `meta` says of lone raiders: arm, asset, height, runs, through, separated by tabs.
package struct LoneRaiderNote: Sendable, Equatable {
    package var arm: String
    package var asset: String
    package var height: Int
    package var runs: Int
    package var through: Int

    package init(arm: String, asset: String, height: Int, runs: Int, through: Int) {
        self.arm = arm
        self.asset = asset
        self.height = height
        self.runs = runs
        self.through = through
    }

    package static func meta(_ notes: [LoneRaiderNote]) -> (key: String, value: String) {
        ("lone_raider", notes.map { "\($0.arm)\t\($0.asset)\t\($0.height)\t\($0.runs)\t\($0.through)" }.joined(separator: "\n"))
    }

    package static func read(_ meta: [String: String]) -> [LoneRaiderNote] {
        (meta["lone_raider"] ?? "").split(separator: "\n").compactMap { line in
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 5, let height = Int(parts[2]), let runs = Int(parts[3]), let through = Int(parts[4]), runs > 0 else { return nil }
            return LoneRaiderNote(arm: parts[0], asset: parts[1], height: height, runs: runs, through: through)
        }
    }
}

/// How well the values of an archive's catalogue are known: `status=count`, separated by commas.
package struct PedigreeNote: Sendable {
    package var counts: [(status: String, count: Int)]

    package init?(_ meta: [String: String]) {
        guard let text = meta["pedigree"] else { return nil }
        counts = text.split(separator: ",").compactMap { part in
            let words = part.split(separator: "=").map(String.init)
            return words.count == 2 ? Int(words[1]).map { (words[0], $0) } : nil
        }
        if counts.isEmpty { return nil }
    }

    package static func meta(_ counts: [(status: String, count: Int)]) -> (key: String, value: String) {
        ("pedigree", counts.map { "\($0.status)=\($0.count)" }.joined(separator: ","))
    }

    package var all: Int { counts.reduce(0) { $0 + $1.count } }
    /// Values that no source states.
    package var weak: Int { counts.filter { ["assumed", "derived"].contains($0.status) }.reduce(0) { $0 + $1.count } }
}
