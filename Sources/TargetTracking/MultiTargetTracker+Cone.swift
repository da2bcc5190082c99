import NumericalMethods
import Quantities

// Above the highest elevation of a radar stands a cone that it does not see. A track goes through it on what is known of it.
extension MultiTargetTracker {
    /// Whether a track is expected above the highest elevation of the radar.
    @inline(__always)
    func isInCone(_ entry: TrackEntry, at time: SimulationTime) -> Bool {
        guard coneSine < 1 else { return false }
        let local = poses[0].toSensor(outlines[entry.block].summary.expected(at: time))
        return local.z > coneSine * local.length
    }

    /// Lets the coast time of confirmed tracks in the cone stand still. One whose position is less sure than the cone is wide there says
    /// nothing any more of where its target comes out: its coast time runs.
    mutating func holdInCone(_ end: SimulationTime) {
        guard coneSine < 1 else { return }
        for place in entries.indices where entries[place].isConfirmed && isInCone(entries[place], at: end) {
            var carried = hypotheses[entries[place].block].filter
            carried.predict(to: end)
            let radius = poses[0].toSensor(carried.position).z * (1 - coneSine * coneSine).squareRoot() / coneSine
            if carried.deviations.position < radius { entries[place].hiddenUntil = end }
        }
    }
}
