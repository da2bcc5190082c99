import NumericalMethods
import Quantities

/// A missile against a target that flies straight on: where in time it comes to be where the target is.
struct StraightChase {
    /// Two times between which the missile catches up; the same twice where it waits there already.
    struct Bracket {
        var low: Double
        /// How much later than the target the missile is there, s.
        var lowLack: Double
        var high: Double
        var highLack: Double
        /// To where the target is at either time.
        fileprivate var lowReach: Reach
        fileprivate var highReach: Reach
    }

    /// Where the target is at a time, as the table sees it.
    fileprivate struct Reach {
        /// Over the ground from the site, and above the surface, m.
        var range: Double
        var height: Double
        var fly: FlyOut
    }

    private let table: FlyOutTable
    private let site: Vector3
    private let origin: FlyOutTable.Origin
    private let position: Vector3
    private let velocity: Vector3
    private let delay: Double

    /// - Parameters:
    ///   - site: of the launcher, earth-fixed.
    ///   - delay: seconds until the launch; negative after it.
    init(_ table: FlyOutTable, from site: Vector3, _ target: KinematicState<EarthFixed>, _ delay: Double) {
        self.table = table
        self.site = site
        origin = FlyOutTable.Origin(site)
        position = target.position.vector
        velocity = target.velocity.vector
        self.delay = delay
    }

    @inline(__always)
    private func place(_ time: Double) -> Vector3 { position + velocity * time }

    @inline(__always)
    private func lack(_ time: Double) -> (Double, Reach) {
        let point = place(time)
        let range = origin.groundRange(to: point)
        let height = EarthModel.wgs84.height(at: point)
        let fly = table.fly(groundRange: range, altitude: height)
        return (delay + fly.timeOfFlight - time, Reach(range: range, height: height, fly: fly))
    }

    /// From now on; nil where the target outruns the missile.
    /// - Parameter withinReach: whether only what is met within the table's range is asked for; of the rest nil may be said.
    func bracket(withinReach: Bool = false) -> Bracket? {
        var low = max(0, delay)
        var (lowLack, lowReach) = lack(low)
        if lowLack <= 0 {
            return Bracket(low: low, lowLack: lowLack, high: low, highLack: lowLack, lowReach: lowReach, highReach: lowReach)
        }
        var high = low + lowLack
        var (highLack, highReach) = lack(high)
        var tries = 0
        while highLack > 0 {
            tries += 1
            if tries > 12 || high > 1_500 { return nil }
            if withinReach, highReach.fly.margin < 0, isLeaving(from: lowReach, to: highReach) { return nil }
            low = high
            lowLack = highLack
            lowReach = highReach
            high += max(1.5 * highLack, 1)
            (highLack, highReach) = lack(high)
        }
        return Bracket(low: low, lowLack: lowLack, high: high, highLack: highLack, lowReach: lowReach, highReach: highReach)
    }

    /// By false position.
    func solution(in bracket: Bracket) -> InterceptSolution {
        var bracket = bracket
        var fly = bracket.highReach.fly
        var time = bracket.high
        for _ in 0..<12 where bracket.high - bracket.low > 1e-3 {
            time = bracket.low + (bracket.high - bracket.low) * bracket.lowLack / (bracket.lowLack - bracket.highLack)
            let (value, here) = lack(time)
            fly = here.fly
            if abs(value) < 1e-3 { break }
            if value > 0 {
                bracket.low = time
                bracket.lowLack = value
                bracket.highLack *= 0.5
            } else {
                bracket.high = time
                bracket.highLack = value
                bracket.lowLack *= 0.5
            }
        }
        return table.solution(site, place(time), time: time, launchDelay: delay, fly: fly)
    }

    /// Whether the target is met inside the envelope.
    func isMet() -> Bool {
        guard let bracket = bracket(withinReach: true) else { return false }
        return answer(within: bracket) ?? solution(in: bracket).isReachable
    }

    /// The same without the time of the meeting, where every time of a bracket has the one answer: all nodes of the table about the way
    /// flown between are reachable, or none is. Nil where some are.
    private func answer(within bracket: Bracket) -> Bool? {
        let (before, after) = (bracket.lowReach.range, bracket.highReach.range)
        let (below, above) = (bracket.lowReach.height, bracket.highReach.height)
        let way = (place(bracket.high) - place(bracket.low)).length
        // Over the ground nobody is faster than himself by more than a hundredth; a straight line sags by s²/8R below its higher end.
        let ranges = (max(before, after) - 1.01 * way - 1, max(before, after) + 1)
        let heights = (min(below, above) - way * way / 5e7 - 1, max(below, above) + 1)
        guard let margins = table.margins(ranges: ranges, heights: heights) else { return nil }
        if margins.most < 0 { return false }
        let isInside =
            ranges.0 >= table.rangeMinimum && ranges.1 <= table.rangeMaximum
            && heights.0 >= table.altitudeMinimum && heights.1 <= table.altitudeMaximum
        return margins.least >= 0 && isInside ? true : nil
    }

    /// Whether the target has left the table's range for good. Seen from the earth's centre, its angle from the site falls to one
    /// least value and grows from then on: what grows, and is a metre beyond the range, comes back no more.
    private func isLeaving(from before: Reach, to reach: Reach) -> Bool {
        reach.range > table.rangeMaximum + 1 && reach.range > before.range + 1
    }
}

extension FlyOutTable {
    /// Nodes that are looked at at most.
    private static var nodesMaximum: Int { 48 }

    /// Least and greatest margin of the nodes that values over some ground ranges and heights are made of; nil for too many of them.
    fileprivate func margins(ranges: (Double, Double), heights: (Double, Double)) -> (least: Double, most: Double)? {
        let columns = nodes(ranges, up: rangeMaximum, of: rangeCount)
        let rows = nodes(heights, up: altitudeMaximum, of: altitudeCount)
        guard columns.count * rows.count <= Self.nodesMaximum else { return nil }
        var (least, most) = (Double.infinity, -Double.infinity)
        values.withUnsafeBufferPointer { values in
            for row in rows {
                for column in columns {
                    let margin = values[row * rangeCount + column].w
                    least = min(least, margin)
                    most = max(most, margin)
                }
            }
        }
        return (least, most)
    }

    private func nodes(_ bounds: (Double, Double), up maximum: Double, of count: Int) -> ClosedRange<Int> {
        func place(_ value: Double) -> Int { Int(min((max(0, value) / maximum).squareRoot() * Double(count - 1), Double(count - 2))) }
        return place(bounds.0)...place(bounds.1) + 1
    }
}
