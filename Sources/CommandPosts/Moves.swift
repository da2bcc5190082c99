import CommandAndControl
import DefenceModels
package import Quantities
import TacticalMessages

/// A fire unit is to leave for its next place.
package struct MoveOrder {
    package var unit: Int
}

extension Posts {
    /// The moves of a decision that are worth an order, remembered as ordered until their units had time to say that they follow.
    package mutating func move(_ decision: PostDecision, node: Int, at now: SimulationTime) -> [MoveOrder] {
        decision.moves.compactMap { fireUnit in
            guard let place = tables.nodes[node].fireUnits.firstIndex(of: Int(fireUnit.rawValue)), nodes[node].isReachable[place],
                nodes[node].statuses[place].canMove, nodes[node].toldToMove[fireUnit.rawValue].map({ now >= $0 }) ?? true
            else { return nil }
            nodes[node].toldToMove[fireUnit.rawValue] = now.advanced(by: tables.nodes[node].orderPatience)
            return MoveOrder(unit: Int(fireUnit.rawValue))
        }
    }

    /// Whether units are to be told to move although nothing may be in the air.
    func hasMoves(_ node: Int) -> Bool {
        let doctrine = (tables.nodes + node).pointee.doctrine
        return doctrine.displacesAfterSalvos != nil && !DisplacementRule.moves(known(node), doctrine: doctrine).isEmpty
    }

    /// Whether a unit's word calls for a decision: the node's next cycle is to be set then.
    mutating func isCycleDue(_ node: Int) -> Bool {
        guard !nodes[node].cycleScheduled, hasMoves(node) else { return false }
        nodes[node].cycleScheduled = true
        return true
    }
}
