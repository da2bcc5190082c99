/// One edge of the terrain grid as an observer sees it: slope against direction, over a stretch of directions.
///
/// Within an eighth of the compass a node stands at ring x and offset y from the observer, 0 ≤ y ≤ x, in the direction
/// t = y/x; its slope is w = z′/x, z′ being its height above the antenna less the drop c·d² of the effective earth
/// (d its distance, c = 1/(2kR)). For one direction, distance is proportional to x, so w orders the obstacles of a ray as
/// their elevation does. In (t, w) the linear stretch of ground between two neighbouring nodes is the curve
///
///     w(t) = a + b·t + g·t² + e/t
/// with g only where the nodes are of one ring, e only where they are of one offset. Without the earth's curvature both
/// vanish: perspective keeps lines straight.
struct SkylineCurve {
    var a: Double
    var b: Double
    var g: Double
    var e: Double

    /// Hides nothing.
    static let none = SkylineCurve(a: -1e30, b: 0, g: 0, e: 0)

    @inline(__always)
    func value(_ t: Double) -> Double {
        let bent = e == 0 ? g * t * t : e / t
        return a + b * t + bent
    }

    @inline(__always)
    static func == (left: SkylineCurve, right: SkylineCurve) -> Bool {
        left.a == right.a && left.b == right.b && left.e == right.e
    }

    /// Where this curve overtakes another, or falls below it, between two directions.
    /// - Parameters: `before` and `after` are this minus the other at `start` and `end`, of opposite sign.
    @inline(__always)
    func crossing(_ other: SkylineCurve, start: Double, end: Double, before: Double, after: Double) -> Double {
        // The curves bend by micrometres over a cell: regula falsi, twice, is at the limit of the arithmetic.
        var t = start + (end - start) * (before / (before - after))
        if g != 0 || e != 0 || other.g != 0 || other.e != 0 {
            let middle = value(t) - other.value(t)
            let isBefore = (middle > 0) == (before > 0)
            let left = isBefore ? t : start
            let right = isBefore ? end : t
            let low = isBefore ? middle : before
            let high = isBefore ? after : middle
            if low != high { t = left + (right - left) * (low / (low - high)) }
        }
        return min(max(t, start), end)
    }
}

/// The skyline of a sector: the upper envelope of the curves met so far, piece by piece in order of direction.
///
/// Two lists, so that a ring can be merged from one into the other; owned by one sweep.
struct Skyline {
    struct Piece {
        var curve: SkylineCurve
        /// The direction at which it ends; it begins where the one before ends.
        var end: Double
    }

    private(set) var pieces: UnsafeMutablePointer<Piece>
    private(set) var count: Int
    private var spare: UnsafeMutablePointer<Piece>
    private var spareCount = 0
    private var capacity: Int
    /// How far the merge has read, and the direction up to which the spare list is complete.
    private var source = 0
    private var reached = 0.0
    private let start: Double

    init(start: Double, end: Double) {
        capacity = 256
        pieces = .allocate(capacity: capacity)
        spare = .allocate(capacity: capacity)
        pieces[0] = Piece(curve: .none, end: end)
        count = 1
        self.start = start
    }

    func free() {
        pieces.deallocate()
        spare.deallocate()
    }

    /// Makes room for a merge; moves the pieces.
    mutating func reserve(adding intervals: Int) {
        let needed = 2 * count + 8 * intervals + 16
        if needed > capacity {
            capacity = 2 * needed
            let larger = UnsafeMutablePointer<Piece>.allocate(capacity: capacity)
            larger.update(from: pieces, count: count)
            pieces.deallocate()
            pieces = larger
            spare.deallocate()
            spare = .allocate(capacity: capacity)
        }
    }

    /// Starts a merge, for which there is room: the spare list grows from the first direction.
    mutating func begin() {
        source = 0
        spareCount = 0
        reached = start
    }

    @inline(__always)
    private mutating func emit(_ curve: SkylineCurve, _ end: Double) {
        guard end > reached else { return }
        if spareCount > 0, spare[spareCount - 1].curve == curve {
            spare[spareCount - 1].end = end
        } else {
            spare[spareCount] = Piece(curve: curve, end: end)
            spareCount += 1
        }
        reached = end
    }

    /// Copies what stands, up to a direction.
    @inline(__always)
    mutating func keep(upTo direction: Double) {
        while source < count, pieces[source].end <= direction {
            emit(pieces[source].curve, pieces[source].end)
            source += 1
        }
        if source < count, direction > reached { emit(pieces[source].curve, direction) }
    }

    /// Raises the skyline to a curve, from where the merge stands to a direction.
    @inline(__always)
    mutating func raise(to curve: SkylineCurve, upTo direction: Double) {
        var left = reached
        var leftValue = curve.value(left)
        while left < direction, source < count {
            let piece = pieces[source]
            let right = min(piece.end, direction)
            let rightValue = curve.value(right)
            let before = leftValue - piece.curve.value(left)
            let after = rightValue - piece.curve.value(right)
            if before <= 0, after <= 0 {
                emit(piece.curve, right)
            } else if before >= 0, after >= 0 {
                emit(curve, right)
            } else {
                let middle = curve.crossing(piece.curve, start: left, end: right, before: before, after: after)
                emit(before > 0 ? curve : piece.curve, middle)
                emit(before > 0 ? piece.curve : curve, right)
            }
            if piece.end <= direction { source += 1 }
            left = right
            leftValue = rightValue
        }
    }

    /// Ends a merge: the rest as it stands, and the lists change places.
    mutating func finish() {
        if source < count {
            // A part of the first may have been taken; the rest is copied whole.
            emit(pieces[source].curve, pieces[source].end)
            source += 1
            let rest = count - source
            if rest > 0 {
                (spare + spareCount).update(from: pieces + source, count: rest)
                spareCount += rest
            }
        }
        swap(&pieces, &spare)
        swap(&count, &spareCount)
    }
}
