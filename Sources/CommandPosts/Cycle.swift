package import CommandAndControl
import DefenceModels
import EarthEnvironment
import FlightDynamics
import FireControl
import NumericalMethods
package import Quantities
package import TacticalMessages
import TargetTracking

// Tracks → identity, threat, windows → orders: the command post's cycle.
extension Posts {
    /// One track that may be fired at.
    private struct SeenTrack {
        var report: TrackReport
        var assessment: ThreatAssessment
        var judgement: Int
    }

    /// The tracks that a node judges in a cycle; nil where it decides nothing.
    package mutating func picture(of place: Int, at now: SimulationTime) -> [PictureTrack]? {
        nodes[place].cycleScheduled = false
        guard decides(place) else { return nil }
        decisions += 1
        let tracks = nodes[place].tracker.tracks
        forgetOldFiles(place, tracks)
        let node = tables.nodes + place
        return tracks.prefix(node.pointee.trackCapacity).map { track in
            let file = nodes[place].files[track.identifier.rawValue]
            return PictureTrack(
                report: report(track, frame: node.pointee.frame, at: now),
                isToBeInterrogated: (file?.identity ?? .unknown) == .unknown)
        }
    }

    /// Judges the tracks of a picture and gives orders.
    /// - Parameters:
    ///   - replies: to the interrogation of each track's place.
    ///   - statuses: of the node's fire units, in the node's order.
    package mutating func decide(
        _ place: Int, on picture: [PictureTrack], replies: [InterrogationReply], statuses: [UnitStatus],
        at now: SimulationTime
    ) -> CycleReport {
        var cycle = CycleReport()
        var seen: [SeenTrack] = []
        cycle.judgements.reserveCapacity(picture.count)
        for (track, reply) in zip(picture, replies) {
            var judgement = CycleReport.Judgement(track: track.report.identifier)
            if let (report, assessment) = judge(track.report, reply, node: place, at: now, &judgement) {
                seen.append(SeenTrack(report: report, assessment: assessment, judgement: cycle.judgements.count))
            }
            cycle.judgements.append(judgement)
        }
        var candidates: [CandidateTrack] = []
        var options: [EngagementOption] = []
        for entry in seen {
            let identifier = entry.report.identifier
            var memos = nodes[place].windowMemos.removeValue(forKey: identifier.rawValue) ?? []
            let answer = planner.answer(
                entry.report, assessment: entry.assessment, node: place, track: candidates.count, statuses: statuses,
                memos: &memos, now: now)
            nodes[place].windowMemos[identifier.rawValue] = memos
            cycle.judgements[entry.judgement].opens = answer.opens
            cycle.judgements[entry.judgement].closes = answer.closes
            options += answer.options
            candidates.append(
                CandidateTrack(
                    identifier: identifier, value: entry.assessment.value, timeToArrive: entry.assessment.timeToArrive,
                    refusal: answer.refusal, salvosSpent: nodes[place].files[identifier.rawValue]?.salvos ?? 0))
        }
        let decision = CommandCycle.decide(
            tracks: candidates, fireUnits: statuses.map(FireUnitStatus.init), options: options,
            doctrine: tables.nodes[place].doctrine, now: now)
        cycle.decisions = decision.taken.map { option, salvo in
            let report = seen[options[option].track].report
            return .init(order: order(options[option], salvo: salvo, track: report.identifier, node: place, at: now), report: report)
        }
        for (number, refusal) in decision.refusals.enumerated() {
            guard let refusal else { continue }
            cycle.refusals.append((seen[number].report.identifier, refusal))
            if tables.nodes[place].refusalIsFinal {
                nodes[place].files[seen[number].report.identifier.rawValue]?.isFinal = true
            }
        }
        cycle.goesOn = nodes[place].tracker.hasTracks
        nodes[place].cycleScheduled = cycle.goesOn
        return cycle
    }

    private mutating func forgetOldFiles(_ place: Int, _ tracks: [TargetTrack]) {
        guard nodes[place].files.count > 2 * tracks.count + 64 else { return }
        let alive = Set(tracks.map(\.identifier.rawValue))
        nodes[place].files = nodes[place].files.filter { alive.contains($0.key) || $0.value.engagement != nil }
        nodes[place].windowMemos = nodes[place].windowMemos.filter { alive.contains($0.key) }
    }

