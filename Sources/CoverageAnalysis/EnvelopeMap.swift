import EarthEnvironment
import FlightDynamics
import NumericalMethods
import Quantities

/// An envelope on the map: where a target at one altitude, flying at the site, can be met.
package struct EnvelopeMap: Sendable {
    package let model: EnvelopeModel
    package let grid: MapGrid

    /// - Returns: nil where the map would hold a pole.
    package init?(model: EnvelopeModel, nodes: Int) {
        self.model = model
        guard let grid = MapGrid(around: [model.site], radii: [model.rangeMaximum], nodes: nodes) else { return nil }
        self.grid = grid
    }

    /// Whether a missile can meet the target above a place: the fly-out table made of flown trajectories, the radars over
    /// their ground, and the crew's time. Altitude above the ellipsoid, metres.
    package func isReached(latitude: Radians, longitude: Radians, altitude: Metres) -> Bool {
        let place = GeodeticPosition(latitude: latitude, longitude: longitude, height: 0)
        let inverse = Geodesic.inverse(from: model.site.atHeight(0), to: place)
        guard inverse.distance > 1 else { return false }
        let line = GeodesicLine(from: model.site, azimuth: inverse.azimuth1)
        return model.missiles.contains { missile in
            let fly = missile.table.fly(groundRange: inverse.distance, altitude: altitude)
            guard model.isInReach(fly, of: missile, range: inverse.distance, altitude: altitude) else { return false }
            return model.obstacle(timeOfFlight: fly.timeOfFlight, range: inverse.distance, altitude: altitude, along: line) == nil
        }
    }

    /// The region at one altitude.
    package func polygons(altitude: Metres, jobs: Int, progress: @escaping @Sendable (Int) -> Void = { _ in }) -> [MapPolygon] {
        let rows = ParallelRows.map(count: grid.rows, jobs: jobs, progress: progress) { row in
            (0..<grid.columns).map { column in
                isReached(
                    latitude: grid.latitude(row: Double(row)), longitude: grid.longitude(column: Double(column)), altitude: altitude)
            }
        }
        return RegionContour.polygons(grid: grid, inside: rows.flatMap { $0 }, smallest: 4) {
            isReached(latitude: $0, longitude: $1, altitude: altitude)
        }
    }
}
