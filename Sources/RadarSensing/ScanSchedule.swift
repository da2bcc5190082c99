import Quantities

/// When the beam of a turning antenna is on a direction.
///
/// Face f of F points to azimuth  start + 2π (t − epoch)/T + 2π f/F;  a direction is renewed every T/F.
package struct ScanSchedule: Sendable {
    package let rotationPeriod: Seconds
    package let faces: Int
    package let epoch: SimulationTime
    /// Where the first face points at the epoch.
    package let startAzimuth: Radians

    package init(rotationPeriod: Seconds, faces: Int = 1, epoch: SimulationTime = .zero, startAzimuth: Radians = 0) {
        precondition(rotationPeriod > 0 && faces >= 1, "an antenna turns and has a face")
        self.rotationPeriod = rotationPeriod
        self.faces = faces
        self.epoch = epoch
        self.startAzimuth = startAzimuth
    }

    /// The schedule of a radar whose renewal period counts each face.
    package init(_ model: RadarModel, epoch: SimulationTime = .zero) {
        self.init(rotationPeriod: model.renewalPeriod * Double(model.faces), faces: model.faces, epoch: epoch)
    }

    package var renewalPeriod: Seconds { rotationPeriod / Double(faces) }

    /// Seconds after the start of a renewal at which a face first passes an azimuth, 0 ≤ … < renewal period.
    package func offset(azimuth: Radians) -> Seconds {
        let turn = (azimuth - startAzimuth) / (2 * .pi) * Double(faces)
        let share = turn - turn.rounded(.down)
        return share < 1 ? share * renewalPeriod : 0
    }

    /// The time of look `renewal` (0, 1, …) at an azimuth.
    package func lookTime(azimuth: Radians, renewal: Int) -> SimulationTime {
        epoch.advanced(by: offset(azimuth: azimuth) + Double(renewal) * renewalPeriod)
    }

    /// The first look at an azimuth that is not before a time.
    package func nextLook(azimuth: Radians, notBefore time: SimulationTime) -> SimulationTime {
        let first = offset(azimuth: azimuth)
        var renewal = max(0, ((time.seconds(since: epoch) - first) / renewalPeriod).rounded(.up))
        // Rounding to nanoseconds must not step back.
        while epoch.advanced(by: first + renewal * renewalPeriod) < time { renewal += 1 }
        return epoch.advanced(by: first + renewal * renewalPeriod)
    }

    /// Where the first face points.
    package func azimuth(at time: SimulationTime) -> Radians {
        let turn = time.seconds(since: epoch) / rotationPeriod + startAzimuth / (2 * .pi)
        return (turn - turn.rounded(.down)) * 2 * .pi
    }
}

/// How an engagement radar shares its time.
extension RadarModel {
    /// Seconds between updates of one of `trackedCount` tracks: the dwell budget, never faster than `trackPeriod`.
    ///
    ///     T = max(T_fastest, n · t_dwell/(1 − search share))
    /// Tracks beyond `trackCapacity` are not served; the caller counts them.
    package func updateInterval(trackedCount: Int) -> Seconds {
        max(trackPeriod, Double(min(trackedCount, trackCapacity)) * trackDwell / max(0.05, 1 - searchFraction))
    }

    /// The most tracks that keep the fastest update.
    package var fullRateTrackCount: Int {
        min(trackCapacity, Int(trackPeriod * max(0.05, 1 - searchFraction) / trackDwell))
    }
}
