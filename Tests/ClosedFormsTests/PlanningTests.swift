import Testing

@testable import ClosedForms

/// The tables that are planned with, where one of them must agree with another or with what is plain.
@Suite struct PlanningTests {
    @Test func `with a full magazine and no limit in sight, a magazine leaks as looked salvos do`() {
        let looked = ShootLookShoot(killProbability: 0.6, salvos: [1, 1, 1])
        let stock = MagazineDepletion(killProbability: 0.6, targets: 5, magazine: 15, roundsPerTarget: 3)
        #expect(abs(stock.meanLeakers - 5 * looked.leakProbability) < 1e-12)
        #expect(abs(15 - stock.meanRoundsLeft - 5 * looked.meanRounds) < 1e-12)
    }

    @Test(arguments: [0, 1, 7, 40]) func `probabilities of a magazine add up to one`(magazine: Int) {
        let stock = MagazineDepletion(killProbability: 0.7, targets: 8, magazine: magazine, roundsPerTarget: 2)
        #expect(abs(stock.leakers.reduce(0, +) - 1) < 1e-12)
        #expect(abs(stock.roundsLeft.reduce(0, +) - 1) < 1e-12)
        if magazine == 0 { #expect(stock.leakers[8] == 1) }
    }

    @Test func `a look that always errs wastes what it saves`() {
        // Everything called alive: all rounds are fired, and the target leaks as from one salvo.
        let blind = ShootLookShoot(killProbability: 0.5, salvos: [2, 1], calledAliveAlive: 1, calledAliveDead: 1)
        #expect(blind.meanRounds == 3 && abs(blind.leakProbability - 0.125) < 1e-15)
        // Everything called dead: the first salvo is the last.
        let sure = ShootLookShoot(killProbability: 0.5, salvos: [2, 1], calledAliveAlive: 0, calledAliveDead: 0)
        #expect(sure.meanRounds == 2 && abs(sure.leakProbability - 0.25) < 1e-15)
    }

    @Test func `rounds spread evenly differ by one at most and none is left`() {
        for magazine in 0...30 {
            let spread = SalvoPlan.evenSpread(magazine: magazine, targets: 7)
            #expect(spread.reduce(0, +) == magazine && spread.max()! - spread.min()! <= 1)
        }
    }

    @Test func `the rounds needed reach what is asked and one fewer does not`() {
        let plan = SalvoPlan(killProbability: 0.65)
        for leak in [0.5, 0.1, 0.01, 1e-4] {
            let rounds = plan.roundsNeeded(leak: leak)!
            #expect(plan.leakProbability(rounds: rounds) <= leak && plan.leakProbability(rounds: rounds - 1) > leak)
        }
        #expect(SalvoPlan(killProbability: 0).roundsNeeded(leak: 0.5) == nil)
        #expect(plan.roundsNeeded(clean: 1, targets: 3) == nil)
        #expect(SalvoPlan(killProbability: 0.9).roundsNeeded(leak: 0.1) == 1)
    }

    @Test func `many sources that come seldom are lost as Poisson arrivals are`() {
        let load = 4.0
        let sources = 1_000_000
        let many = ChannelSaturation.congestion(channels: 6, sources: sources, perIdleSource: load / Double(sources))
        #expect(abs(many - ChannelSaturation(channels: 6, load: load).lost) < 1e-5)
        #expect(ChannelSaturation.congestion(channels: 6, sources: 5, perIdleSource: 1) == 0)
    }

    @Test func `more channels lose less, and a queue without end has no wait`() {
        let shares = (1...20).map { ChannelSaturation(channels: $0, load: 7).lost }
        #expect(zip(shares, shares.dropFirst()).allSatisfy { $0 > $1 })
        #expect(ChannelSaturation(channels: 7, load: 7).waiting == nil)
        #expect(ChannelSaturation(channels: 1, load: 0.5).waiting == 0.5)
    }

    @Test func `a settled queue holds on average what Little says`() {
        let queue = ChannelSaturation(channels: 3, load: 2.2)
        // Mean number there = a + a · mean wait (in times of service), by the middles of a thousandth each.
        let parts = 200_000
        let mean = (0..<parts).reduce(0) { $0 + Double(queue.present(at: (Double($1) + 0.5) / Double(parts))) } / Double(parts)
        #expect(abs(mean - 2.2 * (1 + queue.meanWait!)) < 0.01)
    }

    @Test func `an exchange between equals leaves equals, and hits add up to one`() {
        let side = SalvoExchange.Side(striking: 2, defending: 1, staying: 1.5)
        for salvo in SalvoExchange(first: side, second: side).salvos(4, first: 6, second: 6) {
            #expect(salvo.leftFirst == salvo.leftSecond && salvo.leftFirst >= 0)
        }
        let hits = SalvoExchange.hits(incoming: 9, defended: 20, interceptProbability: 0.4, hitProbability: 0.8)
        #expect(hits.count == 10 && abs(hits.reduce(0, +) - 1) < 1e-14)
        #expect(abs(hits.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element } - 9 * 0.6 * 0.8) < 1e-12)
    }

    @Test func `a window of whole cycles holds them all`() {
        #expect(RaidWaves(targets: 100, channels: 2, cycle: 0.1, window: 0.3).waves == 3)
        #expect(RaidWaves(targets: 5, channels: 2, cycle: 10, window: 29.99).unengaged == 1)
    }
}
