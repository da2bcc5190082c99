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
}
