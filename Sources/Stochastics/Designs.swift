/// Latin hypercube designs (McKay, Beckman & Conover 1979): each coordinate visits each of n equal strata once.
public enum LatinHypercube {
    /// `count` points of `dimensions` coordinates on (0, 1), addressed by the study's seed and the dimension.
    public static func points(count: Int, dimensions: Int, studySeed: UInt64) -> [[Double]] {
        var points = Array(repeating: Array(repeating: 0.0, count: dimensions), count: count)
        for dimension in 0..<dimensions {
            var stream = RandomStream(
                studySeed: studySeed, runIndex: .max, entity: UInt32(dimension), purpose: DrawPurpose(rawValue: 0xFFF0))
            var order = Array(0..<count)
            for place in stride(from: count - 1, to: 0, by: -1) {
                order.swapAt(place, stream.nextInteger(below: place + 1))
            }
            for place in 0..<count {
                points[place][dimension] = (Double(order[place]) + stream.nextUniform()) / Double(count)
            }
        }
        return points
    }
}
