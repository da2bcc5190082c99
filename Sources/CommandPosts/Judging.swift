package import CommandAndControl
import DefenceModels
import EarthEnvironment
import FireControl
import FlightDynamics
import NumericalMethods
package import Quantities
package import TacticalMessages
import TargetTracking

// Tracks → identity, threat, windows → a picture to decide on.
extension Posts {
    /// A track whose place is to be interrogated, or not.
    package struct Question {
        package var report: TrackReport
        package var isAsked: Bool
    }

    /// One track that may be fired at.
    private struct SeenTrack {
        var report: TrackReport
        var assessment: ThreatAssessment
        var judgement: Int
        /// The order that holds it already, where a second battery may join.
        var first: OpenOrder?
    }

    /// The tracks that a node judges in a cycle; nil where it decides nothing.
    package mutating func startCycle(_ place: Int, at now: SimulationTime) -> [Question]? {
        nodes[place].cycleScheduled = false
        guard decides(place) else { return nil }
        decisions += 1
        noticeLostOrders(place, at: now)
        let tracks = nodes[place].tracker.listEstimates(at: now)
        forgetOldFiles(place, tracks)
        let node = tables.nodes + place
        return tracks.prefix(node.pointee.trackCapacity).map { track in
            let file = nodes[place].files[track.identifier.rawValue]
            return Question(
                report: report(track, frame: node.pointee.frame, at: now),
                isAsked: (file?.identity ?? .unknown) == .unknown)
        }
    }

    /// Judges the tracks of a cycle and lays out what a decision may rest on.
    /// - Parameter replies: to the interrogation of each track's place.
    /// - Returns: what the record keeps of it.
    package mutating func judge(
        _ place: Int, _ questions: [Question], replies: [InterrogationReply], at now: SimulationTime
    ) -> [Judgement] {
        let units = known(place)
        // Where units say that they are engaging another post's tracks, by now.
        let others = units.flatMap { status in
            status.engaged.filter { Int($0.order.post.rawValue) != place }.map {
                Position<EarthFixed>(
                    $0.state.position.vector + $0.state.velocity.vector * now.seconds(since: status.time))
            }
        }
        var judgements: [Judgement] = []
        var picture = Picture(
            post: PostIdentifier(rawValue: Int32(place)), time: now, tracks: [], units: units, candidates: [], options: [],
            doctrine: tables.nodes[place].doctrine)
        var seen: [SeenTrack] = []
        judgements.reserveCapacity(questions.count)
        picture.tracks.reserveCapacity(questions.count)
        for (question, reply) in zip(questions, replies) {
            var judgement = Judgement(track: question.report.identifier)
            let (track, assessment, first) = judge(question.report, reply, node: place, others: others, at: now, &judgement)
            picture.tracks.append(track)
            if let assessment {
                seen.append(SeenTrack(report: track.report, assessment: assessment, judgement: judgements.count, first: first))
            }
            judgements.append(judgement)
        }
        windowsAsked += seen.count
        for entry in seen {
            let identifier = entry.report.identifier
            let file = nodes[place].files[identifier.rawValue]
            var memos = nodes[place].windowMemos.removeValue(forKey: identifier.rawValue) ?? []
            let answer = planner.answer(
                entry.report, assessment: entry.assessment, node: place, track: picture.candidates.count, statuses: units,
                spent: (file?.salvos ?? 0, file?.rounds ?? 0), besides: entry.first?.unit, memos: &memos, now: now)
            nodes[place].windowMemos[identifier.rawValue] = memos
            judgements[entry.judgement].opens = answer.opens
            judgements[entry.judgement].closes = answer.closes
            picture.options += answer.options
            markSelfDefence(&picture.options, last: answer.options.count, entry.report, node: place)
            var candidate = CandidateTrack(
                identifier: identifier, value: entry.assessment.value * (1 - (entry.first?.killProbability ?? 0)),
                timeToArrive: entry.assessment.timeToArrive, refusal: answer.refusal, salvosSpent: file?.salvos ?? 0,
                roundsLeft: tables.nodes[place].doctrine.roundsPerTargetMaximum - (file?.rounds ?? 0))
            candidate.isEngaged = entry.first != nil
            picture.candidates.append(candidate)
        }
        picture.engagements = openEngagements(place, picture)
        picture.sectors = sectorRadars(place, picture, threats: seen.map { ($0.report, $0.assessment) })
        picture.exposed = exposedRadars(place, picture)
        nodes[place].picture = picture
        return judgements
    }

    /// A cycle is over.
    /// - Returns: whether another is due.
    package mutating func endCycle(_ place: Int) -> Bool {
        nodes[place].cycleScheduled = nodes[place].tracker.hasTracks || hasMoves(place)
        return nodes[place].cycleScheduled
    }

