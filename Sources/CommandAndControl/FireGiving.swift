import TacticalMessages

/// Gives fire out option by option in a given order, as long as channels, rounds and doctrine allow, and says why not.
struct FireGiving {
    let tracks: [CandidateTrack]
    let fireUnits: [FireUnitStatus]
    let options: [EngagementOption]
    let doctrine: EngagementDoctrine
    let worths: [Double]
    /// Rounds that each option calls for.
    let salvos: [Int]
    /// Below the doctrine's least kill probability.
    let isTooUnlikely: [Bool]

    func decide(in order: [Int]) -> CommandDecision {
        var channels = fireUnits.map(\.freeTargetChannels)
        var guidance = fireUnits.map(\.freeGuidanceChannels)
        var rounds = fireUnits.map(\.readyRounds)
        var refusals: [RefusalReason?] = tracks.map(\.refusal)
        var taken: [(option: Int, salvo: Int)] = []
        var value = 0.0
        var engaged = [Bool](repeating: false, count: tracks.count)
        var blocked: [RefusalReason?] = Array(repeating: nil, count: tracks.count)
        for place in order {
            let option = options[place]
            guard !engaged[option.track] else { continue }
            let type = Int(option.interceptorType.rawValue)
            let unit = option.fireUnit
            if isTooUnlikely[place] {
                blocked[option.track] = blocked[option.track] ?? .killProbabilityTooLow
                continue
            }
            guard rounds[unit][type] >= 1 else {
                blocked[option.track] = Self.weightier(blocked[option.track], .noRoundsReady)
                continue
            }
            let spare = rounds[unit].reduce(0, +) - doctrine.reserve(for: option)
            guard spare > 0 else {
                blocked[option.track] = Self.weightier(blocked[option.track], .heldInReserve)
                continue
            }
            guard channels[unit] >= 1, guidance[unit] >= 1 else {
                blocked[option.track] = Self.weightier(blocked[option.track], .noFireChannel)
                continue
            }
            let given = min(salvos[place], rounds[unit][type], guidance[unit], spare)
            channels[unit] -= 1
            guidance[unit] -= given
            rounds[unit][type] -= given
            engaged[option.track] = true
            value += worths[place]
            taken.append((place, given))
        }
        for track in tracks.indices {
            if engaged[track] { refusals[track] = nil } else if let reason = blocked[track] {
                // A channel that went to another track in this very cycle: that track came first.
                let lostToOther = reason == .noFireChannel && taken.contains { options[$0.option].track != track }
                    && fireUnits.contains { $0.freeTargetChannels > 0 && $0.freeGuidanceChannels > 0 }
                refusals[track] = lostToOther ? .outPrioritised : reason
            }
        }
        return CommandDecision(taken: taken, refusals: refusals, value: value, bound: value)
    }

    /// Of two reasons, the one that says more: channels before rounds before the rest.
    private static func weightier(_ old: RefusalReason?, _ new: RefusalReason) -> RefusalReason {
        guard let old else { return new }
        func rank(_ reason: RefusalReason) -> Int {
            switch reason {
            case .noFireChannel: 3
            case .noRoundsReady: 2
            case .heldInReserve: 1
            default: 0
            }
        }
        return rank(new) > rank(old) ? new : old
    }
}
