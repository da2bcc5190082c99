/// Maximal covering location: choose at most p sites so that the weight of the demand covered by at least one is greatest.
///
/// Solved exactly by branch and bound. At a node with some sites taken, whatever is added covers no more than the sum of the
/// largest remaining gains (gains only fall as sites are added), which is the bound; a greedy choice gives the first answer.
/// A swap search improves it, so that most of the tree is never entered.
/// - Source: R. Church & C. ReVelle, *Papers of the Regional Science Association* 32 (1974), 101–118; the bound is that of
///   submodular functions, Nemhauser, Wolsey & Fisher, *Math. Programming* 14 (1978), 265–294.
package struct MaximalCovering: Sendable {
    /// Weight of each point of demand, ≥ 0.
    package let weights: [Double]
    /// For each site the demand points that it covers, as bits of 64.
    private let covers: [[UInt64]]
    private let words: Int

    package struct Solution: Sendable, Equatable {
        /// Numbers of the sites, ascending.
        package var chosen: [Int]
        package var covered: Double
        /// No choice covers more than this; equal to `covered` where the optimum is proved.
        package var bound: Double
        package var isProved: Bool { covered >= bound }
    }

    /// - Parameters:
    ///   - weights: worth of each thing to cover.
    ///   - coverage: for each site, whether it covers each demand point.
    package init(weights: [Double], coverage: [[Bool]]) {
        precondition(coverage.allSatisfy { $0.count == weights.count }, "one mark for each demand point")
        self.weights = weights
        let words = (weights.count + 63) / 64
        self.words = words
        covers = coverage.map { marks in
            var bits = [UInt64](repeating: 0, count: words)
            for (place, mark) in marks.enumerated() where mark { bits[place / 64] |= 1 << UInt64(place % 64) }
            return bits
        }
    }

    /// Weight of the demand that a choice of sites covers.
    package func weight(of chosen: [Int]) -> Double {
        weight(chosen.reduce(into: [UInt64](repeating: 0, count: words)) { covered, site in
            for word in 0..<words { covered[word] |= covers[site][word] }
        })
    }

    private func weight(_ bits: [UInt64]) -> Double {
        var sum = 0.0
        for (word, value) in bits.enumerated() {
            var rest = value
            while rest != 0 {
                sum += weights[word * 64 + rest.trailingZeroBitCount]
                rest &= rest - 1
            }
        }
        return sum
    }

    /// What a site adds to what is covered.
    private func gain(_ site: Int, beyond covered: [UInt64]) -> Double {
        var sum = 0.0
        for word in 0..<words {
            var rest = covers[site][word] & ~covered[word]
            while rest != 0 {
                sum += weights[word * 64 + rest.trailingZeroBitCount]
                rest &= rest - 1
            }
        }
        return sum
    }

    private func union(_ covered: [UInt64], _ site: Int) -> [UInt64] {
        var all = covered
        for word in 0..<words { all[word] |= covers[site][word] }
        return all
    }

    /// Adds the site with the largest gain again and again; ties go to the lower number.
    package func greedy(_ sites: Int, from start: [Int] = []) -> [Int] {
        var chosen = start
        var covered = start.reduce([UInt64](repeating: 0, count: words)) { union($0, $1) }
        while chosen.count < min(sites, covers.count) {
            var best = (site: -1, gain: 0.0)
            for site in covers.indices where !chosen.contains(site) {
                let gain = gain(site, beyond: covered)
                if gain > best.gain { best = (site, gain) }
            }
            guard best.site >= 0 else { break }
            chosen.append(best.site)
            covered = union(covered, best.site)
        }
        return chosen.sorted()
    }

    /// The best choice of at most `sites`, proved where no more than `nodes` of the tree had to be entered.
    package func solve(_ sites: Int, nodes limit: Int = 5_000_000) -> Solution {
        let start = improved(greedy(sites), sites)
        var search = Search(best: start, covered: weight(of: start), left: limit, openBound: 0)
        branch(&search, chosen: [], covered: [UInt64](repeating: 0, count: words), value: 0, from: Array(covers.indices), sites)
        return Solution(chosen: search.best.sorted(), covered: search.covered, bound: max(search.covered, search.openBound))
    }

    private struct Search {
        var best: [Int]
        var covered: Double
        var left: Int
        /// The largest bound of what was left unentered when the nodes ran out.
        var openBound: Double
    }

    /// Exchanges one site for another while that covers more.
    private func improved(_ start: [Int], _ sites: Int) -> [Int] {
        var chosen = start
        var value = weight(of: chosen)
        var goesOn = true
        while goesOn {
            goesOn = false
            for place in chosen.indices {
                for site in covers.indices where !chosen.contains(site) {
                    var other = chosen
                    other[place] = site
                    let new = weight(of: other)
                    if new > value {
                        (chosen, value, goesOn) = (other, new, true)
                    }
                }
            }
        }
        return chosen
    }

    private func branch(
        _ search: inout Search, chosen: [Int], covered: [UInt64], value: Double, from candidates: [Int], _ room: Int
    ) {
        guard room > 0 else { return }
        // Sites by what they would add now; those that add nothing are never needed.
        let gains = candidates.map { (site: $0, gain: gain($0, beyond: covered)) }.filter { $0.gain > 0 }
            .sorted { ($1.gain, $0.site) < ($0.gain, $1.site) }
        for (place, candidate) in gains.enumerated() {
            // Sites before this one are ruled out from here on, so the bound is that of the rest.
            let bound = value + gains[place..<min(place + room, gains.count)].reduce(0) { $0 + $1.gain }
            if bound <= search.covered { return }
            guard search.left > 0 else {
                search.openBound = max(search.openBound, bound)
                return
            }
            search.left -= 1
            let new = value + candidate.gain
            if new > search.covered { (search.best, search.covered) = (chosen + [candidate.site], new) }
            branch(
                &search, chosen: chosen + [candidate.site], covered: union(covered, candidate.site), value: new,
                from: gains[(place + 1)...].map(\.site), room - 1)
        }
    }
}
