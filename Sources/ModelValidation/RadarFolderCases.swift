import Foundation
import NumericalMethods
import RadarSensing

/// The `radar/` folder: probability of detection, required signal, burn-through; propagation files by their own subject.
package enum RadarFolderCases {
    package static func answer(folder: URL) throws -> [ReferenceAnswer] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        return try names.filter { $0.hasSuffix(".csv") || $0.hasSuffix(".json") }.flatMap { name in
            let file = folder.appending(path: name)
            switch name {
            case "pd_exact.csv": return try detection(ReferenceTable(file))
            case "required_snr.csv": return try required(ReferenceTable(file))
            case "jamming_burnthrough.csv": return try burnThrough(ReferenceTable(file))
            case "radar_horizon.csv": return try PropagationCases.horizon(ReferenceTable(file))
            case "itu_p676_specific.csv": return try PropagationCases.gases(ReferenceTable(file))
            case "itu_p838_rain.csv": return try PropagationCases.rain(ReferenceTable(file))
            case "itu_official_validation.csv": return try PropagationCases.official(ReferenceTable(file))
            case "two_ray_flat.csv": return try PropagationCases.twoRayFlat(ReferenceTable(file))
            case "two_ray_spherical.csv": return try PropagationCases.twoRaySpherical(ReferenceTable(file))
            default:
                throw ReferenceError.unknownFile("radar/\(name)")
            }
        }
    }

    static func detection(_ table: ReferenceTable) throws -> [ReferenceAnswer] {
        var detectors: [String: SquareLawDetector] = [:]
        return try table.rows.indices.flatMap { row in
            let swerling = try whole(table, row, "swerling", 0...4)
            let detector = try detector(table, row, known: &detectors)
            let signal = try Elementary.pow(10, table.number(row, "snr_per_pulse_db") / 10)
            let found = detector.probability(swerling: swerling, signalToNoise: signal)
            return [
                try judged(table, row, "threshold", detector.threshold, relative: 1e-12),
                try judged(table, row, "pd", found.detection, absolute: 1e-11),
                try judged(table, row, "one_minus_pd", found.miss, absolute: 1e-11),
            ]
        }
    }

    static func required(_ table: ReferenceTable) throws -> [ReferenceAnswer] {
        var detectors: [String: SquareLawDetector] = [:]
        return try table.rows.indices.flatMap { row in
            let swerling = try whole(table, row, "swerling", 0...4)
            let detector = try detector(table, row, known: &detectors)
            let probability = try table.number(row, "pd")
            guard probability > detector.falseAlarmProbability, probability < 1 else {
                throw ReferenceError.malformed(file: table.file, why: "row \(row + 1): pd is not between pfa and 1")
            }
            let exact = 10 * Elementary.log10(
                detector.requiredSignalToNoise(swerling: swerling, detectionProbability: probability))
            let shnidman = DetectionProbability.shnidmanDecibels(
                swerling: swerling, pulses: detector.pulses, falseAlarmProbability: detector.falseAlarmProbability,
                detectionProbability: probability)
            // Nine decimals are printed of the ratios, four of the errors.
            var answers = [
                try judged(table, row, "snr_exact_db", exact, absolute: 1e-8),
                try judged(table, row, "shnidman_db", shnidman, absolute: 1e-8),
                try judged(table, row, "shnidman_err_db", shnidman - exact, absolute: 5.1e-5),
            ]
            // Albersheim's fit is for the steady target alone.
            if swerling == 0 {
                let albersheim = DetectionProbability.albersheimDecibels(
                    pulses: detector.pulses, falseAlarmProbability: detector.falseAlarmProbability,
                    detectionProbability: probability)
                answers.append(try judged(table, row, "albersheim_db", albersheim, absolute: 1e-8))
                answers.append(try judged(table, row, "albersheim_err_db", albersheim - exact, absolute: 5.1e-5))
            }
            return answers
        }
    }

    static func burnThrough(_ table: ReferenceTable) throws -> [ReferenceAnswer] {
        try table.rows.indices.map { row in
            func linear(_ column: String) throws -> Double { Elementary.pow(10, try table.number(row, column) / 10) }
            func number(_ column: String) throws -> Double { try table.number(row, column) }
            let kind = try table.text(row, "case")
            let range: Double
            switch kind {
            case "SSJ":
                range = BurnThrough.selfScreening(
                    power: try number("Pt_W"), gain: try linear("G_dBi"), crossSection: try number("sigma_m2"),
                    radarBandwidth: try number("Br_Hz"), pulses: try number("n_pulses_coh"),
                    radarLoss: try linear("Lr_dB"), jammerPower: try number("Pj_W"), jammerGain: try linear("Gj_dBi"),
                    jammerBandwidth: try number("Bj_Hz"), jammerLoss: try linear("Lj_dB"),
                    required: try linear("SJ_required_dB"))
            case "SOJ":
                range = BurnThrough.standOff(
                    power: try number("Pt_W"), gain: try linear("G_dBi"), crossSection: try number("sigma_m2"),
                    radarBandwidth: try number("Br_Hz"), pulses: try number("n_pulses_coh"),
                    radarLoss: try linear("Lr_dB"), jammerPower: try number("Pj_W"), jammerGain: try linear("Gj_dBi"),
                    jammerBandwidth: try number("Bj_Hz"), jammerLoss: try linear("Lj_dB"),
                    sideLobeGain: try linear("Gsl_dBi"), jammerRange: try number("Rj_m"),
                    required: try linear("SJ_required_dB"))
            default:
                throw ReferenceError.malformed(file: table.file, why: "row \(row + 1): case \(kind) is neither SSJ nor SOJ")
            }
            // Eight to nine digits are printed.
            return try judged(table, row, "R_burnthrough_m", range, absolute: 5.1e-4, relative: 1e-8)
        }
    }

    // MARK: Reading

    static func judged(
        _ table: ReferenceTable, _ row: Int, _ column: String, _ value: Double, absolute: Double = 0, relative: Double = 0
    ) throws -> ReferenceAnswer {
        ReferenceAnswer(
            fixture: String(table.file.prefix { $0 != "." }), caseName: "row \(row + 1)", key: column,
            value: .number(value), expected: try table.expectedNumber(row, column).map { .number($0) },
            absoluteTolerance: absolute, relativeTolerance: relative)
    }

    private static func whole(
        _ table: ReferenceTable, _ row: Int, _ column: String, _ allowed: ClosedRange<Int>
    ) throws -> Int {
        guard let value = Int(exactly: try table.number(row, column)), allowed.contains(value) else {
            throw ReferenceError.malformed(
                file: table.file,
                why: "row \(row + 1): \(column) is no whole number of \(allowed.lowerBound)…\(allowed.upperBound)")
        }
        return value
    }

    private static func detector(
        _ table: ReferenceTable, _ row: Int, known: inout [String: SquareLawDetector]
    ) throws -> SquareLawDetector {
        let pulses = try whole(table, row, "n_pulses", 1...1_000_000)
        let falseAlarm = try table.number(row, "pfa")
        guard falseAlarm > 0, falseAlarm < 1 else {
            throw ReferenceError.malformed(file: table.file, why: "row \(row + 1): pfa is not between 0 and 1")
        }
        let key = "\(pulses) \(falseAlarm)"
        if let found = known[key] { return found }
        let made = SquareLawDetector(pulses: pulses, falseAlarmProbability: falseAlarm)
        known[key] = made
        return made
    }
}

/// Single-pulse probability of detection: the file `filters/detection.csv`.
package enum DetectionCases {
    /// nil where the file is not this subject's.
    package static func answer(file: URL) throws -> [ReferenceAnswer]? {
        guard file.lastPathComponent == "detection.csv" else { return nil }
        let table = try ReferenceTable(file)
        return try table.rows.indices.flatMap { row in
            let falseAlarm = try table.number(row, "Pfa")
            guard falseAlarm > 0, falseAlarm < 1 else {
                throw ReferenceError.malformed(file: table.file, why: "row \(row + 1): Pfa is not between 0 and 1")
            }
            let signal = try Elementary.pow(10, table.number(row, "SNR_dB") / 10)
            let detector = SquareLawDetector(pulses: 1, falseAlarmProbability: falseAlarm)
            return try [0, 1].map { swerling in
                // Twelve digits are printed.
                try RadarFolderCases.judged(
                    table, row, "Pd_swerling\(swerling)_single_pulse",
                    detector.probability(swerling: swerling, signalToNoise: signal).detection, absolute: 1e-10)
            }
        }
    }
}
