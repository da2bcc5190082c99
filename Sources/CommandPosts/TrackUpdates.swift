import DefenceModels
import FlightDynamics
package import Quantities
import TacticalMessages
import TargetTracking

// What a post goes on telling of tracks that are engaged by rounds that can use it.
extension Posts {
    /// Present tracks of a node's orders for rounds that seek by themselves.
    package mutating func updates(_ node: Int, at now: SimulationTime) -> [TrackUpdate] {
        let seeking = nodes[node].orders.filter { tables.interceptors[$0.type].value.model.seeker == .active }
        guard !seeking.isEmpty else { return [] }
        var updates: [TrackUpdate] = []
        for track in nodes[node].tracker.listEstimates(at: now) {
            for order in seeking where order.track == track.identifier {
                updates.append(
                    TrackUpdate(
                        order: order.identifier, unit: tables.nodes[node].fireUnits[order.unit],
                        report: report(track, frame: tables.nodes[node].frame, at: now)))
            }
        }
        return updates
    }
}
