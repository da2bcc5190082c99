package import CommandPosts
import DefenceModels
package import Quantities
import TacticalMessages

// What the recorder is told that takes more than one call; nothing where there is none.
extension Witness {
    /// A node's picture after its cycle, where it is due; with its last track it holds nothing any more.
    package mutating func writeDown(_ posts: borrowing Posts, _ node: Int, goesOn: Bool, at now: SimulationTime) {
        guard recorder != nil else { return }
        let frame = tables.nodes[node].frame
        guard goesOn else {
            recorder?.believed([], by: node, in: frame, at: now)
            return
        }
        guard recorder?.isBeliefDue(of: node, at: now) == true else { return }
        let tracks = posts.belief(of: node, at: now)
        recorder?.believed(tracks, by: node, in: frame, at: now)
        for track in tracks {
            let identifier = track.report.identifier
            recorder?.follows(identifier, node: node, target: target(of: identifier, node: node))
        }
    }

    /// A launcher has been reloaded and holds so many rounds of each type.
    package mutating func reloaded(_ unit: Int, _ launcher: Int, _ rounds: [Int], at now: SimulationTime) {
        guard recorder != nil else { return }
        for (type, ready) in rounds.enumerated() where tables.unitLoads[unit][type] {
            recorder?.loaded(unit, launcher: launcher, type: type, ready: ready, at: now)
        }
    }
}
