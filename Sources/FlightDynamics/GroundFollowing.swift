import NumericalMethods

/// Flight at a height above the ground, as well as the climb and the vertical acceleration of what flies allow.
///
/// Over the ground plus the wanted height w lie an upper path, the lowest that is nowhere below and keeps to the limits, and a lower
/// one, the highest that is nowhere above. The path flown is between them,
///     h = max(s U + (1 − s) L, U of 0.55 w),
/// with the share s for which the height above ground is w on average (0 where even the lower path is higher). It cuts crests and spans
/// valleys alike, as a terrain follower with finite climb does.
/// - Source: the bounds are those of terrain-following reference-path methods (slope and curvature limits on a path above a profile):
///   Funk, *Optimal-path precision terrain-following system*, J. Aircraft 14 (1977) 128.
struct GroundFollowing {
    /// Seconds between samples.
    let step: Double
    let ground: [Double]
    let clearance: [Double]
    /// Largest rate of climb, m/s, and vertical acceleration downwards, m/s²; upwards twice that.
    let climb: Double
    let acceleration: Double

    private var count: Int { ground.count }

    /// The heights flown, metres, one a sample.
    var heights: [Double] {
        let wanted = (0..<count).map { ground[$0] + clearance[$0] }
        let upper = smoothed(above(wanted, acceleration: acceleration))
        let lower = smoothed(above(wanted.map { -$0 }, acceleration: 2 * acceleration).map { -$0 })
        let floor = smoothed(above((0..<count).map { ground[$0] + 0.55 * clearance[$0] }, acceleration: acceleration))
        func path(_ share: Double) -> [Double] {
            (0..<count).map { max(share * upper[$0] + (1 - share) * lower[$0], floor[$0]) }
        }
        /// What the heights of eight shares add up to above the wanted ones: each sum in its own lane, sample by sample.
        func excess(_ shares: SIMD8<Double>) -> SIMD8<Double> {
            let rest = 1 - shares
            var sums = SIMD8<Double>.zero
            for place in 0..<count {
                let between = shares * upper[place] + rest * lower[place]
                let least = SIMD8(repeating: floor[place])
                sums = sums + between.replacing(with: least, where: between .<= least) - wanted[place]
            }
            return sums
        }
        guard excess(.zero)[0] < 0 else { return path(0) }
        // Twenty halvings of 0…1, three at a time: a pass sums the seven shares that three of them can ask for.
        var low = 0.0
        var high = 1.0
        var halvings = 20
        while halvings > 0 {
            let middle = 0.5 * (low + high)
            let lower = 0.5 * (low + middle), upper = 0.5 * (middle + high)
            let shares = SIMD8(
                0.5 * (low + lower), lower, 0.5 * (lower + middle), middle, 0.5 * (middle + upper), upper, 0.5 * (upper + high), high)
            let sums = excess(shares)
            // From the middle one a half of the rest to either side.
            var lane = 3
            var side = 2
            for _ in 0..<min(3, halvings) {
                if sums[lane] > 0 {
                    high = shares[lane]
                    lane -= side
                } else {
                    low = shares[lane]
                    lane += side
                }
                side /= 2
                halvings -= 1
            }
        }
        return path(0.5 * (low + high))
    }

    /// The lowest heights that are nowhere below the given ones, climb and sink no faster than the limit and push over within an
    /// acceleration.
    private func above(_ given: [Double], acceleration: Double) -> [Double] {
        var height = given
        let rise = climb * step
        height.withUnsafeMutableBufferPointer { height in
            var last = height[0]
            for index in 1..<height.count {
                last = max(height[index], last - rise)
                height[index] = last
            }
            for index in (0..<height.count - 1).reversed() {
                last = max(height[index], last - rise)
                height[index] = last
            }
        }
        // Parabolas of the acceleration through every sample; beyond `reach` the slope limit is lower than they are. A parabola falls by
        // as much on either side, so that all samples meet those of one distance at a time.
        let reach = min(count - 1, Int((climb / (acceleration * step)).rounded(.up)))
        let falls = (0...reach).map { distance in
            let offset = Double(distance) * step
            return 0.5 * acceleration * offset * offset
        }
        return Self.raised(height, by: falls)
    }

    /// Samples that are raised together.
    private typealias Lanes = SIMD8<Double>

