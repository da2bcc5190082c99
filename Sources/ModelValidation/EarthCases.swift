import EarthEnvironment
import Foundation
import NumericalMethods
import Quantities

/// Geodesy (folder `geodesy`): WGS84 conversions and geodesics against GeographicLib.
package enum GeodesyCases {
    /// Micrometre: the files carry nanometres; two correct programs differ by rounding of some nanometres.
    static let metres = 1e-6
    /// 0.01 µm of arc near the earth, in degrees.
    static let degrees = 1e-11

    package static func answer(folder: URL) throws -> [ReferenceAnswer] {
        var answers: [ReferenceAnswer] = []
        for file in try CaseFiles.list(in: folder) {
            let table = try ReferenceTable(file)
            switch file.deletingPathExtension().lastPathComponent {
            case "geodesic_inverse": answers += try inverse(table)
            case "geodesic_direct": answers += try direct(table)
            case "ecef_enu": answers += try earthFixedAndLocal(table)
            case "ecef_to_geodetic": answers += try geodetic(table)
            default: throw ReferenceError.unknownFile(file.path)
            }
        }
        return answers
    }

    static func point(_ table: ReferenceTable, _ row: Int, _ suffix: String, height: String? = nil) throws -> GeodeticPosition {
        GeodeticPosition(
            latitudeDegrees: try table.number(row, "lat\(suffix)_deg"),
            longitudeDegrees: try table.number(row, "lon\(suffix)_deg"),
            height: try height.map { try table.number(row, $0) } ?? 0)
    }

    static func inverse(_ table: ReferenceTable) throws -> [ReferenceAnswer] {
        try table.rows.indices.flatMap { row -> [ReferenceAnswer] in
            let first = try point(table, row, "1")
            let second = try point(table, row, "2")
            let found = Geodesic.inverse(from: first, to: second)
            let sheet = CaseSheet(table, row)
            // An azimuth turns by the end's displacement over the reduced length; near the antipode that is short, and
            // where the reduced length vanishes, points coincide or an end is a pole, it is not defined: answered, not judged.
            let isDefined = abs(found.reducedLength) > 1e-3
                && [first, second].allSatisfy { abs($0.latitudeDegrees) < 90 - 1e-9 }
            let tolerance = degrees + 2e-8 / max(1e-3, abs(found.reducedLength)) / Units.degree
            var azimuths = [
                try sheet.angle("azi1_deg", found.azimuth1 / Units.degree, absolute: tolerance),
                try sheet.angle("azi2_deg", found.azimuth2 / Units.degree, absolute: tolerance),
            ]
            if !isDefined { for index in azimuths.indices { azimuths[index].expected = nil } }
            return [
                try sheet.answer("s12_m", found.distance, absolute: metres),
                try sheet.answer("a12_deg", found.arc / Units.degree, absolute: degrees),
                try sheet.answer("m12_m", found.reducedLength, absolute: metres),
            ] + azimuths
        }
    }

    static func direct(_ table: ReferenceTable) throws -> [ReferenceAnswer] {
        try table.rows.indices.flatMap { row -> [ReferenceAnswer] in
            let found = Geodesic.direct(
                from: try point(table, row, "1"), azimuth: try table.number(row, "azi1_deg") * Units.degree,
                distance: try table.number(row, "s12_m"))
            let sheet = CaseSheet(table, row)
            // Longitude and azimuth turn fast near a pole: judged by the distance on the ground.
            let cosine = max(Elementary.cos(found.end.latitude), 1e-9)
            return [
                try sheet.answer("lat2_deg", found.end.latitudeDegrees, absolute: degrees),
                try sheet.angle("lon2_deg", found.end.longitudeDegrees, absolute: degrees / cosine),
                try sheet.angle("azi2_deg", found.azimuth2 / Units.degree, absolute: degrees / cosine),
            ]
        }
    }

    static func earthFixedAndLocal(_ table: ReferenceTable) throws -> [ReferenceAnswer] {
        try table.rows.indices.flatMap { row -> [ReferenceAnswer] in
            let point = try point(table, row, "", height: "h_m")
            let position = WGS84.earthFixed(point)
            let frame = LocalLevelFrame(origin: try Self.point(table, row, "0", height: "h0_m"))
            let local = frame.toLocal(position).vector
            let sheet = CaseSheet(table, row)
            // Rounding of the inputs' degrees to radians: half an ulp of π on the distance from the axis.
            let tolerance = 2e-8 * max(1, position.vector.length / 6.4e6)
            return [
                try sheet.answer("x_m", position.vector.x, absolute: tolerance),
                try sheet.answer("y_m", position.vector.y, absolute: tolerance),
                try sheet.answer("z_m", position.vector.z, absolute: tolerance),
                try sheet.answer("east_m", local.x, absolute: tolerance),
                try sheet.answer("north_m", local.y, absolute: tolerance),
                try sheet.answer("up_m", local.z, absolute: tolerance),
            ]
        }
    }

    static func geodetic(_ table: ReferenceTable) throws -> [ReferenceAnswer] {
        try table.rows.indices.flatMap { row -> [ReferenceAnswer] in
            let position = Position<EarthFixed>(
                x: try table.number(row, "x_m"), y: try table.number(row, "y_m"), z: try table.number(row, "z_m"))
            let found = WGS84.geodetic(position)
            let sheet = CaseSheet(table, row)
            return [
                try sheet.angle("lat_deg", found.latitudeDegrees, absolute: degrees),
                try sheet.angle("lon_deg", found.longitudeDegrees, absolute: degrees),
                try sheet.answer(
                    "h_m", found.height, absolute: 1e-8 * max(1, position.vector.length / 6.4e6)),
            ]
        }
    }
}

