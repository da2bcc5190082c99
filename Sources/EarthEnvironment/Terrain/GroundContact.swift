public import Quantities

/// The four corners of one cell of relief, between which the ground is bilinear, metres.
public struct GroundCell: Sendable, Equatable {
    /// Height at the near corner of the path's entry, metres.
    public var near: Double
    /// One column on, one row on, and both.
    public var across: Double
    /// Change of height along the cell, metres.
    public var along: Double
    /// Height at the far corner, metres.
    public var far: Double

    /// Heights at the four corners, metres.
    @inlinable
    public init(near: Double, across: Double, along: Double, far: Double) {
        self.near = near
        self.across = across
        self.along = along
        self.far = far
    }

    /// Height at fractions of a column (x) and of a row (y), metres.
    @inlinable
    public func height(x: Double, y: Double) -> Double {
        let first = near + (across - near) * x
        let second = along + (far - along) * x
        return first + (second - first) * y
    }
}

/// A piece of a path over a grid: straight in row and column, quadratic in height, in seconds from its start.
public struct GridPath: Sendable {
    /// Rows: where it starts, and rows a second.
    public var row: (start: Double, rate: Double)
    /// Columns: where it starts, and columns a second.
    public var column: (start: Double, rate: Double)
    /// Metres, m/s, m/s² (the factor of t², half the acceleration).
    public var height: (start: Metres, rate: Double, bend: Double)
    /// Of the piece, seconds, > 0.
    public var duration: Seconds

    /// A piece of a path by its motion over the grid and its height.
    @inlinable
    public init(
        row: (start: Double, rate: Double), column: (start: Double, rate: Double),
        height: (start: Metres, rate: Double, bend: Double), duration: Seconds
    ) {
        self.row = row
        self.column = column
        self.height = height
        self.duration = duration
    }
}

/// Where a path meets the ground, exactly: within a cell of bilinear relief the ground under a straight track is quadratic in
/// time, as the path's height is, so that the clearance is a quadratic whose first downward root is closed form.
public enum GroundContact {
    /// Clearance within one cell: value, slope and bend at `start`, s, to `end`.
    @usableFromInline
    struct Piece {
        @usableFromInline var start: Seconds
        @usableFromInline var end: Seconds
        @usableFromInline var value: Metres
        @usableFromInline var slope: Double
        @usableFromInline var bend: Double

        @usableFromInline
        init(start: Seconds, end: Seconds, value: Metres, slope: Double, bend: Double) {
            self.start = start
            self.end = end
            self.value = value
            self.slope = slope
            self.bend = bend
        }

        /// Rounding of heights, metres: a start on the ground is not below it.
        static let touch = 1e-9

        /// The first time at which the clearance goes below nothing.
        @usableFromInline
        var firstBelow: Seconds? {
            if value < -Self.touch { return start }
            if value <= Self.touch, slope < 0 || slope == 0 && bend < 0 { return start }
            let length = end - start
            var roots = (Double.infinity, Double.infinity)
            if bend == 0 {
                if slope < 0 { roots.0 = -value / slope }
            } else {
                let square = slope * slope - 4 * bend * value
                guard square > 0 else { return nil }
                let lead = -0.5 * (slope + (slope < 0 ? -square.squareRoot() : square.squareRoot()))
                roots = (lead / bend, lead == 0 ? .infinity : value / lead)
                if roots.0 > roots.1 { roots = (roots.1, roots.0) }
            }
            for root in [roots.0, roots.1] where root >= 0 && root <= length && slope + 2 * bend * root < 0 {
                return start + root
            }
            return nil
        }

        @usableFromInline
        func least(from time: Seconds) -> Metres {
            func clearance(_ at: Double) -> Double { value + at * (slope + at * bend) }
            let low = max(0, time - start)
            var least = min(clearance(low), clearance(end - start))
            if bend > 0 {
                let turn = -slope / (2 * bend)
                if turn > low, turn < end - start { least = min(least, clearance(turn)) }
            }
            return least
        }
    }

    /// The first time after which the path is below the ground, seconds from its start; nil where it never is.
    /// - Parameters:
    ///   - path: what is followed.
    ///   - cell: the corners of the cell whose first node has a row and column.
    @inlinable
    public static func firstTimeBelow(_ path: GridPath, cell: (_ row: Int, _ column: Int) -> GroundCell) -> Seconds? {
        var found: Seconds?
        visit(path, cell: cell) { piece in
            found = piece.firstBelow
            return found == nil
        }
        return found
    }

    /// The least height over the ground from a time on, metres.
    @inlinable
    public static func leastClearance(
        _ path: GridPath, from time: Seconds = 0, cell: (_ row: Int, _ column: Int) -> GroundCell
    ) -> Metres {
        var least = Double.infinity
        visit(path, cell: cell) { piece in
            if piece.end >= time { least = min(least, piece.least(from: time)) }
            return true
        }
        return least
    }

    /// Cuts a path at the edges of cells; `body` says whether to go on.
    @inlinable
    static func visit(_ path: GridPath, cell: (Int, Int) -> GroundCell, body: (Piece) -> Bool) {
        func next(_ axis: (start: Double, rate: Double), _ line: inout Double?) -> Double {
            guard axis.rate != 0 else { return .infinity }
            if line == nil { line = axis.rate > 0 ? axis.start.rounded(.down) + 1 : axis.start.rounded(.up) - 1 }
            return (line! - axis.start) / axis.rate
        }
        var rowLine: Double?
        var columnLine: Double?
        var time = 0.0
        while true {
            let rowTime = next(path.row, &rowLine)
            let columnTime = next(path.column, &columnLine)
            let end = min(rowTime, columnTime, path.duration)
            if end > time || end == path.duration {
                // The cell of the middle, so that a path along an edge or through a node has one.
                let middle = 0.5 * (time + end)
                let row = (path.row.start + path.row.rate * middle).rounded(.down)
                let column = (path.column.start + path.column.rate * middle).rounded(.down)
                let corners = cell(Int(row), Int(column))
                let y = path.row.start + path.row.rate * time - row
                let x = path.column.start + path.column.rate * time - column
                let twist = corners.far - corners.along - corners.across + corners.near
                let slopeX = corners.across - corners.near + twist * y
                let slopeY = corners.along - corners.near + twist * x
                let fall = path.height.rate + 2 * path.height.bend * time
                let piece = Piece(
                    start: time, end: end,
                    value: path.height.start + time * (path.height.rate + time * path.height.bend) - corners.height(x: x, y: y),
                    slope: fall - slopeX * path.column.rate - slopeY * path.row.rate,
                    bend: path.height.bend - twist * path.column.rate * path.row.rate)
                guard body(piece) else { return }
            }
            if end >= path.duration { return }
            if rowTime <= end { rowLine! += path.row.rate > 0 ? 1 : -1 }
            if columnTime <= end { columnLine! += path.column.rate > 0 ? 1 : -1 }
            time = max(time, end)
        }
    }
}
