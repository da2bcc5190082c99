import Batteries
import BattleWitness
import BattleWorld
import CommandPosts
import DefenceModels
import Quantities
import RadarSensing
import RunRecords
import Sensors

// What leakers do, and how the system degrades and recovers.
extension Battle {
    /// A target has come to the end of its path.
    mutating func targetEnds(_ target: Int, _ generation: Int32) {
        guard let (outcome, hit) = world.end(target, generation: generation, at: now) else { return }
        witness.ended(target, outcome, at: now)
        guard let (asset, count) = hit, world.hit(asset, count: count, at: now) else { return }
        witness.note(model.assets[asset].name, .destroyed, at: now)
        if let radar = parts.radarOfAsset[asset] { loseRadar(radar) }
        if let node = parts.nodeOfAsset[asset] { loseNode(node) }
        if let (unit, launcher) = parts.launcherOfAsset[asset] { batteries.setLauncher(launcher, of: unit, isAlive: false, at: now) }
    }

    // MARK: Failures written into the scenario

    mutating func begin(_ failure: ScriptedFailure) {
        let isDown = outages[failure.subject, default: 0] > 0
        outages[failure.subject, default: 0] += 1
        let isForGood = failure.end == nil
        switch failure.subject {
        case .radar(let radar):
            if isForGood { world.lose(model.radars[radar].asset, at: now) } else if let end = failure.end {
                world.silence(radar, from: now, until: end)
            }
            guard !isDown else { return }
            witness.note(model.radars[radar].name, .fails, at: now)
            loseRadar(radar)
        case .node(let node):
            if isForGood, let asset = model.nodes[node].asset { world.lose(asset, at: now) }
            guard !isDown else { return }
            witness.note(model.nodes[node].name, .fails, at: now)
            loseNode(node)
        case .link(let unit):
            guard !isDown else { return }
            links.cut(unit)
            witness.note(model.fireUnits[unit].name, .linkLost, at: now)
            expectSilence(unit)
        case .launchers(let unit):
            guard !isDown else { return }
            witness.note(model.fireUnits[unit].name, .launchersFail, at: now)
            setLaunchers(of: unit, isAlive: false)
        }
    }

    mutating func end(_ subject: ScriptedFailure.Subject) {
        let left = outages[subject, default: 1] - 1
        outages[subject] = left
        guard left == 0 else { return }
        switch subject {
        case .radar(let radar):
            guard world.assetLost[model.radars[radar].asset] == nil else { return }
            let chain = sensors.restore(radar)
            witness.note(model.radars[radar].name, .worksAgain, at: now)
            if let chain { queue.schedule(.scanStarts(radar: radar, chain: chain), at: now, phase: .sensing) }
            for (place, unit) in model.fireUnits.enumerated() where unit.engagementRadar == radar { batteries.restore(place) }
        case .node(let node):
            if let asset = model.nodes[node].asset, world.assetLost[asset] != nil { return }
            posts.restore(node)
            witness.note(model.nodes[node].name, .worksAgain, at: now)
            for unit in model.nodes[node].fireUnits { expectContact(unit) }
        case .link(let unit):
            links.mend(unit)
            witness.note(model.fireUnits[unit].name, .linkRestored, at: now)
            expectContact(unit)
        case .launchers(let unit):
            witness.note(model.fireUnits[unit].name, .launchersWork, at: now)
            setLaunchers(of: unit, isAlive: true)
        }
        assignSearch()
    }

    private mutating func setLaunchers(of unit: Int, isAlive: Bool) {
        for (number, launcher) in model.fireUnits[unit].launchers.enumerated() where world.assetLost[launcher.asset] == nil {
            batteries.setLauncher(number, of: unit, isAlive: isAlive, at: now)
        }
    }

    private mutating func loseRadar(_ radar: Int) {
        guard sensors.lose(radar) else { return }
        for (place, unit) in model.fireUnits.enumerated() where unit.engagementRadar == radar {
            batteries.lose(place, at: now)
            witness.note(unit.name, .cannotEngage, at: now)
        }
        assignSearch()
    }

    private mutating func loseNode(_ node: Int) {
        guard posts.lose(node) else { return }
        for unit in model.nodes[node].fireUnits { expectSilence(unit) }
    }

    // MARK: Contact

    /// Unit and superior notice that they are cut off from each other when reports have stayed away.
    private mutating func expectSilence(_ unit: Int) {
        guard let superior = links.superior(of: unit) else { return }
        queue.schedule(
            .contactChecked(fireUnit: unit), at: now.advanced(by: model.nodes[superior].silenceTime), phase: .reporting)
    }

    private mutating func expectContact(_ unit: Int) {
        guard let superior = links.superior(of: unit) else { return }
        queue.schedule(
            .contactChecked(fireUnit: unit), at: now.advanced(by: model.nodes[superior].linkDelay), phase: .reporting)
    }

    /// A post and its fire units exchange what says that they are there, once a cycle while the raid lasts: on a link that loses messages.
    mutating func askForContact(_ node: Int) {
        if posts.isAlive(node) {
            for unit in model.fireUnits.indices where links.superior(of: unit) == node && links.ask(unit, by: node, at: now) {
                expectContact(unit)
            }
        }
        if world.unresolved > 0 { askAgain(node) }
    }

    mutating func askAgain(_ node: Int) {
        queue.schedule(.contactAsked(node: node), at: now.advanced(by: model.nodes[node].reportInterval), phase: .reporting)
    }

    /// A fire unit that hears nothing of its superior falls back on its own node; one that hears it again reports to it.
    mutating func checkContact(_ unit: Int) {
        guard let superior = links.superior(of: unit) else { return }
        let isAlone = links.isDead(unit) || !posts.isAlive(superior)
        guard isAlone != links.isAlone(unit) else { return }
        links.setAlone(unit, isAlone)
        posts.setReachable(!isAlone, unit: unit, node: superior)
        let own = model.fireUnits[unit].node
        if isAlone {
            if posts.takeCharge(own) { witness.note(model.fireUnits[unit].name, .fightsAlone, at: now) }
        } else {
            posts.giveUpCharge(own)
            witness.note(model.fireUnits[unit].name, .commandedAgain, at: now)
        }
        batteries.tell(unit)
        assignSearch()
    }

    /// Engagement radars search their sectors beside their tracks: low and near the horizon where a living search radar serves their
    /// battalion, at all elevations where none does.
    mutating func assignSearch() {
        for (place, unit) in model.fireUnits.enumerated() {
            let commander = links.commander(of: place)
            let isServed = model.radars.indices.contains { radar in
                model.radars[radar].role == .acquisition && sensors.isAlive(radar)
                    && model.radars[radar].nodes.contains(commander) && links.passes(radar: radar, commander)
            }
            sensors.setSearch(unit.engagementRadar, ofVolume: !isServed)
            if let chain = sensors.setScanning(unit.engagementRadar, !model.radars[unit.engagementRadar].nodes.isEmpty) {
                queue.schedule(.scanStarts(radar: unit.engagementRadar, chain: chain), at: now, phase: .sensing)
            }
        }
    }
}
