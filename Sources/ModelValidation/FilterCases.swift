import Foundation
import NumericalMethods
import Quantities
import TacticalMessages
import TargetTracking

/// The folder `filters`: gains, initiation, consistency bounds, gates and conversion of plots.
package enum FilterCases {
    static func answer(folder: URL) throws -> [ReferenceAnswer] {
        try CaseFiles.list(in: folder).flatMap { file -> [ReferenceAnswer] in
            if let answers = try DetectionCases.answer(file: file) { return answers }
            let table = try ReferenceTable(file)
            switch file.lastPathComponent {
            case "ncv_continuous.csv": return try table.rows.indices.flatMap { try velocityFilter(table, $0) }
            case "alpha_filters.csv": return try table.rows.indices.flatMap { try indices(table, $0) }
            case "mofn.csv": return try table.rows.indices.flatMap { try initiation(table, $0) }
            case "chi2.csv": return try table.rows.indices.flatMap { try bounds(table, $0) }
            case "gates.csv": return try table.rows.indices.flatMap { try gate(table, $0) }
            case "radar_conv.csv": return try table.rows.indices.flatMap { try conversion(table, $0) }
            default: throw ReferenceError.unknownFile("filters/\(file.lastPathComponent)")
            }
        }
    }

    private static func judged(
        _ table: ReferenceTable, _ row: Int, _ values: KeyValuePairs<String, Double>, absolute: Double = 0, relative: Double = 0
    ) throws -> [ReferenceAnswer] {
        try values.map { try RadarFolderCases.judged(table, row, $0.key, $0.value, absolute: absolute, relative: relative) }
    }

    private static func positive(_ table: ReferenceTable, _ row: Int, _ column: String) throws -> Double {
        let value = try table.number(row, column)
        guard value > 0, value.isFinite else {
            throw ReferenceError.malformed(file: table.file, why: "row \(row + 1): \(column) is not positive")
        }
        return value
    }

    private static func whole(_ table: ReferenceTable, _ row: Int, _ column: String, _ allowed: ClosedRange<Int>) throws -> Int {
        guard let value = Int(exactly: try table.number(row, column)), allowed.contains(value) else {
            throw ReferenceError.malformed(
                file: table.file, why: "row \(row + 1): \(column) is no whole number of \(allowed.lowerBound)…\(allowed.upperBound)")
        }
        return value
    }

    private static func velocityFilter(_ table: ReferenceTable, _ row: Int) throws -> [ReferenceAnswer] {
        let found = SteadyState(
            interval: try positive(table, row, "T_s"), density: try positive(table, row, "q_m2_s3"),
            measurementVariance: try positive(table, row, "R_m2"))
        return try judged(
            table, row,
            [
                "K_pos": found.positionGain, "K_vel_per_s": found.velocityGain,
                "sigma_pos_pred_m": found.predictedPositionDeviation, "sigma_pos_upd_m": found.positionDeviation,
                "sigma_vel_upd_mps": found.velocityDeviation, "cov_pos_vel_upd": found.covariance,
            ], relative: 1e-9)
    }

    private static func indices(_ table: ReferenceTable, _ row: Int) throws -> [ReferenceAnswer] {
        let index = try positive(table, row, "tracking_index")
        let two = TrackingIndex.alphaBeta(index)
        let three = TrackingIndex.alphaBetaGamma(index)
        // Twelve digits are printed.
        return try judged(
            table, row,
            [
                "alpha_only": TrackingIndex.alpha(index), "ab_alpha": two.alpha, "ab_beta": two.beta, "abg_alpha": three.alpha,
                "abg_beta": three.beta, "abg_gamma": three.gamma, "ab_P11_over_R": two.position, "ab_P12_T_over_R": two.cross,
                "ab_P22_T2_over_R": two.velocity, "abg_P11_over_R": three.position, "abg_P22_T2_over_R": three.velocity,
                "abg_P33_T4_over_R": three.acceleration,
            ], absolute: 1e-12, relative: 1e-9)
    }

    private static func initiation(_ table: ReferenceTable, _ row: Int) throws -> [ReferenceAnswer] {
        let looks = try whole(table, row, "N", 1...16)
        let probability = try positive(table, row, "p")
        guard probability <= 1 else { throw ReferenceError.malformed(file: table.file, why: "row \(row + 1): p is above 1") }
        let chain = TrackInitiation(hits: try whole(table, row, "M", 1...looks), looks: looks, detectionProbability: probability)
        let within = table.columns.compactMap { column in
            column.hasPrefix("P_by_") ? Int(column.dropFirst(5)).map { (column, $0) } : nil
        }
        let confirmed = chain.confirmation(within: max(1, within.map(\.1).max() ?? 1))
        var answers = try judged(table, row, ["binomial_M_of_N_first_window": chain.firstWindow], absolute: 1e-10)
        for (column, count) in within where count >= 1 {
            answers += try [RadarFolderCases.judged(table, row, column, confirmed[count - 1], absolute: 1e-10)]
        }
        return answers + (try judged(table, row, ["mean_scans": chain.meanLooks], relative: 1e-10))
    }

    private static func bounds(_ table: ReferenceTable, _ row: Int) throws -> [ReferenceAnswer] {
        let freedom = try whole(table, row, "dof", 1...1_000)
        let runs = try whole(table, row, "runs", 1...1_000_000)
        let usual = ChiSquare.meanBounds(degreesOfFreedom: freedom, runs: runs, probability: 0.95)
        let wide = ChiSquare.meanBounds(degreesOfFreedom: freedom, runs: runs, probability: 0.99)
        return try judged(
            table, row, ["lo95": usual.low, "hi95": usual.high, "lo99": wide.low, "hi99": wide.high], absolute: 1e-12, relative: 1e-9)
    }

    private static func gate(_ table: ReferenceTable, _ row: Int) throws -> [ReferenceAnswer] {
        let freedom = try whole(table, row, "dof", 1...100)
        let inside = try table.number(row, "P_gate")
        guard inside > 0, inside < 1 else {
            throw ReferenceError.malformed(file: table.file, why: "row \(row + 1): P_gate is not between 0 and 1")
        }
        return try judged(
            table, row,
            [
                "gamma_threshold": ChiSquare.upperQuantile(1 - inside, degreesOfFreedom: Double(freedom)),
                "unit_ball_volume": ChiSquare.unitBallVolume(dimensions: freedom),
            ], relative: 1e-9)
    }

    /// The file states no deviations: its values are those of 50 m and 2 mrad; columns `sigma_range_m`, `sigma_az_rad` and
    /// `sigma_el_rad` override them.
    private static func conversion(_ table: ReferenceTable, _ row: Int) throws -> [ReferenceAnswer] {
        func deviation(_ column: String, _ usual: Double) throws -> Double {
            table.columns.contains(column) ? try table.number(row, column) : usual
        }
        let azimuth = try deviation("sigma_az_rad", 0.002)
        let elevation = try deviation("sigma_el_rad", 0.002)
        let plot = CartesianPlot(
            Detection(
                time: .zero, radar: RadarIdentifier(rawValue: 0), range: try positive(table, row, "range_m"),
                azimuth: try table.number(row, "az_rad"), elevation: try table.number(row, "el_rad"), rangeRate: nil,
                rangeDeviation: try deviation("sigma_range_m", 50), azimuthDeviation: azimuth, elevationDeviation: elevation,
                rangeRateDeviation: 0, signalToNoise: 10),
            pose: .identity)
        let biasAzimuth = Elementary.exp(-0.5 * azimuth * azimuth)
        let biasElevation = Elementary.exp(-0.5 * elevation * elevation)
        // The engine divides the mean bias out of its plots; the file's points still have it.
        let point = plot.position * (biasAzimuth * biasElevation)
        let size = plot.covariance.column0.x + plot.covariance.column1.y + plot.covariance.column2.z
        return try judged(table, row, ["east": point.x, "north": point.y, "up": point.z], absolute: 1e-9, relative: 1e-9)
            + judged(
                table, row,
                [
                    "Ree": plot.covariance.column0.x, "Ren": plot.covariance.column1.x, "Reu": plot.covariance.column2.x,
                    "Rnn": plot.covariance.column1.y, "Rnu": plot.covariance.column2.y, "Ruu": plot.covariance.column2.z,
                ], absolute: 1e-11 * size, relative: 1e-9)
            + judged(table, row, ["bias_az": biasAzimuth, "bias_el": biasElevation], relative: 1e-9)
    }
}
