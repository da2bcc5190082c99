public import BattleWorld
import CommandPosts
import DefenceModels
import Quantities
public import RunRecords
import TacticalMessages

/// Runs of a battle: a pure function of (model, study seed, run index).
public enum BattleRunner {
    /// The models' version; it changes when results change.
    public static let modelVersion = "6"

    /// Flies one run to its end and returns what it leaves behind.
    /// - Parameters:
    ///   - model: what is flown; it never changes.
    ///   - seed: seed of the random streams.
    ///   - index: number of the run in its study.
    ///   - paths: where the raid's paths are kept for the next arm; the result does not depend on it.
    public static func run(
        _ model: BattleModel, seed: UInt64, index: UInt32, sharing paths: RaidPaths? = nil
    ) -> RunRecord {
        var battle = Battle(model, seed: seed, index: index, paths: paths ?? RaidPaths())
        battle.run(to: .distantFuture)
        return battle.finish()
    }

    /// Flies one run and writes down what it looks like; the record is the same bit for bit.
    package static func recorded(
        _ model: BattleModel, seed: UInt64, index: UInt32, sharing paths: RaidPaths? = nil
    ) -> (record: RunRecord, replay: Replay) {
        var battle = Battle(model, seed: seed, index: index, paths: paths ?? RaidPaths(), isRecorded: true)
        battle.run(to: .distantFuture)
        let (record, replay) = battle.finishRecorded()
        guard let replay else { preconditionFailure("a recorded run has a replay") }
        return (record, replay)
    }

    /// Flies one run and counts what it did.
    package static func counted(_ model: BattleModel, seed: UInt64, index: UInt32) -> (record: RunRecord, counts: KernelCounts) {
        var battle = Battle(model, seed: seed, index: index, paths: RaidPaths())
        battle.run(to: .distantFuture)
        let counts = battle.counts
        return (battle.finish(), counts)
    }

    /// Flies a run again with the decisions that were submitted to it.
    public static func replay(_ record: RunRecord, of model: BattleModel) -> RunRecord {
        let submitted = record.submitted ?? []
        let names = Set(submitted.map(\.post))
        let manned = Set(model.nodes.indices.filter { names.contains(model.nodes[$0].name) })
        var session = BattleSession(model, seed: record.seed, index: record.index, manned: manned)
        var next = 0
        while let post = session.advance(to: .distantFuture) {
            // Turns that nobody answered stand in no record.
            guard next < submitted.count, submitted[next].nanoseconds == session.time.nanoseconds,
                submitted[next].post == model.nodes[Int(post.rawValue)].name
            else { continue }
            session.submit(submitted[next].decision, by: post)
            next += 1
        }
        return session.finish()
    }
}
