import Testing

@testable import CommandAndControl

@Suite struct SectorAllocationTests {
    let degree = Double.pi / 180

    func radar(
        centre: Double, width: Double = 90, slew: Double = 10, channels: Int = 6, resting: Double = 0, engaged: [Double] = [],
        demands: [(azimuth: Double, weight: Double, deadline: Double)?]
    ) -> SectorRadar {
        SectorRadar(
            centre: centre * degree, width: width * degree, slewRate: slew * degree, channels: channels, restingCentre: resting * degree,
            engaged: engaged.map { $0 * degree },
            demands: demands.map { $0.map { SectorDemand(azimuth: $0.azimuth * degree, weight: $0.weight, deadline: $0.deadline) } })
    }

    func degrees(_ radars: [SectorRadar]) -> [Double] { SectorAllocation.centres(radars).map { $0 / degree } }

    @Test func `a radar turns to where most is at stake`() {
        let demands: [(Double, Double, Double)?] = [(200, 5, 300), (210, 5, 300), (20, 4, 300)]
        let centre = degrees([radar(centre: 0, demands: demands)])[0]
        #expect(abs(centre - 205) <= 45)
    }

    @Test func `a radar that covers everything already stays`() {
        let centre = degrees([radar(centre: 90, demands: [(80, 1, 300), (120, 2, 300)])])[0]
        #expect(abs(centre - 90) < 1e-9)
    }

    @Test func `two radars divide two axes between them`() {
        let demands: [(Double, Double, Double)?] = [(0, 1, 300), (180, 1, 300)]
        let centres = degrees([radar(centre: 0, demands: demands), radar(centre: 0, demands: demands)])
        let covers = { (bearing: Double) in
            centres.contains { abs(SectorAllocation.difference(bearing * degree, $0 * degree)) <= 45.000001 * degree }
        }
        #expect(covers(0) && covers(180))
    }

    @Test func `a second radar helps where the first has no channels left`() {
        let axis: [(Double, Double, Double)?] = (0..<8).map { (90 + Double($0), 1, 300) }
        let side: [(Double, Double, Double)?] = [(270, 2, 300)]
        let centres = degrees([
            radar(centre: 90, channels: 4, demands: axis + side), radar(centre: 0, channels: 4, demands: axis + side),
        ])
        // Four tracks of one unit each weigh more than one of two.
        #expect(centres.allSatisfy { abs(SectorAllocation.difference($0 * degree, 93 * degree)) <= 45 * degree })
    }

    @Test func `what is engaged stays inside the sector`() {
        let centre = degrees([radar(centre: 0, engaged: [30], demands: [(120, 9, 300)])])[0]
        #expect(abs(centre - 75) < 1e-6)
    }

    @Test func `a sector that cannot be turned in time is not ordered`() {
        let centre = degrees([radar(centre: 0, slew: 1, demands: [(180, 9, 20), (60, 1, 300)])])[0]
        #expect(abs(SectorAllocation.difference(60 * degree, centre * degree)) <= 45.0001 * degree)
    }

    @Test func `with nothing to see a radar returns to rest`() {
        #expect(abs(degrees([radar(centre: 200, resting: 30, demands: [])])[0] - 30) < 1e-9)
    }

    @Test func `turning takes the short way at the slew rate`() {
        let turned = SectorAllocation.turned(from: 350 * degree, to: 20 * degree, slewRate: 10 * degree, for: 1)
        #expect(abs(turned - 0) < 1e-9 || abs(turned - 2 * .pi) < 1e-9)
        let there = SectorAllocation.turned(from: 350 * degree, to: 20 * degree, slewRate: 10 * degree, for: 9)
        #expect(abs(there - 20 * degree) < 1e-9)
    }
}

@Suite struct SalvoRuleTests {
    func rounds(
        _ doctrine: EngagementDoctrine, kind: SalvoRule.TargetKind = .aircraft, p: Double = 0.7, again: Bool, left: Int = 8
    ) -> Int {
        SalvoRule.rounds(doctrine, kind: kind, killProbability: p, canLookAgain: again, spent: 0, roundsLeft: left)
    }

    @Test func `one round goes while there is time for another look, the salvo at the last opportunity`() {
        let doctrine = EngagementDoctrine(mode: .shootLookShoot, salvo: 2)
        #expect(rounds(doctrine, again: true) == 1)
        #expect(rounds(doctrine, again: false) == 2)
    }

    @Test func `no more rounds go than the wanted kill probability needs`() {
        let doctrine = EngagementDoctrine(mode: .singleSalvo, salvo: 4)
        #expect(rounds(doctrine, p: 0.95, again: false) == 1)
        #expect(rounds(doctrine, p: 0.8, again: false) == 2)
        #expect(rounds(doctrine, p: 0.5, again: false) == 4)
    }

    @Test func `shoot-shoot fires a second salvo behind the first`() {
        #expect(rounds(EngagementDoctrine(mode: .shootShoot, salvo: 2), again: true) == 4)
        #expect(rounds(EngagementDoctrine(mode: .salvoLookSalvo, salvo: 2), again: true) == 2)
    }

    @Test func `a slow drone gets one round`() {
        #expect(rounds(EngagementDoctrine(salvo: 2), kind: .slowDrone, again: false) == 1)
    }

    @Test func `never more than may still be spent on one target`() {
        #expect(rounds(EngagementDoctrine(salvo: 4), p: 0.3, again: false, left: 1) == 1)
        #expect(rounds(EngagementDoctrine(salvo: 4), p: 0.3, again: false, left: 0) == 0)
    }
}
