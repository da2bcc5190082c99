// One component of tracks that share plots: prices moved by subgradients until nothing is wanted twice.
extension HypothesisSelection {
    mutating func solveComponent(_ range: Range<Int>) {
        var lower = -Double.infinity
        var upper = Double.infinity
        var step = 1.0
        for round in 0..<roundsMaximum {
            // The relaxed problem: every track takes what it likes best.
            var bound = 0.0
            for number in range {
                let member = members[number]
                let track = Int(member)
                let place = best(track)
                trial[track] = place
                guard place >= 0 else { continue }
                bound += reduced(Int(place))
                Self.visit(candidates[Int(place)].resources) { usage[$0] += 1 }
            }
            var excess = 0
            var squares = 0.0
            for number in range {
                let member = members[number]
                for candidate in places(Int(member)) {
                    Self.visit(candidates[candidate].resources) { resource in
                        // Each resource is met once: the mark is the sign of its owner.
                        guard owner[resource] >= 0 else { return }
                        bound += price[resource]
                        let over = usage[resource] - 1
                        if over > 0 || (over < 0 && price[resource] > 0) {
                            excess += 1
                            squares += Double(over * over)
                        }
                        owner[resource] = -2 - owner[resource]
                    }
                }
            }
            upper = min(upper, bound)
            if excess == 0 || round % 6 == 5 || round == 0 || round == roundsMaximum - 1 {
                let value = complete(range)
                if value > lower {
                    lower = value
                    for number in range { chosen[Int(members[number])] = trial[Int(members[number])] }
                }
            }
            let isProven = lower >= upper - 1e-9 * max(1, abs(upper))
            if !isProven, round % 10 == 9 { step *= 0.7 }
            let move = squares > 0 ? step * max(upper - lower, 0.01) / squares : 0
            for number in range {
                let member = members[number]
                for candidate in places(Int(member)) {
                    Self.visit(candidates[candidate].resources) { resource in
                        guard owner[resource] <= -2 else { return }
                        owner[resource] = -2 - owner[resource]
                        price[resource] = max(0, price[resource] + move * Double(usage[resource] - 1))
                        usage[resource] = 0
                    }
                }
            }
            if isProven || excess == 0 { return }
        }
        unproven += 1
    }

    /// Makes `trial` feasible: tracks with most to lose choose first, each the best that is still free.
    private mutating func complete(_ range: Range<Int>) -> Double {
        ranked.removeAll(keepingCapacity: true)
        for number in range {
            let member = members[number]
            var most = 0.0
            var second = 0.0
            for candidate in places(Int(member)) {
                let worth = reduced(candidate)
                if worth > most {
                    second = most
                    most = worth
                } else if worth > second {
                    second = worth
                }
            }
            ranked.append((most - second, member))
        }
        ranked.sort { ($0.gain, $1.track) > ($1.gain, $0.track) }
        var value = 0.0
        for (_, track) in ranked {
            var most = 0.0
            var place: Int32 = -1
            for candidate in places(Int(track)) where isFree(candidate) {
                // Prices steer the choice as long as the hypothesis is worth something by itself.
                let worth = reduced(candidate)
                if candidates[candidate].score > 0, place < 0 || worth > most {
                    most = worth
                    place = Int32(candidate)
                }
            }
            trial[Int(track)] = place
            guard place >= 0 else { continue }
            value += candidates[Int(place)].score
            Self.visit(candidates[Int(place)].resources) { taken[$0] = track }
        }
        for (_, track) in ranked where trial[Int(track)] >= 0 {
            Self.visit(candidates[Int(trial[Int(track)])].resources) { taken[$0] = -1 }
        }
        return value
    }

    @inline(__always)
    private func isFree(_ candidate: Int) -> Bool {
        let resources = candidates[candidate].resources
        for lane in 0..<8 where resources[lane] >= 0 && taken[Int(resources[lane])] >= 0 { return false }
        return true
    }
}
