import Foundation
import EarthEnvironment
import NumericalMethods
import Quantities
import RadarSensing

/// The folder `clutter`: grazing angle, clutter cell, signal-to-clutter, cancellation.
enum ClutterCases {
    static let folder = ReferenceFolder(name: "clutter") { url in
        try MechanismTables.answer(
            folder: url,
            tables: ["grazing": grazing, "cell_scr": cell, "clutter_free_range": freeRange, "mti_improvement": improvement])
    }

    private static func decibels(_ value: Double) -> Double { 10 * Elementary.log10(value) }
    private static func linear(_ table: ReferenceTable, _ row: Int, _ column: String) throws -> Double {
        Elementary.pow(10, try table.number(row, column) / 10)
    }

    private static func geometry(_ table: ReferenceTable, _ row: Int) throws -> GrazingGeometry {
        GrazingGeometry(
            antennaHeight: try table.positive(row, "h_antenna_m"), groundDistance: try table.positive(row, "d_arc_m"),
            effectiveRadius: try table.positive(row, "a_eff_m"))
    }

    private static let grazing: MechanismTables.RowAnswer = { table, row in
        let found = try geometry(table, row)
        return MechanismTables.numbers(
            ("slant_m", found.slantRange), ("grazing_deg", found.grazingAngle / Units.degree),
            ("depression_deg", found.depressionAngle / Units.degree),
            (
                "horizon_arc_m",
                Horizon.distance(
                    height: try table.number(row, "h_antenna_m"), k: 1, earthRadius: try table.number(row, "a_eff_m"))
            ))
    }

    private static let cell: MechanismTables.RowAnswer = { table, row in
        let found = try geometry(table, row)
        let strength = GroundReflectivity.constantGamma(try linear(table, row, "gamma_dB")).strength(grazing: found, frequency: 1e10)
        let area = GroundClutter.cellArea(
            range: found.slantRange, beamwidth: try table.positive(row, "azimuth_beamwidth_rad"),
            beamShape: try table.positive(row, "beamshape_Lp"),
            rangeCell: 0.5 * Units.speedOfLight * (try table.positive(row, "pulse_s")), grazingSine: found.grazingSine)
        let clutter = strength * area
        let before = try table.positive(row, "target_rcs_m2") * linear(table, row, "target_F4_dB") / clutter
        let after = before * (try linear(table, row, "improvement_dB"))
        let both = GroundClutter.combined(signalToNoise: try linear(table, row, "snr_dB"), signalToClutter: after)
        return MechanismTables.numbers(
            ("slant_m", found.slantRange), ("grazing_rad", found.grazingAngle), ("cell_area_m2", area), ("sigma0_dB", decibels(strength)),
            ("clutter_rcs_dBsm", decibels(clutter)), ("scr_in_dB", decibels(before)), ("scr_out_dB", decibels(after)),
            ("sinr_dB", decibels(both)))
    }

    private static let freeRange: MechanismTables.RowAnswer = { table, row in
        let beamwidth = try table.positive(row, "azimuth_beamwidth_rad")
        let rangeCell = 0.5 * Units.speedOfLight * (try table.positive(row, "pulse_s"))
        let reflectivity = GroundReflectivity.constantGamma(try linear(table, row, "gamma_dB"))
        let target = try table.positive(row, "target_rcs_m2") * linear(table, row, "improvement_dB") / linear(table, row, "scr_required_dB")
        let found = GroundClutter.freeDistance(
            antennaHeight: try table.positive(row, "h_antenna_m"), effectiveRadius: try table.positive(row, "a_eff_m")
        ) { geometry in
            let area = GroundClutter.cellArea(
                range: geometry.slantRange, beamwidth: beamwidth, beamShape: 1, rangeCell: rangeCell, grazingSine: geometry.grazingSine)
            return target / (reflectivity.strength(grazing: geometry, frequency: 1e10) * area)
        }
        return MechanismTables.numbers(("arc_from_which_scr_suffices_m", found))
    }

    private static let improvement: MechanismTables.RowAnswer = { table, row in
        let interval = 1 / (try table.positive(row, "prf_Hz"))
        let deviation = ClutterCancellation.deviation(
            speedDeviation: try table.positive(row, "clutter_velocity_sd_mps"),
            wavelength: Units.speedOfLight / (try table.positive(row, "f_Hz")))
        let pulses = try table.positive(row, "pulses_in_3dB_beam")
        let single = ClutterCancellation.singleDelay(deviation: deviation, interval: interval)
        let double = ClutterCancellation.doubleDelay(deviation: deviation, interval: interval)
        let scanSingle = ClutterCancellation.scanningSingle(pulses: pulses)
        let scanDouble = ClutterCancellation.scanningDouble(pulses: pulses)
        return MechanismTables.numbers(
            ("clutter_sd_Hz", deviation), ("I_single_delay_dB", decibels(single)), ("I_double_delay_dB", decibels(double)),
            ("I_scan_single_dB", decibels(scanSingle)), ("I_scan_double_dB", decibels(scanDouble)),
            ("I_total_single_dB", decibels(ClutterCancellation.total(single, scanSingle))),
            ("I_total_double_dB", decibels(ClutterCancellation.total(double, scanDouble))))
    }
}
