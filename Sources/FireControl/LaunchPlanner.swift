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
        let doctrine = node.pointee.doctrine
        let kind = SalvoRule.TargetKind(report)
        let types = tables.interceptors.count
        let raised = Raised(report)
        if memos.isEmpty { memos = Array(repeating: WindowMemo(), count: node.pointee.fireUnits.count * types) }
        for (number, unit) in node.pointee.fireUnits.enumerated() where number != first {
            let fire = tables.fireUnits + unit
            if case .drawn(let effector) = fire.pointee.kind {
                isAnyAble = true
                guard first == nil else { continue }
                answer.refusal = .noRoundsReady
                answer.options += drawnOptions(effector, report, track: track, unit: (number, tables.unitSites[unit]), now)
                continue
            }
            // A status is read where it stands: it has lists of its own.
            guard statuses[number].isAble else {
                if !statuses[number].isInAction { answer.refusal = stronger(answer.refusal, .outOfAction) }
                continue
            }
            isAnyAble = true
            let isFree = statuses[number].freeTargetChannels > 0 && statuses[number].freeGuidanceChannels > 0
            let loads = tables.unitLoads[unit]
            if !loads.contains(true) { answer.refusal = stronger(answer.refusal, .noRoundsReady) }
            for type in 0..<types where loads[type] {
                let slot = number * types + type
                let seeksAlone = seeksAlone(report, type: type)
                let reaction = reaction(of: unit, to: report, locks: !seeksAlone, now: now) + node.pointee.linkDelay
                let opening = reaction + node.pointee.cycle
                let canAct = isFree && statuses[number].readyRounds[type] > 0
                if !memos[slot].serves(now, reaction: reaction, opening: opening, canAct: canAct) {
                    let view = View(
                        sectorCentre: statuses[number].sectorCentre, isEngaged: statuses[number].isEngaged, node: place,
                        isAnySensor: seeksAlone)
                    let window = window(
                        report, assessment: assessment, unit: unit, type: type, view: view, reaction: reaction)
                    if let first = window.firstLaunch {
                        answer.opens = min(answer.opens ?? .infinity, first.launch)
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
                guard seeksAlone || mayLock(raised, report, unit: unit) else {
                    answer.refusal = stronger(answer.refusal, .unseenByGuidingRadar)
                    continue
                }
                if earliest.launch > opening {
                    answer.refusal = stronger(answer.refusal, .windowNotOpen)
                    continue
                }
                if kind.canTurnAway, doctrine.keepsToNoEscapeZone,
                    !holds(report, window, unit: unit, type: type, memo: &memos[slot], now: now)
                {
                    answer.refusal = stronger(answer.refusal, .outsideNoEscapeZone)
                    continue
                }
                let canLookAgain = canLookAgain(report, kind: kind, window, unit: unit, type: type, node: place, memo: &memos[slot])
                let salvo = SalvoRule.rounds(
                    doctrine, kind: kind, killProbability: earliest.killProbability, canLookAgain: canLookAgain,
                    spent: spent.salvos, roundsLeft: doctrine.roundsPerTargetMaximum - spent.rounds)
                guard salvo > 0, first == nil || !canLookAgain else { continue }
                if answer.options.isEmpty { answer.options.reserveCapacity(node.pointee.fireUnits.count) }
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

    /// Samples the track's expected path from now until it arrives; a point counts when a round can be there in time,
    /// the engagement radar sees it, and it lies inside the round's envelope.
    private func window(
        _ report: TrackReport, assessment: ThreatAssessment, unit: Int, type: Int, view: View, reaction: Seconds
    ) -> LaunchWindow {
        var window = LaunchWindow()
        let interceptor = tables.interceptors[type]
        let site = tables.unitSites[unit]
        let position = report.state.position.vector
        let horizon = min(assessment.timeToArrive, 600)
        let reach = interceptor.value.flyOut.rangeMaximum
        // Out of all reach even at the end of its way: no need to look closer.
        let distance = (position - site).length
        let speed = report.state.velocity.vector.length
        if distance - speed * horizon > reach { return window }
        // Nothing is met before the round has had its reaction time, nor before the target is near enough.
        let soonest = max(reaction, (distance - reach) / max(1, speed))
        guard soonest < horizon else {
            // It comes into reach, and the crew takes longer than that.
            if reaction >= horizon { window.refusal = .windowClosesTooSoon }
            return window
        }
        let guide = guide(of: unit, view)
        let path = ExpectedPath(report, from: soonest, to: horizon)
        let search = LaunchSearch(planner: self, path: path, interceptor: interceptor, site: site, guide: guide, reaction: reaction)
        guard let (place, first) = search.first() else {
            window.refusal = search.refusal() ?? window.refusal
            return window
        }
        let found = (first.launch, first.time, plannedKill(interceptor.value, report, height: path.heightNow, first.fly))
        window.firstLaunch = found
        window.lastLaunch = search.last(after: place, first.launch)
        // A point a little further on may be met by a launch now: the first reachable sample bounds it from above.
        if first.launch > reaction {
            window.firstLaunch = refined(found, report: report, site: site, interceptor: interceptor, reaction: reaction, guide: guide)
        }
        return window
    }

    /// Asks the fly-out for the intercept that an immediate launch would make, and takes it where it is reachable and seen.
    private func refined(
        _ first: (launch: Double, intercept: Double, killProbability: Double), report: TrackReport, site: Vector3,
        interceptor: Fixed<InterceptorType>, reaction: Double, guide: Guide
    ) -> (launch: Double, intercept: Double, killProbability: Double) {
        let extrapolation: TargetExtrapolation = report.ballisticProbability > 0.5 ? .falling : .constantVelocity
        guard
            let solution = interceptor.value.flyOut.predictedIntercept(
                from: Position(site), target: report.state, launchDelay: reaction, extrapolation: extrapolation,
                near: first.intercept),
            solution.isReachable, solution.time < first.intercept,
            hindrance(guide, solution.point.vector, WGS84.heightAboveEllipsoid(solution.point)) == nil
        else { return first }
        return (reaction, solution.time, first.killProbability)
    }

    /// The planner's single-shot belief: the class claim, less where the round arrives with little in hand.
    private func plannedKill(_ interceptor: borrowing InterceptorType, _ report: TrackReport, height: Metres, _ fly: FlyOut) -> Double {
        if let fixed = interceptor.fixedKillProbability { return fixed }
        let claims = interceptor.plannedKillProbability
        let base: Double
        if report.ballisticProbability > 0.5 {
            base = claims.ballistic
        } else if height < 1_000 {
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
