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

// Tracks → identity, threat, windows → orders: the command post's cycle.
extension Battle {
    /// One track as a node sees it now.
    private struct SeenTrack {
        var report: TrackReport
        var assessment: ThreatAssessment
        var truth: Int32
    }

    func commandCycle(_ place: Int) {
        nodes[place].cycleScheduled = false
        guard nodes[place].isAlive, nodes[place].isInCharge else { return }
        record.effort.decisions += 1
        refreshSnapshots()
        var seen: [SeenTrack] = []
        var candidates: [CandidateTrack] = []
        let tracks = nodes[place].tracker.tracks
        forgetOldFiles(place, tracks)
        for track in tracks.prefix(nodeModels[place].trackCapacity) {
            guard let entry = judge(track, node: place) else { continue }
            seen.append(entry)
        }
        let statuses = nodeModels[place].fireUnits.map { status(of: $0) }
        var options: [EngagementOption] = []
        for entry in seen {
            let (found, refusal) = windows(
                entry.report, assessment: entry.assessment, node: place, track: candidates.count, statuses: statuses,
                truth: entry.truth)
            options += found
            candidates.append(
                CandidateTrack(
                    identifier: entry.report.identifier, value: entry.assessment.value,
                    timeToArrive: entry.assessment.timeToArrive, refusal: refusal,
                    salvosSpent: nodes[place].files[entry.report.identifier.rawValue]?.salvos ?? 0))
        }
        let decision = CommandCycle.decide(
            tracks: candidates, fireUnits: statuses, options: options, doctrine: nodeModels[place].doctrine,
            now: now)
        for (option, salvo) in decision.taken {
            order(options[option], salvo: salvo, seen: seen[options[option].track], node: place)
        }
        for (number, refusal) in decision.refusals.enumerated() {
            guard let refusal, seen[number].truth >= 0 else { continue }
            note(refusal, target: Int(seen[number].truth), decider: nodeModels[place].name)
            if model.idealisation?.refusalIsFinal == true {
                nodes[place].files[seen[number].report.identifier.rawValue]?.isFinal = true
            }
        }
        if nodes[place].tracker.hasTracks {
            nodes[place].cycleScheduled = true
            queue.schedule(
                .commandCycle(node: place), at: now.advanced(by: nodeModels[place].cycle), phase: .command)
        }
    }

    private func forgetOldFiles(_ place: Int, _ tracks: [TargetTrack]) {
        guard nodes[place].files.count > 2 * tracks.count + 64 else { return }
        let alive = Set(tracks.map(\.identifier.rawValue))
        nodes[place].files = nodes[place].files.filter { alive.contains($0.key) || $0.value.engagement != nil }
        nodes[place].windowMemos = nodes[place].windowMemos.filter { alive.contains($0.key) }
    }

    /// Identity and threat of a track; nil where it is engaged, at rest, not to be fired at or no threat.
    private func judge(_ track: TargetTrack, node place: Int) -> SeenTrack? {
        let node = nodeModels + place
        let identifier = track.identifier.rawValue
        var file = nodes[place].files[identifier] ?? TrackFile(identification: IdentificationState(node.pointee.identification))
        if file.seenAt == .zero { file.seenAt = now }
        var report = self.report(track, frame: node.pointee.frame)
        file.truth = followed(file.truth, report)
        let truth = Int(file.truth)
        if truth >= 0, record.targets[truth].tracked == nil { record.targets[truth].tracked = now.seconds }
        identify(&file, report, node: node.pointee)
        report.identity = file.identity
        nodes[place].files[identifier] = file
        if file.engagement != nil || file.restUntil > now || file.isFinal { return nil }
        let mayFire: Bool
        switch node.pointee.rules {
        case .hold: mayFire = false
        case .tight: mayFire = file.identity == .hostile
        case .free: mayFire = file.identity != .friend && file.identity != .civil
        }
        guard mayFire else {
            if truth >= 0, model.targets[truth].allegiance == .hostile {
                let reason: RefusalReason = node.pointee.rules == .hold || file.identity == .friend || file.identity == .civil
                    ? .rulesOfEngagement : .notIdentified
                note(reason, target: truth, decider: node.pointee.name)
            }
            return nil
        }
        guard file.salvos < node.pointee.doctrine.salvosMaximum else { return nil }
        guard let assessment = ThreatEvaluation.evaluate(report, assets: defended) else {
            if truth >= 0 { note(.notAThreat, target: truth, decider: node.pointee.name) }
            return nil
        }
        if truth >= 0, record.targets[truth].judgedThreat == nil { record.targets[truth].judgedThreat = now.seconds }
        return SeenTrack(report: report, assessment: assessment, truth: file.truth)
    }

    private func report(_ track: TargetTrack, frame: LocalLevelFrame) -> TrackReport {
        let estimate = track.filter.extrapolated(to: now)
        let deviations = track.filter.deviations
        var report = TrackReport(
            identifier: track.identifier, time: now,
            state: KinematicState(
                position: frame.toEarthFixed(Position<LocalLevel>(estimate.position)),
                velocity: Velocity(frame.rotateToEarthFixed(estimate.velocity))),
            positionDeviation: deviations.position, velocityDeviation: deviations.velocity,
            ballisticProbability: track.filter.ballisticProbability, lastUpdate: track.lastUpdate)
        report.crossSection = track.crossSection
        report.echoes = track.hits
        return report
    }

