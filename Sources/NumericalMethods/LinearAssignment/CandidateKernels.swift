/// The inner loops of the large solver's short lists, eight columns at a time.
enum CandidateKernels {
    typealias Lanes = AssignmentKernels.Lanes

    /// Pairs that a row's list holds at most.
    static let capacity = 32

    /// Pairs at the floor of all costs that end a list.
    static let enough = 16

    /// Columns a block, of which the least distance is kept.
    static let blockWidth = 64

    /// Least reduced cost of a row; ends early once it is `enough` or less.
    static func least(row: UnsafePointer<Double>, potentials: UnsafePointer<Double>, count: Int, enough: Double) -> Double {
        let wide = count & ~7
        var lowest = Lanes(repeating: .infinity)
        let goal = Lanes(repeating: enough)
        var j = 0
        while j < wide {
            let end = min(wide, j + blockWidth)
            while j < end {
                let reduced = AssignmentKernels.load(row, j) - AssignmentKernels.load(potentials, j)
                lowest.replace(with: reduced, where: reduced .< lowest)
                j += 8
            }
            if any(lowest .<= goal) { break }
        }
        var least = AssignmentKernels.least(lowest)
        while j < count, least > enough {
            least = min(least, row[j] - potentials[j])
            j += 1
        }
        return least
    }

    /// Least of numbers that +∞ fills up to a whole lane.
    static func least(_ numbers: UnsafePointer<Double>, count: Int) -> Double {
        var lowest = Lanes(repeating: .infinity)
        var place = 0
        while place < count {
            let next = AssignmentKernels.load(numbers, place)
            lowest.replace(with: next, where: next .< lowest)
            place += 8
        }
        return AssignmentKernels.least(lowest)
    }

    /// The list of a row under selection: its pairs, and what no pair outside it costs less than.
    struct Selection {
        var count = 0
        /// No column outside the list has a lower reduced cost, now or later.
        var bound = Double.infinity
    }

    /// Fills a row's list with its least reduced costs: all of those up to the greatest least cost of eight interleaved parts of
    /// the row, `capacity` at most; of many costs at `floor`, below which no reduced cost lies, those alone. The search begins at
    /// a column of the row's own, so that tied rows list unlike columns, and ends with `enough` of costs at `floor`.
    static func select(
        row: UnsafePointer<Double>, potentials: UnsafePointer<Double>, count: Int, start: Int, floor: Double,
        columns: UnsafeMutablePointer<Int32>, costs: UnsafeMutablePointer<Double>
    ) -> Selection {
        let wide = count & ~7
        var picker = Picker(limit: floor.nextUp, columns: columns, costs: costs, row: row, potentials: potentials)
        var lowest = Lanes(repeating: .infinity)
        let goal = Lanes(repeating: floor)
        for (from, to) in [(start, wide), (0, start)] {
            var j = from
            while j < to {
                let end = min(to, j + blockWidth)
                let first = j
                var part = Lanes(repeating: .infinity)
                while j < end {
                    let reduced = AssignmentKernels.load(row, j) - AssignmentKernels.load(potentials, j)
                    part.replace(with: reduced, where: reduced .< part)
                    j += 8
                }
                lowest.replace(with: part, where: part .< lowest)
                guard any(part .<= goal) else { continue }
                picker.pick(from: first, to: end, enough: enough)
                if picker.count >= enough { return Selection(count: picker.count, bound: floor) }
            }
        }
        picker.pickEach(from: wide, to: count)
        if picker.count >= 8 { return Selection(count: picker.count, bound: picker.limit) }
        // At least eight columns are no dearer than the dearest of the parts' least.
        let limit = (-AssignmentKernels.least(-lowest)).nextUp
        picker = Picker(limit: limit, columns: columns, costs: costs, row: row, potentials: potentials)
        picker.pick(from: start, to: wide)
        picker.pick(from: 0, to: start)
        picker.pickEach(from: wide, to: count)
        return Selection(count: picker.count, bound: picker.count == count ? .infinity : picker.limit)
    }

    /// Takes columns below a limit, which sinks to the dearest of the list once that is full.
    private struct Picker {
        var limit: Double
        var count = 0
        private var dearest = -1
        let columns: UnsafeMutablePointer<Int32>
        let costs: UnsafeMutablePointer<Double>
        let row: UnsafePointer<Double>
        let potentials: UnsafePointer<Double>

        init(
            limit: Double, columns: UnsafeMutablePointer<Int32>, costs: UnsafeMutablePointer<Double>, row: UnsafePointer<Double>,
            potentials: UnsafePointer<Double>
        ) {
            self.limit = limit
            self.columns = columns
            self.costs = costs
            self.row = row
            self.potentials = potentials
        }

        /// - Parameter enough: how many are enough; the others are left.
        mutating func pick(from start: Int, to end: Int, enough: Int = .max) {
            var j = start
            while j < end, count < enough {
                let reduced = AssignmentKernels.load(row, j) - AssignmentKernels.load(potentials, j)
                if any(reduced .< Lanes(repeating: limit)) {
                    if count < capacity - 8 { pickLane(j) } else { pickEach(from: j, to: j + 8) }
                }
                j += 8
            }
        }

        /// Without a branch: each of eight is written down, and stays if it is below the limit.
        private mutating func pickLane(_ first: Int) {
            for column in first..<first + 8 {
                columns[count] = Int32(truncatingIfNeeded: column)
                costs[count] = row[column]
                count += row[column] - potentials[column] < limit ? 1 : 0
            }
        }

        mutating func pickEach(from start: Int, to end: Int) {
            for column in start..<end where row[column] - potentials[column] < limit {
                let place = count < capacity ? count : dearest
                columns[place] = Int32(column)
                costs[place] = row[column]
                if count < capacity { count += 1 }
                if count == capacity { lowerLimit() }
            }
        }

        private mutating func lowerLimit() {
            limit = -.infinity
            for place in 0..<capacity {
                let reduced = costs[place] - potentials[Int(columns[place])]
                if reduced > limit {
                    limit = reduced
                    dearest = place
                }
            }
        }
    }
}
