import NumericalMethods
import Quantities
import Testing

@testable import FlightDynamics

@Suite struct NoEscapeTests {
    let turn = 5 * Units.standardGravity

    func catches(_ range: Double, speed: Double = 250, acceleration: Double? = nil) -> Bool {
        SampleMissile.table.catchesRunningTarget(
            from: SampleMissile.site, target: SampleMissile.target(range: range, altitude: 9_000, speed: speed, course: .pi),
            launchDelay: 5, lateralAcceleration: acceleration ?? turn)
    }

    @Test func `near targets are caught though they run, far ones are not though they come on`() {
        #expect(catches(50_000))
        let far = SampleMissile.target(range: 225_000, altitude: 9_000, speed: 250, course: .pi)
        #expect(SampleMissile.table.predictedIntercept(from: SampleMissile.site, target: far, launchDelay: 5)?.isReachable == true)
        #expect(!catches(225_000))
    }

    @Test func `the zone shrinks with the target's speed`() {
        func edge(_ speed: Double) -> Double {
            Array(stride(from: 30_000.0, to: 230_000, by: 2_500)).last { catches($0, speed: speed) } ?? 0
        }
        let slow = edge(150)
        let fast = edge(400)
        #expect(slow > fast + 10_000)
        #expect(fast > 30_000)
    }

    @Test func `a target that turns more tightly gets away a little farther`() {
        let edges = [2.0, 8].map { g in
            Array(stride(from: 30_000.0, to: 230_000, by: 1_000)).last { catches($0, acceleration: g * Units.standardGravity) } ?? 0
        }
        #expect(edges[0] >= edges[1])
    }

    @Test func `whether a target is met is known without the time of the meeting`() {
        var (met, missed) = (0, 0)
        for range in stride(from: 1_000.0, to: 400_000, by: 7_000) {
            for course in stride(from: 0.0, to: 2 * .pi, by: 0.3) {
                for altitude in [30.0, 900, 9_000, 24_000] {
                    for (speed, delay) in [(90.0, 5.0), (250, 0), (700, 20), (2_500, -3)] {
                        let target = SampleMissile.target(range: range, altitude: altitude, speed: speed, course: course)
                        let whole = SampleMissile.table.straight(SampleMissile.site.vector, target, delay)
                        let isMet = StraightChase(SampleMissile.table, from: SampleMissile.site.vector, target, delay).isMet()
                        #expect(isMet == (whole?.isReachable ?? false), "\(range) m, \(altitude) m, \(course), \(speed) m/s")
                        if isMet { met += 1 } else { missed += 1 }
                    }
                }
            }
        }
        #expect(met > 1_000 && missed > 1_000)
    }

    @Test func `a target that already runs is inside exactly where it is met`() {
        for range in stride(from: 60_000.0, to: 220_000, by: 20_000) {
            let target = SampleMissile.target(range: range, altitude: 9_000, speed: 250, course: 0)
            let met = SampleMissile.table.predictedIntercept(from: SampleMissile.site, target: target, launchDelay: 5)?.isReachable ?? false
            let caught = SampleMissile.table.catchesRunningTarget(
                from: SampleMissile.site, target: target, launchDelay: 5, lateralAcceleration: turn)
            #expect(met == caught, "\(range)")
        }
    }
}