    /// Identity and threat of a track; nil where it is engaged, at rest, not to be fired at or no threat.
    private mutating func judge(
        _ estimate: TrackReport, _ reply: InterrogationReply, node place: Int, at now: SimulationTime,
        _ judgement: inout CycleReport.Judgement
    ) -> (TrackReport, ThreatAssessment)? {
        let node = tables.nodes + place
        let identifier = estimate.identifier.rawValue
        var report = estimate
        var file = nodes[place].files[identifier] ?? TrackFile(identification: IdentificationState(node.pointee.identification))
        if file.seenAt == .zero { file.seenAt = now }
        if file.identity == .unknown {
            identify(&file, report, reply, node.pointee.identification, at: now)
            if file.identity != .unknown { judgement.declared = file.identity }
        }
        report.identity = file.identity
        nodes[place].files[identifier] = file
        if file.engagement != nil || file.restUntil > now || file.isFinal { return nil }
        guard mayFire(at: file.identity, node.pointee.rules) else {
            judgement.refusal = node.pointee.rules == .hold || file.identity == .friend || file.identity == .civil
                ? .rulesOfEngagement : .notIdentified
            return nil
        }
        guard file.salvos < node.pointee.doctrine.salvosMaximum else { return nil }
        guard let assessment = ThreatEvaluation.evaluate(report, assets: tables.defended) else {
            judgement.refusal = .notAThreat
            return nil
        }
        judgement.isThreat = true
        return (report, assessment)
    }

    private func mayFire(at identity: TrackIdentity, _ rules: RulesOfEngagement) -> Bool {
        switch rules {
        case .hold: false
        case .tight: identity == .hostile
        case .free: identity != .friend && identity != .civil
        }
    }

    func report(_ track: TargetTrack, frame: LocalLevelFrame, at now: SimulationTime) -> TrackReport {
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

    /// One interrogation and the motion of the track, until an identity is declared.
    private func identify(
        _ file: inout TrackFile, _ report: TrackReport, _ reply: InterrogationReply, _ model: IdentificationModel,
        at now: SimulationTime
    ) {
        let speed = report.state.velocity.speed
        let height = EarthModel.wgs84.height(at: report.state.position.vector)
        file.identification.takeMotion(
            speed: speed, speedDeviation: report.velocityDeviation, height: height, heightDeviation: report.positionDeviation,
            ballistic: report.ballisticProbability)
        if report.echoes >= 4 { file.identification.takeEcho(crossSection: report.crossSection) }
        let corridors = tables.model.corridors
        if !corridors.isEmpty, report.velocityDeviation < 60, report.positionDeviation < 3_000 {
            file.identification.takePlace(
                insideCorridor: corridors.contains {
                    $0.holds(position: report.state.position.vector, velocity: report.state.velocity.vector, height: height)
                })
        }
        file.identification.take(reply, model)
        let (identity, _) = file.identification.identity(model)
        guard identity != .unknown else { return }
        // Silence alone proves nothing at once: interrogations go on for the decision time first.
        if identity == .hostile, report.ballisticProbability < 0.5, now.seconds(since: file.seenAt) < model.decisionTime { return }
        file.identity = identity
    }

    private func order(
        _ option: EngagementOption, salvo: Int, track: TrackIdentifier, node place: Int, at now: SimulationTime
    ) -> EngagementOrder {
        var missed = 1.0
        for _ in 0..<salvo { missed *= 1 - option.killProbability }
        return EngagementOrder(
            track: track, fireUnit: FireUnitIdentifier(rawValue: Int32(tables.nodes[place].fireUnits[option.fireUnit])),
            interceptorType: option.interceptorType, salvo: salvo, time: now, launchNotBefore: option.launchNotBefore,
            launchNotAfter: option.launchNotAfter, expectedKillProbability: 1 - missed)
    }
}

extension FireUnitStatus {
    /// What the assignment needs of a unit's status.
    init(_ status: UnitStatus) {
        self.init(
            identifier: status.fireUnit, freeTargetChannels: status.freeTargetChannels,
            freeGuidanceChannels: status.freeGuidanceChannels, readyRounds: status.readyRounds)
    }
}
