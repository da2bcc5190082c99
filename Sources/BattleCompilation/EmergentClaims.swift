import EarthEnvironment
import FlightDynamics
import NumericalMethods
import Quantities
public import ScenarioDocuments

/// One public figure and what the models show in its place.
public struct EmergentClaim: Sendable {
    /// What it is about, such as `48n6e3`, and the quantity with its unit.
    public var subject: String
    public var quantity: String
    /// What the models show, in the unit of the quantity.
    public var value: Double
    /// The sources' spread.
    public var low: Double
    public var high: Double
}

/// Range, speed and altitude as they emerge from flown missiles, and horizons from geometry: checks, never inputs.
public enum EmergentClaims {
    public static func all(_ catalogue: CatalogueDocument) -> [EmergentClaim] {
        catalogue.missiles.flatMap(missile) + horizons(catalogue)
    }

    private static func missile(_ entry: MissileEntry) -> [EmergentClaim] {
        let model = ModelParts.interceptor(entry)
        let table = FlyOutCache.shared.table(entry, model)
        var claims: [EmergentClaim] = []
        func claim(_ quantity: String, _ value: Double, _ known: CatalogueValue?) {
            guard let known else { return }
            claims.append(
                EmergentClaim(
                    subject: entry.id, quantity: quantity, value: value, low: known.writtenLow, high: known.writtenHigh))
        }
        // Half the public ceiling, at most 10 km; 3 km where no ceiling of the missile itself is public.
        let ceiling = entry.altitudeMaximum?.best ?? 6_000
        let level = min(10_000, 0.5 * ceiling)
        let reach = InterceptorCalibration.emergentRange(table, altitude: level)
        claim("range_aircraft_km", reach / 1000, entry.rangeAircraft)
        let half = 0.5 * (entry.rangeAircraft?.best ?? 2 * reach)
        claim("altitude_max_km", InterceptorCalibration.emergentAltitude(table, range: half) / 1000, entry.altitudeMaximum)
        claim("speed_max_mps", topSpeed(model, table, range: 0.98 * reach, altitude: level), entry.speedMaximum)
        return claims
    }

    /// The greatest speed of a flight to a point near the edge of the reach.
    private static func topSpeed(
        _ model: InterceptorModel, _ table: FlyOutTable, range: Metres, altitude: Metres
    ) -> MetresPerSecond {
        let site = WGS84.earthFixed(GeodeticPosition(latitude: .pi / 4, longitude: 0, height: 0))
        let point = WGS84.earthFixed(
            GeodeticPosition(latitude: .pi / 4 + range / 6_371_000, longitude: 0, height: altitude)).vector
        let fly = table.fly(groundRange: range, altitude: altitude)
        let guidance = GuidanceInput(
            targetPosition: point, targetVelocity: .zero, interceptPoint: point, climbAngle: fly.climbAngle)
        var state = InterceptorFlight.launch(model: model, from: site)
        var top = 0.0
        for _ in 0..<4000 where !state.phase.isOver {
            state = InterceptorFlight.step(model: model, state: state, guidance: guidance, step: 0.1)
            top = max(top, state.speed)
        }
        return top
    }

    /// The sources' table is the rule 4.12 (√h₁ + √h₂) km, heights in metres, printed to one decimal; it stands for a sphere of
    /// 6,371 km. The antenna is put where the ellipsoid has that radius in the direction looked at, so that what is
    /// compared is the horizon and not the figure of the earth. Tolerated: half the last printed digit, and what the rule
    /// itself differs from the exact arc on that sphere.
    private static func horizons(_ catalogue: CatalogueDocument) -> [EmergentClaim] {
        var south = 0.0
        var north = Double.pi / 2
        while north - south > 1e-12 {
            let middle = (south + north) / 2
            if WGS84.meridionalRadius(latitude: middle) < Refraction.earthRadius { south = middle } else { north = middle }
        }
        return catalogue.claims.values.all.compactMap { value in
            let words = value.key.split(separator: "_")
            guard words.count == 5, words[0] == "horizon", words[1] == "table", let antenna = Double(words[2].dropFirst()),
                let target = Double(words[3].dropFirst())
            else { return nil }
            let site = GeodeticPosition(latitude: south, longitude: 0, height: antenna)
            let table = HorizonTable(site: site, terrain: .flat(height: 0))
            var low = 0.0
            var high = 1_000_000.0
            while high - low > 0.1 {
                let middle = (low + high) / 2
                if table.isVisible(groundDistance: middle, azimuth: 0, targetHeight: target) { low = middle } else { high = middle }
            }
            let rule = 4.12 * (antenna.squareRoot() + target.squareRoot())
            let arc = Horizon.distance(antennaHeight: antenna, targetHeight: target) / 1000
            let tolerance = 0.05 + abs(rule - arc)
            return EmergentClaim(
                subject: "horizon", quantity: "antenna \(Int(antenna)) m, target \(Int(target)) m, km", value: low / 1000,
                low: value.writtenBest - tolerance, high: value.writtenBest + tolerance)
        }
    }
}
