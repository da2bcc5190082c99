import FlightDynamics
import NumericalMethods

/// The order of the integrator as it shows in flights: how fast the end point settles when the step is halved.
package enum ConvergenceChecks {
    package static func answers() -> [ReferenceAnswer] {
        let earth = EarthModel.wgs84
        func start(height: Double, speed: Double, climb: Double) -> PointMassState {
            let (sine, cosine) = Elementary.sincos(climb)
            let axes = LocalAxes(latitude: 0.6, longitude: 0.3)
            return PointMassState(
                position: earth.position(latitude: 0.6, longitude: 0.3, height: height),
                velocity: (axes.north * cosine + axes.up * sine) * speed)
        }
        return [
            order("ballistic flight in vacuum over the rotating ellipsoid", end: 320, step: 20) {
                FreeFlight(earth: earth, air: .vacuum, start: start(height: 10_000, speed: 2_500, climb: 0.8))
            },
            // Smooth air: the flight table's cubic pieces bend every 500 m, which a step that spans them sees.
            order("descent through exponential air", end: 20, step: 1) {
                FreeFlight(
                    earth: earth, air: .exponential(surfaceDensity: 1.225, scaleHeight: 7_200), ballisticCoefficient: 5_000,
                    start: start(height: 60_000, speed: 2_500, climb: -0.7))
            },
        ]
    }

    /// log₂ of the ratio of two successive changes of the end point; four for the classical Runge–Kutta method.
    private static func order(_ name: String, end: Double, step: Double, flight: () -> FreeFlight) -> ReferenceAnswer {
        let places = (0..<3).map { halving -> Vector3 in
            var flight = flight()
            let count = Int((end / step).rounded()) << halving
            for _ in 0..<count { flight.advance(by: end / Double(count)) }
            return flight.state.position
        }
        let ratio = (places[1] - places[0]).length / (places[2] - places[1]).length
        return ReferenceAnswer(
            fixture: "convergence", caseName: name, key: "order: \(name)", value: .number(Elementary.log2(ratio)), expected: .number(4),
            absoluteTolerance: 0.3)
    }
}
