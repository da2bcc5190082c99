/// Two-level screening designs of Plackett and Burman with their foldover: every factor at its low or high level in each point.
///
/// The first half is a Hadamard matrix H of order n (HᵀH = n I), a factor a column; the second half is −H. All columns of the whole are
/// orthogonal and balanced, and each is orthogonal to every product of two columns, so that a main effect
///     effect = mean at high − mean at low
/// is free of the other main effects and of all interactions of two factors. 2n points hold n factors.
/// - Source: Plackett & Burman, *Biometrika* 33 (1946), 305–325; foldover: Box & Wilson, *J. R. Stat. Soc. B* 13 (1951), 1–45. Matrices:
///   Paley, *J. Math. Phys.* 12 (1933), 311–320 (for 12, 20 and 24 those that Plackett and Burman print); Sylvester's doubling.
public struct PlackettBurman: Sendable {
    /// Order of the matrix: 4, 8, 12, 16, 20, 24, … the smallest that is at hand and holds the factors.
    public let size: Int
    private let matrix: Matrix

    /// - Parameter factors: how many it has to hold, ≥ 1.
    public init(holding factors: Int) {
        precondition(factors >= 1)
        var order = max(4, (factors + 3) / 4 * 4)
        var found = Matrix(order: order)
        while found == nil {
            order += 4
            found = Matrix(order: order)
        }
        size = order
        matrix = found!
    }

    /// Points of both halves.
    public var points: Int { 2 * size }

    /// −1 or +1: the level of a factor in a point. The first n − 1 factors take the columns of the classical design, the last the one
    /// that tells the halves apart.
    public func level(point: Int, factor: Int) -> Int {
        precondition((0..<points).contains(point) && (0..<size).contains(factor))
        let sign = matrix.sign(point % size, (factor + 1) % size)
        return point < size ? sign : -sign
    }

    /// Hadamard matrices, entry by entry, so that a large one takes no memory.
    private indirect enum Matrix: Sendable {
        /// Of order q + 1 for a prime q = 4k + 3: a circulant of squares modulo q, a row of −1 and a column of +1.
        case circulant(Residues)
        /// [[H, H], [H, −H]].
        case doubled(Matrix, order: Int)
        /// Of order 2 (q + 1) for a prime q = 4k + 1: C ⊗ [[1, 1], [1, −1]] + I ⊗ [[1, −1], [−1, −1]], C the symmetric conference matrix.
        case symmetric(Residues)

        /// nil where none of the constructions gives this order.
        init?(order: Int) {
            if order % 4 == 0, let residues = Residues(modulo: order - 1) {
                self = .circulant(residues)
            } else if order == 4 || order % 8 == 0, let half = Matrix(order: order / 2) {
                self = .doubled(half, order: order / 2)
            } else if order % 8 == 4, let residues = Residues(modulo: order / 2 - 1), residues.prime % 4 == 1 {
                self = .symmetric(residues)
            } else {
                return nil
            }
        }

        func sign(_ row: Int, _ column: Int) -> Int {
            switch self {
            case .circulant(let residues):
                if column == 0 { return 1 }
                if row == residues.prime { return -1 }
                let apart = column - 1 - row
                return apart == 0 ? 1 : residues.character(apart)
            case .doubled(let half, let order):
                let sign = half.sign(row % order, column % order)
                return row >= order && column >= order ? -sign : sign
            case .symmetric(let residues):
                let (place, other) = (row / 2, column / 2)
                let isLast = (row % 2, column % 2) == (1, 1)
                if place == other { return (row % 2, column % 2) == (0, 0) ? 1 : -1 }
                let conference = place == 0 || other == 0 ? 1 : residues.character(other - place)
                return isLast ? -conference : conference
            }
        }
    }

    /// Which numbers are squares modulo a prime.
    private struct Residues: Sendable {
        let prime: Int
        private let isSquare: [Bool]

        /// nil where the number is no odd prime.
        init?(modulo prime: Int) {
            guard prime >= 3, prime % 2 == 1 else { return nil }
            var divisor = 3
            while divisor * divisor <= prime {
                if prime % divisor == 0 { return nil }
                divisor += 2
            }
            var squares = Array(repeating: false, count: prime)
            for number in 1..<prime { squares[number * number % prime] = true }
            self.prime = prime
            isSquare = squares
        }

        /// Legendre's symbol of a number that the prime does not divide.
        func character(_ number: Int) -> Int { isSquare[((number % prime) + prime) % prime] ? 1 : -1 }
    }
}
