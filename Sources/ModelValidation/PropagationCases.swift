import EarthEnvironment
import NumericalMethods
import Quantities

/// Horizon, absorption, rain and ground reflection: the propagation files of the folder `radar`.
enum PropagationCases {
    static func horizon(_ table: ReferenceTable) throws -> [ReferenceAnswer] {
        try table.rows.indices.flatMap { row in
            let antenna = try table.number(row, "h_radar_m")
            let target = try table.number(row, "h_target_m")
            let k = try table.number(row, "ke")
            let radius = try table.number(row, "R_earth_m")
            // Twelve digits are printed: a tenth of a millimetre of some hundred kilometres.
            return [
                try RadarFolderCases.judged(
                    table, row, "d_ground_exact_m",
                    Horizon.distance(antennaHeight: antenna, targetHeight: target, k: k, earthRadius: radius), absolute: 1e-6,
                    relative: 1e-10),
                try RadarFolderCases.judged(
                    table, row, "d_slant_exact_m",
                    Horizon.slantDistance(antennaHeight: antenna, targetHeight: target, k: k, earthRadius: radius), absolute: 1e-6,
                    relative: 1e-10),
                try RadarFolderCases.judged(
                    table, row, "d_approx_sqrt_m",
                    Horizon.approximateDistance(antennaHeight: antenna, targetHeight: target, k: k, earthRadius: radius), absolute: 1e-5,
                    relative: 1e-10),
            ]
        }
    }

    static func gases(_ table: ReferenceTable) throws -> [ReferenceAnswer] {
        try table.rows.indices.flatMap { row -> [ReferenceAnswer] in
            let temperature = try table.number(row, "T_K")
            let vapour = try table.number(row, "rho_w_g_m3")
            let dry = try table.number(row, "P_total_hPa") - vapour * temperature / 216.7
            let found = GaseousAttenuation.specific(
                frequency: try table.number(row, "f_GHz") * 1e9, dryPressure: dry, temperature: temperature, vapourDensity: vapour)
            // Thirteen digits are printed; of the dry pressure nine decimals.
            return [
                try RadarFolderCases.judged(table, row, "p_dry_hPa", dry, absolute: 1e-8),
                try RadarFolderCases.judged(table, row, "gamma_o_dB_km", found.oxygen, relative: 1e-10),
                try RadarFolderCases.judged(table, row, "gamma_w_dB_km", found.waterVapour, relative: 1e-10),
                try RadarFolderCases.judged(table, row, "gamma_total_dB_km", found.oxygen + found.waterVapour, relative: 1e-10),
            ]
        }
    }

    static func rain(_ table: ReferenceTable) throws -> [ReferenceAnswer] {
        try table.rows.indices.flatMap { row -> [ReferenceAnswer] in
            let found = RainAttenuation.coefficients(
                frequency: try table.number(row, "f_GHz") * 1e9, elevation: try table.number(row, "elevation_deg") * Units.degree,
                tilt: try table.number(row, "pol_tilt_deg") * Units.degree)
            // Ten digits are printed.
            return [
                try RadarFolderCases.judged(table, row, "k", found.k, relative: 1e-9),
                try RadarFolderCases.judged(table, row, "alpha", found.alpha, relative: 1e-9),
                try RadarFolderCases.judged(
                    table, row, "gamma_R_dB_km", found.specific(rainRate: try table.number(row, "rain_mm_h")), relative: 1e-9),
            ]
        }
    }

    /// The validation examples that the ITU publishes; P.676 and P.838.
    static func official(_ table: ReferenceTable) throws -> [ReferenceAnswer] {
        try table.rows.indices.flatMap { row -> [ReferenceAnswer] in
            let name = try table.text(row, "rec")
            let frequency = try table.number(row, "f_GHz") * 1e9
            if name.hasPrefix("P.676") {
                let found = GaseousAttenuation.specific(
                    frequency: frequency, dryPressure: try table.number(row, "p_dry_hPa"), temperature: try table.number(row, "T_K"),
                    vapourDensity: try table.number(row, "rho_g_m3"))
                // The table's water column repeats to 2·10⁻⁹ only.
                return [
                    try RadarFolderCases.judged(table, row, "out1", found.oxygen, relative: 1e-8),
                    try RadarFolderCases.judged(table, row, "out2", found.waterVapour, relative: 1e-8),
                    try RadarFolderCases.judged(table, row, "out3", found.oxygen + found.waterVapour, relative: 1e-8),
                ]
            }
            guard name.hasPrefix("P.838") else {
                throw ReferenceError.malformed(file: table.file, why: "row \(row + 1): recommendation \(name) is not known")
            }
            let found = RainAttenuation.coefficients(
                frequency: frequency, elevation: try table.number(row, "elev_deg") * Units.degree,
                tilt: try table.number(row, "tilt_deg") * Units.degree)
            // Seven digits are printed.
            return [
                try RadarFolderCases.judged(table, row, "out1", found.k, relative: 5e-7),
                try RadarFolderCases.judged(table, row, "out2", found.alpha, relative: 5e-7),
                try RadarFolderCases.judged(
                    table, row, "out3", found.specific(rainRate: try table.number(row, "rain_mm_h")), relative: 5e-7),
            ]
        }
    }

