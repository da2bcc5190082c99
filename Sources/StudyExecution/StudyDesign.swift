import Stochastics
public import StudyStatistics

/// The points at which the catalogue's ranges are read: coordinates on (0, 1), one for each uncertain value.
public enum StudyDesign: String, Sendable {
    case latinHypercube = "latin-hypercube"
    case sobol
}

/// The points of a design, each computed from its number, so that a large design takes no memory.
///
/// Sobol' points are scrambled by the study's seed. Coordinates beyond the 256 that have direction numbers are filled by a
/// Latin hypercube of the same count ("padding": Owen, *ACM Trans. Model. Comput. Simul.* 8 (1998), 71–102).
public struct DesignPoints: Sendable {
    public let count: Int
    public let dimensions: Int
    private let sequence: SobolSequence?
    private let hypercube: LatinHypercube

    public init(_ design: StudyDesign, count: Int, dimensions: Int, seed: UInt64) {
        self.count = count
        self.dimensions = dimensions
        let sobol = design == .sobol ? min(dimensions, SobolSequence.dimensionsMaximum) : 0
        sequence = sobol > 0 ? SobolSequence(dimensions: sobol, scrambledBy: seed) : nil
        hypercube = LatinHypercube(count: count, dimensions: dimensions, studySeed: seed)
    }

    public subscript(_ index: Int) -> [Double] {
        var point = sequence?.centred(index) ?? []
        for dimension in point.count..<max(point.count, dimensions) {
            point.append(hypercube.coordinate(index, dimension: dimension))
        }
        return point
    }
}

/// The points of the sensitivity part, in the order of its samples.
///
/// Indices: A, B and A with one group from B, for each point; A and B are the two halves of one Sobol' design, so that they fill the space
/// together. Screening: every value of a group at its low or its high quantile, as the folded Plackett–Burman design says.
public struct SensitivityPoints: Sendable {
    /// Quantiles that stand for low and high in a screening.
    public static let levels = (low: 0.1, high: 0.9)

    private let plan: SensitivityPlan
    /// The group of each coordinate.
    private let groups: [Int]
    private let pairs: DesignPoints?
    private let screening: PlackettBurman

    public init(_ plan: SensitivityPlan, groups: [Int], seed: UInt64) {
        self.plan = plan
        self.groups = groups
        pairs = plan.form == .screening
            ? nil : DesignPoints(.sobol, count: plan.base, dimensions: 2 * groups.count, seed: seed ^ 0x5E25)
        screening = plan.design
    }

    /// - Parameter index: from 0 at the first sample of the sensitivity part.
    public subscript(_ index: Int) -> [Double] {
        guard let pairs else {
            return groups.map { screening.level(point: index, factor: $0) > 0 ? Self.levels.high : Self.levels.low }
        }
        let pair = pairs[index / plan.stride]
        let width = groups.count
        switch index % plan.stride {
        case 0: return Array(pair[..<width])
        case 1: return Array(pair[width...])
        case let column: return groups.indices.map { pair[groups[$0] == column - 2 ? width + $0 : $0] }
        }
    }
}
