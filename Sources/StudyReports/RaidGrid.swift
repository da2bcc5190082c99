import Narration
import StudyStatistics

/// A study's raids as a grid of factors: the first factor along an axis, the others as panels; every raid in words.
struct RaidGrid {
    struct Panel {
        /// The values of all factors but the first, an element each.
        var lines: [String]
        var settings: [Int]
    }

    /// Names of the factors, the one that varies fastest first.
    let factors: [String]
    private let plan: StudyPlan
    /// Whether the first factor is a number of raiders: the raids grow by what its values grow by.
    private var countsRaiders = false

    /// Settings hold factors by name; their order in the study is that in which the list of settings turns them over.
    init(_ plan: StudyPlan) {
        self.plan = plan
        func value(_ name: String, _ setting: StudySetting) -> String? { setting.factors.first { $0.name == name }?.value }
        let strides = (plan.settings.first?.factors ?? []).map { factor -> (name: String, stride: Int) in
            (factor.name, plan.settings.firstIndex { value(factor.name, $0) != factor.value } ?? .max)
        }
        factors = strides.enumerated().sorted { ($0.element.stride, $0.offset) < ($1.element.stride, $1.offset) }.map(\.element.name)
    }

    init(_ summary: StudySummary) {
        self.init(summary.plan)
        guard let first = factors.first, !plan.arms.isEmpty else { return }
        let rests = panels[0].settings.map { setting in
            (Double(value(first, setting)) ?? .nan) - summary.sums(setting: setting, arm: 0, .raiders).mean
        }
        countsRaiders = rests.allSatisfy { abs($0 - rests[0]) < 0.5 }
    }

    private func value(_ factor: String, _ setting: Int) -> String {
        Wording.title(ofValue: plan.settings[setting].factors.first { $0.name == factor }?.value ?? "")
    }

    private func phrase(_ factor: String, _ setting: Int) -> String { "\(value(factor, setting)) \(factor)" }

    /// A raid in words: `16 cruise missiles, stealth fighter as strike aircraft`.
    func label(_ setting: Int) -> String {
        factors.isEmpty ? plan.settings[setting].label : factors.map { phrase($0, setting) }.joined(separator: ", ")
    }

    /// Where a raid stands along the first factor.
    func tick(_ setting: Int) -> String { factors.first.map { value($0, setting) } ?? label(setting) }

    /// The title of the axis along which the first factor runs.
    var axis: String {
        guard let first = factors.first else { return "raid" }
        return countsRaiders ? "\(first) in the raid (number)" : first
    }

    /// One panel for each combination of all factors but the first, in the study's order.
    var panels: [Panel] {
        var found: [Panel] = []
        for setting in plan.settings.indices {
            let lines = factors.dropFirst().map { phrase($0, setting) }
            if let known = found.firstIndex(where: { $0.lines == lines }) {
                found[known].settings.append(setting)
            } else {
                found.append(Panel(lines: lines, settings: [setting]))
            }
        }
        return found
    }

    /// Panels side by side on a wide page: the values of the second factor where they are few.
    var columns: Int {
        guard factors.count > 1 else { return 1 }
        let second = Set(plan.settings.indices.map { value(factors[1], $0) }).count
        return second == 3 ? 3 : 2
    }
}
