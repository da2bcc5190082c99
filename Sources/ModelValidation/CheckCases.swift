import EarthEnvironment
import FlightDynamics
import Foundation
import NumericalMethods

extension FlightCases {
    // MARK: NASA check cases

    /// The translational check cases of NASA/TM-2015-218675.
    @Sendable package static func checkCases(_ fixture: ModelFixture) throws -> [ReferenceAnswer] {
        func common(_ entry: ModelFixture.Case, _ key: String) throws -> Double {
            if let own = entry.inputs[key]?.number { return own }
            guard let value = fixture.root["common_inputs"]?[key]?.number else {
                throw ReferenceError.malformed(file: fixture.file, why: "common_inputs.\(key) is missing or not a number")
            }
            return value
        }
        return try fixture.cases.flatMap { entry in
            let rotation = entry.inputs["rotating"]?.bool == true ? try common(entry, "omega_rad_s") : 0
            let earth: EarthModel
            switch entry.inputs["earth"]?.text {
            case "wgs84":
                earth = EarthModel(
                    kind: .ellipsoid, gravitationalParameter: try common(entry, "GM"),
                    oblateness: try common(entry, "J2"), radius: try common(entry, "a_m"),
                    flattening: try common(entry, "f"), rotationRate: rotation)
            case "round":
                earth = .sphere(
                    radius: try common(entry, "round_earth_radius_m"),
                    gravitationalParameter: try common(entry, "GM"), rotationRate: rotation)
            default:
                throw ReferenceError.malformed(file: fixture.file, why: "case \(entry.name): earth is neither wgs84 nor round")
            }
            let latitude = try fixture.input(entry, "lat0_deg") * degree
            let longitude = try fixture.input(entry, "lon0_deg") * degree
            let axes = LocalAxes(latitude: latitude, longitude: longitude)
            let velocity = try numbers(fixture, entry, "v_ned_m_s")
            guard velocity.count == 3, let drags = entry.inputs["drag"]?.bool else {
                throw ReferenceError.malformed(file: fixture.file, why: "case \(entry.name): v_ned_m_s or drag is missing")
            }
            let wind = try wind(fixture, entry)
            let coefficient = try common(entry, "mass_kg") / (common(entry, "CD") * common(entry, "S_m2"))
            var flight = FreeFlight(
                earth: earth, air: .standard, wind: wind, ballisticCoefficient: drags ? coefficient : nil,
                start: PointMassState(
                    position: earth.position(
                        latitude: latitude, longitude: longitude, height: try fixture.input(entry, "h0_m")),
                    velocity: axes.north * velocity[0] + axes.east * velocity[1] - axes.up * velocity[2]))
            let end = try fixture.input(entry, "t_s")
            let count = max(1, Int((end / 0.01).rounded()))
            for _ in 0..<count { flight.advance(by: end / Double(count)) }
            let state = flight.state
            let place = earth.geodetic(of: state.position)
            let here = LocalAxes(latitude: place.latitude, longitude: place.longitude)
            let air = flight.dynamics.air.sample(height: place.height)
            let flow = state.velocity - (wind?.velocity(at: state.position, up: here.up, height: place.height) ?? .zero)
            return [
                fixture.answer(entry, "lat_deg", place.latitude / degree),
                fixture.answer(entry, "lon_deg", place.longitude / degree),
                fixture.answer(entry, "h_m", place.height),
                fixture.answer(entry, "vn", state.velocity.dot(here.north)),
                fixture.answer(entry, "ve", state.velocity.dot(here.east)),
                fixture.answer(entry, "vd", -state.velocity.dot(here.up)),
                fixture.answer(entry, "mach", flow.length * air.inverseSoundSpeed),
                fixture.answer(entry, "rho", air.density),
                fixture.answer(entry, "g", earth.sample(at: state.position).gravitation.length),
            ]
        }
    }

    /// The wind in words: `none`, `steady 20 ft/s wind from due west`, or
    /// `eastward wind linear from -20 ft/s at 0 ft to +70 ft/s at 30 000 ft`.
    private static func wind(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> WindProfile? {
        let words = entry.inputs["wind"]?.text ?? ""
        if words == "none" { return nil }
        let foot = 0.3048
        if let match = words.firstMatch(of: /steady ([-+\d.]+) ft\/s wind from due (west|east|north|south)/),
            let speed = Double(match.1)
        {
            switch match.2 {
            case "west": return WindProfile(eastAtSurface: speed * foot)
            case "east": return WindProfile(eastAtSurface: -speed * foot)
            case "south": return WindProfile(northAtSurface: speed * foot)
            default: return WindProfile(northAtSurface: -speed * foot)
            }
        }
        if let match = words.firstMatch(
            of: /(east|north)ward wind linear from ([-+\d.]+) ft\/s at ([\d. ]+) ft to ([-+\d.]+) ft\/s at ([\d. ]+) ft/),
            let first = Double(match.2), let low = Double(match.3.filter { $0 != " " }), let last = Double(match.4),
            let high = Double(match.5.filter { $0 != " " }), high > low
        {
            let shear = (last - first) / (high - low)
            let surface = (first - shear * low) * foot
            return match.1 == "east"
                ? WindProfile(eastAtSurface: surface, eastShear: shear)
                : WindProfile(northAtSurface: surface, northShear: shear)
        }
        throw ReferenceError.malformed(file: fixture.file, why: "case \(entry.name): wind `\(words)` is not understood")
    }
}
