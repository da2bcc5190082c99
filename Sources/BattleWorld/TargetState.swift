package import FlightDynamics
package import Quantities

/// Where a target stands in memory.
typealias TargetPlace = UnsafeMutablePointer<TargetState>

/// One object in the air, in truth; it stands in memory of its own, because the loop over rounds in flight reads it millions of times.
package struct TargetState {
    package private(set) var path: TargetPath
    /// The path where it stands: a state is asked for without counting references.
    private var reader: TargetPath.Reader
    /// Counts the paths it has had; an end event of an older path is void.
    package private(set) var generation: Int32 = 0
    package internal(set) var appears: SimulationTime
    package internal(set) var isAlive = true
    var isEvading = false
    /// Where it was at the last refresh, for bucketing and jamming only.
    package internal(set) var snapshot: KinematicState<EarthFixed>

    let evasion: EvasionModel?

    init(path: TargetPath, evasion: EvasionModel?) {
        self.path = path
        reader = path.reader
        self.evasion = evasion
        appears = path.startTime
        snapshot = path.state(at: path.startTime)
    }

    /// Follows another path from now on.
    mutating func follow(_ other: TargetPath) {
        path = other
        reader = other.reader
        generation += 1
    }

    /// Where it truly is.
    @inline(__always)
    func state(at time: SimulationTime) -> KinematicState<EarthFixed> { reader.state(at: time) }
}
