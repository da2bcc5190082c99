/// Depth-first search for cheap sets among weapons sorted by price per effect, on borrowed buffers.
///
/// The bound lets the weapons that follow be used in part: they are filled in order of ρ while the surviving value exceeds
/// ρ, and end in r' = ρ_k with ρ_k (1 + ln(r/ρ_k)) still to pay. The logarithm is bounded from below by
///     ln x ≥ 3 (x² − 1) / (x² + 4x + 1)    for x ≥ 1: the difference has the derivative (x − 1)⁴ / (x (x² + 4x + 1)²)
struct SalvoSearch {
    let ratio: UnsafePointer<Double>
    let price: UnsafePointer<Double>
    let factor: UnsafePointer<Double>
    let count: Int
    /// Places of the weapons of the set at hand.
    let path: UnsafeMutablePointer<Int32>
    /// Places of the weapons of the cheapest set found.
    let best: UnsafeMutablePointer<Int32>
    var limit: Double
    var bestDepth = -1

    @inline(__always)
    static func bound(
        _ ratio: UnsafePointer<Double>, _ price: UnsafePointer<Double>, _ factor: UnsafePointer<Double>, _ count: Int,
        rest: Double, cost: Double, from: Int
    ) -> Double {
        var rest = rest
        var cost = cost
        var place = from
        while place < count {
            let ratio = ratio[place]
            if ratio >= rest { break }
            let next = rest * factor[place]
            if next < ratio {
                let x = rest / ratio
                return cost + ratio * (1 + 3 * (x * x - 1) / (x * x + 4 * x + 1))
            }
            cost += price[place]
            rest = next
            place += 1
        }
        return cost + rest
    }

    /// Finds the cheapest set below `limit`, which it lowers.
    mutating func minimise(rest: Double, cost: Double, from: Int, depth: Int) {
        for place in from..<max(from, count) {
            // (1 − p) ≥ 1 − a: a weapon whose ρ is not below the surviving value saves nothing, nor does any after it.
            if ratio[place] >= rest { return }
            if Self.bound(ratio, price, factor, count, rest: rest, cost: cost, from: place) >= limit { return }
            path[depth] = Int32(place)
            let restThen = rest * factor[place]
            let costThen = cost + price[place]
            if restThen + costThen < limit {
                limit = restThen + costThen
                bestDepth = depth + 1
                best.update(from: path, count: bestDepth)
            }
            minimise(rest: restThen, cost: costThen, from: place + 1, depth: depth + 1)
        }
    }

    /// Hands every set below `limit` to `take`; stops when that returns false.
    func enumerate(rest: Double, cost: Double, from: Int, depth: Int, take: (UnsafeBufferPointer<Int32>) -> Bool) -> Bool {
        for place in from..<max(from, count) {
            let restThen = rest * factor[place]
            let costThen = cost + price[place]
            if Self.bound(ratio, price, factor, count, rest: restThen, cost: costThen, from: place + 1) >= limit { continue }
            path[depth] = Int32(place)
            if restThen + costThen < limit, !take(UnsafeBufferPointer(start: path, count: depth + 1)) { return false }
            guard enumerate(rest: restThen, cost: costThen, from: place + 1, depth: depth + 1, take: take) else { return false }
        }
        return true
    }
}
