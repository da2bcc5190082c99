import Foundation
import EarthEnvironment
import NumericalMethods
import Quantities

/// The folder `low_endgame`: errors of height by the target's image in the surface.
enum LowEndgameCases {
    static let folder = ReferenceFolder(name: "low_endgame") { url in
        try MechanismTables.answer(
            folder: url,
            tables: [
                "sidelobe_multipath": sideLobe, "two_point_height": twoPoint, "two_point_statistics": statistics, "roughness": roughness,
            ])
    }

    /// A reflection coefficient: below 1.
    private static func reflection(_ table: ReferenceTable, _ row: Int) throws -> Double {
        let value = try table.probability(row, "rho")
        guard value < 1 else { throw ReferenceError.malformed(file: table.file, why: "row \(row + 1): rho is 1, whose error has no bound") }
        return value
    }

    private static let sideLobe: MechanismTables.RowAnswer = { table, row in
        let deviation = LowAngleError.sideLobeDeviation(
            beamwidth: try table.positive(row, "beamwidth_deg") * Units.degree, reflection: try table.probability(row, "rho"),
            patternRatio: Elementary.pow(10, try table.number(row, "G_se_dB") / 10))
        return MechanismTables.numbers(
            ("sigma_E_mrad", 1_000 * deviation), ("sigma_height_m", try table.positive(row, "range_m") * deviation))
    }

    private static let twoPoint: MechanismTables.RowAnswer = { table, row in
        let height = try table.positive(row, "height_m")
        let apparent = LowAngleError.apparentHeight(
            height: height, reflection: try reflection(table, row), phase: try table.number(row, "phase_deg") * Units.degree)
        return MechanismTables.numbers(("apparent_height_m", apparent), ("error_m", apparent - height))
    }

    private static let statistics: MechanismTables.RowAnswer = { table, row in
        let height = try table.positive(row, "height_m")
        let reflection = try reflection(table, row)
        let ends = LowAngleError.apparentHeightExtremes(height: height, reflection: reflection)
        return MechanismTables.numbers(
            ("mean_apparent_height_m", height),
            ("sd_apparent_height_m", LowAngleError.apparentHeightDeviation(height: height, reflection: reflection)),
            ("max_apparent_height_m", ends.greatest), ("min_apparent_height_m", ends.least))
    }

    private static let roughness: MechanismTables.RowAnswer = { table, row in
        let angle = try table.positive(row, "grazing_deg") * Units.degree
        let wavelength = Units.speedOfLight / (try table.positive(row, "f_Hz"))
        let surface = ReflectingSurface(relativePermittivity: nil, conductivity: 0, roughness: try table.number(row, "height_sd_m"))
        return MechanismTables.numbers(
            ("rho_s", surface.coherence(grazingAngle: angle, wavelength: wavelength)),
            ("rayleigh_height_m", ReflectingSurface.rayleighHeight(grazingAngle: angle, wavelength: wavelength)))
    }
}
