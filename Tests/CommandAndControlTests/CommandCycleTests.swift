import CommandAndControl
import Quantities
import TacticalMessages
import Testing

@Suite struct CommandCycleTests {
    private func option(_ track: Int, _ unit: Int, _ probability: Double) -> EngagementOption {
        EngagementOption(
            track: track, fireUnit: unit, interceptorType: InterceptorTypeIdentifier(rawValue: 0), launchNotBefore: .zero,
            launchNotAfter: SimulationTime(seconds: 60), interceptTime: SimulationTime(seconds: 90),
            killProbability: probability, price: 1)
    }

    private func track(_ number: Int32, value: Double) -> CandidateTrack {
        CandidateTrack(
            identifier: TrackIdentifier(rawValue: number), value: value, timeToArrive: 200, refusal: .outsideEnvelope)
    }

    private func unit(channels: Int, rounds: Int) -> FireUnitStatus {
        FireUnitStatus(
            identifier: FireUnitIdentifier(rawValue: 0), freeTargetChannels: channels, freeGuidanceChannels: 2 * channels,
            readyRounds: [rounds])
    }

    @Test func `the single channel goes to the track with more at stake, and the other is told why`() {
        let decision = CommandCycle.decide(
            tracks: [track(1, value: 1), track(2, value: 5)], fireUnits: [unit(channels: 1, rounds: 8)],
            options: [option(0, 0, 0.7), option(1, 0, 0.7)], doctrine: EngagementDoctrine(), now: .zero)
        #expect(decision.taken.map(\.option) == [1])
        #expect(decision.refusals == [.outPrioritised, nil])
    }

    @Test func `without rounds nothing is engaged, and the reason is rounds`() {
        let decision = CommandCycle.decide(
            tracks: [track(1, value: 1)], fireUnits: [unit(channels: 6, rounds: 0)], options: [option(0, 0, 0.7)],
            doctrine: EngagementDoctrine(), now: .zero)
        #expect(decision.taken.isEmpty)
        #expect(decision.refusals == [.noRoundsReady])
    }

    @Test func `the reserve stays with its unit whatever the salvo, and is spent on what homes on the unit itself`() {
        let doctrine = EngagementDoctrine(salvo: 4, reserveRounds: 2)
        func taken(of rounds: Int, inSelfDefence: Bool) -> (salvo: Int?, refusal: RefusalReason?) {
            var way = option(0, 0, 0.5)
            way.isSelfDefence = inSelfDefence
            let decision = CommandCycle.decide(
                tracks: [track(1, value: 1)], fireUnits: [unit(channels: 6, rounds: rounds)], options: [way], doctrine: doctrine, now: .zero)
            #expect(decision.value <= decision.bound)
            return (decision.taken.first?.salvo, decision.refusals[0])
        }
        #expect(taken(of: 8, inSelfDefence: false) == (4, nil))
        #expect(taken(of: 5, inSelfDefence: false) == (3, nil))
        #expect(taken(of: 2, inSelfDefence: false) == (nil, .heldInReserve))
        #expect(taken(of: 5, inSelfDefence: true) == (4, nil))
        #expect(taken(of: 2, inSelfDefence: true) == (2, nil))
    }

    @Test func `a further fire unit never lowers the expected value saved`() {
        let tracks = (0..<5).map { track(Int32($0), value: Double($0 + 1)) }
        let first = tracks.indices.map { option($0, 0, 0.6) }
        let second = tracks.indices.map { option($0, 1, 0.5) }
        let one = CommandCycle.decide(
            tracks: tracks, fireUnits: [unit(channels: 2, rounds: 20)], options: first, doctrine: EngagementDoctrine(), now: .zero)
        let two = CommandCycle.decide(
            tracks: tracks, fireUnits: [unit(channels: 2, rounds: 20), unit(channels: 2, rounds: 20)],
            options: first + second, doctrine: EngagementDoctrine(), now: .zero)
        #expect(two.value >= one.value)
        #expect(two.value <= two.bound + 1e-12)
    }

    /// Most value saved by trying every choice of options, one or none a track, giving fire in every order.
    private func mostByTrial(_ tracks: Int, _ units: [FireUnitStatus], _ options: [EngagementOption], _ worths: [Double]) -> Double {
        var channels = units.map { min($0.freeTargetChannels, ($0.freeGuidanceChannels + 1) / 2) }
        func visit(_ track: Int) -> Double {
            if track == tracks { return 0 }
            var best = visit(track + 1)
            for (place, option) in options.enumerated() where option.track == track && channels[option.fireUnit] > 0 {
                channels[option.fireUnit] -= 1
                best = max(best, worths[place] + visit(track + 1))
                channels[option.fireUnit] += 1
            }
            return best
        }
        return visit(0)
    }

    @Test(arguments: 0..<30) func `where channels alone are short, no choice of engagements saves more`(seed: Int) {
        func number(_ place: Int) -> Double {
            let mixed: Int = seed * 7919 + place * 104_729 + place * place * 13
            return Double(mixed % 1000) / 1000
        }
        let count = 2 + seed % 5
        let tracks = (0..<count).map { track(Int32($0), value: 1 + 9 * number($0)) }
        let units = (0..<2 + seed % 2).map { _ in unit(channels: 1 + seed % 2, rounds: 40) }
        var options: [EngagementOption] = []
        for track in 0..<count {
            for unit in units.indices where number(50 + 7 * track + unit) < 0.8 {
                options.append(option(track, unit, 0.2 + 0.7 * number(100 + 11 * track + unit)))
            }
        }
        let doctrine = EngagementDoctrine()
        let decision = CommandCycle.decide(tracks: tracks, fireUnits: units, options: options, doctrine: doctrine, now: .zero)
        let worths = options.map { option in
            CommandCycle.decide(
                tracks: tracks, fireUnits: units, options: [option], doctrine: doctrine, now: .zero
            ).value
        }
        #expect(abs(decision.value - mostByTrial(count, units, options, worths)) < 1e-12)
        #expect(decision.bound >= decision.value && decision.bound < decision.value + 1e-9)
    }

    @Test func `without a free channel nothing is engaged, and the bound says that nothing could be`() {
        let decision = CommandCycle.decide(
            tracks: [track(1, value: 4)], fireUnits: [unit(channels: 0, rounds: 8)], options: [option(0, 0, 0.7)],
            doctrine: EngagementDoctrine(), now: .zero)
        #expect(decision.taken.isEmpty && decision.refusals == [.noFireChannel] && decision.bound == 0)
    }

    @Test func `the better track waits for the unit that alone can reach the other`() {
        // Unit 0 reaches both, unit 1 only track 1: largest first would give track 1 to unit 0 and nobody to track 0.
        let decision = CommandCycle.decide(
            tracks: [track(1, value: 4), track(2, value: 5)],
            fireUnits: [unit(channels: 1, rounds: 8), unit(channels: 1, rounds: 8)],
            options: [option(0, 0, 0.7), option(1, 0, 0.75), option(1, 1, 0.7)], doctrine: EngagementDoctrine(), now: .zero)
        #expect(Set(decision.taken.map(\.option)) == [0, 2])
        #expect(decision.refusals == [nil, nil])
    }
}
