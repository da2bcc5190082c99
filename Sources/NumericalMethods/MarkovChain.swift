/// A Markov chain in continuous time on finitely many states.
public enum MarkovChain {
    /// Stationary probabilities from the rates of change, without a subtraction, so that no digits are lost.
    ///
    /// Every state must be reached from every other.
    /// - Parameter rates: rates[i][j] from state i to j, ≥ 0, 1/s; the diagonal is not read.
    /// - Returns: probabilities, which add up to 1.
    /// - Source: W. K. Grassmann, M. I. Taksar & D. P. Heyman, *Operations Research* 33 (1985), 1107–1116.
    public static func stationary(_ rates: [[Double]]) -> [Double] {
        var rates = rates
        let count = rates.count
        guard count > 1 else { return count == 1 ? [1] : [] }
        for last in stride(from: count - 1, to: 0, by: -1) {
            let out = rates[last][..<last].reduce(0, +)
            precondition(out > 0, "every state is left for one before it")
            for from in 0..<last where rates[from][last] > 0 {
                rates[from][last] /= out
                for to in 0..<last where to != from { rates[from][to] += rates[from][last] * rates[last][to] }
            }
        }
        var probabilities = [1.0]
        for state in 1..<count { probabilities.append((0..<state).reduce(0) { $0 + probabilities[$1] * rates[$1][state] }) }
        let sum = probabilities.reduce(0, +)
        return probabilities.map { $0 / sum }
    }

    /// Stationary probabilities of a chain that only goes one up or one down.
    /// - Parameters: up[k]: rate from k to k + 1;  down[k]: rate from k + 1 to k, > 0.
    public static func birthAndDeath(up: [Double], down: [Double]) -> [Double] {
        var terms = [1.0]
        for (birth, death) in zip(up, down) { terms.append(terms[terms.count - 1] * birth / death) }
        let sum = terms.reduce(0, +)
        return terms.map { $0 / sum }
    }
}
