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

// Units and companions of an arm → nodes, radars, fire units, launchers.
extension Compilation {
    mutating func addDefence(_ arm: ArmDocument, to model: inout BattleModel) {
        addInterceptors(arm, to: &model)
        for unit in arm.units { addUnit(unit, to: &model) }
        for companion in arm.companions { addCompanion(companion, to: &model) }
    }

    private mutating func addInterceptors(_ arm: ArmDocument, to model: inout BattleModel) {
        var names: [String] = []
        for unit in arm.units {
            for battalion in unit.battalions {
                names += (battalion.load + battalion.reserve).map(\.name)
            }
        }
        for companion in arm.companions {
            let load = companion.load.isEmpty ? catalogue.system(companion.system)?.standardLoad ?? [] : companion.load
            names += (load + companion.reserve).map(\.name)
        }
        for name in names where !model.interceptors.contains(where: { $0.name == name }) {
            guard let entry = catalogue.missile(name) else {
                complain("arms", "found missile \(name), the catalogue has \(catalogue.missiles.map(\.id).joined(separator: ", "))")
                continue
            }
            let flight = ModelParts.interceptor(entry)
            let price = entry.price.flatMap { ModelParts.price(catalogue.price($0)) }
            model.interceptors.append(
                InterceptorType(
                    name: name, model: flight, flyOut: FlyOutCache.shared.table(entry, flight),
                    plannedKillProbability: ModelParts.plannedKill(entry),
                    plannedHeightMinimum: entry.altitudeMinimum.best, price: price ?? .zero))
        }
    }

    func tracker(_ system: SystemEntry, renewal: Seconds, radars: [String]) -> TrackerConfiguration {
        // Where no radar gives false alarms a new target is still no certainty: a thousandth of what one a scan would be.
        let density = radars.compactMap(catalogue.radar).map { ModelParts.radar($0).falseAlarmDensity }.max() ?? 0
        return .commandPost(renewal: renewal, capacity: Int(system.commandTracks.best), clutterDensity: max(density, 1e-9))
    }

    func identification(_ system: SystemEntry) -> IdentificationModel {
        IdentificationModel(
            answerProbability: min(0.999, system.iffAnswerProbability.best),
            falseAnswerProbability: max(1e-4, system.iffFalseAnswerProbability.best),
            threshold: system.hostileThreshold.best, decisionTime: system.identificationTime.best)
    }

    func doctrine(_ document: DoctrineDocument) -> EngagementDoctrine {
        let mode: EngagementDoctrine.Mode =
            switch document.mode {
            case .shootLookShoot: .shootLookShoot
            case .salvoLookSalvo: .salvoLookSalvo
            case .shootShoot: .shootShoot
            case .singleSalvo: .singleSalvo
            }
        var doctrine = EngagementDoctrine(
            mode: mode, salvo: document.salvo, reserveRounds: document.reserveRounds,
            minimumKillProbability: document.minimumKillProbability,
            roundsPerTargetMaximum: document.roundsPerTargetMaximum ?? 1_000)
        doctrine.displacesAfterSalvos = document.displacesAfterSalvos
        doctrine.emissionControl = document.emissionControl == .silentWhenAttacked ? .silentWhenAttacked : .none
        return doctrine
    }

    func rules(_ document: DoctrineDocument) -> RulesOfEngagement {
        switch document.rules {
        case .hold: .hold
        case .tight: .tight
        case .free: .free
        }
    }

    private mutating func addUnit(_ unit: UnitDocument, to model: inout BattleModel) {
        guard let system = catalogue.system(unit.system) else {
            complain(
                "arms",
                "unit \(unit.name): found system \(unit.system), the catalogue has \(catalogue.systems.map(\.id).joined(separator: ", "))")
            return
        }
        let postPlace = sited(unit.commandPost.place, highGroundWithin: unit.commandPost.highGroundWithin)
        let post = ground(postPlace)
        let postAsset = model.assets.count
        model.assets.append(
            AssetModel(
                name: "\(unit.name) \(system.commandPost)", kind: "command post", position: post, value: 0, plannerValue: 2,
                radius: 200, hitsToDestroy: ModelParts.hits(unit.commandPost.hitsToDestroy),
                price: system.priceCommand.flatMap { ModelParts.price(catalogue.price($0)) }))
        let radars = unit.acquisitionRadars.map(\.radar) + unit.battalions.compactMap { $0.lowAltitudeRadar?.radar }
        let node = model.nodes.count
        let delay = unit.links.latency ?? system.linkLatency.best
        let loss = unit.links.lossProbability ?? system.linkLossProbability.best
        model.nodes.append(
            CommandNode(
                name: "\(unit.name) \(system.commandPost)", frame: LocalLevelFrame(origin: post), fireUnits: [], superior: nil,
                cycle: system.decisionCycle.best, linkDelay: delay, tracker: tracker(system, renewal: 12, radars: radars),
                identification: identification(system), rules: rules(unit.doctrine), doctrine: doctrine(unit.doctrine),
                trackCapacity: Int(system.commandTracks.best), asset: postAsset))
        model.nodes[node].linkLoss = loss
        nodeOfUnit[unit.name] = node
        for radar in unit.acquisitionRadars {
            addRadar(
                radar, fallback: postPlace, role: .acquisition, owner: unit.name, nodes: [node], delay: 0.2 * delay,
                loss: loss, isLow: false, to: &model)
        }
        for battalion in unit.battalions {
            addBattalion(battalion, unit: unit, system: system, node: node, delay: delay, loss: loss, to: &model)
        }
    }

