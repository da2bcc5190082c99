/// What the passes over a row of nodes hand on: rays, and windows that few of them need, which are looked at eight at a time.
extension GreatCircleAnswers {
    /// Eight rays to nodes.
    struct Rays {
        let east: Lanes
        let north: Lanes
        /// Tangent of the arc, and the arc.
        let tangent: Lanes
        let arc: Lanes
        /// Samples, and one over them; the node's rows and columns from the site.
        let count: Lanes
        let inverse: Lanes
        let rowsAway: Float
        let columnsAway: Lanes

        @inline(__always)
        init(east: Lanes, north: Lanes, tangent: Lanes, arc: Lanes, rowsAway: Float, columnsAway: Lanes, density: Float) {
            (self.east, self.north, self.tangent, self.arc) = (east, north, tangent, arc)
            (self.rowsAway, self.columnsAway) = (rowsAway, columnsAway)
            count = (columnsAway.magnitude + abs(rowsAway)) * density
            inverse = 1 / count.greater(Lanes(repeating: 1))
        }
    }

    /// What of a row's rays is kept from one pass over them to the next, by column, and the windows that are still to be looked at.
    struct Room {
        let east: UnsafeMutablePointer<Float>
        let north: UnsafeMutablePointer<Float>
        let tangent: UnsafeMutablePointer<Float>
        let arc: UnsafeMutablePointer<Float>
        let steepest: UnsafeMutablePointer<Float>
        /// Columns, first samples, and how often the window was moved.
        let columns: UnsafeMutablePointer<Int>
        let firsts: UnsafeMutablePointer<Float>
        let turns: UnsafeMutablePointer<Int>

        init(columns count: Int) {
            func values(_ count: Int) -> UnsafeMutablePointer<Float> { .allocate(capacity: count) }
            (east, north, tangent, arc, steepest) = (values(count), values(count), values(count), values(count), values(count))
            // Two of each node (the last eight reach back), each moved twice.
            let most = 6 * (count + 8)
            (columns, firsts, turns) = (.allocate(capacity: most), values(most), .allocate(capacity: most))
        }

        func free() {
            for values in [east, north, tangent, arc, steepest, firsts] { values.deallocate() }
            columns.deallocate()
            turns.deallocate()
        }
    }

    /// Notes windows that are to be looked at.
    @inline(__always)
    func note(
        _ first: Lanes, _ isWanted: SIMDMask<SIMD8<Int32>>, column: Int, turn: Int, _ room: Room, _ waiting: inout Int
    ) {
        var left = isWanted.bits
        while left != 0 {
            let lane = left.trailingZeroBitCount
            left &= left - 1
            room.columns[waiting] = column + lane
            room.firsts[waiting] = first[lane]
            room.turns[waiting] = turn
            waiting += 1
        }
    }

    /// Looks at the windows that were noted, eight of whichever nodes at a time, and on towards where they rise.
    func lookOn(rowsAway: Float, _ room: Room, _ noted: Int) {
        var waiting = noted
        var done = 0
        while done < waiting {
            let lanes = min(8, waiting - done)
            var (east, north, tangent, arc, steepest, first, columnsAway) = (Lanes(), Lanes(), Lanes(), Lanes(), Lanes(), Lanes(), Lanes())
            for lane in 0..<8 {
                let at = done + min(lane, lanes - 1)
                let column = room.columns[at]
                east[lane] = room.east[column]
                north[lane] = room.north[column]
                tangent[lane] = room.tangent[column]
                arc[lane] = room.arc[column]
                steepest[lane] = room.steepest[column]
                first[lane] = room.firsts[at]
                columnsAway[lane] = Float(column)
            }
            let rays = Rays(
                east: east, north: north, tangent: tangent, arc: arc, rowsAway: rowsAway, columnsAway: columnsAway - frame.column,
                density: density)
            let at = window(first, rays, first .>= 0, &steepest)
            let moved = self.moved(first, at, latest(rays))
            var left = (moved .!= first).bits
            for lane in 0..<lanes {
                let column = room.columns[done + lane]
                room.steepest[column] = max(room.steepest[column], steepest[lane])
            }
            left &= (1 << UInt32(lanes)) - 1
            while left != 0 {
                let lane = left.trailingZeroBitCount
                left &= left - 1
                guard room.turns[done + lane] < 2 else { continue }
                room.columns[waiting] = room.columns[done + lane]
                room.firsts[waiting] = moved[lane]
                room.turns[waiting] = room.turns[done + lane] + 1
                waiting += 1
            }
            done += lanes
        }
    }
}
