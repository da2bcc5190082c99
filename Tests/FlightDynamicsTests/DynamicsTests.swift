import FlightDynamics
import NumericalMethods
import Testing

@Suite struct DynamicsTests {
    let earth = EarthModel.sphere(radius: 6_371_000, gravitationalParameter: 3.986_004_418e14)
    let noForces = PointMassDynamics.Forces(area: 0, massStart: 1)
    let start = PointMassState(position: Vector3(6_471_000, 0, 0), velocity: Vector3(3_000, 5_000, 1_000))

    func flown(_ seconds: Double, steps: Int) -> PointMassState {
        let dynamics = PointMassDynamics(earth: earth, air: .vacuum)
        var state = start
        for _ in 0..<steps {
            state = dynamics.step(state, step: seconds / Double(steps), forces: noForces, drag: DragTable(constant: 0)) {
                _, _ in .zero
            }
        }
        return state
    }

    @Test func `halving the step of the integrator divides its error by sixteen`() {
        let exact = flown(400, steps: 12_800).position
        let coarse = (flown(400, steps: 20).position - exact).length
        let fine = (flown(400, steps: 40).position - exact).length
        // Fourth order: 2⁴, the next order changes the ratio by a few per cent at these steps.
        #expect(abs(coarse / fine / 16 - 1) < 0.15)
    }

    @Test func `flight in vacuum keeps energy and angular momentum`() {
        func energy(_ state: PointMassState) -> Double {
            0.5 * state.velocity.lengthSquared - 3.986_004_418e14 / state.position.length
        }
        let end = flown(600, steps: 1_200)
        // Half-second steps: the local error is (0.5 s / 800 s)⁵ of the motion.
        #expect(abs(energy(end) / energy(start) - 1) < 1e-11)
        let before = start.position.cross(start.velocity)
        let after = end.position.cross(end.velocity)
        #expect((after - before).length < 1e-10 * before.length)
    }

    @Test func `a body at rest on the turning ellipsoid feels the gravity of the Somigliana formula`() {
        let dynamics = PointMassDynamics(earth: .wgs84, air: .vacuum)
        for (latitude, gravity) in [(0.0, 9.780_325_3), (0.25 * Double.pi, 9.806_197_7), (0.5 * Double.pi, 9.832_184_9)] {
            let state = PointMassState(
                position: EarthModel.wgs84.position(latitude: latitude, longitude: 1, height: 0), velocity: .zero)
            let acceleration = dynamics.acceleration(
                time: 0, state: state, forces: noForces, drag: DragTable(constant: 0), lateral: .zero)
            // J₂ alone leaves out J₄ and higher: 1.2·10⁻⁴ m/s². WGS84 values: NIMA TR8350.2, eq. 4-1.
            #expect(abs(acceleration.length - gravity) < 2e-4)
        }
    }

    @Test func `the quick height agrees with the geodetic height`() {
        for latitude in [-1.4, -0.7, 0, 0.3, 0.8, 1.2] {
            for height in [-100.0, 0, 12_000, 100_000] {
                let point = EarthModel.wgs84.position(latitude: latitude, longitude: 0.4, height: height)
                // The second-order series leaves f³ terms: 7 mm at 100 km.
                #expect(abs(EarthModel.wgs84.height(at: point) - height) < 0.01)
                let place = EarthModel.wgs84.geodetic(of: point)
                #expect(abs(place.height - height) < 1e-6)
                #expect(abs(place.latitude - latitude) < 1e-12)
            }
        }
    }

    @Test func `a falling sphere reaches the state of NASA check case 6`() {
        // NASA/TM-2015-218675, case 6 (sphere with drag, WGS84, J₂): altitude and sink rate after 30 s.
        let coefficient = 14.593902937206364 / (0.1 * 0.018241465452480003)
        let dynamics = PointMassDynamics(earth: .wgs84, air: .standard)
        var state = PointMassState(position: Vector3(6_378_137 + 9_144, 0, 0), velocity: .zero)
        let forces = PointMassDynamics.Forces(area: 1, massStart: coefficient)
        for _ in 0..<3_000 {
            state = dynamics.step(state, step: 0.01, forces: forces, drag: DragTable(constant: 1)) { _, _ in .zero }
        }
        // 0.05 m covers the spread of NASA's own simulations.
        #expect(abs(EarthModel.wgs84.height(at: state.position) - 4963.498439460993) < 0.05)
        #expect(abs(-state.velocity.x - 263.3505298533589) < 0.01)
    }

    @Test func `the closest approach of two straight courses is the textbook one`() {
        let approach = ClosestApproach(
            startPosition: Vector3(100, 30, 0), startVelocity: Vector3(-1_000, 0, 0), endPosition: Vector3(-100, 30, 0),
            endVelocity: Vector3(-1_000, 0, 0), step: 0.2)
        #expect(abs(approach.time - 0.1) < 1e-12)
        #expect(abs(approach.distance - 30) < 1e-9)
        #expect(approach.isInside)
    }

    @Test func `thrust phases change where they should`() {
        let thrust = ThrustProfile(phases: [
            .init(start: 1, end: 3, thrust: 100, massFlow: 2), .init(start: 3, end: 7, thrust: 50, massFlow: 1),
        ])
        #expect(thrust.nextChange(after: 0) == 1)
        #expect(thrust.nextChange(after: 1) == 3)
        #expect(thrust.nextChange(after: 7) == .infinity)
        #expect(thrust.phase(at: 0.5).thrust == 0)
        #expect(thrust.phase(at: 3).thrust == 50)
        #expect(thrust.propellantMass == 8)
        #expect(thrust.totalImpulse == 400)
    }
}
