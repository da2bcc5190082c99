public import BattleWorld
public import RunRecords

/// Runs of a battle: a pure function of (model, study seed, run index).
public enum BattleRunner {
    /// The models' version; it changes when results change.
    public static let modelVersion = "5"

    /// Flies one run to its end and returns what it leaves behind.
    /// - Parameters:
    ///   - redraw: draws all but the raid anew, so that the same raid meets another luck; 0 for the run itself.
    ///   - paths: where the raid's paths are kept for the next arm; the result does not depend on it.
    public static func run(
        _ model: BattleModel, seed: UInt64, index: UInt32, redraw: UInt32 = 0, sharing paths: RaidPaths? = nil
    ) -> RunRecord {
        var battle = Battle(model, seed: seed, index: index, redraw: redraw, paths: paths ?? RaidPaths())
        battle.run()
        return battle.finish()
    }
}
