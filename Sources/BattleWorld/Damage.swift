package import Quantities
package import RunRecords
package import CommandAndControl
import DefenceModels
import Stochastics

// Who is brought down, who gets through, and what that does.
extension World {
    /// A target is brought down.
    /// - Returns: false where it was down already.
    package mutating func kill(_ target: Int) -> Bool {
        guard targets[target].isAlive else { return false }
        remove(target)
        return true
    }

    private mutating func remove(_ target: Int) {
        targets[target].isAlive = false
        if raid[target].allegiance == .hostile { unresolved -= 1 }
    }

    /// A target has come to the end of its path: what it carries is delivered, or it leaves.
    /// - Returns: how it ended and the asset that it hit; nil where that path is no longer its own.
    package mutating func end(_ target: Int, generation: Int32) -> (outcome: TargetOutcome, hit: Int?)? {
        guard targets[target].isAlive, targets[target].generation == generation else { return nil }
        remove(target)
        // Without anything to strike (an arm without radars, for a missile that seeks them) it passes.
        guard raid[target].armed, let objective = raid[target].objective else { return (.passed, nil) }
        var draws = dice.stream(.damage, of: names[target])
        return (.leaked, draws.nextUniform() < raid[target].hitProbability ? objective : nil)
    }

    /// A hit on something on the ground.
    /// - Returns: whether that destroyed it.
    package mutating func hit(_ asset: Int, at time: SimulationTime) -> Bool {
        assetHits[asset] += 1
        guard assetLost[asset] == nil, assetHits[asset] >= tables.model.assets[asset].hitsToDestroy else { return false }
        assetLost[asset] = time.seconds
        return true
    }

    /// Something on the ground fails by itself.
    package mutating func lose(_ asset: Int, at time: SimulationTime) {
        assetLost[asset] = assetLost[asset] ?? time.seconds
    }

    /// What comes back when a place is interrogated: a matter of what flies there.
    /// - Parameters:
    ///   - gate: metres around the place within which a transponder hears.
    ///   - post: who asks.
    package func interrogate(
        _ place: Position<EarthFixed>, within gate: Metres, by post: Int, at now: SimulationTime
    ) -> InterrogationReply {
        let target = Int(nearestTarget(to: place, within: gate, at: now))
        guard target >= 0 else { return .none }
        var draws = dice.stream(
            .identification, of: tables.nodeNames[post].with(names[target]), counter: RunDice.counter(at: now))
        let draw = draws.nextUniform()
        let identification = tables.nodes[post].identification
        if raid[target].answersFriendly { return draw < identification.answerProbability ? .friendly : .none }
        if raid[target].answersCivil { return draw < identification.answerProbability ? .civil : .none }
        return draw < identification.falseAnswerProbability ? .civil : .none
    }
}
