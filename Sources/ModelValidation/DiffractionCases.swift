import Foundation
import EarthEnvironment
import NumericalMethods
import Quantities

/// The folder `propagation`: diffraction and two-ray interference over a smooth earth and their joints, the knife edge.
enum DiffractionCases {
    static let folder = ReferenceFolder(name: "propagation") { url in
        try MechanismTables.answer(
            folder: url,
            tables: [
                "knife_edge": knifeEdge, "knife_edge_geometry": knifeEdgeGeometry, "spherical_p526": spherical, "joint_profile": joint,
            ],
            // The exact series needs sixty digits and is no code of a run; `joint_profile` is held against it by the judge beside the
            // cases.
            inputs: ["residue_series"])
    }

    private static func losses(_ parameter: Double) -> MechanismTables.Answers {
        MechanismTables.numbers(("J_exact_dB", KnifeEdge.exactLoss(parameter)), ("J_p526_dB", KnifeEdge.loss(parameter)))
    }

    private static let knifeEdge: MechanismTables.RowAnswer = { table, row in losses(try table.number(row, "nu")) }

    private static let knifeEdgeGeometry: MechanismTables.RowAnswer = { table, row in
        let parameter = KnifeEdge.parameter(
            height: try table.number(row, "h_above_line_m"), first: try table.positive(row, "d1_m"),
            second: try table.positive(row, "d2_m"), wavelength: Units.speedOfLight / (try table.positive(row, "f_Hz")))
        return MechanismTables.numbers(("nu", parameter)) + losses(parameter)
    }

    /// One path over the smooth earth.
    private struct Path {
        var antenna: Double
        var target: Double
        var distance: Double
        var surface: ReflectingSurface
        var polarisation: ReflectingSurface.Polarisation
        var diffraction: SphericalDiffraction

        init(_ table: ReferenceTable, _ row: Int) throws {
            let word = try table.text(row, "pol")
            guard word == "H" || word == "V" else {
                throw ReferenceError.malformed(file: table.file, why: "row \(row + 1): pol \(word) is neither H nor V")
            }
            antenna = try table.positive(row, "h1_m")
            target = try table.positive(row, "h2_m")
            distance = try table.positive(row, "d_m")
            polarisation = word == "V" ? .vertical : .horizontal
            surface = ReflectingSurface(
                relativePermittivity: try table.positive(row, "eps_r"), conductivity: try table.number(row, "sigma_S_m"), roughness: 0)
            diffraction = SphericalDiffraction(
                frequency: try table.positive(row, "f_Hz"), effectiveRadius: try table.positive(row, "a_eff_m"), surface: surface,
                polarisation: polarisation)
        }

        var found: SphericalDiffraction.Found {
            diffraction.path(antennaHeight: antenna, targetHeight: target, distance: distance)
        }

        func rays(_ distance: Double) -> PatternPropagation? {
            PatternPropagation.spherical(
                antennaHeight: antenna, targetHeight: target, groundDistance: distance, effectiveRadius: diffraction.effectiveRadius,
                frequency: diffraction.frequency, surface: surface, polarisation: polarisation)
        }
    }

    private static let spherical: MechanismTables.RowAnswer = { table, row in
        let path = try Path(table, row)
        let terms = path.diffraction.terms
        let found = path.found
        let x = terms.length(path.distance)
        let y1 = terms.height(path.antenna)
        let y2 = terms.height(path.target)
        return MechanismTables.numbers(
            ("K_norm", terms.admittance), ("X", x), ("Y1", y1), ("Y2", y2), ("FX_dB", SphericalDiffraction.Terms.distanceTerm(x)),
            ("GY1_dB", terms.heightGain(y1)), ("GY2_dB", terms.heightGain(y2)),
            ("A_first_term_dB", terms.loss(antennaHeight: path.antenna, targetHeight: path.target, distance: path.distance)),
            ("d_los_m", found.horizon), ("clearance_m", found.clearance), ("clearance_required_m", found.clearanceRequired),
            ("a_modified_m", found.modifiedRadius), ("A_dB", found.loss), ("F_oneway_dB", -found.loss))
            + [("rule", .text(found.rule.rawValue))]
    }

    private static let joint: MechanismTables.RowAnswer = { table, row in
        let path = try Path(table, row)
        let joined = PatternPropagation.joined(
            antennaHeight: path.antenna, targetHeight: path.target, groundDistance: path.distance, diffraction: path.diffraction,
            surface: path.surface, polarisation: path.polarisation)
        let found = path.found
        let near = quarterWave(path, horizon: found.horizon)
        let far = diffractionFrom(path, horizon: found.horizon)
        func interference(_ distance: Double) -> Double? {
            path.rays(distance).map { 20 * Elementary.log10($0.factor) }
        }
        func firstTerm(_ distance: Double) -> Double {
            -path.diffraction.terms.loss(antennaHeight: path.antenna, targetHeight: path.target, distance: distance)
        }
        let region: String
        let bold: Double
        if path.distance <= near, let value = interference(path.distance) {
            (region, bold) = ("two-ray", value)
        } else if path.distance >= far {
            (region, bold) = ("diffraction", firstTerm(path.distance))
        } else {
            let first = interference(near) ?? 0
            let share = (path.distance - near) / (far - near)
            (region, bold) = ("interpolated", first + share * (firstTerm(far) - first))
        }
        return MechanismTables.numbers(
            ("horizon_m", found.horizon), ("d_quarter_wave_m", near), ("d_diffraction_m", far),
            ("F_two_ray_dB", interference(path.distance)), ("F_joined_dB", bold),
            ("F_joined_p526_dB", 20 * Elementary.log10(joined)))
            + [("region", .text(region)), ("p526_rule", .text(found.rule.rawValue))]
    }

    /// Where the two rays differ by a quarter of a wavelength, metres: the end of interference in Kerr's joint.
    private static func quarterWave(_ path: Path, horizon: Double) -> Double {
        var low = 1e-3 * horizon
        var high = horizon
        for _ in 0..<200 {
            let middle = (low + high) / 2
            let difference = path.rays(middle)?.pathDifference ?? 0
            if difference > path.diffraction.wavelength / 4 { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    /// d_los + 230.2 km (k²/f_MHz)^(1/3) with k = 4/3, metres: the start of diffraction in Kerr's joint as the cases define it.
    private static func diffractionFrom(_ path: Path, horizon: Double) -> Double {
        horizon + 230_200 * Elementary.pow(16.0 / 9 / (path.diffraction.frequency / 1e6), 1.0 / 3)
    }
}
