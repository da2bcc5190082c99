import EarthEnvironment
import Quantities

/// How much of a map elevation files cover.
package enum GroundCover {
    /// The share of the area of circles about some places where a grid has no height: outside it, or beside a void.
    /// - Parameter radii: metres, one for each place.
    /// - Returns: 0…1, from some 40,000 places; nil where the map would hold a pole.
    package static func missingShare(of grid: ElevationGrid, around places: [GeodeticPosition], radii: [Metres]) -> Double? {
        guard let map = MapGrid(around: places, radii: radii, nodes: 200) else { return nil }
        var all = 0.0
        var missing = 0.0
        for row in 0..<map.rows {
            let area = map.nodeArea(row: row)
            for column in 0..<map.columns {
                let node = GeodeticPosition(
                    latitude: map.latitude(row: Double(row)), longitude: map.longitude(column: Double(column)), height: 0)
                guard zip(places, radii).contains(where: { Geodesic.inverse(from: $0, to: node).distance <= $1 }) else { continue }
                all += area
                if grid.height(latitude: node.latitude, longitude: node.longitude).isNaN { missing += area }
            }
        }
        return all > 0 ? missing / all : nil
    }
}
