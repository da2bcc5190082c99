// One component of tracks that share plots: prices moved by subgradients until nothing is wanted twice.
extension HypothesisSelection {
    mutating func solveComponent(_ range: Range<Int>) {
        let component = Component(members[range], self)
        defer { component.free() }
        var lower = -Double.infinity
        var upper = Double.infinity
        var step = 1.0
        for round in 0..<roundsMaximum {
            let relaxed = component.relax()
            upper = min(upper, relaxed.bound)
            if relaxed.excess == 0 || round % 6 == 5 || round == 0 || round == roundsMaximum - 1 {
                let value = component.complete(&ranked)
                if value > lower {
                    lower = value
                    component.forEachChoice { chosen[$0] = $1 }
                }
            }
            let isProven = lower >= upper - 1e-9 * max(1, abs(upper))
            if !isProven, round % 10 == 9 { step *= 0.7 }
            component.move(relaxed.squares > 0 ? step * max(upper - lower, 0.01) / relaxed.squares : 0)
            if isProven || relaxed.excess == 0 { return }
        }
        unproven += 1
    }
}

/// A component laid out side by side: candidates track after track, the plots that each asks for, and their prices.
private struct Component {
    private let tracks: UnsafeMutableBufferPointer<Int32>
    /// First candidate of each track, and behind the last; where its candidates stand in the whole problem.
    private let starts: UnsafeMutableBufferPointer<Int>
    private let places: UnsafeMutableBufferPointer<Int>
    /// The candidate that each track takes, −1 for none.
    private let trial: UnsafeMutableBufferPointer<Int>
    private let scores: UnsafeMutableBufferPointer<Double>
    /// Scores less the prices of the present round.
    private let worths: UnsafeMutableBufferPointer<Double>
    /// First plot asked for by each candidate, and behind the last; names of those plots, numbered as they are first met.
    private let firstAsked: UnsafeMutableBufferPointer<Int>
    private let asked: UnsafeMutableBufferPointer<Int>
    private let prices: UnsafeMutableBufferPointer<Double>
    private let usage: UnsafeMutableBufferPointer<Int>
    private let isTaken: UnsafeMutableBufferPointer<Bool>

    init(_ members: ArraySlice<Int32>, _ selection: borrowing HypothesisSelection) {
        var names: [Int32: Int] = [:]
        var starts = [0], places: [Int] = [], scores: [Double] = [], firstAsked = [0], asked: [Int] = []
        for member in members {
            for place in selection.places(Int(member)) {
                places.append(place)
                scores.append(selection.candidates[place].score)
                HypothesisSelection.visit(selection.candidates[place].resources) { resource in
                    let name = names[Int32(resource)] ?? names.count
                    names[Int32(resource)] = name
                    asked.append(name)
                }
                firstAsked.append(asked.count)
            }
            starts.append(places.count)
        }
        tracks = Self.room(Array(members))
        self.starts = Self.room(starts)
        self.places = Self.room(places)
        trial = Self.room(members.map { _ in -1 })
        self.scores = Self.room(scores)
        worths = Self.room(scores)
        self.firstAsked = Self.room(firstAsked)
        self.asked = Self.room(asked)
        prices = Self.room(Array(repeating: 0, count: names.count))
        usage = Self.room(Array(repeating: 0, count: names.count))
        isTaken = Self.room(Array(repeating: false, count: names.count))
    }

    private static func room<Value>(_ values: [Value]) -> UnsafeMutableBufferPointer<Value> {
        let room = UnsafeMutableBufferPointer<Value>.allocate(capacity: values.count)
        _ = room.initialize(fromContentsOf: values)
        return room
    }

    func free() {
        for room in [starts, places, trial, firstAsked, asked, usage] { room.deallocate() }
        for room in [scores, worths, prices] { room.deallocate() }
        tracks.deallocate()
        isTaken.deallocate()
    }

    /// The relaxed problem: every track takes what it likes best.
    /// - Returns: a bound on the sum of scores, how many plots are wanted more often or less often than once, and the sum of squares of
    ///   by how much.
    func relax() -> (bound: Double, excess: Int, squares: Double) {
        var bound = 0.0
        for track in tracks.indices {
            var most = 0.0
            var best = -1
            for candidate in starts[track]..<starts[track + 1] {
                var worth = scores[candidate]
                for place in firstAsked[candidate]..<firstAsked[candidate + 1] { worth -= prices[asked[place]] }
                worths[candidate] = worth
                if worth > most {
                    most = worth
                    best = candidate
                }
            }
            trial[track] = best
            guard best >= 0 else { continue }
            bound += most
            for place in firstAsked[best]..<firstAsked[best + 1] { usage[asked[place]] += 1 }
        }
        var excess = 0
        var squares = 0.0
        for name in prices.indices {
            bound += prices[name]
            let over = usage[name] - 1
            if over > 0 || (over < 0 && prices[name] > 0) {
                excess += 1
                squares += Double(over * over)
            }
        }
        return (bound, excess, squares)
    }

    /// Moves the prices of plots by how much more often than once they are wanted.
    func move(_ step: Double) {
        for name in prices.indices {
            prices[name] = max(0, prices[name] + step * Double(usage[name] - 1))
            usage[name] = 0
        }
    }

    /// Makes the choice feasible: tracks with most to lose choose first, each the best that is still free; returns what it is worth.
    func complete(_ ranked: inout [(gain: Double, track: Int32)]) -> Double {
        ranked.removeAll(keepingCapacity: true)
        for track in tracks.indices {
            var most = 0.0
            var second = 0.0
            for candidate in starts[track]..<starts[track + 1] {
                let worth = worths[candidate]
                if worth > most {
                    second = most
                    most = worth
                } else if worth > second {
                    second = worth
                }
            }
            ranked.append((most - second, Int32(track)))
        }
        // Tracks stand in their order.
        ranked.sort { ($0.gain, $1.track) > ($1.gain, $0.track) }
        for name in isTaken.indices { isTaken[name] = false }
        var value = 0.0
        for (_, track) in ranked {
            var most = 0.0
            var best = -1
            // Prices steer the choice as long as the hypothesis is worth something by itself.
            for candidate in starts[Int(track)]..<starts[Int(track) + 1]
            where scores[candidate] > 0 && (best < 0 || worths[candidate] > most) && isFree(candidate) {
                most = worths[candidate]
                best = candidate
            }
            trial[Int(track)] = best
            guard best >= 0 else { continue }
            value += scores[best]
            for place in firstAsked[best]..<firstAsked[best + 1] { isTaken[asked[place]] = true }
        }
        return value
    }

    private func isFree(_ candidate: Int) -> Bool {
        for place in firstAsked[candidate]..<firstAsked[candidate + 1] where isTaken[asked[place]] { return false }
        return true
    }

    /// Visits each track of the whole problem with the candidate that it takes there, −1 for none.
    func forEachChoice(_ body: (_ track: Int, _ candidate: Int32) -> Void) {
        for track in tracks.indices { body(Int(tracks[track]), trial[track] < 0 ? -1 : Int32(places[trial[track]])) }
    }
}
