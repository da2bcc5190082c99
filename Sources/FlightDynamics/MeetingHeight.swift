public import EarthEnvironment
import NumericalMethods
public import Quantities

/// The least height at which a missile can meet a target at a place, for the ground between.
///
/// A flight of T seconds over a distance D goes at least as high over its chord as free fall does between two fixed ends, g T²/2 · f (1
/// − f) at a share f of the way, less the curved earth's rise D²/2R · f (1 − f); lofted and powered flights go higher. Its end must be
/// so high that this arc clears the ground everywhere, by the missile's lowest height of intercept.
///     z ≥ (ground(f) + margin − (1 − f) z₀ − f (1 − f)(g T²/2 − D²/2R))/f,   1/10 ≤ f ≤ 1
/// In the first tenth it climbs from its launcher more steeply than any slope.
public enum MeetingHeight {
    /// Metres above the ellipsoid.
    /// - Parameters:
    ///   - latitude: radians.
    ///   - longitude: radians.
    ///   - launch: where the launcher stands; height above the ellipsoid.
    ///   - timeOfFlight: by the fly-out table to the place, s.
    ///   - altitudeMinimum: lowest intercept of the missile above the ground, metres.
    ///   - ground: height of the ground, metres.
    public static func least(
        latitude: Radians, longitude: Radians, from launch: GeodeticPosition, timeOfFlight: Seconds, altitudeMinimum: Metres,
        ground: GroundSurface
    ) -> Metres {
        let under = ground.terrain.height(latitude: latitude, longitude: longitude) + altitudeMinimum
        guard case .grid = ground.terrain else { return under }
        let north = latitude - launch.latitude
        let east = Units.shorterWay(longitude - launch.longitude)
        let distance = Refraction.earthRadius * Elementary.hypot(north, east * Elementary.cos(0.5 * (latitude + launch.latitude)))
        let bulge = 0.5 * Units.standardGravity * timeOfFlight * timeOfFlight - distance * distance / (2 * Refraction.earthRadius)
        // Every 200 m, 400 places at most.
        let count = max(10, min(400, Int(distance / 200)))
        var least = under
        for step in (count / 10)..<count {
            let share = Double(step) / Double(count)
            guard share >= 0.1 else { continue }
            let height = ground.terrain.height(latitude: launch.latitude + share * north, longitude: launch.longitude + share * east)
            let needed = (height + altitudeMinimum - (1 - share) * launch.height - share * (1 - share) * bulge) / share
            least = max(least, needed)
        }
        return least
    }
}
