import CommandAndControl
import TacticalMessages
import Testing

/// Bayes' rule by hand: prior hostile 0.5, friend 0.15, civil 0.35; answers heard with 0.9, a hostile taken to answer with 0.02.
@Suite struct IdentificationTests {
    private let model = IdentificationModel(answerProbability: 0.9, falseAnswerProbability: 0.02, threshold: 0.9)

    private func share(_ hostile: Double, _ friend: Double, _ civil: Double) -> (hostile: Double, friend: Double, civil: Double) {
        let sum = hostile + friend + civil
        return (hostile / sum, friend / sum, civil / sum)
    }

    private func expect(
        _ found: (hostile: Double, friend: Double, civil: Double), _ wanted: (hostile: Double, friend: Double, civil: Double)
    ) {
        #expect(abs(found.hostile - wanted.hostile) < 1e-12)
        #expect(abs(found.friend - wanted.friend) < 1e-12)
        #expect(abs(found.civil - wanted.civil) < 1e-12)
    }

    @Test func `without evidence the priors stand, and nothing is declared`() {
        let state = IdentificationState(model)
        expect(state.probabilities, (0.5, 0.15, 0.35))
        #expect(state.identity(model).0 == .unknown)
    }

    @Test func `an answer names its side`() {
        var civil = IdentificationState(model)
        civil.take(.civil, model)
        expect(civil.probabilities, share(0.5 * 0.01, 0.15 * 0.01, 0.35 * 0.9))
        #expect(civil.identity(model).0 == .civil)
        var friend = IdentificationState(model)
        friend.take(.friendly, model)
        friend.take(.friendly, model)
        #expect(friend.identity(model).0 == .friend)
    }

    @Test func `silences of one transponder are no independent evidence: one in fifty is dead`() {
        var state = IdentificationState(model)
        for _ in 0..<3 { state.take(.none, model) }
        let silent = 0.02 + 0.98 * 0.001
        let missed = 0.98 * 0.98 * 0.98
        expect(state.probabilities, share(0.5 * missed, 0.15 * silent, 0.35 * silent))
        for _ in 0..<200 { state.take(.none, model) }
        // However often it is asked, an airliner with a dead transponder keeps its share.
        #expect(state.probabilities.civil > 0.02)
    }

    @Test func `a silent aircraft in a corridor at an airliner's height is not called hostile, off every corridor it is`() {
        func called(insideCorridor: Bool) -> Bool {
            let model = IdentificationModel(answerProbability: 0.98, falseAnswerProbability: 0.002, threshold: 0.9)
            var state = IdentificationState(model)
            state.takePlace(insideCorridor: insideCorridor)
            state.takeMotion(speed: 230, speedDeviation: 10, height: 10_500, heightDeviation: 200, ballistic: 0)
            for _ in 0..<4 { state.take(.none, model) }
            return state.identity(model).0 == .hostile
        }
        #expect(!called(insideCorridor: true))
        #expect(called(insideCorridor: false))
    }

    @Test func `place, motion and echo weigh once`() {
        var once = IdentificationState(model)
        once.takePlace(insideCorridor: false)
        once.takeEcho(crossSection: 0.1)
        once.takeMotion(speed: 700, speedDeviation: 20, height: 9_000, heightDeviation: 100, ballistic: 0)
        var often = once
        for _ in 0..<5 {
            often.takePlace(insideCorridor: true)
            often.takeEcho(crossSection: 40)
            often.takeMotion(speed: 230, speedDeviation: 5, height: 10_000, heightDeviation: 100, ballistic: 0)
        }
        expect(often.probabilities, once.probabilities)
        expect(once.probabilities, share(0.5 * 0.9 * 0.5, 0.15 * 0.8 * 0.2 * 0.05, 0.35 * 0.1 * 0.03 * 0.001))
    }

    @Test func `a speed that is not known yet says nothing`() {
        var state = IdentificationState(model)
        state.takeMotion(speed: 700, speedDeviation: 150, height: 9_000, heightDeviation: 100, ballistic: 0)
        expect(state.probabilities, (0.5, 0.15, 0.35))
    }
}
