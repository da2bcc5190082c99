import Quantities
import RunRecords
import Stochastics

// What leakers do, and how the system degrades.
extension Battle {
    /// A target is brought down.
    func kill(_ target: Int, at time: SimulationTime) {
        guard targets[target].isAlive else { return }
        targets[target].isAlive = false
        resolve(target, .killed, at: time)
    }

    private func resolve(_ target: Int, _ outcome: TargetOutcome, at time: SimulationTime) {
        record.targets[target].outcome = outcome
        record.targets[target].outcomeTime = time.seconds
        if model.targets[target].allegiance == .hostile { unresolved -= 1 }
    }

    /// A target has come to the end of its path: what it carries is delivered, or it leaves.
    func targetEnds(_ target: Int, _ generation: Int32) {
        guard targets[target].isAlive, targets[target].generation == generation else { return }
        targets[target].isAlive = false
        // Without anything to strike (an arm without radars, for a missile that seeks them) it passes.
        guard model.targets[target].armed, let objective = model.targets[target].objective else {
            resolve(target, .passed, at: now)
            return
        }
        resolve(target, .leaked, at: now)
        var draws = stream(.damage, entity: target)
        if draws.nextUniform() < model.targets[target].hitProbability { hit(objective) }
    }

    private func hit(_ asset: Int) {
        assetHits[asset] += 1
        guard assetLost[asset] == nil, assetHits[asset] >= model.assets[asset].hitsToDestroy else { return }
        assetLost[asset] = now.seconds
        note(model.assets[asset].name, "destroyed")
        if let radar = radarOfAsset[asset] { radarLost(radar) }
        if let node = nodeOfAsset[asset] { nodeLost(node) }
        if let (unit, launcher) = launcherOfAsset[asset] { units[unit].launcherAlive[launcher] = false }
    }

    func scriptedFailure(_ failure: ScriptedFailure) {
        switch failure.subject {
        case .radar(let radar):
            note(radarUnits[radar].value.name, "fails")
            assetLost[radarUnits[radar].value.asset] = assetLost[radarUnits[radar].value.asset] ?? now.seconds
            radarLost(radar)
        case .node(let node):
            note(nodeModels[node].name, "fails")
            if let asset = nodeModels[node].asset { assetLost[asset] = assetLost[asset] ?? now.seconds }
            nodeLost(node)
        case .link(let unit):
            guard units[unit].isLinked else { return }
            units[unit].isLinked = false
            note(fireUnits[unit].name, "loses its link to the command post")
            takeCharge(unit)
        }
    }

    private func radarLost(_ radar: Int) {
        guard radars[radar].isAlive else { return }
        radars[radar].isAlive = false
        for (place, unit) in model.fireUnits.enumerated() where unit.engagementRadar == radar {
            units[place].isAlive = false
            note(unit.name, "cannot engage: its engagement radar is lost")
        }
    }

    private func nodeLost(_ node: Int) {
        guard nodes[node].isAlive else { return }
        nodes[node].isAlive = false
        for unit in nodeModels[node].fireUnits { takeCharge(unit) }
    }

    /// A fire unit without its command post falls back on its own node.
    private func takeCharge(_ unit: Int) {
        let own = fireUnits[unit].node
        guard nodes[own].isAlive, !nodes[own].isInCharge else { return }
        nodes[own].isInCharge = true
        note(fireUnits[unit].name, "fights on alone")
    }

    func note(_ subject: String, _ what: String) {
        record.events.append(SystemEvent(time: now.seconds, subject: subject, what: what))
    }
}
