import NumericalMethods

/// Chooses one hypothesis a track, or none, so that no plot is used twice and the sum of scores is greatest.
///
///     max Σ s_c x_c   subject to  Σ_{c of track} x_c ≤ 1,  Σ_{c using plot} x_c ≤ 1
/// Tracks that share no plot fall into components solved apart. Where every hypothesis is short of one plot at most, the
/// choice is a linear assignment, solved exactly. Elsewhere the plots carry prices (Lagrange multipliers) moved by
/// subgradients until no plot is wanted twice, which proves the choice best, or the count of rounds is spent; then the best
/// of the feasible choices met stands. Bounded: rounds × candidates.
/// - Source: Poore & Rijavec, *A Lagrangian relaxation algorithm for multidimensional assignment problems arising from
///   multitarget tracking*, SIAM J. Optimization 3 (1993) 544–563; Jonker & Volgenant, Computing 38 (1987), for the assignment.
struct HypothesisSelection: Sendable {
    /// One hypothesis: what it is worth, and the plots it uses (places in the resource list, side by side; behind them −1).
    struct Candidate: Sendable {
        var score: Double
        var resources: SIMD8<Int32>
    }

    /// Candidates, track after track; `starts` has one more entry than there are tracks.
    var candidates: [Candidate] = []
    var starts: [Int32] = [0]
    var resourceCount = 0
    /// For each track the candidate chosen, −1 for none.
    var chosen: [Int32] = []
    /// Components not proven best in the last call.
    var unproven = 0

    private var parent: [Int32] = []
    private var owner: [Int32] = []
    private var order: [Int32] = []
    var members: [Int32] = []
    var ranked: [(gain: Double, track: Int32)] = []
    private var assignment = GatedAssignmentWorkspace()
    /// Tracks handed over to the assignment, row by row.
    private var rows: [Int32] = []
    let roundsMaximum = 60

    mutating func clear() {
        candidates.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        starts.append(0)
        resourceCount = 0
    }

    mutating func add(_ score: Double, _ resources: SIMD8<Int32>) {
        candidates.append(Candidate(score: score, resources: resources))
    }

    mutating func endTrack() { starts.append(Int32(candidates.count)) }

    mutating func solve() {
        let tracks = starts.count - 1
        unproven = 0
        Self.fill(&owner, resourceCount, -1)
        guard Self.keepContested(&candidates, &owner, starts) else { return chooseFreely(tracks) }
        for track in 0..<tracks { dropDominated(track) }
        Self.fill(&chosen, tracks, -1)
        Self.fill(&owner, resourceCount, -1)
        Self.fill(&parent, tracks, 0)
        for track in 0..<tracks { parent[track] = Int32(track) }
        for track in 0..<tracks {
            for place in places(track) {
                Self.visit(candidates[place].resources) { resource in
                    if owner[resource] < 0 { owner[resource] = Int32(track) } else { join(track, Int(owner[resource])) }
                }
            }
        }
        gather(tracks)
        rows.removeAll(keepingCapacity: true)
        var first = 0
        while first < tracks {
            var last = first + 1
            let name = parent[Int(members[first])]
            while last < tracks, parent[Int(members[last])] == name { last += 1 }
            if last - first == 1 {
                chosen[Int(members[first])] = best(Int(members[first]))
            } else if isLinear(first..<last) {
                for number in first..<last { addRow(members[number]) }
            } else {
                solveComponent(first..<last)
            }
            first = last
        }
        if !rows.isEmpty { assign() }
    }

    /// Nothing is short: each track takes what is worth most to it.
    private mutating func chooseFreely(_ tracks: Int) {
        Self.fill(&chosen, tracks, -1)
        for track in 0..<tracks { chosen[track] = best(track) }
    }

    /// Whether no hypothesis of a component is short of two plots, nor two of one track of the same.
    private func isLinear(_ range: Range<Int>) -> Bool {
        for number in range {
            let own = places(Int(members[number]))
            for place in own {
                let resource = candidates[place].resources[0]
                guard resource >= 0 else { continue }
                if candidates[place].resources[1] >= 0 { return false }
                for other in own.lowerBound..<place where candidates[other].resources[0] == resource { return false }
            }
        }
        return true
    }

    private mutating func addRow(_ track: Int32) {
        if rows.isEmpty { assignment.begin(columns: resourceCount) }
        assignment.addRow(unassignedCost: -worthAlone(Int(track)))
        for place in places(Int(track)) where candidates[place].resources[0] >= 0 {
            assignment.allow(column: Int(candidates[place].resources[0]), cost: -candidates[place].score)
        }
        rows.append(track)
    }

