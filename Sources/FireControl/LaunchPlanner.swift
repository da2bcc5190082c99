package import CommandAndControl
package import DefenceModels
import EarthEnvironment
import FlightDynamics
import NumericalMethods
package import Quantities
import RadarSensing
import RunRecords
package import TacticalMessages

/// Launch windows: where fly-out, radar horizon and reaction time meet a track's expected path.
///
/// Pure functions of fly-out tables, sensors, a track and what the fire units said of themselves; nothing is remembered but
/// the searches that the caller keeps.
package struct LaunchPlanner {
    let tables: DefenceTables

    package init(_ tables: DefenceTables) { self.tables = tables }

    /// The ways to engage one track, and what stands against it.
    package struct Answer {
        package var options: [EngagementOption] = []
        /// The reason where there is no option.
        package var refusal = RefusalReason.outsideEnvelope
        /// First launch and last launch of windows searched for now, seconds from now; nil where none was found.
        package var opens: Seconds?
        package var closes: Seconds?
    }

    /// Every way to engage a track now, and the reason where there is none.
    /// - Parameters:
    ///   - track: its place in the list of candidates.
    ///   - statuses: of the node's fire units, in the node's order.
    ///   - spent: salvos and rounds that the track has cost already.
    ///   - first: place of the unit that engages it already: another may join where no second salvo could follow its own; nil for none.
    ///   - memos: searches kept for this track, unit by unit and type by type.
    package func answer(
        _ report: TrackReport, assessment: ThreatAssessment, node place: Int, track: Int, statuses: [UnitStatus],
        spent: (salvos: Int, rounds: Int), besides first: Int? = nil, memos: inout [WindowMemo], now: SimulationTime
    ) -> Answer {
        var answer = Answer()
        var isAnyAble = false
        let node = tables.nodes + place
        let kind = SalvoRule.TargetKind(report)
        let types = tables.interceptors.count
        if memos.isEmpty { memos = Array(repeating: WindowMemo(), count: node.pointee.fireUnits.count * types) }
        for (number, unit) in node.pointee.fireUnits.enumerated() where number != first {
            let fire = tables.fireUnits + unit
            let status = statuses[number]
            if case .drawn(let effector) = fire.pointee.kind {
                isAnyAble = true
                guard first == nil else { continue }
                answer.refusal = .noRoundsReady
                answer.options += drawnOptions(effector, report, track: track, unit: (number, tables.unitSites[unit]), now)
                continue
            }
            guard status.isAble else {
                if !status.isInAction { answer.refusal = stronger(answer.refusal, .outOfAction) }
                continue
            }
            isAnyAble = true
            let isFree = status.freeTargetChannels > 0 && status.freeGuidanceChannels > 0
            let reaction = reaction(of: unit, to: report, now: now) + node.pointee.linkDelay
            let opening = reaction + node.pointee.cycle
            if !tables.unitLoads[unit].contains(true) { answer.refusal = stronger(answer.refusal, .noRoundsReady) }
            for type in 0..<types where tables.unitLoads[unit][type] {
                let slot = number * types + type
                let canAct = isFree && status.readyRounds[type] > 0
                if !memos[slot].serves(now, reaction: reaction, opening: opening, canAct: canAct) {
                    let view = View(
                        sectorCentre: status.sectorCentre, isEngaged: status.isEngaged, node: place,
                        isAnySensor: seeksAlone(report, type: type))
                    let window = window(
                        report, assessment: assessment, unit: unit, type: type, view: view, reaction: reaction)
                    if let first = window.firstLaunch {
                        answer.opens = answer.opens ?? first.launch
                        answer.closes = max(answer.closes ?? -.infinity, window.lastLaunch)
                    }
                    let escape = memos[slot].escape
                    memos[slot] = WindowMemo(window, at: now, opening: opening, timeToArrive: assessment.timeToArrive)
                    memos[slot].escape = escape
                }
                let window = memos[slot].window(at: now, reaction: reaction)
                guard let earliest = window.firstLaunch else {
                    answer.refusal = stronger(answer.refusal, window.refusal)
                    continue
                }
                // A channel is not tied up on a target that the engagement radar cannot lock on to yet.
                guard seeksAlone(report, type: type) || mayLock(report, unit: unit) else {
                    answer.refusal = stronger(answer.refusal, .unseenByGuidingRadar)
                    continue
                }
                if earliest.launch > opening {
                    answer.refusal = stronger(answer.refusal, .windowNotOpen)
                    continue
                }
                if kind.canTurnAway, node.pointee.doctrine.keepsToNoEscapeZone,
                    !holds(report, window, unit: unit, type: type, memo: &memos[slot], now: now)
                {
                    answer.refusal = stronger(answer.refusal, .outsideNoEscapeZone)
                    continue
                }
                let canLookAgain = canLookAgain(report, kind: kind, window, unit: unit, type: type, node: place, memo: &memos[slot])
                let salvo = SalvoRule.rounds(
                    node.pointee.doctrine, kind: kind, killProbability: earliest.killProbability, canLookAgain: canLookAgain,
                    spent: spent.salvos,
                    roundsLeft: node.pointee.doctrine.roundsPerTargetMaximum - spent.rounds)
                guard salvo > 0, first == nil || !canLookAgain else { continue }
                var option = EngagementOption(
                    track: track, fireUnit: number, interceptorType: InterceptorTypeIdentifier(rawValue: Int32(type)),
                    launchNotBefore: now.advanced(by: earliest.launch),
                    launchNotAfter: now.advanced(by: window.lastLaunch),
                    interceptTime: now.advanced(by: earliest.intercept), killProbability: earliest.killProbability,
                    price: tables.interceptors[type].value.price.best, salvo: salvo)
                option.isLastChance = !canLookAgain
                answer.options.append(option)
            }
        }
        if !isAnyAble, answer.refusal != .outOfAction { answer.refusal = .commandLost }
        return answer
    }

    /// One place of a track's expected path that a round can come to.
    private struct Meeting {
        var time: Double
        var point: Vector3
        var height: Double
        var launch: Double
        var fly: FlyOut
    }

    /// Samples of a track's path in a search for windows.
    private static var samples: Int { 14 }

    /// Samples the track's expected path from now until it arrives; a point counts when a round can be there in time,
    /// the engagement radar sees it, and it lies inside the round's envelope.
    private func window(
        _ report: TrackReport, assessment: ThreatAssessment, unit: Int, type: Int, view: View, reaction: Seconds
    ) -> LaunchWindow {
        var window = LaunchWindow()
        let interceptor = tables.interceptors[type]
        let site = tables.unitSites[unit]
        let position = report.state.position.vector
        let velocity = report.state.velocity.vector
        let horizon = min(assessment.timeToArrive, 600)
        let reach = interceptor.value.flyOut.rangeMaximum
        // Out of all reach even at the end of its way: no need to look closer.
        let distance = (position - site).length
        let speed = velocity.length
        if distance - speed * horizon > reach { return window }
        // Nothing is met before the round has had its reaction time, nor before the target is near enough.
        let soonest = max(reaction, (distance - reach) / max(1, speed))
        guard soonest < horizon else {
            // It comes into reach, and the crew takes longer than that.
            if reaction >= horizon { window.refusal = .windowClosesTooSoon }
            return window
        }
        return withUnsafeTemporaryAllocation(of: Meeting.self, capacity: Self.samples) { meetings in
            let count = meet(
                report, interceptor: interceptor, site: site, from: soonest, to: horizon, into: meetings)
            // The first launch and the last that meet it: what the radar does not see is asked for no more often than needed.
            for place in 0..<count {
                let meeting = meetings[place]
                if meeting.launch < reaction {
                    if let hindrance = hindrance(unit, view, meeting.point, meeting.height) { window.refusal = hindrance } else {
                        window.refusal = .windowClosesTooSoon
                    }
                    continue
                }
                if let hindrance = hindrance(unit, view, meeting.point, meeting.height) {
                    window.refusal = hindrance
                    continue
                }
                window.firstLaunch = (meeting.launch, meeting.time, plannedKill(type, report, meeting.fly))
                window.lastLaunch = meeting.launch
                break
            }
            guard let first = window.firstLaunch else { return window }
            for place in (0..<count).reversed() where meetings[place].launch > window.lastLaunch {
                if hindrance(unit, view, meetings[place].point, meetings[place].height) == nil {
                    window.lastLaunch = meetings[place].launch
                }
            }
            // A point a little further on may be met by a launch now: the first reachable sample bounds it from above.
            if first.launch > reaction {
                window.firstLaunch = refined(
                    first, report: report, site: site, interceptor: interceptor, reaction: reaction, unit: unit, view: view)
            }
            return window
        }
    }

    /// The samples of a track's path that lie inside a round's envelope, in time; returns how many.
    private func meet(
        _ report: TrackReport, interceptor: Fixed<InterceptorType>, site: Vector3, from soonest: Double,
        to horizon: Double, into meetings: UnsafeMutableBufferPointer<Meeting>
    ) -> Int {
        let position = report.state.position.vector
        let velocity = report.state.velocity.vector
        let up = position.normalized
        let heightNow = EarthModel.wgs84.height(at: position)
        let climb = velocity.dot(up)
        let isBallistic = report.ballisticProbability > 0.5
        var falling = report.state
        var fallen = 0.0
        let rangeMinimum = interceptor.value.flyOut.rangeMinimum
        let rangeMaximum = interceptor.value.flyOut.rangeMaximum
        let heightMinimum = interceptor.value.plannedHeightMinimum
        let origin = FlyOutTable.Origin(site)
        let doubt = isBallistic ? 0 : min(300, report.positionDeviation)
        var count = 0
        for step in 1...Self.samples {
            let time = soonest + (horizon - soonest) * Double(step) / Double(Self.samples)
            var point = position + velocity * time
            var height: Double
            if isBallistic {
                falling = TargetExtrapolation.falling.carried(falling, by: time - fallen)
                fallen = time
                point = falling.position.vector
                height = EarthModel.wgs84.height(at: point)
                if height < 0 { break }
            } else {
                // Level flight keeps its height over the curving earth; a climb or dive goes on for half a minute.
                height = max(20, heightNow + climb * min(time, 30))
            }
            // Its height is known no better than its track is; what may be high enough is met at the least height that can be.
            if height + doubt < heightMinimum { continue }
            height = max(height, heightMinimum)
            // The angle over the ground does not change with height.
            let ground = origin.groundRange(to: point)
            guard ground < rangeMaximum, ground >= rangeMinimum else { continue }
            let fly = interceptor.value.flyOut.fly(groundRange: ground, altitude: height)
            guard fly.isReachable else { continue }
            if !isBallistic { point += point.normalized * (height - EarthModel.wgs84.height(at: point)) }
            meetings.initializeElement(
                at: count,
                to: Meeting(time: time, point: point, height: height, launch: time - fly.timeOfFlight, fly: fly))
            count += 1
        }
        return count
    }

    /// Why a point cannot be engaged by a unit's radar; nil where it can.
    private func hindrance(_ unit: Int, _ view: View, _ point: Vector3, _ height: Double) -> RefusalReason? {
        if view.isAnySensor, sensors(of: view.node, see: point, height) { return nil }
        guard sees(tables.radars[tables.fireUnits[unit].engagementRadar], point, height) else { return .unseenByGuidingRadar }
        return sectorAllows(unit, view, point) ? nil : .outsideSector
    }

    /// Asks the fly-out for the intercept that an immediate launch would make, and takes it where it is reachable and seen.
    private func refined(
        _ first: (launch: Double, intercept: Double, killProbability: Double), report: TrackReport, site: Vector3,
        interceptor: Fixed<InterceptorType>, reaction: Double, unit: Int, view: View
    ) -> (launch: Double, intercept: Double, killProbability: Double) {
        let extrapolation: TargetExtrapolation = report.ballisticProbability > 0.5 ? .falling : .constantVelocity
        guard
            let solution = interceptor.value.flyOut.predictedIntercept(
                from: Position(site), target: report.state, launchDelay: reaction, extrapolation: extrapolation,
                near: first.intercept),
            solution.isReachable, solution.time < first.intercept,
            hindrance(unit, view, solution.point.vector, WGS84.heightAboveEllipsoid(solution.point)) == nil
        else { return first }
        return (reaction, solution.time, first.killProbability)
    }

    /// The planner's single-shot belief: the class claim, less where the round arrives with little in hand.
    private func plannedKill(_ type: Int, _ report: TrackReport, _ fly: FlyOut) -> Double {
        let interceptor = tables.interceptors[type]
        if let fixed = interceptor.value.fixedKillProbability { return fixed }
        let claims = interceptor.value.plannedKillProbability
        let base: Double
        if report.ballisticProbability > 0.5 {
            base = claims.ballistic
        } else if EarthModel.wgs84.height(at: report.state.position.vector) < 1_000 {
            base = claims.cruiseMissile
        } else {
            base = claims.aircraft
        }
        return base * min(1, 0.6 + fly.margin)
    }

    /// The refusal that says most about a track with no option at all.
    private func stronger(_ old: RefusalReason, _ new: RefusalReason) -> RefusalReason {
        func rank(_ reason: RefusalReason) -> Int {
            switch reason {
            case .windowNotOpen: 7
            case .outsideNoEscapeZone: 6
            case .windowClosesTooSoon: 5
            case .outsideSector: 4
            case .noRoundsReady: 3
            case .unseenByGuidingRadar, .outOfAction: 2
            default: 1
            }
        }
        return rank(new) > rank(old) ? new : old
    }
}