    private mutating func forgetOldFiles(_ place: Int, _ tracks: [TrackEstimate]) {
        guard nodes[place].files.count > 2 * tracks.count + 64 else { return }
        let alive = Set(tracks.map(\.identifier.rawValue))
        nodes[place].files = nodes[place].files.filter { alive.contains($0.key) || $0.value.order != nil }
        nodes[place].windowMemos = nodes[place].windowMemos.filter { alive.contains($0.key) }
    }

    /// Identity and threat of a track; no threat where it is engaged, at rest, called killed, not to be fired at or harmless.
    private mutating func judge(
        _ estimate: TrackReport, _ reply: InterrogationReply, node place: Int, others: [Position<EarthFixed>],
        at now: SimulationTime, _ judgement: inout Judgement
    ) -> (Picture.Track, ThreatAssessment?, joining: OpenOrder?) {
        let node = tables.nodes + place
        let identifier = estimate.identifier.rawValue
        var report = estimate
        var file = nodes[place].files[identifier] ?? TrackFile(identification: IdentificationState(node.pointee.identification))
        if nodes[place].files[identifier] == nil { takeOver(&file, report, node: place, at: now) }
        if file.rounds > 0 {
            file.lastSeen = LastSeen(report: estimate, succeededAt: isSucceeded(file, report) ? file.lastSeen?.succeededAt : nil)
        }
        if file.identity == .unknown {
            identify(&file, report, reply, node.pointee.identification, at: now)
        }
        if file.identity != .unknown { judgement.declared = file.identity }
        watchKilled(&file, report)
        report.identity = file.identity
        nodes[place].files[identifier] = file
        let track = Picture.Track(report: report, order: file.order, isCalledKilled: file.killedAt != nil || file.isFinal)
        let first = joinable(file, report, node: place)
        if file.order != nil && first == nil || file.restUntil > now || track.isCalledKilled || isSucceeded(file, report)
            || isEngaged(report, by: others)
        {
            return (track, nil, nil)
        }
        guard mayFire(at: file.identity, node.pointee.rules) else {
            judgement.refusal = node.pointee.rules == .hold || file.identity == .friend || file.identity == .civil
                ? .rulesOfEngagement : .notIdentified
            return (track, nil, nil)
        }
        guard node.pointee.doctrine.allowsMore(afterSalvos: file.salvos, rounds: file.rounds) else { return (track, nil, nil) }
        guard let assessment = ThreatEvaluation.evaluate(report, assets: tables.defended) else {
            if first == nil { judgement.refusal = .notAThreat }
            return (track, nil, nil)
        }
        judgement.isThreat = true
        if first != nil, report.ballisticProbability <= 0.5, !isRadar(assessment.asset) { return (track, nil, nil) }
        return (track, assessment, first)
    }

    /// A track called killed that goes on is alive after all: two updates by plots later than the report. One may be a
    /// neighbour's or a false alarm's; a dead target gives none.
    private func watchKilled(_ file: inout TrackFile, _ report: TrackReport) {
        guard let killedAt = file.killedAt, report.lastUpdate > killedAt, report.lastUpdate > file.lastUpdateSinceKill else { return }
        file.lastUpdateSinceKill = report.lastUpdate
        file.updatesSinceKill += 1
        if file.updatesSinceKill >= 2 { file.killedAt = nil }
    }

    /// Whether a track lies where a fire unit says that it is engaging one of another post's.
    private func isEngaged(_ report: TrackReport, by others: [Position<EarthFixed>]) -> Bool {
        others.contains {
            $0.distance(to: report.state.position) < 3_000 + 4 * report.positionDeviation
        }
    }

    private func mayFire(at identity: TrackIdentity, _ rules: RulesOfEngagement) -> Bool {
        switch rules {
        case .hold: false
        case .tight: identity == .hostile
        case .free: identity != .friend && identity != .civil
        }
    }

    func report(_ track: TrackEstimate, frame: LocalLevelFrame, at now: SimulationTime) -> TrackReport {
        var report = TrackReport(
            identifier: track.identifier, time: now,
            state: KinematicState(
                position: frame.toEarthFixed(Position<LocalLevel>(track.position)),
                velocity: Velocity(frame.rotateToEarthFixed(track.velocity))),
            positionDeviation: track.deviations.position, velocityDeviation: track.deviations.velocity,
            ballisticProbability: track.ballisticProbability, lastUpdate: track.lastUpdate)
        report.seenSince = track.startedAt
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
        if identity == .hostile, report.ballisticProbability < 0.5, now.seconds(since: report.seenSince ?? now) < model.decisionTime {
            return
        }
        file.identity = identity
    }
}
