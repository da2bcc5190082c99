import CommandAndControl
import EarthEnvironment
import FlightDynamics
import NumericalMethods
import Quantities
import RadarSensing
import RunRecords
import Stochastics
import TacticalMessages
import TargetTracking

// Order → designated → locked → launched → assessed → released: the fire unit's side of an engagement.
extension Battle {
    /// A node's order sets out for its fire unit; channel and rounds are held from now on.
    func beginEngagement(_ order: EngagementOrder, node: Int, report: TrackReport, truth: Int32) {
        let unit = Int(order.fireUnit.rawValue)
        let type = Int(order.interceptorType.rawValue)
        let place = engagements.count
        engagements.append(
            Engagement(order: order, node: node, fireUnit: unit, interceptor: type, designation: report))
        units[unit].engagements.append(place)
        units[unit].guidedRounds += order.salvo
        units[unit].reservedRounds[type] += order.salvo
        nodes[node].files[order.track.rawValue]?.engagement = place
        nodes[node].files[order.track.rawValue]?.salvos += 1
        queue.schedule(
            .orderArrives(engagement: place), at: now.advanced(by: nodeModels[node].linkDelay), phase: .order)
    }

    func orderArrives(_ place: Int) {
        let unit = engagements[place].fireUnit
        guard units[unit].isAlive, radars[fireUnits[unit].engagementRadar].isAlive else {
            release(place, because: nil)
            return
        }
        if var service = model.idealisation?.serviceTime {
            if model.idealisation?.serviceIsExponential == true {
                var draws = stream(.service, entity: place)
                service = draws.nextExponential(mean: service)
            }
            // A textbook channel: held for the service time, rounds drawn at its end.
            engagements[place].phase = .assessing
            // The record keeper's target, even where it is down already: a wrongly assessed kill costs rounds.
            let track = engagements[place].order.track.rawValue
            engagements[place].truth = nodes[engagements[place].node].files[track]?.truth ?? -1
            queue.schedule(.assess(engagement: place), at: now.advanced(by: service), phase: .assessment)
            return
        }
        engagements[place].phase = .designated
        engagements[place].readyAt = now.advanced(by: fireUnits[unit].reactionTime)
        engagements[place].nextLook = now
        queue.schedule(
            .designationExpires(engagement: place),
            at: now.advanced(by: fireUnits[unit].designationTimeout), phase: .assessment)
        slewSector(unit, toward: engagements[place].designation)
        startFrames(unit)
    }

    private func startFrames(_ unit: Int) {
        guard !units[unit].isFraming else { return }
        units[unit].isFraming = true
        queue.schedule(.frame(fireUnit: unit), at: now.advanced(by: frameInterval), phase: .flight)
    }

    /// A free engagement radar turns its sector to its first target and keeps it while anything is engaged.
    private func slewSector(_ unit: Int, toward report: TrackReport) {
        guard units[unit].engagements.count <= 1, fireUnits[unit].sectorWidth < 2 * .pi else { return }
        let frame = radarUnits[fireUnits[unit].engagementRadar].value.site.frame
        let local = frame.toLocal(report.state.position).vector
        units[unit].sectorCentre = Elementary.atan2(local.x, local.y)
    }

    /// Seconds between the frames of an engagement radar; every frame flies the rounds and looks where a look is due.
    var frameInterval: Seconds { model.frameInterval }

    func frame(_ unit: Int) {
        let alive = units[unit].isAlive && radars[fireUnits[unit].engagementRadar].isAlive
        refreshSnapshots()
        // A copy of the list: engagements may be released on the way.
        for place in units[unit].engagements {
            if alive { watch(place) }
            fly(place)
        }
        if units[unit].engagements.isEmpty {
            units[unit].isFraming = false
        } else {
            queue.schedule(.frame(fireUnit: unit), at: now.advanced(by: frameInterval), phase: .flight)
        }
    }

