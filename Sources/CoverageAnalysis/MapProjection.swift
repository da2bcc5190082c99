import EarthEnvironment
import NumericalMethods
import Quantities

/// The azimuthal equidistant view about a site: distance and bearing from it are true, so its range circles are circles.
package struct MapProjection: Sendable {
    package let centre: GeodeticPosition

    package init(centre: GeodeticPosition) { self.centre = centre.atHeight(0) }

    /// Latitude and longitude of a point, metres east and north on the map.
    package func place(east: Double, north: Double) -> (latitude: Radians, longitude: Radians) {
        let distance = Elementary.hypot(east, north)
        let end = GeodesicLine(from: centre, azimuth: Elementary.atan2(east, north)).end(distance: distance)
        return (end.latitude, end.longitude)
    }

    /// Metres east and north on the map of a place.
    package func point(latitude: Radians, longitude: Radians) -> (east: Double, north: Double) {
        let inverse = Geodesic.inverse(
            from: centre, to: GeodeticPosition(latitude: latitude, longitude: longitude, height: 0))
        let direction = Elementary.sincos(inverse.azimuth1)
        return (inverse.distance * direction.sin, inverse.distance * direction.cos)
    }

    /// Lines of a map within a distance of the centre, in metres east and north; cut where they leave it.
    /// - Parameter lines: coasts and borders, degrees.
    func lines(_ lines: [[MapPoint]], within reach: Metres) -> [[(east: Double, north: Double)]] {
        // A box first: the geodesic is exact but not cheap.
        let tall = reach / WGS84.polarRadius / Units.degree * 1.1
        let wide = tall / max(0.05, Elementary.cos(centre.latitude)) * 1.2
        var found: [[(east: Double, north: Double)]] = []
        for line in lines {
            var piece: [(east: Double, north: Double)] = []
            for point in line {
                var offset = point.longitude - centre.longitudeDegrees
                offset -= 360 * (offset / 360).rounded()
                if abs(point.latitude - centre.latitudeDegrees) < tall, abs(offset) < wide {
                    let projected = self.point(latitude: point.latitude * Units.degree, longitude: point.longitude * Units.degree)
                    piece.append(projected)
                } else {
                    if piece.count > 1 { found.append(piece) }
                    piece = []
                }
            }
            if piece.count > 1 { found.append(piece) }
        }
        return found
    }
}
