public import Stochastics

/// The points at which the catalogue's ranges are read: coordinates on (0, 1), one for each uncertain value.
public enum StudyDesign: String, Sendable {
    case latinHypercube = "latin-hypercube"
    case sobol

    /// Points of the first part.
    public func points(count: Int, dimensions: Int, seed: UInt64) -> [[Double]] {
        switch self {
        case .latinHypercube: LatinHypercube.points(count: count, dimensions: dimensions, studySeed: seed)
        case .sobol: Self.lowDiscrepancy(count: count, dimensions: dimensions, seed: seed)
        }
    }

    /// Points of the sensitivity part, in the order of its samples.
    /// - Parameter groups: the group of each coordinate.
    public static func sensitivity(_ plan: SensitivityPlan, groups: [Int], seed: UInt64) -> [[Double]] {
        let width = groups.count
        // A and B are the two halves of one design, so that they fill the space together.
        let pairs = lowDiscrepancy(count: plan.base, dimensions: 2 * width, seed: seed ^ 0x5E25)
        return pairs.flatMap { pair -> [[Double]] in
            let a = Array(pair[..<width])
            let b = Array(pair[width...])
            let mixed = plan.groups.indices.map { group in
                (0..<width).map { groups[$0] == group ? b[$0] : a[$0] }
            }
            return [a, b] + mixed
        }
    }

    private static func lowDiscrepancy(count: Int, dimensions: Int, seed: UInt64) -> [[Double]] {
        LatinHypercube.points(count: count, dimensions: dimensions, studySeed: seed)
    }
}
