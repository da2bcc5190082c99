import CommandAndControl
import EarthEnvironment
import FlightDynamics
import NumericalMethods
import Quantities
import RadarSensing
import RunRecords
import TacticalMessages

// Launch windows: where fly-out, radar horizon and reaction time meet a track's expected path.
extension Battle {
    /// Every way to engage a track now, and the reason where there is none.
    func windows(
        _ report: TrackReport, assessment: ThreatAssessment, node: CommandNode, track: Int, statuses: [FireUnitStatus],
        truth: Int32
    ) -> ([EngagementOption], RefusalReason) {
        var options: [EngagementOption] = []
        var refusal = RefusalReason.outsideEnvelope
        var isAnyAlive = false
        if model.idealisation?.serviceTime != nil {
            return (textbookOptions(track, statuses), .noRoundsReady)
        }
        for (place, unit) in node.fireUnits.enumerated() {
            guard units[unit].isAlive, radars[model.fireUnits[unit].engagementRadar].isAlive else { continue }
            isAnyAlive = true
            for type in model.interceptors.indices where hasLoad(unit, type) {
                let window = self.window(report, assessment: assessment, unit: unit, type: type)
                keepWindow(window, truth: truth)
                guard let earliest = window.firstLaunch else {
                    refusal = stronger(refusal, window.refusal)
                    continue
                }
                // A channel is not tied up on a target that the engagement radar cannot lock on to yet.
                guard mayLock(report, unit: unit) else { continue }
                let delay = earliest.launch
                let reaction = model.fireUnits[unit].reactionTime + node.linkDelay
                if delay > reaction + node.cycle {
                    refusal = stronger(refusal, .windowNotOpen)
                    continue
                }
                options.append(
                    EngagementOption(
                        track: track, fireUnit: place, interceptorType: InterceptorTypeIdentifier(rawValue: Int32(type)),
                        launchNotBefore: now.advanced(by: delay), launchNotAfter: now.advanced(by: window.lastLaunch),
                        interceptTime: now.advanced(by: earliest.intercept), killProbability: earliest.killProbability,
                        price: model.interceptors[type].price.best))
            }
        }
        return (options, isAnyAlive ? refusal : .commandLost)
    }

    private func hasLoad(_ unit: Int, _ type: Int) -> Bool {
        model.fireUnits[unit].launchers.contains { $0.rounds[type] > 0 } || model.fireUnits[unit].reloads[type] > 0
    }

    struct LaunchWindow {
        var firstLaunch: (launch: Double, intercept: Double, killProbability: Double)?
        /// Latest launch that still meets it, seconds from now.
        var lastLaunch = 0.0
        var isEverReachable = false
        var refusal = RefusalReason.outsideEnvelope
    }

    /// Samples the track's expected path from now until it arrives; a point counts when a round can be there in time,
    /// the engagement radar sees it, and it lies inside the round's envelope.
    private func window(_ report: TrackReport, assessment: ThreatAssessment, unit: Int, type: Int) -> LaunchWindow {
        var window = LaunchWindow()
        let fire = model.fireUnits[unit]
        let interceptor = model.interceptors[type]
        let site = WGS84.earthFixed(fire.position).vector
        let radar = model.radars[fire.engagementRadar].site
        let position = report.state.position.vector
        let velocity = report.state.velocity.vector
        let horizon = min(assessment.timeToArrive, 600)
        let reach = interceptor.flyOut.rangeMaximum
        // Out of all reach even at the end of its way: no need to look closer.
        let distance = (position - site).length
        if distance - velocity.length * horizon > reach { return window }
        let reaction = fire.reactionTime + model.nodes[fire.node].linkDelay
        let steps = 14
        let isBallistic = report.ballisticProbability > 0.5
        let up = position.normalized
        let heightNow = EarthModel.wgs84.height(at: position)
        let climb = velocity.dot(up)
        var sawInside = false
        // Nothing is met before the round has had its reaction time, nor before the target is near enough.
        let soonest = max(reaction, (distance - reach) / max(1, velocity.length))
        guard soonest < horizon else { return window }
        for step in 1...steps {
            let time = soonest + (horizon - soonest) * Double(step) / Double(steps)
            var point = position + velocity * time
            if isBallistic {
                point -= up * (0.5 * Units.standardGravity * time * time)
            } else {
                // Level flight keeps its height over the curving earth; a climb or dive goes on for half a minute.
                let wanted = max(20, heightNow + climb * min(time, 30))
                point += point.normalized * (wanted - EarthModel.wgs84.height(at: point))
            }
            let ground = FlyOutTable.groundRange(from: site, to: point)
            guard ground < reach else { continue }
            let altitude = EarthModel.wgs84.height(at: point)
            if altitude < interceptor.plannedHeightMinimum { continue }
            let fly = interceptor.flyOut.fly(groundRange: ground, altitude: altitude)
            guard fly.isReachable, ground >= interceptor.flyOut.rangeMinimum else { continue }
            sawInside = true
            guard sees(radar, point) else {
                window.refusal = .outsideEnvelope
                continue
            }
            guard sectorAllows(unit, point) else {
                window.refusal = .outsideSector
                continue
            }
            window.isEverReachable = true
            let launch = time - fly.timeOfFlight
            if launch < reaction {
                window.refusal = .windowClosesTooSoon
                continue
            }
            window.lastLaunch = max(window.lastLaunch, launch)
            if window.firstLaunch == nil {
                window.firstLaunch = (launch, time, plannedKill(type, report, fly))
            }
        }
        // A point a little further on may be met by a launch now: the first reachable sample bounds it from above.
        if let first = window.firstLaunch, first.launch > reaction {
            window.firstLaunch = refined(first, report: report, site: site, interceptor: interceptor, reaction: reaction, radar: radar, unit: unit)
        }
        if !sawInside { window.refusal = .outsideEnvelope }
        return window
    }

