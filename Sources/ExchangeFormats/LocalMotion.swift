import EarthEnvironment
import NumericalMethods
import Quantities

/// Motion against the horizon below an object.
struct LocalMotion {
    /// East, north and up, m/s.
    let velocity: Vector3

    init(_ path: ExchangePath, at time: Double) {
        let state = path.state(at: time)
        let frame = LocalLevelFrame(origin: WGS84.geodetic(Position(state.position)))
        velocity = frame.localFromEarthFixed * state.velocity
    }

    var speed: Double { velocity.length }
    /// Clockwise from north, 0 ≤ course < 360.
    var courseDegrees: Double {
        guard velocity.x != 0 || velocity.y != 0 else { return 0 }
        let course = Elementary.atan2(velocity.x, velocity.y) / Units.degree
        return course < 0 ? course + 360 : course
    }

    /// −90 … 90.
    var climbDegrees: Double {
        let across = (velocity.x * velocity.x + velocity.y * velocity.y).squareRoot()
        return across == 0 && velocity.z == 0 ? 0 : Elementary.atan2(velocity.z, across) / Units.degree
    }
}