    private mutating func addBattalion(
        _ battalion: BattalionDocument, unit: UnitDocument, system: SystemEntry, node: Int, delay: Seconds, loss: Double,
        to model: inout BattleModel
    ) {
        let stand = sited(battalion.place, highGroundWithin: battalion.highGroundWithin)
        let place = ground(stand)
        let name = "\(unit.name) \(battalion.name)"
        let own = model.nodes.count
        let fireUnit = model.fireUnits.count
        model.nodes.append(
            CommandNode(
                name: "\(name) alone", frame: LocalLevelFrame(origin: place), fireUnits: [fireUnit], superior: node,
                cycle: system.decisionCycle.best, linkDelay: 0.05,
                tracker: tracker(system, renewal: 12, radars: [battalion.lowAltitudeRadar?.radar ?? system.engagementRadar]),
                identification: identification(system), rules: rules(unit.doctrine), doctrine: doctrine(unit.doctrine),
                trackCapacity: Int(system.commandTracks.best), asset: nil))
        model.nodes[node].fireUnits.append(fireUnit)
        if let low = battalion.lowAltitudeRadar {
            addRadar(
                low, fallback: stand, role: .acquisition, owner: unit.name, nodes: [node, own], delay: delay,
                loss: loss, isLow: true, battalion: battalion.name, fireUnit: fireUnit, to: &model)
        }
        let radarID = battalion.engagementRadar ?? system.engagementRadar
        let entry = catalogue.radar(radarID)
        guard
            // It searches its own sector, and reports what it finds.
            let radar = addEngagementRadar(
                radarID, place: stand, mast: battalion.mast, name: name,
                nodes: [own, node], delay: delay, loss: loss, fireUnit: fireUnit, to: &model)
        else { return }
        radarsOfUnit[unit.name, default: []].append(
            RadarPlace(names: [battalion.name, entry?.name ?? radarID, radarID], radar: radar, isLow: false))
        var fire = FireUnitModel(name: name, system: system.id, position: place, engagementRadar: radar, node: own)
        // Every engaged target is one of the radar's tracks.
        fire.targetChannels = Int(min(entry?.targetChannels?.best ?? 6, entry?.tracks.best ?? .infinity))
        fire.guidanceChannels = Int(entry?.missileChannels?.best ?? 12)
        fill(&fire, system, radar: entry, sector: battalion.sectorCentre)
        addLaunchers(
            &fire, count: battalion.launchers, load: battalion.load, reserve: battalion.reserve, around: stand,
            system: system, to: &model)
        // A search radar with a place of its own stays there.
        var moving = entry.map { [(radar: radar, entry: $0, antenna: battalion.mast ?? $0.antennaHeight.best)] } ?? []
        if let low = battalion.lowAltitudeRadar, low.place == nil, let entry = catalogue.radar(low.radar),
            let number = model.radars.firstIndex(where: { $0.fireUnit == fireUnit && $0.role == .acquisition })
        {
            moving.append((number, entry, low.mast ?? entry.antennaHeight.best))
        }
        addMovement(
            &fire, battalion.movement, radars: moving,
            isOnMast: battalion.mast != nil || moving.count > 1 && battalion.lowAltitudeRadar?.mast != nil, system: system, model: model)
        model.fireUnits.append(fire)
        unitsOfUnit[unit.name, default: []].append((battalion.name, fireUnit))
    }

    func fill(_ fire: inout FireUnitModel, _ system: SystemEntry, radar: RadarEntry?, sector: Radians) {
        fire.reactionTime = system.reactionTime.best
        fire.launchInterval = system.launchInterval.best
        fire.reloadTime = system.reloadTime.best
        fire.sectorCentre = sector
        fire.sectorWidth = min(2 * .pi, radar?.azimuthSector.best ?? 2 * .pi, system.sectorWidth.best)
        if let slew = radar?.slew { fire.slewRate = slew.best }
        fire.assessmentDelay = system.killAssessmentTime.best
        fire.falseKillProbability = system.falseKillProbability.best
        fire.falseAliveProbability = system.falseMissProbability.best
        if let range = system.gunRange?.best, let rate = system.gunRate?.best, rate > 0 {
            fire.gun = .thirtyMillimetre(rate: rate, rangeMaximum: range)
        }
    }

