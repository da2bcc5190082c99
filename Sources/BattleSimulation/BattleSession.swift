public import BattleWorld
public import CommandPosts
import DefenceModels
public import Quantities
public import RunRecords
public import TacticalMessages

/// The doors of a run: start it, let it go on, look at a post's picture, submit a decision.
///
/// Doctrine, a person at a console, an agent and a viewer use the same ones. Posts that are not manned decide by the built-in
/// doctrine. What is submitted stands in the record, and `BattleRunner.replay` flies it again to the same digest.
public struct BattleSession: ~Copyable {
    private var battle: Battle
    private var submissions: [SubmittedDecision] = []

    /// Starts a run.
    /// - Parameters:
    ///   - model: what is flown; it never changes.
    ///   - seed: seed of the random streams.
    ///   - index: number of the run in its study.
    ///   - manned: posts whose decisions come from outside, by their places in the model's list of nodes.
    ///   - paths: where the raid's paths are kept for the next arm; the result does not depend on it.
    public init(_ model: BattleModel, seed: UInt64, index: UInt32, manned: Set<Int> = [], sharing paths: RaidPaths? = nil) {
        battle = Battle(model, seed: seed, index: index, paths: paths ?? RaidPaths())
        battle.manned = manned
    }

    /// The time of the run.
    public var time: SimulationTime { battle.now }
    /// No target that could decide anything is left, or the scenario's time is over.
    public var isOver: Bool { battle.isOver }

    /// Goes on to a time, seconds since the start.
    /// - Returns: the manned post that is to decide now, before that time; nil where the time or the end has come. A post that
    ///   is not answered before the next advance decides nothing.
    @discardableResult
    public mutating func advance(to time: SimulationTime) -> PostIdentifier? {
        battle.run(to: time)
        return battle.waiting.map { PostIdentifier(rawValue: Int32($0)) }
    }

    /// What a post knew at its last cycle; nil before its first.
    public func picture(of post: PostIdentifier) -> Picture? {
        battle.model.nodes.indices.contains(Int(post.rawValue)) ? battle.posts.picture(of: Int(post.rawValue)) : nil
    }

    /// A post's decision: it goes out as orders now.
    /// - Returns: false where the post is not the one to decide now.
    @discardableResult
    public mutating func submit(_ decision: PostDecision, by post: PostIdentifier) -> Bool {
        let node = Int(post.rawValue)
        guard battle.waiting == node else { return false }
        submissions.append(SubmittedDecision(decision, post: battle.model.nodes[node].name, at: battle.now))
        battle.decide(decision, node: node)
        return true
    }

    /// Ends the run where it stands.
    public consuming func finish() -> RunRecord {
        let submitted = submissions
        var record = battle.finish()
        record.submitted = submitted.isEmpty ? nil : submitted
        return record
    }
}

extension SubmittedDecision {
    init(_ decision: PostDecision, post: String, at time: SimulationTime) {
        self.init(
            nanoseconds: time.nanoseconds, post: post,
            fires: decision.fires.map {
                .init(
                    track: $0.track.rawValue, fireUnit: $0.fireUnit.rawValue, interceptorType: $0.interceptorType.rawValue,
                    salvo: $0.salvo, notBefore: $0.launchNotBefore.nanoseconds, notAfter: $0.launchNotAfter.nanoseconds,
                    killProbability: $0.expectedKillProbability)
            },
            refusals: decision.refusals.map { .init(track: $0.track.rawValue, reason: $0.reason.rawValue) },
            turns: decision.turns.isEmpty ? nil : decision.turns.map { .init(fireUnit: $0.fireUnit.rawValue, centre: $0.centre) },
            silences: decision.silences.isEmpty
                ? nil : decision.silences.map { .init(radar: $0.radar.rawValue, duration: $0.duration) },
            moves: decision.moves.isEmpty ? nil : decision.moves.map(\.rawValue),
            breakOffs: decision.breakOffs.isEmpty ? nil : decision.breakOffs.map { .init(post: $0.post.rawValue, number: $0.number) })
    }

    /// The decision again; refusals whose reason nobody knows any more are left out.
    var decision: PostDecision {
        PostDecision(
            fires: fires.map {
                PostDecision.Fire(
                    track: TrackIdentifier(rawValue: $0.track), fireUnit: FireUnitIdentifier(rawValue: $0.fireUnit),
                    interceptorType: InterceptorTypeIdentifier(rawValue: $0.interceptorType), salvo: $0.salvo,
                    launchNotBefore: SimulationTime(nanoseconds: $0.notBefore),
                    launchNotAfter: SimulationTime(nanoseconds: $0.notAfter), expectedKillProbability: $0.killProbability)
            },
            refusals: refusals.compactMap { refusal in
                RefusalReason(rawValue: refusal.reason).map { .init(track: TrackIdentifier(rawValue: refusal.track), reason: $0) }
            },
            turns: (turns ?? []).map { .init(fireUnit: FireUnitIdentifier(rawValue: $0.fireUnit), centre: $0.centre) },
            silences: (silences ?? []).map { .init(radar: RadarIdentifier(rawValue: $0.radar), duration: $0.duration) },
            moves: (moves ?? []).map(FireUnitIdentifier.init(rawValue:)),
            breakOffs: (breakOffs ?? []).map { OrderIdentifier(post: PostIdentifier(rawValue: $0.post), number: $0.number) })
    }
}
