import BattleSimulation
import CommandAndControl
import DefenceModels
import EarthEnvironment
import FlightDynamics
import NumericalMethods
import Quantities
import RadarSensing
import RunRecords
import ScenarioDocuments
import TacticalMessages
import TargetTracking

// Companions of an arm: systems beside its units, each with its own post, or under a unit's.
extension Compilation {
    mutating func addCompanion(_ companion: CompanionDocument, to model: inout BattleModel) {
        guard let system = catalogue.system(companion.system) else {
            complain(
                "arms",
                "companion \(companion.name): found system \(companion.system), the catalogue has \(catalogue.systems.map(\.id).joined(separator: ", "))"
            )
            return
        }
        let place = ground(companion.place)
        let node = model.nodes.count
        let fireUnit = model.fireUnits.count
        let superior = companion.reportsTo.flatMap { nodeOfUnit[$0] }
        if let name = companion.reportsTo, superior == nil {
            complain("arms", "companion \(companion.name): reports_to \(name) is no unit of this arm")
        }
        model.nodes.append(
            CommandNode(
                name: companion.name, frame: LocalLevelFrame(origin: place), fireUnits: [fireUnit], superior: superior,
                cycle: system.decisionCycle.best, linkDelay: 0.05, tracker: tracker(system, renewal: 2, radars: system.acquisitionRadars),
                identification: identification(system), rules: rules(companion.doctrine),
                doctrine: doctrine(companion.doctrine), trackCapacity: Int(system.commandTracks.best), asset: nil))
        // Under a unit's post it is commanded and hears that post's picture; its radar's plots go there over the same link.
        if let superior { model.nodes[superior].fireUnits.append(fireUnit) }
        let nodes = [node] + [superior].compactMap { $0 }
        let delay = superior.map { model.nodes[$0].linkDelay } ?? 0.05
        let loss = superior.map { model.nodes[$0].linkLoss } ?? 0
        var moving: [(radar: Int, entry: RadarEntry, antenna: Metres)] = []
        for id in system.acquisitionRadars {
            guard let entry = catalogue.radar(id) else { continue }
            let radar = append(
                entry, at: companion.place, antenna: entry.antennaHeight.best, name: "\(companion.name) search", role: .acquisition,
                nodes: nodes, delay: delay, loss: loss, fireUnit: fireUnit, to: &model)
            moving.append((radar, entry, entry.antennaHeight.best))
            radarsOfUnit[companion.name, default: []].append(
                RadarPlace(names: [companion.name, entry.name, entry.id], radar: radar, isLow: false))
        }
        guard
            let radar = addEngagementRadar(
                system.engagementRadar, place: companion.place, mast: nil, name: companion.name, nodes: nodes, delay: delay,
                loss: loss, fireUnit: fireUnit, to: &model)
        else { return }
        var fire = FireUnitModel(name: companion.name, system: system.id, position: place, engagementRadar: radar, node: node)
        let beam = catalogue.radar(system.engagementRadar)
        fire.targetChannels = Int(min(beam?.targetChannels?.best ?? 2, beam?.tracks.best ?? .infinity))
        fire.guidanceChannels = Int(catalogue.radar(system.engagementRadar)?.missileChannels?.best ?? 4)
        fill(&fire, system, radar: catalogue.radar(system.engagementRadar), sector: companion.sectorCentre)
        let load = companion.load.isEmpty ? system.standardLoad : companion.load
        addLaunchers(&fire, count: 1, load: load, reserve: companion.reserve, around: companion.place, system: system, to: &model)
        if let beam { moving.append((radar, beam, beam.antennaHeight.best)) }
        addMovement(&fire, companion.movement, radars: moving, isOnMast: false, system: system, model: model)
        model.fireUnits.append(fire)
        unitsOfUnit[companion.name, default: []].append((companion.name, fireUnit))
        nodeOfUnit[companion.name] = node
        radarsOfUnit[companion.name, default: []].append(RadarPlace(names: [companion.name], radar: radar, isLow: false))
    }
}
