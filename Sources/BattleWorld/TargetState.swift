package import FlightDynamics
package import Quantities

/// One object in the air, in truth; a reference, because the loop over rounds in flight reads it millions of times.
package final class TargetState {
    package internal(set) var path: TargetPath
    /// Counts the paths it has had; an end event of an older path is void.
    package internal(set) var generation: Int32 = 0
    package internal(set) var appears: SimulationTime
    var ends: SimulationTime
    package internal(set) var isAlive = true
    var isEvading = false
    /// Where it was at the last refresh, for bucketing and jamming only.
    package internal(set) var snapshot: KinematicState<EarthFixed>

    let evasion: EvasionModel?

    init(path: TargetPath, evasion: EvasionModel?) {
        self.path = path
        self.evasion = evasion
        appears = path.startTime
        ends = path.endTime
        snapshot = path.state(at: path.startTime)
    }

    /// Where it truly is.
    @inline(__always)
    package func state(at time: SimulationTime) -> KinematicState<EarthFixed> { path.state(at: time) }
}