    /// Heights raised to what their neighbours are above them after falling by so much: `falls` by distance, from none at their own.
    private static func raised(_ heights: [Double], by falls: [Double]) -> [Double] {
        let (count, lanes, reach) = (heights.count, Lanes.scalarCount, falls.count - 1)
        let blocks = (count + lanes - 1) / lanes
        // Nothing beyond either end, for whole lanes.
        var framed = [Double](repeating: -.infinity, count: (blocks + 1) * lanes + 2 * reach)
        framed.replaceSubrange(reach..<reach + count, with: heights)
        var highest = [Double](repeating: -.infinity, count: blocks * lanes)
        framed.withUnsafeBytes { framed in
            func sample(_ place: Int) -> Lanes { framed.loadUnaligned(fromByteOffset: place * MemoryLayout<Double>.stride, as: Lanes.self) }
            let greatest = (0..<framed.count / MemoryLayout<Lanes>.size).map { sample($0 * lanes).max() }
            highest.withUnsafeMutableBytes { highest in
                for block in 0..<blocks {
                    let first = block * lanes
                    let most = greatest[block...min(block + (lanes - 1 + 2 * reach) / lanes, greatest.count - 1)].max() ?? .infinity
                    var best = sample(first + reach)
                    var distance = 1
                    // Once what is highest within reach has fallen below all of the block, what is farther adds nothing.
                    while distance <= reach, most - falls[distance] >= best.min() {
                        for near in distance...min(distance + 3, reach) {
                            let (before, after) = (sample(first + reach - near), sample(first + reach + near))
                            let fallen = before.replacing(with: after, where: after .>= before) - falls[near]
                            best.replace(with: fallen, where: fallen .>= best)
                        }
                        distance += 4
                    }
                    highest.storeBytes(of: best, toByteOffset: first * MemoryLayout<Double>.stride, as: Lanes.self)
                }
            }
        }
        highest.removeLast(blocks * lanes - count)
        return highest
    }

    /// A mean over the time in which the climb can change from nothing to its limit by twice the acceleration.
    private func smoothed(_ given: [Double]) -> [Double] {
        let half = max(1, Int((0.25 * climb / acceleration / step).rounded()))
        let last = count - 1
        var sum = 0.0
        for offset in -half...half { sum += given[max(0, min(last, offset))] }
        return (0...last).map { index in
            defer { sum += given[min(last, index + half + 1)] - given[max(0, index - half)] }
            return sum / Double(2 * half + 1)
        }
    }
}

extension HeightProfile {
    /// Nodes of a run of terrain following, at the ends of the longest cubics that keep near the path flown: few over flat ground.
    static func follow(
        times: [Double], spans: [Span], verticalAcceleration: Double, climbAngleMaximum: Double, speed: Double,
        terrain: (Double) -> Double
    ) -> [Node] {
        let start = times.first!
        let end = times.last!
        let wanted = max(60 / speed, 0.1)
        let count = max(8, Int(((end - start) / wanted).rounded(.up)))
        let step = (end - start) / Double(count)
        let ground = (0...count).map { terrain(start + Double($0) * step) }
        var span = 0
        var clearances = [Double](repeating: 0, count: count + 1)
        for index in 0...count {
            let time = start + Double(index) * step
            while span + 1 < spans.count, time > times[span + 1] { span += 1 }
            guard case .follow(let from, let to) = spans[span] else { continue }
            let share = max(0, min(1, (time - times[span]) / max(1e-9, times[span + 1] - times[span])))
            clearances[index] = from + (to - from) * share
        }
        let heights = GroundFollowing(
            step: step, ground: ground, clearance: clearances, climb: speed * Elementary.tan(climbAngleMaximum),
            acceleration: verticalAcceleration
        ).heights
        func node(_ index: Int) -> Node {
            let before = max(0, index - 1)
            let after = min(count, index + 1)
            return Node(
                time: start + Double(index) * step, height: heights[index],
                rate: (heights[after] - heights[before]) / (Double(after - before) * step))
        }
        // A seventeenth of the height above ground, between half a metre and three.
        let slack = max(0.5, min(3, 0.06 * (clearances.min() ?? 50)))
        func fits(_ first: Int, _ last: Int) -> Bool {
            let a = node(first)
            let b = node(last)
            let c = cubic(a, b)
            for place in (first + 1)..<last {
                if abs(value(c, after: start + Double(place) * step - a.time) - heights[place]) > slack { return false }
            }
            return true
        }
        var places = [0]
        while places.last! < count {
            let first = places.last!
            var length = 1
            while length < 256, first + 2 * length <= count, fits(first, first + 2 * length) { length *= 2 }
            places.append(min(count, first + length))
        }
        var nodes = places.map(node)
        // Where the cubics between nodes come nearer to the ground than 0.52 of the height above it, raise both nodes.
        for _ in 0..<4 {
            var raised = false
            for node in 0..<(nodes.count - 1) {
                var lack = 0.0
                let c = cubic(nodes[node], nodes[node + 1])
                for place in places[node]...places[node + 1] {
                    let height = value(c, after: start + Double(place) * step - nodes[node].time)
                    lack = max(lack, ground[place] + 0.52 * clearances[place] - height)
                }
                if lack > 0 {
                    nodes[node].height += lack
                    nodes[node + 1].height += lack
                    raised = true
                }
            }
            if !raised { break }
        }
        return nodes
    }
}
