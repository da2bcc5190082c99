import BattleSimulation
import BattleWorld
import DefenceModels
import EarthEnvironment
import FlightDynamics
import NumericalMethods
import Quantities
import RadarSensing
import RunRecords
import ScenarioDocuments

// Raid groups and traffic → targets with routes.
extension Compilation {
    mutating func addRaids(_ model: inout BattleModel) {
        for group in document.raids {
            guard let entry = catalogue.threat(group.threat) else {
                complain(
                    "raids",
                    "\(group.name): found threat \(group.threat), the catalogue has \(catalogue.threats.map(\.id).joined(separator: ", "))")
                continue
            }
            for member in 0..<group.count { addMember(member, of: group, entry, to: &model) }
        }
    }

    /// What each member of a group goes for.
    private func objective(_ member: Int, of group: RaidGroupDocument, _ entry: ThreatEntry, in model: BattleModel) -> Int? {
        func indices(_ kinds: [String]) -> [Int] { model.assets.indices.filter { kinds.contains(model.assets[$0].kind) } }
        let chosen: [Int]
        switch group.isAimless && entry.seeksRadars ? .radars : group.objective {
        case .none: return nil
        case .assets:
            chosen = group.targetAssets.isEmpty
                ? [model.assets.indices.filter { model.assets[$0].value > 0 }.max { model.assets[$0].value < model.assets[$1].value }]
                    .compactMap { $0 }
                : group.targetAssets.compactMap { name in model.assets.firstIndex { $0.name == name } }
        case .radars: chosen = indices(["acquisition radar", "engagement radar"])
        case .commandPosts: chosen = indices(["command post"])
        case .launchers: chosen = indices(["launcher"])
        }
        return chosen.isEmpty ? nil : chosen[member % chosen.count]
    }

    private mutating func addMember(
        _ member: Int, of group: RaidGroupDocument, _ entry: ThreatEntry, to model: inout BattleModel
    ) {
        let objective = objective(member, of: group, entry, in: model)
        let aim = objective.map { model.assets[$0].position } ?? ground(.local(east: 0, north: 0))
        let offset = Self.offset(member, of: group)
        let start = SimulationTime(seconds: group.start + group.interval * Double(member))
        let speed = group.speed ?? entry.speed.best
        let height = group.height ?? entry.altitude.best
        let isOverGround = group.heightAbove == .ground || entry.followsTerrain
        let route: TargetRoute
        if entry.category == .ballisticMissile, let approach = group.approach {
            route = ballistic(entry, approach: approach, member: member, of: group, aim: aim, start: start)
        } else {
            var points: [WayPoint]
            if let approach = group.approach {
                points = straight(
                    approach, member: member, count: group.count, aim: aim, offset: offset, height: height,
                    isOverGround: isOverGround, speed: speed)
            } else {
                points = wayPoints(group.route, offset: offset, speed: speed)
                if objective != nil, let last = points.last {
                    points.append(WayPoint(latitude: aim.latitude, longitude: aim.longitude, height: last.height, speed: last.speed))
                }
            }
            if group.loiters {
                points = orbiting(points, until: document.duration)
                let last = SimulationTime(seconds: document.duration + group.startJitter)
                func end() -> SimulationTime { TargetPath(route: plan(points, entry: entry, aim: nil), startTime: start).endTime }
                while points.count > 1, points.count < 1_000, end() < last { points.append(points[points.count - 2]) }
            }
            // What loiters until the end strikes nothing.
            route = .route(
                plan(points, entry: entry, aim: objective == nil || group.loiters ? nil : aim), start: start)
        }
        var target = TargetModel(
            name: group.count == 1 ? group.name : "\(group.name) \(member + 1)", threatClass: entry.id,
            category: ModelParts.category(entry), allegiance: .hostile, armed: entry.isArmed && group.objective != .none,
            objective: objective,
            signature: ModelParts.signature(entry, crossSection: group.crossSection), route: route)
        target.startJitter = group.startJitter
        target.lateralJitter = min(2_000, group.spacing / 2)
        target.hitsPerArrival = entry.damage.best
        target.vulnerability = ModelParts.vulnerability(entry)
        target.seeksRadars = entry.seeksRadars
        if group.isEvasive, let load = entry.evasiveLoad?.best, load > 0 {
            target.evasion = EvasionModel(triggerRange: 25_000, lateralAcceleration: load, duration: 25)
        }
        if let jammer = group.jammer {
            let density = jammer.powerDensity ?? entry.jammerPowerDensity?.best ?? 0
            target.jammer = JammerEmission(
                powerDensity: density, start: SimulationTime(seconds: jammer.start),
                stop: jammer.stop.map { SimulationTime(seconds: $0) } ?? .distantFuture,
                isSelfScreening: jammer.mode == .selfScreening)
            if !jammer.radars.isEmpty {
                target.jammedRadars = model.radars.indices.filter { jammer.radars.contains(radarIdentifiers[$0]) }
            }
        } else if entry.category == .jammer, let density = entry.jammerPowerDensity?.best {
            target.jammer = JammerEmission(powerDensity: density)
        }
        model.targets.append(target)
        if case .ballistic = route { addDecoys(of: target, entry, to: &model) }
    }

