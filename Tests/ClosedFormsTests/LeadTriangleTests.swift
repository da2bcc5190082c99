import ClosedForms
import NumericalMethods
import Testing

@Suite struct LeadTriangleTests {
    @Test func `the round is where the target is when they meet, and was nowhere sooner`() {
        let place = Vector3(40_000, -25_000, 9_000)
        let motion = Vector3(-200, 250, 30)
        let meeting = LeadTriangle(target: place, velocity: motion, speed: 900, delay: 7)!
        #expect(abs(meeting.point.length - 900 * (meeting.time - 7)) < 1e-6 && abs(meeting.range - meeting.point.length) < 1e-6)
        for step in 0..<200 {
            let time = 7 + (meeting.time - 7) * Double(step) / 200
            #expect((place + motion * time).length > 900 * (time - 7))
        }
    }

    @Test func `a target that outruns the round is never met unless it comes by`() {
        #expect(LeadTriangle(target: Vector3(20_000, 0, 0), velocity: Vector3(1_200, 0, 0), speed: 1_000, delay: 0) == nil)
        let passing = LeadTriangle(target: Vector3(20_000, 0, 0), velocity: Vector3(-1_200, 0, 0), speed: 1_000, delay: 2)!
        #expect(abs(passing.time - (20_000 + 2_000) / 2_200) < 1e-9)
        // As fast as the round: the quadratic is none, the answer is.
        let equal = LeadTriangle(target: Vector3(0, 30_000, 0), velocity: Vector3(0, -1_000, 0), speed: 1_000, delay: 0)!
        #expect(abs(equal.time - 15) < 1e-9)
    }
}
