package import BattleWorld
package import CommandPosts
import DefenceModels
package import Quantities
import RunRecords
package import TacticalMessages

// Decisions as they change, kept by the target that a track follows.
extension Witness {
    /// What a node's cycle came to.
    package mutating func take(_ cycle: CycleReport, of node: Int, world: borrowing World, at now: SimulationTime) {
        let decider = tables.nodes[node].name
        for judgement in cycle.judgements {
            let target = Int(target(of: judgement.track, node: node))
            guard target >= 0 else { continue }
            take(judgement, of: target, world.raid[target].allegiance, decider, at: now)
        }
        for decision in cycle.decisions {
            let target = Int(target(of: decision.order.track, node: node))
            guard target >= 0 else { continue }
            let type = tables.interceptors[Int(decision.order.interceptorType.rawValue)].value.name
            let unit = tables.fireUnits[Int(decision.order.fireUnit.rawValue)].name
            note(order: "\(decision.order.salvo) × \(type) by \(unit)", target: target, decider: decider, at: now)
        }
        for (track, reason) in cycle.refusals {
            let target = Int(target(of: track, node: node))
            if target >= 0 { note(reason, target: target, decider: decider, at: now) }
        }
    }

    private mutating func take(
        _ judgement: CycleReport.Judgement, of target: Int, _ allegiance: Allegiance, _ decider: String, at now: SimulationTime
    ) {
        if let identity = judgement.declared, record.targets[target].identified == nil {
            record.targets[target].identified = now.seconds
            record.targets[target].identity = "\(identity)"
        }
        if let refusal = judgement.refusal, refusal == .notAThreat || allegiance == .hostile {
            note(refusal, target: target, decider: decider, at: now)
        }
        if judgement.isThreat, record.targets[target].judgedThreat == nil { record.targets[target].judgedThreat = now.seconds }
        if let opens = judgement.opens, record.targets[target].windowOpens == nil {
            record.targets[target].windowOpens = now.seconds + opens
        }
        if let closes = judgement.closes {
            record.targets[target].windowCloses = max(record.targets[target].windowCloses ?? 0, now.seconds + closes)
        }
    }

    /// Keeps a refusal where it differs from the last decision on the same target by the same decider.
    package mutating func note(_ reason: RefusalReason, target: Int, decider: String, at now: SimulationTime) {
        let word = reason.title
        if let last = record.targets[target].decisions.last(where: { $0.decider == decider }), last.refusal == word {
            return
        }
        record.targets[target].decisions.append(DecisionRecord(time: now.seconds, decider: decider, refusal: word))
        refusals[target].append((now, reason))
    }

    private mutating func note(order: String, target: Int, decider: String, at now: SimulationTime) {
        record.targets[target].decisions.append(DecisionRecord(time: now.seconds, decider: decider, order: order))
        refusals[target].append((now, nil))
    }
}