    private mutating func assign() {
        _ = assignment.solve()
        for (row, track) in rows.enumerated() {
            let column = Int32(assignment.column(ofRow: row))
            var most = 0.0
            for place in places(Int(track)) where candidates[place].resources[0] == column {
                guard column < 0 else {
                    chosen[Int(track)] = Int32(place)
                    break
                }
                if candidates[place].score > most {
                    most = candidates[place].score
                    chosen[Int(track)] = Int32(place)
                }
            }
        }
    }

    /// Drops the resources that one track alone asks for: nothing is ever short of them. The rest stand in front.
    /// - Parameter owner: −1 for every resource.
    /// - Returns: whether there are any; where not, nothing is dropped.
    private static func keepContested(_ candidates: inout [Candidate], _ owner: inout [Int32], _ starts: [Int32]) -> Bool {
        candidates.withUnsafeMutableBufferPointer { candidates in
            owner.withUnsafeMutableBufferPointer { owner in
                var isAny = false
                for track in 0..<starts.count - 1 {
                    for place in Int(starts[track])..<Int(starts[track + 1]) {
                        visit(candidates[place].resources) { resource in
                            if owner[resource] == -1 { owner[resource] = Int32(track) }
                            guard owner[resource] != Int32(track) else { return }
                            owner[resource] = -2
                            isAny = true
                        }
                    }
                }
                guard isAny else { return false }
                for place in candidates.indices {
                    withUnsafeMutableBytes(of: &candidates[place].resources) { bytes in
                        let resources = bytes.assumingMemoryBound(to: Int32.self)
                        var count = 0
                        var lane = 0
                        while lane < 8, resources[lane] >= 0 {
                            if owner[Int(resources[lane])] == -2 {
                                resources[count] = resources[lane]
                                count += 1
                            }
                            lane += 1
                        }
                        for left in count..<lane { resources[left] = -1 }
                    }
                }
                return true
            }
        }
    }

    /// The best that a track can have without a contested plot; none at all is worth 0.
    private func worthAlone(_ track: Int) -> Double {
        var alone = 0.0
        for place in places(track) where candidates[place].resources[0] < 0 { alone = max(alone, candidates[place].score) }
        return alone
    }

    /// Rules out what asks for a contested plot and is worth no more than what needs none.
    private mutating func dropDominated(_ track: Int) {
        let alone = worthAlone(track)
        for place in places(track) where candidates[place].resources[0] >= 0 && candidates[place].score <= alone {
            candidates[place] = Candidate(score: -.infinity, resources: SIMD8(repeating: -1))
        }
    }

    /// Puts the members of each component side by side, in order of track (a counting sort by the name of the component).
    private mutating func gather(_ tracks: Int) {
        Self.fill(&order, tracks + 1, 0)
        Self.fill(&members, tracks, 0)
        for track in 0..<tracks {
            // A parent never has a higher number, so its root is known already.
            parent[track] = parent[Int(parent[track])]
            order[Int(parent[track]) + 1] += 1
        }
        for track in 0..<tracks { order[track + 1] += order[track] }
        for track in 0..<tracks {
            let name = Int(parent[track])
            members[Int(order[name])] = Int32(track)
            order[name] += 1
        }
    }

    /// Visits the resources that a candidate asks for.
    @inline(__always)
    static func visit(_ resources: SIMD8<Int32>, _ body: (Int) -> Void) {
        for lane in 0..<8 {
            guard resources[lane] >= 0 else { return }
            body(Int(resources[lane]))
        }
    }

    private static func fill(_ array: inout [Int32], _ count: Int, _ value: Int32) {
        if array.count < count { array = [Int32](repeating: value, count: count + count / 2) }
        for place in 0..<count { array[place] = value }
    }

    @inline(__always)
    func places(_ track: Int) -> Range<Int> { Int(starts[track])..<Int(starts[track + 1]) }

    private func root(_ track: Int) -> Int32 {
        var place = track
        while Int(parent[place]) != place { place = Int(parent[place]) }
        return Int32(place)
    }

    private mutating func join(_ first: Int, _ second: Int) {
        let a = root(first)
        let b = root(second)
        if a == b { return }
        // The lower name stays: components do not depend on the order of joining.
        if a < b { parent[Int(b)] = a } else { parent[Int(a)] = b }
        if Int(parent[first]) != first { parent[first] = min(a, b) }
        if Int(parent[second]) != second { parent[second] = min(a, b) }
    }

    /// The best candidate if it is worth more than none.
    @inline(__always)
    private func best(_ track: Int) -> Int32 {
        var most = 0.0
        var place: Int32 = -1
        for candidate in places(track) where candidates[candidate].score > most {
            most = candidates[candidate].score
            place = Int32(candidate)
        }
        return place
    }
}
