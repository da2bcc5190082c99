/// Problems that are given by their transpose (more rows than columns): most rows of the problem as solved are never read in whole,
/// so that only those that are get written down.
extension CandidateAssignmentSearch {
    /// Gives each row a list of its least costs, found in one reading of the transpose. Potentials are 0.
    mutating func listLeast(of source: UnsafePointer<Double>) {
        let places = sourceLeast + Transposition.levels * rows
        Transposition.leastOfColumns(source, rows: columns, columns: rows, least: sourceLeast, places: places)
        var withoutList = 0
        for row in 0..<rows {
            for level in 0..<Transposition.levels {
                listCosts[row * Self.capacity + level] = sourceLeast[level * rows + row]
                listColumns[row * Self.capacity + level] = Int32(places[level * rows + row])
            }
            let bound = sourceLeast[(Transposition.levels - 1) * rows + row]
            // Equal ones from the first few columns alone would send every row to the same.
            guard bound > sourceLeast[row] || 2 * Int(listColumns[row * Self.capacity + Transposition.levels - 1]) >= rows else {
                withoutList += 1
                continue
            }
            listCounts[row] = Int32(Transposition.levels)
            listBounds[row] = bound
        }
        if 4 * withoutList > rows { writeAll() }
    }

    func cost(_ row: Int, _ column: Int) -> Double {
        source.map { $0[column * rows + row] } ?? costs[row * columns + column]
    }

    /// The costs of a row, side by side: good until another row is asked for. Once half the rows have been, all are written down.
    mutating func entries(_ row: Int) -> UnsafePointer<Double> {
        guard let source, !isWritten else { return UnsafePointer(costs + row * columns) }
        if gatheredRow == row { return UnsafePointer(gathered) }
        if 2 * gatherCount >= rows {
            writeAll()
            return UnsafePointer(costs + row * columns)
        }
        Transposition.column(row, of: source, rows: columns, columns: rows, to: gathered)
        gatheredRow = row
        gatherCount += 1
        return UnsafePointer(gathered)
    }

    mutating func writeAll() {
        guard let source, !isWritten else { return }
        Transposition.whole(source, rows: columns, columns: rows, to: costs)
        isWritten = true
    }
}
