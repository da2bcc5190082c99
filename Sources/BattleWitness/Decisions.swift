package import BattleWorld
package import CommandPosts
import DefenceModels
package import Quantities
import RunRecords
package import TacticalMessages

// Decisions as they change, kept by the target that a track follows.
extension Witness {
    /// How a node judged its tracks.
    package mutating func take(_ judgements: [Judgement], of node: Int, world: borrowing World, at now: SimulationTime) {
        let decider = tables.nodes[node].name
        for judgement in judgements {
            guard let target = subject(judgement.track, node: node, at: now) else { continue }
            take(judgement, of: target, world.raid[target].allegiance, decider, at: now)
        }
    }

    /// What a node decided, and the orders that came of it.
    package mutating func take(_ decision: PostDecision, orders: [OrderMessage], of node: Int, at now: SimulationTime) {
        let decider = tables.nodes[node].name
        for message in orders {
            let unit = tables.fireUnits[Int(message.order.fireUnit.rawValue)].name
            guard let target = subject(message.order.track, node: node, at: now) else {
                note(unit, .orderedOnNothing, at: now)
                continue
            }
            let type = tables.interceptors[Int(message.order.interceptorType.rawValue)].value.name
            note(
                order: OrderRecord(fireUnit: unit, missile: type, salvo: message.order.salvo), target: target, decider: decider, at: now)
        }
        for refusal in decision.refusals {
            guard let target = subject(refusal.track, node: node, at: now) else { continue }
            note(refusal.reason, target: target, decider: decider, at: now)
        }
    }

    /// The target that a decision about a track is about: none where the track follows nothing, or nothing any more.
    private func subject(_ track: TrackIdentifier, node: Int, at now: SimulationTime) -> Int? {
        let target = Int(target(of: track, node: node))
        return target >= 0 && !isOver(target, at: now) ? target : nil
    }

    /// Whether a target is gone, whatever its track still does: what is decided then decides nothing about it.
    func isOver(_ target: Int, at now: SimulationTime) -> Bool {
        record.targets[target].outcomeTime.map { now.seconds > $0 } ?? false
    }

    private mutating func take(
        _ judgement: Judgement, of target: Int, _ allegiance: Allegiance, _ decider: String, at now: SimulationTime
    ) {
        if let identity = judgement.declared, record.targets[target].identified == nil {
            record.targets[target].identified = now.seconds
            record.targets[target].identity = "\(identity)"
        }
        if let refusal = judgement.refusal, refusal == .notAThreat || allegiance == .hostile {
            note(refusal, target: target, decider: decider, at: now)
        }
        if judgement.isThreat, record.targets[target].judgedThreat == nil { record.targets[target].judgedThreat = now.seconds }
        if let opens = judgement.opens {
            record.targets[target].windowOpens = min(record.targets[target].windowOpens ?? .infinity, now.seconds + opens)
        }
        if let closes = judgement.closes {
            record.targets[target].windowCloses = max(record.targets[target].windowCloses ?? 0, now.seconds + closes)
        }
    }

    /// Keeps a refusal where it differs from the last decision on the same target by the same decider.
    package mutating func note(_ reason: RefusalReason, target: Int, decider: String, at now: SimulationTime) {
        let word = reason.word
        if let last = record.targets[target].decisions.last(where: { $0.decider == decider }), last.refusal == word {
            return
        }
        record.targets[target].decisions.append(DecisionRecord(time: now.seconds, decider: decider, refusal: word))
        refusals[target].append((now, reason))
    }

    private mutating func note(order: OrderRecord, target: Int, decider: String, at now: SimulationTime) {
        record.targets[target].decisions.append(DecisionRecord(time: now.seconds, decider: decider, order: order))
        refusals[target].append((now, nil))
    }
}
