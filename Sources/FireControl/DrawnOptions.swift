import CommandAndControl
import DefenceModels
import NumericalMethods
import Quantities
import TacticalMessages

// Fire units whose rounds are drawn, not flown.
extension LaunchPlanner {
    /// The one option of a channel whose rounds are drawn, for a track within its reach.
    func drawnOptions(
        _ effector: any Effector, _ report: TrackReport, track: Int, unit: (place: Int, site: Vector3), _ now: SimulationTime
    ) -> [EngagementOption] {
        let range = (report.state.position.vector - unit.site).length
        guard range <= effector.rangeMaximum else { return [] }
        return tables.interceptors.enumerated().map { type, interceptor in
            let shot = EffectorShot(
                range: range, speed: report.state.velocity.speed, fixedKillProbability: interceptor.value.fixedKillProbability)
            return EngagementOption(
                track: track, fireUnit: unit.place, interceptorType: InterceptorTypeIdentifier(rawValue: Int32(type)),
                launchNotBefore: now, launchNotAfter: .distantFuture, interceptTime: now,
                killProbability: effector.killProbability(of: shot), price: 1)
        }
    }
}
