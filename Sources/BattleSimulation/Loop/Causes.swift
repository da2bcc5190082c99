import Quantities
import RunRecords
import TacticalMessages

// The causal record: decisions as they change, and the one limiting cause of each leaker.
extension Battle {
    /// Keeps a refusal where it differs from the last decision on the same target by the same decider.
    func note(_ reason: RefusalReason, target: Int, decider: String) {
        let word = reason.title
        if let last = record.targets[target].decisions.last(where: { $0.decider == decider }), last.refusal == word {
            return
        }
        record.targets[target].decisions.append(
            DecisionRecord(time: now.seconds, decider: decider, refusal: word))
        refusals[target].append((now, reason))
    }

    func noteOrder(target: Int, decider: String, order: String) {
        record.targets[target].decisions.append(DecisionRecord(time: now.seconds, decider: decider, order: order))
        refusals[target].append((now, nil))
    }

    /// The first link that broke; every leaker has exactly one.
    func limitingCause(of target: Int) -> LimitingCause? {
        let entry = record.targets[target]
        guard entry.allegiance == .hostile, entry.armed, entry.outcome == .leaked else { return nil }
        if entry.shots.contains(where: { _ in true }) {
            return entry.assessedKilledWrongly != nil ? .assessedKilledWrongly : .engagedAndMissed
        }
        if entry.assessedKilledWrongly != nil { return .assessedKilledWrongly }
        guard entry.enteredLineOfSight != nil else { return .neverInLineOfSight }
        guard entry.firstDetected != nil, entry.tracked != nil else {
            return commandWasLost(before: entry.outcomeTime ?? now.seconds) ? .commandLost : .seenTooLate
        }
        return causeOfRefusals(target, entry)
    }

    /// Among the refusals of a target that was tracked and never fired at: the one that held longest once it was
    /// within reach, or overall if it never was.
    private func causeOfRefusals(_ target: Int, _ entry: TargetRecord) -> LimitingCause {
        let end = SimulationTime(seconds: entry.outcomeTime ?? now.seconds)
        var held = Array(repeating: 0.0, count: LimitingCause.allCases.count)
        let history = refusals[target]
        for (place, item) in history.enumerated() {
            let until = place + 1 < history.count ? history[place + 1].time : end
            guard let reason = item.reason, let cause = reason.limitingCause else { continue }
            // A refusal lasts at least one instant, so that the last word counts even if the end follows at once.
            held[Int(cause.rawValue)] += max(1e-3, until.seconds(since: item.time))
        }
        // Waiting for a window is no cause where anything else held it back.
        let best = held.indices.max { held[$0] < held[$1] || (held[$0] == held[$1] && $0 > $1) }!
        guard held[best] > 0 else {
            if commandWasLost(before: end.seconds) { return .commandLost }
            return entry.windowOpens == nil ? .seenTooLate : .windowClosedBeforeReaction
        }
        return LimitingCause.allCases[best]
    }

    private func commandWasLost(before time: Double) -> Bool {
        model.nodes.indices.allSatisfy { place in
            !nodes[place].isAlive || !nodes[place].isInCharge || nodeModels[place].fireUnits.allSatisfy { !units[$0].isAlive }
        } && !model.nodes.isEmpty
    }
}

extension RefusalReason {
    /// In words, for records and sentences.
    var title: String {
        switch self {
        case .rulesOfEngagement: "rules of engagement"
        case .notIdentified: "not identified"
        case .notAThreat: "judged no threat"
        case .outsideEnvelope: "outside the envelope"
        case .windowNotOpen: "launch window not open yet"
        case .windowClosesTooSoon: "launch window closes before the reaction time has passed"
        case .noFireChannel: "no free fire channel"
        case .noRoundsReady: "no suitable round ready"
        case .outsideSector: "outside the engagement radar's sector"
        case .killProbabilityTooLow: "expected kill probability below the doctrine's minimum"
        case .outPrioritised: "another target came first"
        case .commandLost: "no command post or fire unit left to decide"
        case .heldInReserve: "rounds held in reserve"
        }
    }

    /// The cause of a leak that this refusal stands for; nil for waiting, which is no cause.
    var limitingCause: LimitingCause? {
        switch self {
        case .rulesOfEngagement: .rulesOfEngagement
        case .notIdentified: .notIdentified
        case .notAThreat: .outPrioritised
        case .outsideEnvelope: .outsideEveryEnvelope
        case .windowNotOpen: nil
        case .windowClosesTooSoon: .windowClosedBeforeReaction
        case .noFireChannel: .noFireChannel
        case .noRoundsReady: .noRoundsReady
        case .outsideSector: .noFireChannel
        case .killProbabilityTooLow: .outsideEveryEnvelope
        case .outPrioritised: .outPrioritised
        case .commandLost: .commandLost
        case .heldInReserve: .noRoundsReady
        }
    }
}
