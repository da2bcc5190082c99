package import Quantities
package import RunRecords
package import CommandAndControl
import DefenceModels
import EarthEnvironment
import FlightDynamics
import NumericalMethods
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
    /// - Returns: how it ended, the asset that it hit and how many hits that counts as; nil where that path is no longer its own.
    package mutating func end(
        _ target: Int, generation: Int32, at now: SimulationTime
    ) -> (outcome: TargetOutcome, hit: (asset: Int, count: Int)?)? {
        guard targets[target].isAlive, targets[target].generation == generation else { return nil }
        remove(target)
        // Without anything to strike (an arm without radars, for a missile that seeks them) it passes.
        guard raid[target].armed, let objective = raid[target].objective else { return (.passed, nil) }
        // What has left its place is not where the raid was aimed: it meets empty ground.
        guard !isElsewhere(objective) else { return (.leaked, nil) }
        var draws = dice.stream(.damage, of: names[target])
        let hit = raid[target].hitProbability * remembered(objective, by: target, at: now)
        let draw = draws.nextUniform()
        guard draw < hit else { return (.leaked, nil) }
        // Given that it hits, draw/hit is uniform again.
        let whole = raid[target].hitsPerArrival.rounded(.down)
        let count = Int(whole) + (draw < hit * (raid[target].hitsPerArrival - whole) ? 1 : 0)
        return (.leaked, count > 0 ? (objective, count) : nil)
    }

    /// A burst of a unit's guns at a target, all shells at its present range.
    /// - Returns: whether it brings the target down.
    package mutating func burst(_ count: Int, of unit: Int, at target: Int, now: SimulationTime) -> Bool {
        guard let gun = tables.fireUnits[unit].gun, targets[target].isAlive else { return false }
        let range = (targets[target].state(at: now).position.vector - tables.unitSites[unit]).length
        let probability = gun.killProbability(
            range: range, area: raid[target].presentedArea, killGivenHit: GunModel.killGivenHit, count: count)
        var draws = dice.stream(.gun, of: tables.unitNames[unit].with(names[target]), counter: RunDice.counter(at: now))
        return draws.nextUniform() < probability && kill(target)
    }

    /// Standard deviation of the direction that a seeker remembers of a radar that has fallen silent, radians: one degree, the order of
    /// monopulse direction finders (Neri, *Introduction to Electronic Defense Systems*, 2nd ed., 2006, ch. 4; assumed).
    private static var memoryDeviation: Double { 0.0175 }

    /// Probability that a missile which homes on radars comes as near to a silent one as it would to one that radiates: it flies on to
    /// where it remembers it, wrong by its direction's error at the range at which it was left alone,
    ///     P = 1 − exp(−R²/2σ²),  σ = σ_θ r        (R: the radar's radius; circular normal)
    private func remembered(_ asset: Int, by target: Int, at now: SimulationTime) -> Double {
        guard raid[target].seeksRadars, let since = silentSince(asset: asset, at: now) else { return 1 }
        let began = max(since, targets[target].appears)
        let place = WGS84.earthFixed(tables.assetPlaces[asset])
        let spread = max(1, Self.memoryDeviation * targets[target].state(at: began).position.distance(to: place))
        let ratio = tables.model.assets[asset].radius / spread
        return 1 - Elementary.exp(-0.5 * ratio * ratio)
    }

    /// A hit on something on the ground, or several at once.
    /// - Returns: whether that destroyed it.
    package mutating func hit(_ asset: Int, count: Int = 1, at time: SimulationTime) -> Bool {
        assetHits[asset] += count
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