    /// How far a member flies to the right of the middle of its group, metres.
    private static func offset(_ member: Int, of group: RaidGroupDocument) -> Metres {
        (Double(member) - Double(group.count - 1) / 2) * group.spacing
    }

    /// Members share the spread evenly; the run's jitter comes on top.
    private func bearing(_ approach: ApproachDocument, member: Int, count: Int) -> Radians {
        guard count > 1, approach.spread > 0 else { return approach.bearing }
        return approach.bearing + approach.spread * (2 * Double(member) / Double(count - 1) - 1)
    }

    private func straight(
        _ approach: ApproachDocument, member: Int, count: Int, aim: GeodeticPosition, offset: Metres, height: Metres,
        isOverGround: Bool, speed: MetresPerSecond
    ) -> [WayPoint] {
        let bearing = bearing(approach, member: member, count: count)
        let start = Compilation.destination(from: aim, bearing: bearing, distance: approach.distance)
        let moved = Compilation.destination(from: start, bearing: bearing + .pi / 2, distance: offset)
        let level: RouteHeight = isOverGround ? .aboveGround(height) : .aboveSea(height)
        return [
            WayPoint(latitude: moved.latitude, longitude: moved.longitude, height: level, speed: speed),
            WayPoint(latitude: aim.latitude, longitude: aim.longitude, height: level, speed: speed),
        ]
    }

    private func wayPoints(_ list: [WayPointDocument], offset: Metres, speed: MetresPerSecond) -> [WayPoint] {
        let places = list.map { ground($0.place) }
        let across = offset == 0 ? 0 : Self.lineOfFlight(places) + .pi / 2
        return zip(list, places).map { point, wanted in
            var place = wanted
            if offset != 0 { place = Compilation.destination(from: wanted, bearing: across, distance: offset) }
            return WayPoint(
                latitude: place.latitude, longitude: place.longitude,
                height: point.heightAbove == .ground ? .aboveGround(point.height) : .aboveSea(point.height),
                speed: point.speed ?? speed)
        }
    }

    /// Bearing from the first point to the first other one; north where all are equal.
    static func lineOfFlight(_ places: [GeodeticPosition]) -> Radians {
        guard let first = places.first,
            let next = places.first(where: { $0.latitude != first.latitude || $0.longitude != first.longitude })
        else { return 0 }
        let (sinFirst, cosFirst) = Elementary.sincos(first.latitude)
        let (sinNext, cosNext) = Elementary.sincos(next.latitude)
        let (sinTurn, cosTurn) = Elementary.sincos(next.longitude - first.longitude)
        return Elementary.atan2(sinTurn * cosNext, cosFirst * sinNext - sinFirst * cosNext * cosTurn)
    }

    /// The route up to its last leg, then to and fro over the first 15 % of that, for as long as the scenario lasts. A way lasts 20 s
    /// at least, and so long that 400 are enough.
    private func orbiting(_ points: [WayPoint], until duration: Seconds) -> [WayPoint] {
        guard points.count > 1, let last = points.last else { return points }
        let first = points[points.count - 2]
        var inner = first
        inner.latitude += 0.15 * (last.latitude - first.latitude)
        inner.longitude += 0.15 * Units.shorterWay(last.longitude - first.longitude)
        let across = Elementary.hypot(
            inner.latitude - first.latitude, (inner.longitude - first.longitude) * Elementary.cos(first.latitude)) * 6_371_000
        let least = max(20, duration / 400)
        let leg = max(least, across / first.speed)
        if across / first.speed < least {
            let start = GeodeticPosition(latitude: first.latitude, longitude: first.longitude, height: 0)
            let end = GeodeticPosition(latitude: last.latitude, longitude: last.longitude, height: 0)
            let place = Compilation.destination(from: start, bearing: Self.lineOfFlight([start, end]), distance: least * first.speed)
            (inner.latitude, inner.longitude) = (place.latitude, place.longitude)
        }
        return points.dropLast(2) + (0..<max(2, Int(duration / leg) + 1)).map { $0 % 2 == 0 ? first : inner }
    }