    /// Looks at the engaged target when a look is due, and moves the engagement on.
    private func watch(_ place: Int) {
        let unit = engagements[place].fireUnit
        let phase = engagements[place].phase
        guard phase == .designated || phase == .locked || phase == .flying else { return }
        if now >= engagements[place].nextLook { lookAt(place, unit) }
        if phase == .designated { return }
        let silence = now.seconds(since: engagements[place].lastHit)
        if silence > 6 {
            // The beam has lost it: rounds in flight get no more guidance.
            if engagements[place].roundsFlying == 0 {
                release(place, because: .outsideEnvelope)
            } else {
                engagements[place].filter = nil
            }
            return
        }
        if !engagements[place].launchPending, engagements[place].launched < engagements[place].order.salvo,
            now >= engagements[place].readyAt, units[unit].isAlive
        {
            scheduleLaunch(place, unit)
        }
    }

    private func scheduleLaunch(_ place: Int, _ unit: Int) {
        let time = max(now, units[unit].nextLaunch)
        units[unit].nextLaunch = time.advanced(by: fireUnits[unit].launchInterval)
        engagements[place].launchPending = true
        queue.schedule(.launch(engagement: place), at: time, phase: .flight)
    }

    private func lookAt(_ place: Int, _ unit: Int) {
        let radar = fireUnits[unit].engagementRadar
        let tracked = units[unit].engagements.count
        engagements[place].nextLook = now.advanced(by: radarUnits[radar].value.site.model.updateInterval(trackedCount: tracked))
        if engagements[place].truth < 0 {
            engagements[place].truth = echoNear(engagements[place].designation, radar: radar)
            if engagements[place].truth < 0 { return }
        }
        let target = Int(engagements[place].truth)
        guard targets[target].isAlive else { return }
        guard sectorHolds(unit, targets[target].snapshot.position) else { return }
        engagements[place].looks += 1
        guard let detection = look(radar, target, at: now), !detection.isJamStrobe else { return }
        engagements[place].hits += 1
        engagements[place].lastHit = now
        let pose = SensorPose.identity
        if engagements[place].filter == nil {
            let velocity = radarUnits[radar].value.site.frame.rotateToLocal(engagements[place].designation.state.velocity.vector)
            engagements[place].filter = TrackFilter(
                configuration: engagementFilter, first: detection, pose: pose, velocity: velocity,
                velocityDeviation: max(30, engagements[place].designation.velocityDeviation))
        } else {
            engagements[place].filter?.update(detection, pose: pose)
        }
        record.effort.trackUpdates += 1
        if engagements[place].phase == .designated, engagements[place].hits >= 3 { engagements[place].phase = .locked }
    }

    private func sectorHolds(_ unit: Int, _ position: Position<EarthFixed>) -> Bool {
        let width = fireUnits[unit].sectorWidth
        guard width < 2 * .pi else { return true }
        let frame = radarUnits[fireUnits[unit].engagementRadar].value.site.frame
        let local = frame.toLocal(position).vector
        var turn = Elementary.atan2(local.x, local.y) - units[unit].sectorCentre
        if turn > .pi { turn -= 2 * .pi }
        if turn < -.pi { turn += 2 * .pi }
        return abs(turn) <= width / 2
    }

    /// The echo that a beam pointed by a designation meets: the nearest inside its gate, or none.
    private func echoNear(_ report: TrackReport, radar: Int) -> Int32 {
        let ahead = now.seconds(since: report.time)
        let expected = Position<EarthFixed>(report.state.position.vector + report.state.velocity.vector * ahead)
        return nearestTarget(to: expected, within: max(1_500, 4 * (report.positionDeviation + report.velocityDeviation * ahead)))
    }

