extension CandidateAssignmentSearch {
    /// Gives free rows a column along pairs that all cost the least (reduced costs equal to the row's potential), so that no
    /// potential moves: depth first, every column at most once in a pass, a free column of the row in hand before anything else.
    /// - Source: Pothen and Fan, ACM Transactions on Mathematical Software 16 (1990) 303–324.
    mutating func matchTies() {
        predecessors.update(repeating: 0, count: columns)
        for mark in 1...Int32(16) {
            var kept = 0
            for place in 0..<dense.freeCount {
                let row = dense.free[place]
                if !matchTies(from: Int(row), mark: mark) {
                    dense.free[kept] = row
                    kept += 1
                }
            }
            let isDone = kept == dense.freeCount || kept == 0
            dense.freeCount = kept
            if isDone { return }
        }
    }

    /// - Parameter mark: of the columns that this pass has been to.
    private mutating func matchTies(from start: Int, mark: Int32) -> Bool {
        var found = twoLeast(start)
        if found.least > listBounds[start] {
            select(start)
            found = twoLeast(start)
        }
        var row = start
        var least = found.least
        var depth = 0
        scannedRows[0] = Int32(start)
        dense.scannedColumns[0] = 0
        while true {
            // A row that has just been come to.
            if dense.scannedColumns[depth] == 0, let candidate = freeCandidate(row, least) {
                pair(row, Int(listColumns[candidate]), cost: listCosts[candidate])
                for place in stride(from: depth - 1, through: 0, by: -1) {
                    let row = Int(scannedRows[place])
                    let candidate = row * Self.capacity + Int(dense.scannedColumns[place]) - 1
                    pair(row, Int(listColumns[candidate]), cost: listCosts[candidate])
                }
                return true
            }
            if let column = nextTied(row, least, from: &dense.scannedColumns[depth], mark: mark) {
                predecessors[column] = mark
                row = Int(dense.rowOfColumn[column])
                least = pairCosts[column] - columnPotentials[column]
                if listCounts[row] == 0 { select(row) }
                depth += 1
                scannedRows[depth] = Int32(row)
                dense.scannedColumns[depth] = 0
            } else {
                guard depth > 0 else { return false }
                depth -= 1
                row = Int(scannedRows[depth])
                // The row that was come from holds the column that it was come by.
                if depth > 0 {
                    let column = Int(dense.columnOfRow[row])
                    least = pairCosts[column] - columnPotentials[column]
                } else {
                    least = found.least
                }
            }
        }
    }

    private func freeCandidate(_ row: Int, _ least: Double) -> Int? {
        for candidate in row * Self.capacity..<row * Self.capacity + Int(listCounts[row]) {
            let column = Int(listColumns[candidate])
            if dense.rowOfColumn[column] < 0, listCosts[candidate] - columnPotentials[column] == least { return candidate }
        }
        return nil
    }

    /// The next column of a row's list that costs the least and has not been visited; `place` goes past it.
    private func nextTied(_ row: Int, _ least: Double, from place: inout Int32, mark: Int32) -> Int? {
        while place < listCounts[row] {
            let candidate = row * Self.capacity + Int(place)
            let column = Int(listColumns[candidate])
            place += 1
            if predecessors[column] != mark, listCosts[candidate] - columnPotentials[column] == least,
                dense.rowOfColumn[column] >= 0, Int(dense.rowOfColumn[column]) != row
            {
                return column
            }
        }
        return nil
    }
}
