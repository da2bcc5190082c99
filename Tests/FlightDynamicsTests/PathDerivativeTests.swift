import FlightDynamics
import NumericalMethods
import Quantities
import Testing

@Suite struct PathDerivativeTests {
    @Test func `velocity is the derivative of position all along a route`() {
        let plan = RoutePlan(wayPoints: [
            WayPoint(latitude: 0.6, longitude: 0.1, height: .aboveSea(9_000), speed: 250),
            WayPoint(latitude: 0.61, longitude: 0.12, height: .aboveSea(6_000), speed: 250),
            WayPoint(latitude: 0.60, longitude: 0.14, height: .aboveSea(6_000), speed: 250),
        ])
        let path = TargetPath(route: plan, startTime: .zero)
        for second in stride(from: 1.0, to: path.duration - 1, by: 7.3) {
            let before = path.state(at: SimulationTime(seconds: second - 0.05))
            let after = path.state(at: SimulationTime(seconds: second + 0.05))
            let slope = (after.position - before.position) / 0.1
            // Central differences over 0.1 s: a few mm/s of curvature, more across the joint of two segments.
            #expect((slope - path.state(at: SimulationTime(seconds: second)).velocity.vector).length < 2)
        }
    }
}
