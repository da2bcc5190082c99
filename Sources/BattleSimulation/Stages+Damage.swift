import Batteries
import BattleWitness
import BattleWorld
import CommandPosts
import DefenceModels
import Quantities
import Sensors

// What leakers do, and how the system degrades.
extension Battle {
    /// A target has come to the end of its path.
    mutating func targetEnds(_ target: Int, _ generation: Int32) {
        guard let (outcome, hit) = world.end(target, generation: generation) else { return }
        witness.ended(target, outcome, at: now)
        guard let asset = hit, world.hit(asset, at: now) else { return }
        witness.note(model.assets[asset].name, "destroyed", at: now)
        if let radar = parts.radarOfAsset[asset] { loseRadar(radar) }
        if let node = parts.nodeOfAsset[asset] { loseNode(node) }
        if let (unit, launcher) = parts.launcherOfAsset[asset] { batteries.loseLauncher(launcher, of: unit) }
    }

    /// A failure written into the scenario.
    mutating func scriptedFailure(_ failure: ScriptedFailure) {
        switch failure.subject {
        case .radar(let radar):
            witness.note(model.radars[radar].name, "fails", at: now)
            world.lose(model.radars[radar].asset, at: now)
            loseRadar(radar)
        case .node(let node):
            witness.note(model.nodes[node].name, "fails", at: now)
            if let asset = model.nodes[node].asset { world.lose(asset, at: now) }
            loseNode(node)
        case .link(let unit):
            guard mail.cut(unit) else { return }
            witness.note(model.fireUnits[unit].name, "loses its link to the command post", at: now)
            takeCharge(unit)
        }
    }

    private mutating func loseRadar(_ radar: Int) {
        guard sensors.lose(radar) else { return }
        for (place, unit) in model.fireUnits.enumerated() where unit.engagementRadar == radar {
            batteries.lose(place)
            witness.note(unit.name, "cannot engage: its engagement radar is lost", at: now)
        }
    }

    private mutating func loseNode(_ node: Int) {
        guard posts.lose(node) else { return }
        for unit in model.nodes[node].fireUnits { takeCharge(unit) }
    }

    /// A fire unit without its command post falls back on its own node.
    private mutating func takeCharge(_ unit: Int) {
        guard posts.takeCharge(model.fireUnits[unit].node) else { return }
        witness.note(model.fireUnits[unit].name, "fights on alone", at: now)
    }
}
