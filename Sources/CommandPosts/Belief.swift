import DefenceModels
package import NumericalMethods
package import Quantities
package import TacticalMessages
import TargetTracking

/// A track as a node holds it, with the covariance of its place at its last update, m², in the node's frame.
package struct BelievedTrack {
    package var report: TrackReport
    package var covariance: Matrix3
}

extension Posts {
    /// A node's picture with its spread and its identities, for who writes down what it believed; changes nothing.
    package func belief(of place: Int, at now: SimulationTime) -> [BelievedTrack] {
        let node = tables.nodes + place
        return nodes[place].tracker.tracks.prefix(node.pointee.trackCapacity).map { track in
            var report = self.report(TrackEstimate(track, at: now), frame: node.pointee.frame, at: now)
            report.identity = nodes[place].files[track.identifier.rawValue]?.identity ?? .unknown
            return BelievedTrack(report: report, covariance: track.filter.positionCovariance)
        }
    }
}