    /// The live target nearest to a place, −1 where none is within `distance` metres.
    func nearestTarget(to place: Position<EarthFixed>, within distance: Double) -> Int32 {
        var best: Int32 = -1
        var nearest = distance
        for (number, coarse) in livePlaces.enumerated() {
            guard isNear(place, to: coarse.place, speed: coarse.speed, within: nearest) else { continue }
            let target = targets[Int(liveTargets[number])]
            guard target.isAlive else { continue }
            let distance = target.state(at: now).position.distance(to: place)
            if distance < nearest {
                nearest = distance
                best = liveTargets[number]
            }
        }
        return best
    }

    /// Whether a target can be within a distance of a place, by its last snapshot: cheap, and never wrongly false.
    @inline(__always)
    func isNear(_ place: Position<EarthFixed>, to target: TargetState, within distance: Double) -> Bool {
        isNear(place, to: target.snapshot.position.vector, speed: target.snapshot.velocity.speed, within: distance)
    }

    /// The same of a snapshot itself: its place, earth-fixed, and its speed.
    @inline(__always)
    private func isNear(_ place: Position<EarthFixed>, to snapshot: Vector3, speed: Double, within distance: Double) -> Bool {
        let reach = distance + 1.5 * speed * now.seconds(since: snapshotTime) + 200
        return (snapshot - place.vector).lengthSquared < reach * reach
    }

    func designationExpires(_ place: Int) {
        guard engagements[place].phase == .designated else { return }
        release(place, because: .windowClosesTooSoon)
    }

    /// Frees the channel and what is left of the salvo; the node may decide anew.
    func release(_ place: Int, because reason: RefusalReason?) {
        guard engagements[place].phase != .released else { return }
        let engagement = engagements[place]
        engagements[place].phase = .released
        let unsent = engagement.order.salvo - engagement.launched
        units[engagement.fireUnit].guidedRounds -= unsent + engagement.roundsFlying
        units[engagement.fireUnit].reservedRounds[engagement.interceptor] -= unsent
        units[engagement.fireUnit].engagements.removeAll { $0 == place }
        let track = engagement.order.track.rawValue
        if nodes[engagement.node].files[track]?.engagement == place {
            nodes[engagement.node].files[track]?.engagement = nil
            if engagement.launched == 0 {
                nodes[engagement.node].files[track]?.salvos -= 1
                nodes[engagement.node].files[track]?.restUntil = now.advanced(by: 5)
            }
        }
        if let reason, engagement.truth >= 0 {
            note(reason, target: Int(engagement.truth), decider: fireUnits[engagement.fireUnit].name)
        }
    }

    /// The fire unit judges what its salvo did, reports, and frees the channel.
    func assess(_ place: Int) {
        guard engagements[place].phase != .released else { return }
        let engagement = engagements[place]
        let unit = fireUnits[engagement.fireUnit]
        if model.idealisation?.serviceTime != nil { resolveTextbookSalvo(place) }
        var draws = stream(.assessment, entity: place)
        let truth = Int(engagements[place].truth)
        let isDown = truth >= 0 && !targets[truth].isAlive
        let calledKilled = isDown
            ? draws.nextUniform() >= unit.falseAliveProbability : draws.nextUniform() < unit.falseKillProbability
        let track = engagement.order.track.rawValue
        release(place, because: nil)
        if calledKilled {
            if !isDown, truth >= 0 { record.targets[truth].assessedKilledWrongly = now.seconds }
            if let recheck = unit.recheckDelay {
                nodes[engagement.node].files[track]?.restUntil = now.advanced(by: recheck)
            } else {
                nodes[engagement.node].files[track]?.isFinal = true
            }
        }
    }

    /// Reloads the launcher from the reserve of rounds.
    func reloaded(_ unit: Int, _ launcher: Int) {
        guard units[unit].isAlive, units[unit].launcherAlive[launcher] else { return }
        for type in model.interceptors.indices {
            let room = fireUnits[unit].launchers[launcher].rounds[type] - units[unit].rounds[launcher][type]
            let taken = min(room, units[unit].reloads[type])
            units[unit].rounds[launcher][type] += taken
            units[unit].reloads[type] -= taken
        }
    }
}
