import CommandAndControl
import FlightDynamics
import NumericalMethods
import Quantities
import TacticalMessages

extension SalvoRule.TargetKind {
    /// What the motion of a track speaks for.
    ///
    /// Free fall is ballistic; slower than 90 m/s is a slow drone (aircraft that could strike stall below that); low or faster than
    /// 600 m/s (Mach 2 at height, which strike aircraft seldom keep) is a missile; the rest are aircraft.
    init(_ report: TrackReport) {
        let speed = report.state.velocity.speed
        if report.ballisticProbability > 0.5 {
            self = .ballistic
        } else if speed < 90 {
            self = .slowDrone
        } else if speed > 600 || EarthModel.wgs84.height(at: report.state.position.vector) < 1_000 {
            self = .cruiseMissile
        } else {
            self = .aircraft
        }
    }

    /// Whether it can turn back when it is fired at.
    var canTurnAway: Bool { self == .aircraft }
}
