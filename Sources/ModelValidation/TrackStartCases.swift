import Foundation
import NumericalMethods
import TargetTracking

/// The folder `track_start`: confirmation logic, its delay, gates for a target of unknown speed.
enum TrackStartCases {
    static let folder = ReferenceFolder(name: "track_start") { url in
        try MechanismTables.answer(
            folder: url,
            tables: [
                "m_of_n": window, "m_of_n_varying": varying, "two_stage": twoStage, "false_start": falseStart, "gates": gates,
            ])
    }

    /// A probability of detection: above 0.
    private static func detection(_ table: ReferenceTable, _ row: Int) throws -> Double {
        let value = try table.probability(row, "p_detect")
        guard value > 0 else { throw ReferenceError.malformed(file: table.file, why: "row \(row + 1): p_detect is 0") }
        return value
    }

    private static func logic(_ table: ReferenceTable, _ row: Int, _ probability: Double) throws -> TrackInitiation {
        let looks = try table.whole(row, "N", in: 1...16)
        return TrackInitiation(hits: try table.whole(row, "M", in: 1...looks), looks: looks, detectionProbability: probability)
    }

    /// `P_by_k` for every k that the table has a column for.
    private static func confirmed(_ table: ReferenceTable, by looks: (Int) -> [Double]) -> MechanismTables.Answers {
        let counts = table.columns.compactMap { $0.hasPrefix("P_by_") ? Int($0.dropFirst(5)) : nil }.filter { (1...100_000).contains($0) }
        guard let most = counts.max() else { return [] }
        let found = looks(most)
        return counts.compactMap { count in count <= found.count ? ("P_by_\(count)", .number(found[count - 1])) : nil }
    }

    private static let window: MechanismTables.RowAnswer = { table, row in
        let probability = try detection(table, row)
        let logic = try logic(table, row, probability)
        let delay = logic.delay
        let most = min(100_000, max(200, Int(4 * delay.mean) + 1))
        let found = logic.confirmation(within: most)
        func looks(_ share: Double) -> Double? { found.firstIndex { $0 >= share }.map { Double($0 + 1) } }
        return confirmed(table) { $0 <= found.count ? found : logic.confirmation(within: $0) }
            + MechanismTables.numbers(
                ("mean_looks", delay.mean), ("sd_looks", delay.deviation), ("mean_detections", probability * delay.mean),
                ("looks_for_50pct", looks(0.5)), ("looks_for_90pct", looks(0.9)))
    }

    private static let varying: MechanismTables.RowAnswer = { table, row in
        let list = try table.text(row, "p_by_look").split(separator: " ").map { word -> Double in
            guard let value = Double(word), (0...1).contains(value) else {
                throw ReferenceError.malformed(file: table.file, why: "row \(row + 1): p_by_look: \(word) is no probability")
            }
            return value
        }
        let found = try logic(table, row, 1).confirmation(detectionProbabilities: list)
        return confirmed(table) { _ in found }
    }

    private static let twoStage: MechanismTables.RowAnswer = { table, row in
        let probability = try detection(table, row)
        let n1 = try table.whole(row, "n1", in: 1...1_000)
        let n2 = try table.whole(row, "n2", in: 1...1_000)
        let logic = TwoStageInitiation(
            first: (try table.whole(row, "m1", in: 1...n1), n1), second: (try table.whole(row, "m2", in: 1...n2), n2),
            detectionProbability: probability)
        let delay = logic.delay
        return confirmed(table, by: logic.confirmation(within:))
            + MechanismTables.numbers(
                ("P_accept_tentative", logic.acceptance), ("mean_looks", delay.mean), ("sd_looks", delay.deviation),
                ("mean_detections", probability * delay.mean))
    }

    private static let falseStart: MechanismTables.RowAnswer = { table, row in
        let looks = try table.whole(row, "N", in: 1...1_000)
        return MechanismTables.numbers(
            (
                "P_false_confirm_given_first",
                TrackInitiation.falseConfirmation(
                    hits: try table.whole(row, "M", in: 1...looks), looks: looks,
                    falseAlarmInGate: try table.probability(row, "p_false_in_gate"))
            ))
    }

    private static let gates: MechanismTables.RowAnswer = { table, row in
        let gate = StartGate(
            speedMinimum: try table.number(row, "speed_min_mps"), speedMaximum: try table.number(row, "speed_max_mps"),
            accelerationMaximum: try table.number(row, "accel_max_mps2"))
        let interval = try table.positive(row, "scan_s")
        let spread = try table.number(row, "gate_sigmas") * table.number(row, "sigma_axis_m")
        let outer = gate.secondOuter(interval: interval, margin: spread * 2.0.squareRoot())
        let inner = gate.secondInner(interval: interval, margin: spread * 2.0.squareRoot())
        let expected = try table.number(row, "false_alarm_density_per_m2") * Double.pi * (outer * outer - inner * inner)
        return MechanismTables.numbers(
            ("gate_2nd_outer_m", outer), ("gate_2nd_inner_m", inner),
            ("gate_3rd_m", gate.third(interval: interval, margin: spread * 6.0.squareRoot())), ("expected_false_in_2nd", expected),
            ("p_no_false_in_2nd", Elementary.exp(-expected)))
    }
}