/// The standard atmosphere (folder `atmosphere`, fixture `a2_us76`).
package enum AtmosphereCases {
    package static func answer(folder: URL) throws -> [ReferenceAnswer] {
        var answers: [ReferenceAnswer] = []
        for file in try CaseFiles.list(in: folder) {
            guard file.lastPathComponent == "ussa1976.csv" else { throw ReferenceError.unknownFile(file.path) }
            let table = try ReferenceTable(file)
            for row in table.rows.indices {
                let z = try table.number(row, "z_geometric_m")
                let state = StandardAtmosphere.state(geometricAltitude: z)
                let sheet = CaseSheet(table, row)
                for (key, value) in [
                    ("h_geopotential_m", state.geopotentialAltitude), ("T_K", state.temperature),
                    ("T_molecular_K", state.molecularTemperature), ("p_Pa", state.pressure),
                    ("rho_kg_m3", state.density), ("a_m_s", state.speedOfSound), ("mu_Pa_s", state.viscosity),
                    ("g_m_s2", StandardAtmosphere.gravity(geometricAltitude: z)),
                ] {
                    // The file prints twelve digits.
                    answers.append(try sheet.answer(key, value, relative: 1e-11))
                }
            }
        }
        return answers
    }

    /// `a2_us76`: the temperature there is the molecular-scale one, in viscosity too.
    package static func answer(fixture: ModelFixture) throws -> [ReferenceAnswer] {
        try fixture.cases.flatMap { entry -> [ReferenceAnswer] in
            let state = StandardAtmosphere.state(geometricAltitude: try fixture.input(entry, "z_geometric_m"))
            return [
                fixture.answer(entry, "H_geopotential_m", state.geopotentialAltitude),
                fixture.answer(entry, "T_K", state.molecularTemperature),
                fixture.answer(entry, "p_Pa", state.pressure),
                fixture.answer(entry, "rho_kg_m3", state.density),
                fixture.answer(entry, "a_m_s", state.speedOfSound),
                fixture.answer(
                    entry, "mu_Pa_s", StandardAtmosphere.viscosity(temperature: state.molecularTemperature)),
            ]
        }
    }
}

/// The case files of a folder, in order of name.
enum CaseFiles {
    static func list(in folder: URL) throws -> [URL] {
        // By path, which follows a link to a folder; the listing by address does not.
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".csv") || $0.hasSuffix(".json") }.sorted()
        guard !names.isEmpty else { throw ReferenceError.malformed(file: folder.lastPathComponent, why: "holds no case files") }
        return names.map { folder.appending(path: $0) }
    }
}

/// One row of a table, answered column by column.
struct CaseSheet {
    let table: ReferenceTable
    let row: Int

    init(_ table: ReferenceTable, _ row: Int) {
        self.table = table
        self.row = row
    }

    func answer(_ column: String, _ value: Double, absolute: Double = 0, relative: Double = 0) throws -> ReferenceAnswer {
        ReferenceAnswer(
            fixture: String(table.file.split(separator: ".").first ?? ""), caseName: "row \(row + 1)", key: column,
            value: .number(value), expected: try table.expectedNumber(row, column).map { .number($0) },
            absoluteTolerance: absolute, relativeTolerance: relative)
    }

    /// An angle in degrees: brought to the branch of what is expected.
    func angle(_ column: String, _ value: Double, absolute: Double) throws -> ReferenceAnswer {
        let expected = try table.expectedNumber(row, column) ?? 0
        return try answer(column, value - 360 * ((value - expected) / 360).rounded(), absolute: absolute)
    }
}