    func plan(_ points: [WayPoint], entry: ThreatEntry, aim: GeodeticPosition?) -> RoutePlan {
        let terrain = self.terrain
        var wayPoints = points
        if aim != nil { addLetDown(entry, to: &wayPoints) }
        var ending = RouteEnding.leave
        if let aim, entry.isArmed || entry.category == .decoy, entry.terminal != .none {
            // The last way-point lies on the ground, where it strikes.
            wayPoints[wayPoints.count - 1].height = .aboveSea(aim.height)
            ending = .dive(angle: entry.dive?.best ?? (entry.terminal == .level || entry.terminal == .seaSkim ? 0.1 : 0.5))
        }
        let bank = Elementary.atan2(min(entry.loadLimit.best, 60), Units.standardGravity)
        return RoutePlan(
            wayPoints: wayPoints, ending: ending, bankMaximum: min(1.3, max(0.3, bank)),
            terrain: { latitude, longitude in terrain.height(latitude: latitude, longitude: longitude) })
    }

    private func ballistic(
        _ entry: ThreatEntry, approach: ApproachDocument, member: Int, of group: RaidGroupDocument, aim: GeodeticPosition,
        start: SimulationTime
    ) -> TargetRoute {
        let bearing = bearing(approach, member: member, count: group.count)
        var launch = Compilation.destination(from: aim, bearing: bearing, distance: approach.distance)
        if group.saysSpacing {
            let offset = Self.offset(member, of: group)
            if offset != 0 { launch = Compilation.destination(from: launch, bearing: bearing + .pi / 2, distance: offset) }
        }
        let height = max(0, terrain.height(latitude: launch.latitude, longitude: launch.longitude))
        return .ballistic(ModelParts.ballisticPlan(entry, from: launch.atHeight(height), to: aim), start: start)
    }

    mutating func addTraffic(_ model: inout BattleModel) {
        for (list, side) in [(document.civil, Allegiance.civil), (document.friends, Allegiance.friend)] {
            for group in list {
                guard let entry = catalogue.threat(group.threat) else {
                    complain(
                        "civil",
                        "\(group.name): found class \(group.threat), the catalogue has \(catalogue.threats.map(\.id).joined(separator: ", "))"
                    )
                    continue
                }
                if let recording = group.recording {
                    addRecorded(recording, group, side, entry, to: &model)
                    continue
                }
                for member in 0..<group.count {
                    let start = SimulationTime(seconds: group.start + group.interval * Double(member))
                    let points = wayPoints(group.route, offset: 0, speed: group.speed ?? entry.speed.best)
                    var target = TargetModel(
                        name: group.count == 1 ? group.name : "\(group.name) \(member + 1)", threatClass: entry.id,
                        category: ModelParts.category(entry), allegiance: side, armed: false, objective: nil,
                        signature: ModelParts.signature(entry, crossSection: nil),
                        route: .route(plan(points, entry: entry, aim: nil), start: start))
                    target.startJitter = group.startJitter
                    target.answersCivil = side == .civil && group.hasWorkingTransponder
                        && (group.saysTransponder || entry.transponder == .civil)
                    target.answersFriendly = side == .friend && group.hasWorkingTransponder
                    model.targets.append(target)
                }
            }
        }
    }

    mutating func addFailures(_ model: inout BattleModel) {
        for failure in document.failures {
            let time = SimulationTime(seconds: failure.time)
            func add(_ subject: ScriptedFailure.Subject) {
                model.failures.append(
                    ScriptedFailure(time: time, end: failure.duration.map { time.advanced(by: $0) }, subject: subject))
            }
            let units = (unitsOfUnit[failure.unit] ?? []).filter { failure.name == nil || failure.name == $0.name }
            switch failure.element {
            case .commandPost:
                if let node = nodeOfUnit[failure.unit] { add(.node(node)) }
            case .link: for unit in units { add(.link(fireUnit: unit.fireUnit)) }
            case .launchers: for unit in units { add(.launchers(fireUnit: unit.fireUnit)) }
            case .acquisitionRadar, .engagementRadar, .lowAltitudeRadar:
                for radar in radarsOfUnit[failure.unit] ?? [] where failure.name.map(radar.names.contains) ?? true {
                    let isEngagement = model.radars[radar.radar].role == .engagement
                    let wanted =
                        failure.element == .engagementRadar
                        ? isEngagement : !isEngagement && radar.isLow == (failure.element == .lowAltitudeRadar)
                    if wanted { add(.radar(radar.radar)) }
                }
            }
        }
    }
}
