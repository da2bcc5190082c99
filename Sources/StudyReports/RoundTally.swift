import Narration
import RunRecords

/// What became of every round, by defence, missile and class of target: fired, lost guidance, reached, killed.
package struct RoundTally: Sendable {
    package struct Row: Sendable, Equatable {
        package var arm: String
        package var missile: String
        /// Class of the catalogue.
        package var target: String
        package var fired = 0
        /// Ended with nothing left to tell it where its target was.
        package var guidanceLost = 0
        /// Ended on its way for another reason: too slow, out of power, on the ground.
        package var spent = 0
        /// Came to where its target had been.
        package var targetDown = 0
        /// Passed its target close enough for its fuze to have its chance.
        package var reached = 0
        package var killed = 0
        /// In the air when the run ended.
        package var flying = 0
    }

    package private(set) var rows: [Row] = []
    /// Runs by arm.
    package private(set) var runs: [String: Int] = [:]

    package init() {}

    /// Takes the rounds of a run.
    package mutating func add(_ record: RunRecord, arm: String) {
        runs[arm, default: 0] += 1
        for target in record.targets {
            for shot in target.shots {
                let place = rows.firstIndex { $0.arm == arm && $0.missile == shot.missile && $0.target == target.threatClass }
                let row = place ?? rows.count
                if place == nil { rows.append(Row(arm: arm, missile: shot.missile, target: target.threatClass)) }
                rows[row].fired += 1
                switch shot.end {
                case .kill?:
                    rows[row].reached += 1
                    rows[row].killed += 1
                case .miss?: rows[row].reached += 1
                case .guidanceLost?: rows[row].guidanceLost += 1
                case .tooSlow?, .powerOut?, .ground?: rows[row].spent += 1
                case .targetDown?: rows[row].targetDown += 1
                case nil: rows[row].flying += 1
                }
            }
        }
    }

    /// Sums that add up: all rounds fired are in one of the columns.
    var table: ReportSections.Table? {
        guard !rows.isEmpty else { return nil }
        let sorted = rows.enumerated().sorted { ($0.element.arm, -$0.element.fired, $0.offset) < ($1.element.arm, -$1.element.fired, $1.offset) }.map(\.element)
        let counted = runs.sorted { $0.key < $1.key }.map { "\($0.value) \($0.value == 1 ? "raid" : "raids") against \($0.key)" }
        let seen = runs.values.max() ?? 0
        return ReportSections.Table(
            caption: "Every round of the \(seen == 1 ? "raid" : "raids") whose whole record the archive keeps (\(ReportFindings.list(counted))). All rounds fired add up: those that reached their target, lost guidance, were spent on the way, came when the target was down, or still flew.",
            header: ["defence", "missile", "fired at", "fired", "reached", "killed", "lost guidance", "spent on the way", "target down already", "still in flight"],
            rows: sorted.map { row in
                [row.arm, row.missile.uppercased(), Wording.title(ofClass: row.target)]
                    + [row.fired, row.reached, row.killed, row.guidanceLost, row.spent, row.targetDown, row.flying].map(thousands)
            })
    }

    /// What most rounds came to, in a sentence.
    func finding(_ arms: [String]) -> String {
        arms.compactMap { arm -> String? in
            let own = rows.filter { $0.arm == arm }
            let fired = own.reduce(0) { $0 + $1.fired }
            guard fired > 0 else { return nil }
            func part(_ count: Int) -> String { "\(Int((100 * Double(count) / Double(fired)).rounded()))" }
            let reached = own.reduce(0) { $0 + $1.reached }
            let killed = own.reduce(0) { $0 + $1.killed }
            return "Of 100 rounds of \(arm), \(part(reached)) reached their target and \(part(killed)) brought it down."
        }.joined(separator: " ")
    }
}
