import CommandAndControl
import Quantities
import TacticalMessages
import Testing

@Suite struct BreakOffTests {
    private static func seconds(_ value: Double) -> SimulationTime { SimulationTime(seconds: value) }

    /// A target that finds the only channel of the only unit taken.
    /// - Parameters:
    ///   - value: what is at stake with it.
    ///   - lastLaunch: its last launch, seconds from now.
    ///   - guidanceChannels: rounds that the unit could still guide.
    private static func replacements(
        value: Double, lastLaunch: Double, engagement: OpenEngagement, doctrine: EngagementDoctrine = EngagementDoctrine(),
        guidanceChannels: Int = 10
    ) -> [BreakOffRule.Replacement] {
        let tracks = [
            CandidateTrack(identifier: TrackIdentifier(rawValue: 2), value: value, timeToArrive: 60, refusal: .outsideEnvelope)
        ]
        var option = EngagementOption(
            track: 0, fireUnit: 0, interceptorType: InterceptorTypeIdentifier(rawValue: 0), launchNotBefore: .zero,
            launchNotAfter: seconds(lastLaunch), interceptTime: seconds(20), killProbability: 0.8, price: 0)
        option.salvo = 2
        let units = [
            FireUnitStatus(
                identifier: FireUnitIdentifier(rawValue: 0), freeTargetChannels: 0, freeGuidanceChannels: guidanceChannels, readyRounds: [6])
        ]
        let decision = CommandCycle.decide(tracks: tracks, fireUnits: units, options: [option], doctrine: doctrine, now: .zero)
        return BreakOffRule.replacements(
            decision, tracks: tracks, fireUnits: units, options: [option], engagements: [engagement], doctrine: doctrine, now: .zero)
    }

    private static func engagement(worth: Double, lastLaunch: Double, isUnfired: Bool = true) -> OpenEngagement {
        OpenEngagement(
            order: OrderIdentifier(post: PostIdentifier(rawValue: 0), number: 4), fireUnit: 0, interceptorType: 0, salvo: 1, worth: worth,
            launchNotAfter: seconds(lastLaunch), over: seconds(40), isUnfired: isUnfired, isCalledKilled: false)
    }

    @Test func `what cannot wait takes the channel of what can`() throws {
        let found = Self.replacements(value: 10, lastLaunch: 15, engagement: Self.engagement(worth: 5, lastLaunch: 90))
        let replacement = try #require(found.first)
        #expect(replacement.order.number == 4 && replacement.option == 0 && replacement.salvo == 2)
    }

    @Test func `what can wait itself takes no channel`() {
        #expect(Self.replacements(value: 100, lastLaunch: 45, engagement: Self.engagement(worth: 1, lastLaunch: 90)).isEmpty)
    }

    @Test func `nothing is broken off once a round has left`() {
        let fired = Self.engagement(worth: 1, lastLaunch: 90, isUnfired: false)
        #expect(Self.replacements(value: 100, lastLaunch: 15, engagement: fired).isEmpty)
    }

    @Test func `where only one can be served, it is broken off for a decisively greater threat alone`() {
        // Worth of the waiting target: value · urgency 1.5 · killed 0.96, less a little for its lateness.
        let worth = 10 * 1.5 * 0.96
        #expect(Self.replacements(value: 10, lastLaunch: 15, engagement: Self.engagement(worth: worth / 1.5, lastLaunch: 10)).isEmpty)
        #expect(!Self.replacements(value: 10, lastLaunch: 15, engagement: Self.engagement(worth: worth / 2.5, lastLaunch: 10)).isEmpty)
    }

    @Test func `what is worth more keeps its channel even where it could wait`() {
        #expect(Self.replacements(value: 10, lastLaunch: 15, engagement: Self.engagement(worth: 20, lastLaunch: 90)).isEmpty)
    }

    @Test func `the one in its place gets no more rounds than can be guided with what comes back`() throws {
        let found = Self.replacements(
            value: 10, lastLaunch: 15, engagement: Self.engagement(worth: 5, lastLaunch: 90), guidanceChannels: 0)
        #expect(try #require(found.first).salvo == 1)
    }

    @Test func `doctrine may forbid it`() {
        var doctrine = EngagementDoctrine()
        doctrine.breaksOff = false
        let found = Self.replacements(value: 10, lastLaunch: 15, engagement: Self.engagement(worth: 5, lastLaunch: 90), doctrine: doctrine)
        #expect(found.isEmpty)
    }
}
