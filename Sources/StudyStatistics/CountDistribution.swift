/// How often each whole number came; as large as there are different numbers, whatever the runs.
public struct CountDistribution: Sendable {
    private var runs: [Int: Int] = [:]
    public private(set) var total = 0

    public init() {}

    public mutating func add(_ value: Int) {
        runs[value, default: 0] += 1
        total += 1
    }

    /// Values in ascending order, each with its runs.
    public var sorted: [(value: Int, runs: Int)] { runs.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }

    /// The smallest number that at least a share `p` of the runs did not exceed; 0 where there is no run.
    public func quantile(_ p: Double) -> Int {
        let all = sorted
        let wanted = p * Double(total)
        var sum = 0
        for (value, runs) in all {
            sum += runs
            // A hair of slack: 0.95 · 20 is not 19 in binary.
            if Double(sum) >= wanted - 1e-9 { return value }
        }
        return all.last?.value ?? 0
    }
}
