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
    /// identification and decision; the lock of its radar takes its looks all the same.
    func reaction(of unit: Int, to report: TrackReport, now: SimulationTime) -> Seconds {
        let fire = tables.fireUnits + unit
        let radar = tables.radars[fire.pointee.engagementRadar].value.site.model
        let lock = Double(Self.looksOfLock) * radar.updateInterval(trackedCount: 1)
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

    /// Whether another salvo can follow the assessment of one that meets its target after `intercept` seconds.
    func canLookAgain(after intercept: Seconds, _ window: LaunchWindow, unit: Int, node place: Int) -> Bool {
        let fire = tables.fireUnits + unit
        let node = tables.nodes + place
        let next = intercept + fire.pointee.assessmentDelay + node.pointee.cycle + 2 * node.pointee.linkDelay
        return next <= window.lastLaunch
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