    // MARK: Ground reflection

    private struct Link {
        var antennaHeight: Double
        var targetHeight: Double
        var distance: Double
        var frequency: Double
        var surface: ReflectingSurface
        var polarisation: ReflectingSurface.Polarisation
    }

    private static func link(_ table: ReferenceTable, _ row: Int, distance: String, roughness: Double) throws -> Link {
        let word = try table.text(row, "pol")
        guard ["H", "V", "PEC"].contains(word) else {
            throw ReferenceError.malformed(file: table.file, why: "row \(row + 1): pol \(word) is none of H, V, PEC")
        }
        return Link(
            antennaHeight: try table.number(row, "h1_m"), targetHeight: try table.number(row, "h2_m"),
            distance: try table.number(row, distance), frequency: try table.number(row, "f_Hz"),
            surface: ReflectingSurface(
                relativePermittivity: word == "PEC" ? nil : try table.number(row, "eps_r"),
                conductivity: word == "PEC" ? 0 : try table.number(row, "sigma_S_m"), roughness: roughness),
            polarisation: word == "V" ? .vertical : .horizontal)
    }

    static func twoRayFlat(_ table: ReferenceTable) throws -> [ReferenceAnswer] {
        try table.rows.indices.flatMap { row -> [ReferenceAnswer] in
            let link = try link(table, row, distance: "d_ground_m", roughness: 0)
            let found = PatternPropagation.flat(
                antennaHeight: link.antennaHeight, targetHeight: link.targetHeight, groundDistance: link.distance,
                frequency: link.frequency, surface: link.surface, polarisation: link.polarisation)
            return try common(table, row, found)
        }
    }

    static func twoRaySpherical(_ table: ReferenceTable) throws -> [ReferenceAnswer] {
        let radius = Refraction.standardFactor * Refraction.earthRadius
        return try table.rows.indices.flatMap { row -> [ReferenceAnswer] in
            let link = try link(table, row, distance: "d_ground_arc_m", roughness: try table.number(row, "rms_height_m"))
            guard let found = PatternPropagation.spherical(
                antennaHeight: link.antennaHeight, targetHeight: link.targetHeight, groundDistance: link.distance,
                effectiveRadius: radius, frequency: link.frequency, surface: link.surface, polarisation: link.polarisation)
            else { throw ReferenceError.malformed(file: table.file, why: "row \(row + 1): the ends do not see each other") }
            let cubic = PatternPropagation.specularDistanceOfCubic(
                antennaHeight: link.antennaHeight, targetHeight: link.targetHeight, groundDistance: link.distance, effectiveRadius: radius)
            return try common(table, row, found) + [
                try RadarFolderCases.judged(table, row, "d1_specular_m", found.specularDistance, absolute: 1e-4, relative: 1e-9),
                try RadarFolderCases.judged(table, row, "divergence", found.divergence, relative: 1e-8),
                try RadarFolderCases.judged(table, row, "roughness", found.coherence, absolute: 1e-9, relative: 1e-8),
                try RadarFolderCases.judged(table, row, "d1_cubic_m", cubic, absolute: 2e-6),
            ]
        }
    }

    private static func common(_ table: ReferenceTable, _ row: Int, _ found: PatternPropagation) throws -> [ReferenceAnswer] {
        // Two phases half a turn either way of π are the same phase.
        let expected = try table.expectedNumber(row, "refl_phase_rad") ?? 0
        let turns = ((found.reflectionPhase - expected) / (2 * .pi)).rounded()
        return [
            try RadarFolderCases.judged(table, row, "R_direct_m", found.directRange, relative: 1e-12),
            try RadarFolderCases.judged(table, row, "path_diff_m", found.pathDifference, relative: 1e-8),
            try RadarFolderCases.judged(table, row, "grazing_rad", found.grazingAngle, relative: 1e-8),
            try RadarFolderCases.judged(table, row, "refl_mag", found.reflectionMagnitude, relative: 1e-8),
            try RadarFolderCases.judged(table, row, "refl_phase_rad", found.reflectionPhase - 2 * .pi * turns, absolute: 1e-8),
            // The phase of some thousand radians turns the last digits of the path difference into 1e-7 of the field.
            try RadarFolderCases.judged(table, row, "F_one_way", found.factor, absolute: 1e-6),
            try RadarFolderCases.judged(table, row, "F4_dB", 40 * Elementary.log10(found.factor), absolute: 1e-5 / max(found.factor, 1e-3)),
        ]
    }
}