    /// Asks the fly-out for the intercept that an immediate launch would make, and takes it where it is reachable and seen.
    private func refined(
        _ first: (launch: Double, intercept: Double, killProbability: Double), report: TrackReport, site: Vector3,
        interceptor: InterceptorType, reaction: Double, radar: RadarSite, unit: Int
    ) -> (launch: Double, intercept: Double, killProbability: Double) {
        let extrapolation: TargetExtrapolation = report.ballisticProbability > 0.5 ? .ballistic(coefficient: .infinity) : .constantVelocity
        guard
            let solution = interceptor.flyOut.predictedIntercept(
                from: Position(site), target: report.state, launchDelay: reaction, extrapolation: extrapolation),
            solution.isReachable, sees(radar, solution.point.vector), sectorAllows(unit, solution.point.vector)
        else { return first }
        return solution.time < first.intercept ? (reaction, solution.time, first.killProbability) : first
    }

    /// The engagement radar has the track in its sight now or a reaction time ahead, with the doubt about its height.
    private func mayLock(_ report: TrackReport, unit: Int) -> Bool {
        let radar = model.radars[model.fireUnits[unit].engagementRadar].site
        let position = report.state.position.vector
        let raised = position + position.normalized * min(300, report.positionDeviation)
        return sees(radar, raised)
            || sees(radar, raised + report.state.velocity.vector * model.fireUnits[unit].reactionTime)
    }

    private func sees(_ radar: RadarSite, _ point: Vector3) -> Bool {
        let offset = point - radar.frame.originEarthFixed.vector
        guard offset.length < radar.model.instrumentedRange else { return false }
        return radar.sensor.isVisible(Position(point))
    }

    private func sectorAllows(_ unit: Int, _ point: Vector3) -> Bool {
        let width = model.fireUnits[unit].sectorWidth
        guard width < 2 * .pi, !units[unit].engagements.isEmpty else { return true }
        let frame = model.radars[model.fireUnits[unit].engagementRadar].site.frame
        let local = frame.toLocal(Position(point)).vector
        var turn = Elementary.atan2(local.x, local.y) - units[unit].sectorCentre
        if turn > .pi { turn -= 2 * .pi }
        if turn < -.pi { turn += 2 * .pi }
        return abs(turn) <= width / 2
    }

    /// The planner's single-shot belief: the class claim, less where the round arrives with little in hand.
    private func plannedKill(_ type: Int, _ report: TrackReport, _ fly: FlyOut) -> Double {
        if let fixed = model.idealisation?.killProbability { return fixed }
        let claims = model.interceptors[type].plannedKillProbability
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

    private func keepWindow(_ window: LaunchWindow, truth: Int32) {
        guard truth >= 0, let first = window.firstLaunch else { return }
        let place = Int(truth)
        if record.targets[place].windowOpens == nil { record.targets[place].windowOpens = now.seconds + first.launch }
        let closes = now.seconds + window.lastLaunch
        record.targets[place].windowCloses = max(record.targets[place].windowCloses ?? 0, closes)
    }

    /// The refusal that says most about a track with no option at all.
    private func stronger(_ old: RefusalReason, _ new: RefusalReason) -> RefusalReason {
        func rank(_ reason: RefusalReason) -> Int {
            switch reason {
            case .windowNotOpen: 5
            case .windowClosesTooSoon: 4
            case .outsideSector: 3
            default: 1
            }
        }
        return rank(new) > rank(old) ? new : old
    }

    /// The one option of a textbook channel.
    private func textbookOptions(_ track: Int, _ statuses: [FireUnitStatus]) -> [EngagementOption] {
        statuses.indices.flatMap { place in
            model.interceptors.indices.map { type in
                EngagementOption(
                    track: track, fireUnit: place, interceptorType: InterceptorTypeIdentifier(rawValue: Int32(type)),
                    launchNotBefore: now, launchNotAfter: .distantFuture, interceptTime: now,
                    killProbability: model.idealisation?.killProbability ?? 1, price: 1)
            }
        }
    }
}
