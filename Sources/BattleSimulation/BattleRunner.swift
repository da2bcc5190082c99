public import BattleWorld
public import RunRecords

/// Runs of a battle: a pure function of (model, study seed, run index).
public enum BattleRunner {
    /// The models' version; it changes when results change.
    public static let modelVersion = "5"

    /// Flies one run to its end and returns what it leaves behind.
    /// - Parameter paths: where the raid's paths are kept for the next arm; the result does not depend on it.
    public static func run(
        _ model: BattleModel, seed: UInt64, index: UInt32, sharing paths: RaidPaths? = nil
    ) -> RunRecord {
        var battle = Battle(model, seed: seed, index: index, paths: paths ?? RaidPaths())
        battle.run()
        return battle.finish().record
    }

    /// Flies one run and writes down what it looks like; the record is the same bit for bit.
    public static func recorded(
        _ model: BattleModel, seed: UInt64, index: UInt32, sharing paths: RaidPaths? = nil
    ) -> (record: RunRecord, replay: Replay) {
        var battle = Battle(model, seed: seed, index: index, paths: paths ?? RaidPaths(), isRecorded: true)
        battle.run()
        let (record, replay) = battle.finish()
        guard let replay else { preconditionFailure("a recorded run has a replay") }
        return (record, replay)
    }
}