    /// Which target a track follows, for the record alone: the last one while it stays near, else the nearest.
    private func followed(_ last: Int32, _ report: TrackReport) -> Int32 {
        func distance(_ target: Int32) -> Double {
            targets[Int(target)].state(at: now).position.distance(to: report.state.position)
        }
        if last >= 0, targets[Int(last)].isAlive, distance(last) < 4_000 { return last }
        let best = nearestTruth(to: report)
        // A track that coasts over a target just lost keeps its name.
        return best < 0 && model.idealisation != nil ? last : best
    }

    /// The live target nearest to a report, within 3 km and four deviations; −1 where there is none.
    func nearestTruth(to report: TrackReport) -> Int32 {
        nearestTarget(to: report.state.position, within: 3_000 + 4 * report.positionDeviation)
    }

    /// One interrogation and the motion of the track, until an identity is declared.
    private func identify(_ file: inout TrackFile, _ report: TrackReport, node: CommandNode) {
        guard file.identity == .unknown else { return }
        let speed = report.state.velocity.speed
        let height = EarthModel.wgs84.height(at: report.state.position.vector)
        file.identification.takeMotion(
            speed: speed, speedDeviation: report.velocityDeviation, height: height, heightDeviation: report.positionDeviation,
            ballistic: report.ballisticProbability)
        if report.echoes >= 4 { file.identification.takeEcho(crossSection: report.crossSection) }
        if !model.corridors.isEmpty, report.velocityDeviation < 60, report.positionDeviation < 3_000 {
            file.identification.takePlace(
                insideCorridor: model.corridors.contains {
                    $0.holds(position: report.state.position.vector, velocity: report.state.velocity.vector, height: height)
                })
        }
        file.identification.take(interrogate(file.truth, node: node), node.identification)
        let (identity, _) = file.identification.identity(node.identification)
        guard identity != .unknown else { return }
        // Silence alone proves nothing at once: interrogations go on for the decision time first.
        if identity == .hostile, report.ballisticProbability < 0.5,
            now.seconds(since: file.seenAt) < node.identification.decisionTime
        {
            return
        }
        file.identity = identity
        let truth = Int(file.truth)
        if truth >= 0, record.targets[truth].identified == nil {
            record.targets[truth].identified = now.seconds
            record.targets[truth].identity = "\(identity)"
        }
    }

    /// What comes back when the place of a track is interrogated: a matter of what flies there.
    private func interrogate(_ truth: Int32, node: CommandNode) -> InterrogationReply {
        guard truth >= 0 else { return .none }
        let answersFriendly = model.targets[Int(truth)].answersFriendly
        let answersCivil = model.targets[Int(truth)].answersCivil
        var draws = stream(
            .identification, entity: Int(truth), counter: UInt32(truncatingIfNeeded: now.nanoseconds / 100_000_000))
        let draw = draws.nextUniform()
        if answersFriendly { return draw < node.identification.answerProbability ? .friendly : .none }
        if answersCivil { return draw < node.identification.answerProbability ? .civil : .none }
        return draw < node.identification.falseAnswerProbability ? .civil : .none
    }

    private func status(of unit: Int) -> FireUnitStatus {
        let fire = fireUnits + unit
        let able = units[unit].isAlive && radars[fire.pointee.engagementRadar].isAlive
        var ready = Array(repeating: 0, count: model.interceptors.count)
        for launcher in units[unit].rounds.indices
        where units[unit].launcherAlive[launcher] && units[unit].reloadingUntil[launcher] <= now {
            for type in ready.indices { ready[type] += units[unit].rounds[launcher][type] }
        }
        for type in ready.indices { ready[type] = max(0, ready[type] - units[unit].reservedRounds[type]) }
        return FireUnitStatus(
            identifier: FireUnitIdentifier(rawValue: Int32(unit)),
            freeTargetChannels: able ? fire.pointee.targetChannels - units[unit].engagements.count : 0,
            freeGuidanceChannels: able ? fire.pointee.guidanceChannels - units[unit].guidedRounds : 0, readyRounds: ready)
    }

    private func order(_ option: EngagementOption, salvo: Int, seen: SeenTrack, node place: Int) {
        let unit = nodeModels[place].fireUnits[option.fireUnit]
        var missed = 1.0
        for _ in 0..<salvo { missed *= 1 - option.killProbability }
        let order = EngagementOrder(
            track: seen.report.identifier, fireUnit: FireUnitIdentifier(rawValue: Int32(unit)),
            interceptorType: option.interceptorType, salvo: salvo, time: now, launchNotBefore: option.launchNotBefore,
            launchNotAfter: option.launchNotAfter, expectedKillProbability: 1 - missed)
        if seen.truth >= 0 {
            let type = interceptorTypes[Int(option.interceptorType.rawValue)].value.name
            noteOrder(
                target: Int(seen.truth), decider: nodeModels[place].name,
                order: "\(salvo) × \(type) by \(fireUnits[unit].name)")
        }
        beginEngagement(order, node: place, report: seen.report, truth: seen.truth)
    }
}