    mutating func addLaunchers(
        _ fire: inout FireUnitModel, count: Int, load: [Named<Int>], reserve: [Named<Int>], around place: PlaceDocument,
        system: SystemEntry, to model: inout BattleModel
    ) {
        func rounds(_ list: [Named<Int>]) -> [Int] {
            model.interceptors.map { type in list.first { $0.name == type.name }?.value ?? 0 }
        }
        let total = rounds(load)
        fire.reloads = rounds(reserve)
        let tubes = total.indices.map { type in
            Double(total[type]) / (catalogue.missile(model.interceptors[type].name)?.roundsPerTube.best ?? 1)
        }
        let room = Double(count) * system.tubesPerLauncher.best
        if tubes.reduce(0, +) > room + 0.5 {
            complain(
                "arms", "\(fire.name): the load needs \(Int(tubes.reduce(0, +).rounded(.up))) tubes, \(count) launchers have \(Int(room))")
        }
        // Rounds of each type are dealt out launcher by launcher, so that a launcher carries mostly one type.
        var left = total
        for (number, site) in launcherPlaces(count, around: ground(place)).enumerated() {
            var own = Array(repeating: 0, count: total.count)
            var free = system.tubesPerLauncher.best
            for type in left.indices {
                let perTube = catalogue.missile(model.interceptors[type].name)?.roundsPerTube.best ?? 1
                let launchersLeft = Double(count - number)
                let fair = (Double(left[type]) / launchersLeft).rounded(.up)
                let taken = min(Double(left[type]), tubes.filter { $0 > 0 }.count > 1 ? free * perTube : fair)
                let whole = Int(max(0, taken))
                own[type] = whole
                left[type] -= whole
                free -= Double(whole) / perTube
            }
            let asset = model.assets.count
            model.assets.append(
                AssetModel(
                    name: "\(fire.name) launcher \(number + 1)", kind: "launcher", position: site, value: 0, plannerValue: 0.2, radius: 100,
                    hitsToDestroy: ModelParts.hits(system.hitsToDestroyLauncher.best), price: nil))
            fire.launchers.append(.init(asset: asset, rounds: own))
        }
    }

    /// A radar with its antenna at a place.
    func site(_ entry: RadarEntry, antenna position: GeodeticPosition) -> RadarSite {
        let radarModel = ModelParts.radar(entry, land: LandCover(rawValue: document.terrain.land.rawValue))
        return RadarSiteCache.shared.site(
            entry, radarModel, antenna: position, terrain: terrain, terrainKey: "\(document.terrain)",
            refraction: document.weather.refractionFactor,
            attenuation: Attenuation.specific(
                frequency: radarModel.frequency, rainRate: rain, withGas: document.weather.hasGasAttenuation))
    }

    mutating func addEngagementRadar(
        _ id: String, place: PlaceDocument, mast: Metres?, name: String, nodes: [Int], delay: Seconds, loss: Double, fireUnit: Int,
        to model: inout BattleModel
    ) -> Int? {
        guard let entry = catalogue.radar(id) else {
            complain("arms", "\(name): found radar \(id), the catalogue has \(catalogue.radars.map(\.id).joined(separator: ", "))")
            return nil
        }
        return append(
            entry, at: place, antenna: mast ?? entry.antennaHeight.best, name: "\(name) \(entry.name)", role: .engagement,
            nodes: nodes, delay: delay, loss: loss, fireUnit: fireUnit, to: &model)
    }

    private mutating func addRadar(
        _ post: RadarPostDocument, fallback: PlaceDocument, role: RadarUnit.Role, owner: String, nodes: [Int],
        delay: Seconds, loss: Double, isLow: Bool, battalion: String? = nil, fireUnit: Int? = nil, to model: inout BattleModel
    ) {
        guard let entry = catalogue.radar(post.radar) else {
            complain(
                "arms", "unit \(owner): found radar \(post.radar), the catalogue has \(catalogue.radars.map(\.id).joined(separator: ", "))")
            return
        }
        let name = "\(owner) \(post.name ?? entry.name)"
        let place = append(
            entry, at: post.place ?? fallback, antenna: post.mast ?? entry.antennaHeight.best, name: name, role: role,
            nodes: nodes, delay: delay, loss: loss, fireUnit: fireUnit, to: &model)
        radarsOfUnit[owner, default: []].append(
            RadarPlace(
                names: [post.name ?? entry.name, entry.id] + [battalion].compactMap { $0 }, radar: place, isLow: isLow))
    }

    mutating func append(
        _ entry: RadarEntry, at place: PlaceDocument, antenna: Metres, name: String, role: RadarUnit.Role, nodes: [Int],
        delay: Seconds, loss: Double, fireUnit: Int? = nil, to model: inout BattleModel
    ) -> Int {
        let position = ground(place, above: antenna)
        let asset = model.assets.count
        model.assets.append(
            AssetModel(
                name: name, kind: role == .engagement ? "engagement radar" : "acquisition radar", position: position,
                value: 0, plannerValue: 1, radius: 100,
                hitsToDestroy: ModelParts.hits(entry.hitsToDestroy?.best ?? 1), price: nil))
        model.radars.append(
            RadarUnit(
                name: name, role: role, site: site(entry, antenna: position), nodes: nodes, asset: asset, linkDelay: delay, linkLoss: loss,
                sectorsPerScan: role == .engagement ? 4 : 8))
        model.radars[model.radars.count - 1].fireUnit = fireUnit
        radarIdentifiers.append(entry.id)
        return model.radars.count - 1
    }
}
