import ModelValidation
import NumericalMethods

/// What is asked of fusion, set-up by set-up: better than the best single radar, consistent, and so after the loss of any radar.
///
/// Normalised squared errors of position (NEES, three degrees of freedom) are judged by their mean over runs and seconds and by their
/// share between the two-sided 95 % bounds of χ². Seconds of one run hang together, so that the standard error is that of independent
/// runs, of each run's mean; intervals are `reach` of them. Which bounds hold depends on what the filter believes of the flight:
///
/// - wandering, as the filter believes: mean 1 and share 0.95, two-sided.
/// - straight, where a filter that allows for turns is cautious by design: mean not above 1.
/// - turning, where any filter lags: mean not above the worst single radar's own.
///
/// In all of them no more than twice the expected 5 % are outside the bounds.
/// - Source: Bar-Shalom, Li & Kirubarajan, *Estimation with Applications to Tracking and Navigation* (2001), section 5.4.
package enum FusionCheck {
    /// Half-width of intervals in standard errors: chance leaves them once in a thousand.
    static let reach = NormalDistribution.quantile(1 - 0.0005)

    /// One thing heard, what came of it, and what was asked of it (nothing of a radar alone).
    package struct Row: Sendable {
        package var name: String
        package var outcome: FusionTrial.Outcome
        package var answers: [ReferenceAnswer]
        package var isJudged: Bool { !answers.isEmpty }
        /// What does not hold.
        package var failures: [String] { answers.filter { $0.passes != true }.map { "\($0.caseName): \($0.key)" } }
    }

    /// Each radar alone, all together, and all until one is lost.
    package static func rows(_ setting: FusionSetting, runs: Int, seed: UInt64 = 1) -> [Row] {
        let numbers = 0..<3
        func outcome(_ hearing: FusionTrial.Hearing) -> FusionTrial.Outcome {
            FusionTrial.outcome(hearing, in: setting, runs: runs, seed: seed)
        }
        let singles = numbers.map { outcome(.init(radars: [$0])) }
        var rows = numbers.map { Row(name: "radar \($0 + 1) alone", outcome: singles[$0], answers: []) }
        func add(_ name: String, _ hearing: FusionTrial.Hearing, against rivals: [FusionTrial.Outcome]) {
            let found = outcome(hearing)
            rows.append(Row(name: name, outcome: found, answers: answers(setting, name, found, rivals: rivals, singles: singles)))
        }
        add("all three", .init(radars: Array(numbers)), against: singles)
        for lost in numbers {
            let left = numbers.filter { $0 != lost }.map { singles[$0] }
            add("radar \(lost + 1) lost", .init(radars: Array(numbers), lost: lost), against: left)
        }
        return rows
    }

    /// All radars, their errors not expected: what it would cost; not judged.
    package static func unexpected(_ setting: FusionSetting, runs: Int, seed: UInt64 = 1) -> Row {
        Row(
            name: "all three, error not expected",
            outcome: FusionTrial.outcome(.init(radars: [0, 1, 2], isRegistered: false), in: setting, runs: runs, seed: seed), answers: [])
    }

    /// What is asked of one fused track.
    /// - Parameter rivals: the radars that it can still hear, each alone.
    static func answers(
        _ setting: FusionSetting, _ name: String, _ found: FusionTrial.Outcome, rivals: [FusionTrial.Outcome],
        singles: [FusionTrial.Outcome]
    ) -> [ReferenceAnswer] {
        func answer(_ key: String, _ value: Double, expected: Double, tolerance: Double) -> ReferenceAnswer {
            ReferenceAnswer(
                fixture: "fusion", caseName: "\(setting.name): \(name)", key: key, value: .number(value), expected: .number(expected),
                absoluteTolerance: tolerance)
        }
        let best = rivals.map(\.error).min() ?? 0
        let mean = found.consistency
        var list = [
            answer("seconds without a track", Double(found.gaps), expected: 0, tolerance: 0),
            answer("error over that of the best single radar left", found.error / best, expected: 0, tolerance: 1),
            answer("share of NEES outside its 95 % bounds", 1 - found.inside, expected: 0.05, tolerance: 0.05),
        ]
        switch setting.flight {
        case .wandering:
            list.append(answer("NEES a dimension, flight as believed", mean, expected: 1, tolerance: reach * found.consistencyError))
            list.append(
                answer("share of NEES inside, flight as believed", found.inside, expected: 0.95, tolerance: reach * found.insideError))
        case .straight:
            list.append(
                answer("NEES a dimension above 1, straight", max(0, mean - 1), expected: 0, tolerance: reach * found.consistencyError))
        case .turning:
            let limit = singles.map(\.consistency).max() ?? 1
            list.append(
                answer(
                    "NEES a dimension above the worst single's, turning", max(0, mean - limit), expected: 0,
                    tolerance: reach * found.consistencyError))
        }
        return list
    }

    /// All set-ups, for `validate`.
    package static func answers(runs: Int = 100) -> [ReferenceAnswer] {
        FusionSetting.judged.flatMap { rows($0, runs: runs).flatMap(\.answers) }
    }
}
