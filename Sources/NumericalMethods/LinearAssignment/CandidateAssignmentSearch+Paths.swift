extension CandidateAssignmentSearch {
    /// What a path's search knows at a time.
    private struct Frontier {
        /// Least distance of a free column, and that column.
        var freeDistance = Double.infinity
        var freeColumn = -1
        /// Least distance that a column outside the scanned rows' lists could have.
        var reach = Double.infinity
        /// Rows scanned.
        var rows = 0
    }

    /// Shortest path from a free row to a free column (Dijkstra on reduced costs) and the exchange along it. Of columns at
    /// equal distance a free one ends the path.
    mutating func augment(from start: Int) {
        let distances = dense.distances
        distances.update(repeating: .infinity, count: columns)
        keys.update(repeating: .infinity, count: columns)
        blockLeast.update(repeating: .infinity, count: Self.blockCount(columns: columns))
        var frontier = Frontier()
        var row = start
        var height = 0.0
        var length = -Double.infinity
        var scanned = 0
        while true {
            scan(row, height: height, &frontier)
            var nearest = leastKey()
            while min(nearest.key, frontier.freeDistance) > frontier.reach {
                readFurther(&frontier)
                nearest = leastKey()
            }
            // Rounding must not let a later column lie nearer.
            if frontier.freeDistance <= nearest.key {
                length = max(length, frontier.freeDistance)
                break
            }
            length = max(length, nearest.key)
            let column = column(of: nearest)
            dense.scannedColumns[scanned] = Int32(column)
            dense.scannedDistances[scanned] = length
            scanned += 1
            distances[column] = -.infinity
            remove(column, block: nearest.block)
            row = Int(dense.rowOfColumn[column])
            height = pairCosts[column] - columnPotentials[column] - length
        }
        scannedTotal += scanned + 1
        if let place = (0..<freeColumnCount).first(where: { Int(freeColumns[$0]) == frontier.freeColumn }) {
            freeColumnCount -= 1
            freeColumns[place] = freeColumns[freeColumnCount]
        }
        for place in 0..<scanned {
            columnPotentials[Int(dense.scannedColumns[place])] += dense.scannedDistances[place] - length
        }
        var column = frontier.freeColumn
        while true {
            let row = Int(predecessors[column])
            let before = Int(dense.columnOfRow[row])
            pair(row, column, cost: cost(row, column))
            if row == start { break }
            column = before
        }
    }

    private mutating func scan(_ row: Int, height: Double, _ frontier: inout Frontier) {
        if listCounts[row] == 0 { select(row) }
        if frontier.rows & 7 == 0 {
            AssignmentKernels.store(AssignmentKernels.Lanes(repeating: .infinity), reach, frontier.rows)
        }
        scannedRows[frontier.rows] = Int32(row)
        heights[frontier.rows] = height
        relaxList(row, height: height, &frontier)
        let reached = listBounds[row] - height
        reach[frontier.rows] = reached
        if reached < frontier.reach { frontier.reach = reached }
        frontier.rows += 1
        if height == 0, listBounds[row] <= floor.nextUp { relaxFree(row, &frontier) }
    }

    /// Of a row with many ties the list says little: asks each free column itself, of which there are few.
    private func relaxFree(_ row: Int, _ frontier: inout Frontier) {
        for place in 0..<freeColumnCount where frontier.freeDistance > floor {
            let column = Int(freeColumns[place])
            let way = costs[row * columns + column] - columnPotentials[column]
            if way < frontier.freeDistance, way < dense.distances[column] { reach(column, way, from: row, &frontier) }
        }
    }

    private func relaxList(_ row: Int, height: Double, _ frontier: inout Frontier) {
        for candidate in row * Self.capacity..<row * Self.capacity + Int(listCounts[row]) {
            let column = Int(listColumns[candidate])
            let way = listCosts[candidate] - columnPotentials[column] - height
            if way < frontier.freeDistance, way < dense.distances[column] { reach(column, way, from: row, &frontier) }
        }
    }

    @inline(__always)
    private func reach(_ column: Int, _ way: Double, from row: Int, _ frontier: inout Frontier) {
        predecessors[column] = Int32(row)
        dense.distances[column] = way
        if dense.rowOfColumn[column] < 0 {
            frontier.freeDistance = way
            frontier.freeColumn = column
        } else {
            keys[column] = way
            let block = column / CandidateKernels.blockWidth
            if way < blockLeast[block] { blockLeast[block] = way }
        }
    }

    /// Looks beyond the list whose bound the search has come to: reads the row in whole, and while it is near makes a list anew
    /// that is mostly spent.
    private mutating func readFurther(_ frontier: inout Frontier) {
        var place = 0
        let mark = AssignmentKernels.Lanes(repeating: frontier.reach)
        while !any(AssignmentKernels.load(reach, place) .== mark) { place += 8 }
        while reach[place] != frontier.reach { place += 1 }
        let row = Int(scannedRows[place])
        relaxWhole(row, height: heights[place], &frontier)
        wholeTotal += 1
        var living = 0
        for candidate in row * Self.capacity..<row * Self.capacity + Int(listCounts[row]) {
            if listCosts[candidate] - columnPotentials[Int(listColumns[candidate])] <= listBounds[row] { living += 1 }
        }
        if 2 * living <= Int(listCounts[row]) { select(row) }
        reach[place] = .infinity
        frontier.reach = CandidateKernels.least(reach, count: frontier.rows)
    }

    private mutating func relaxWhole(_ row: Int, height: Double, _ frontier: inout Frontier) {
        let entries = entries(row)
        let shift = AssignmentKernels.Lanes(repeating: height)
        let wide = columns & ~7
        var j = 0
        while j < wide {
            let way = AssignmentKernels.load(entries, j) - AssignmentKernels.load(columnPotentials, j) - shift
            let isShorter = (way .< AssignmentKernels.load(dense.distances, j)) .& (way .< frontier.freeDistance)
            if any(isShorter) {
                for lane in 0..<8 where way[lane] < dense.distances[j + lane] && way[lane] < frontier.freeDistance {
                    reach(j + lane, way[lane], from: row, &frontier)
                }
            }
            j += 8
        }
        while j < columns {
            let way = entries[j] - columnPotentials[j] - height
            if way < dense.distances[j], way < frontier.freeDistance { reach(j, way, from: row, &frontier) }
            j += 1
        }
    }

    private struct LeastKey {
        var key: Double
        var block: Int
    }

    private func leastKey() -> LeastKey {
        var found = LeastKey(key: .infinity, block: 0)
        for block in 0..<Self.blockCount(columns: columns) where blockLeast[block] < found.key {
            found = LeastKey(key: blockLeast[block], block: block)
        }
        return found
    }

    private func column(of nearest: LeastKey) -> Int {
        var column = nearest.block * CandidateKernels.blockWidth
        let mark = AssignmentKernels.Lanes(repeating: nearest.key)
        while !any(AssignmentKernels.load(keys, column) .== mark) { column += 8 }
        while keys[column] != nearest.key { column += 1 }
        return column
    }

    private func remove(_ column: Int, block: Int) {
        keys[column] = .infinity
        let first = block * CandidateKernels.blockWidth
        var lowest = AssignmentKernels.load(keys, first)
        var j = first + 8
        while j < first + CandidateKernels.blockWidth {
            let key = AssignmentKernels.load(keys, j)
            lowest.replace(with: key, where: key .< lowest)
            j += 8
        }
        blockLeast[block] = AssignmentKernels.least(lowest)
    }
}
