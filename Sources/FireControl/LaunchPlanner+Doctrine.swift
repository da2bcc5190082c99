import CommandAndControl
import DefenceModels
import FlightDynamics
import Quantities
import RadarSensing
import TacticalMessages

// What doctrine asks of a launch: how soon, whether the target can run, whether another look follows.
extension LaunchPlanner {
    /// Looks that a lock takes, as an engagement radar counts them.
    package static var looksOfLock: Int { 3 }

    /// Seconds until a unit's first round can leave: the crew's reaction runs from the first sight of the track, beside
    /// identification and decision; the lock of its radar takes its looks all the same, where the round needs it.
    func reaction(of unit: Int, to report: TrackReport, locks: Bool, now: SimulationTime) -> Seconds {
        let fire = tables.fireUnits + unit
        let radar = tables.radars[fire.pointee.engagementRadar].value.site.model
        let lock = locks ? Double(Self.looksOfLock) * radar.updateInterval(trackedCount: 1) : 0
        let elapsed = report.seenSince.map { now.seconds(since: $0) } ?? 0
        return max(lock, fire.pointee.reactionTime - elapsed)
    }

    /// Whether a round still meets a target that turns away when it leaves, at the five g that fly-outs keep in hand.
    func holdsRunning(_ report: TrackReport, unit: Int, type: Int, launchDelay: Seconds) -> Bool {
        let table = tables.interceptors[type].value.flyOut
        return table.catchesRunningTarget(
            from: Position(tables.unitSites[unit]), target: report.state, launchDelay: launchDelay,
            lateralAcceleration: table.requirement.lateralAcceleration)
    }

    /// The same, as it was asked for in the last four seconds.
    func holds(
        _ report: TrackReport, _ window: LaunchWindow, unit: Int, type: Int, memo: inout WindowMemo,
        now: SimulationTime
    ) -> Bool {
        guard let first = window.firstLaunch else { return false }
        if let known = memo.escape, now.seconds(since: known.askedAt) < 4 { return known.isHeld }
        let isHeld = holdsRunning(report, unit: unit, type: type, launchDelay: first.launch)
        memo.escape = (now, isHeld, nil)
        return isHeld
    }

    /// Whether another salvo can follow the assessment of one that meets its target after its first launch of a window; what can turn
    /// away does so when it is fired at, and the next salvo must still catch it then.
    func canLookAgain(
        _ report: TrackReport, kind: SalvoRule.TargetKind, _ window: LaunchWindow, unit: Int, type: Int, node place: Int,
        memo: inout WindowMemo
    ) -> Bool {
        guard let first = window.firstLaunch else { return false }
        let fire = tables.fireUnits + unit
        let node = tables.nodes + place
        let next = first.intercept + fire.pointee.assessmentDelay + node.pointee.cycle + 2 * node.pointee.linkDelay
        guard kind.canTurnAway else { return next <= window.lastLaunch }
        if let known = memo.escape?.canLookAgain { return known }
        let table = tables.interceptors[type].value.flyOut
        let isCaught = table.catchesRunningTarget(
            from: Position(tables.unitSites[unit]), target: report.state, launchDelay: next,
            lateralAcceleration: table.requirement.lateralAcceleration, fleeingSince: first.launch)
        memo.escape?.canLookAgain = isCaught
        return isCaught
    }

    /// Whose eyes a round can be guided by.
    struct View {
        /// Where the middle of the unit's sector is, and whether it keeps it there, being engaged.
        var sectorCentre: Radians
        var isEngaged: Bool
        var node: Int
        /// Every sensor of the post: the round seeks by itself.
        var isAnySensor: Bool
    }

    /// Whether a round can be sent after a track without a beam of its own radar on it: it seeks by itself and finds what the picture
    /// shows.
    func seeksAlone(_ report: TrackReport, type: Int) -> Bool {
        let missile = tables.interceptors[type]
        return missile.value.model.seeker == .active && missile.value.model.finds(deviation: report.positionDeviation)
    }

    /// The one option of a textbook channel.
    func textbookOptions(_ track: Int, _ unit: Int, _ now: SimulationTime) -> [EngagementOption] {
        tables.interceptors.enumerated().map { type, interceptor in
            EngagementOption(
                track: track, fireUnit: unit, interceptorType: InterceptorTypeIdentifier(rawValue: Int32(type)),
                launchNotBefore: now, launchNotAfter: .distantFuture, interceptTime: now,
                killProbability: interceptor.value.fixedKillProbability ?? 1, price: 1)
        }
    }
}
