import NumericalMethods
import Quantities
import TacticalMessages

/// Something that the command post defends.
package struct DefendedAsset: Sendable {
    package var identifier: AssetIdentifier
    package var position: Position<EarthFixed>
    package var value: Double
    package var radius: Metres

    package init(identifier: AssetIdentifier, position: Position<EarthFixed>, value: Double, radius: Metres) {
        self.identifier = identifier
        self.position = position
        self.value = value
        self.radius = radius
    }
}

/// What a track is judged to threaten.
package struct ThreatAssessment: Sendable {
    package var asset: AssetIdentifier
    /// Seconds until it is there.
    package var timeToArrive: Seconds
    /// Value at stake, weighted by how surely it is aimed there.
    package var value: Double

    package init(asset: AssetIdentifier, timeToArrive: Seconds, value: Double) {
        self.asset = asset
        self.timeToArrive = timeToArrive
        self.value = value
    }
}

/// Judges which asset a track threatens, when, and what is at stake.
///
/// For each asset: the closest point of approach of the track's straight line (ballistic tracks: of its fall);
/// the nearer it passes and the sooner, the surer. weight = exp(−(d / D)²), D = 12 km + 0.12 · distance to go.
package enum ThreatEvaluation {
    package static func evaluate(_ report: TrackReport, assets: [DefendedAsset], horizon: Seconds = 1800) -> ThreatAssessment? {
        let position = report.state.position.vector
        let velocity = report.state.velocity.vector
        let speed = velocity.length
        guard speed > 5 else { return nil }
        let up = position.normalized
        var best: ThreatAssessment?
        var fall = report.ballisticProbability > 0.5 ? FallPath(of: report.state) : nil
        for asset in assets {
            // No weight exceeds one: worth less than the best so far, it cannot come before it.
            if let best, asset.value < best.value { continue }
            let offset = asset.position.vector - position
            let distance = offset.length
            var time: Double
            var miss: Double
            let rise = offset.dot(up)
            if let end = fall?.meets(rise) {
                time = end.time
                miss = 0.5 * (offset - up * rise - end.flown).length
            } else {
                // In the horizontal plane at the track: height is shed on the way.
                let flatOffset = offset - up * rise
                let flatVelocity = velocity - up * velocity.dot(up)
                let squared = max(1, flatVelocity.lengthSquared)
                time = max(0, flatOffset.dot(flatVelocity) / squared)
                miss = (flatOffset - flatVelocity * time).length
                if distance < asset.radius + 3_000 {
                    time = 0
                    miss = 0
                }
            }
            guard time < horizon else { continue }
            let width = 12_000 + 0.12 * distance
            let exponent = (miss / width) * (miss / width)
            // e⁻³·⁹¹³ < 0.02: passes too far to count.
            guard exponent < 3.913 else { continue }
            let weight = Elementary.exp(-exponent)
            guard weight > 0.02 else { continue }
            let value = asset.value * weight
            if best == nil || value > best!.value || (value == best!.value && time < best!.timeToArrive) {
                best = ThreatAssessment(asset: asset.identifier, timeToArrive: max(time, distance / (1.2 * speed)), value: value)
            }
        }
        return best
    }
}
