/// A great circle from the site to a node, and the steepest of its samples that have been looked at.
struct GeodeticRay {
    let count: Int
    let inverse: Double
    /// The arc on the effective sphere, radians.
    let turn: Double
    /// Row and column as cubics of the fraction of it.
    private let c0: SIMD2<Double>
    private let c1: SIMD2<Double>
    private let c2: SIMD2<Double>
    private let c3: SIMD2<Double>
    /// tan of the steepest elevation so far, and the sample that has it.
    private(set) var steepest = -Double.infinity
    private(set) var steepestIndex = 0

    /// Row and column along the arc as a cubic through its ends and thirds, centimetres off at 100 km.
    init(count: Int, turn: Double, from p0: SIMD2<Double>, _ p1: SIMD2<Double>, _ p2: SIMD2<Double>, to p3: SIMD2<Double>) {
        self.count = count
        inverse = 1 / Double(count)
        self.turn = turn
        c0 = p0
        c1 = -5.5 * p0 + 9 * p1 - 4.5 * p2 + p3
        c2 = 9 * p0 - 22.5 * p1 + 18 * p2 - 4.5 * p3
        c3 = -4.5 * p0 + 13.5 * p1 - 13.5 * p2 + 4.5 * p3
    }

    /// How fast it runs through rows or columns, at most.
    var speed: Double { Self.greatest(c1) + 2 * Self.greatest(c2) + 3 * Self.greatest(c3) }
    /// How fast it turns, at most: the second derivative by the fraction.
    var bend: Double { 2 * Self.greatest(c2) + 6 * Self.greatest(c3) }

    private static func greatest(_ v: SIMD2<Double>) -> Double { max(abs(v.x), abs(v.y)) }

    /// Rows (axis 0) or columns (1) as a cubic of the fraction.
    func cubic(_ axis: Int) -> SIMD4<Float> { SIMD4(SIMD4(c0[axis], c1[axis], c2[axis], c3[axis])) }

    /// Row and column of a sample.
    @inline(__always)
    private func place(_ index: Int) -> SIMD2<Double> {
        let f = Double(index) * inverse
        return ((f * c3 + c2) * f + c1) * f + c0
    }

    /// The altitude of the steepest line of sight at a sample, metres.
    @inline(__always)
    private func line<Height>(_ index: Int, _ scene: borrowing GeodeticScene<Height>) -> Double {
        let circle = SmallAngle.circle(Double(index) * inverse * turn)
        let fall = circle.versine + steepest * circle.sine
        return fall < 0.9 ? (scene.eye + scene.effective * fall) / (1 - fall) : 1e9
    }

    /// Holds one sample against the steepest so far.
    @inline(__always)
    mutating func hold<Height>(_ index: Int, _ scene: borrowing GeodeticScene<Height>) {
        // A great circle may bow past the grid's border: the ground there is the border's.
        let at = place(index).clamped(lowerBound: SIMD2(), upperBound: scene.last)
        let r = min(Int(at.x), scene.rows - 2)
        let c = min(Int(at.y), scene.columns - 2)
        let (v, u) = (at.x - Double(r), at.y - Double(c))
        let node = scene.heights + (r &* scene.columns &+ c)
        let below = node + scene.columns
        let (west, southWest) = (Double(node[0].metres), Double(below[0].metres))
        let upper = west + (Double(node[1].metres) - west) * u
        let lower = southWest + (Double(below[1].metres) - southWest) * u
        let height = upper + (lower - upper) * v
        let circle = SmallAngle.circle(Double(index) * inverse * turn)
        let slope =
            (height - scene.eye - (height + scene.effective) * circle.versine) / ((height + scene.effective) * circle.sine)
        if slope > steepest {
            steepest = slope
            steepestIndex = index
        }
    }

    /// Holds the samples of a short stretch, a few cells, against the steepest so far; one at least must have been held.
    mutating func look<Height>(from first: Int, to last: Int, _ scene: borrowing GeodeticScene<Height>) {
        guard first <= last else { return }
        typealias Lanes = SIMD8<Float>
        // Over so short a stretch the ray and the line of sight are nearly straight: what stays below by their bend (of the ray,
        // on ground of 1,000 m a cell) and a centimetre need not be looked at any closer. Places count from the first node.
        let (start, end) = (
            place(first).clamped(lowerBound: SIMD2(), upperBound: scene.last),
            place(last).clamped(lowerBound: SIMD2(), upperBound: scene.last)
        )
        let (startLine, endLine) = (line(first, scene), line(last, scene))
        let low = SIMD2(min(start.x, end.x), min(start.y, end.y))
        let row = min(Int(low.x), scene.rows - 2)
        let column = min(Int(low.y), scene.columns - 2)
        let part = Double(last &- first) * inverse
        let length = part * turn
        let sag = 0.15 * scene.effective * length * length * (1 + 2 * steepest * steepest)
        let margin = 0.01 + 2e-7 * Swift.abs(startLine) + sag + 125 * bend * part * part
        guard
            scene.greatest(
                fromRow: max(0, Float(low.x) - 0.01), column: max(0, Float(low.y) - 0.01), toRow: Float(max(start.x, end.x)) + 0.01,
                column: Float(max(start.y, end.y)) + 0.01) > Float(min(startLine, endLine) - margin)
        else { return }
        let share = 1 / Float(max(1, last &- first))
        let rowStep = Float(end.x - start.x) * share
        let columnStep = Float(end.y - start.y) * share
        let lineStep = Float(endLine - startLine) * share
        var rowPlaces = Lanes.ramp * rowStep + Float(start.x - Double(row))
        var columnPlaces = Lanes.ramp * columnStep + Float(start.y - Double(column))
        var lines = Lanes.ramp * lineStep + Float(startLine - margin)
        let corner = scene.heights + (row &* scene.columns &+ column)
        let rowLimit = Lanes(repeating: Float(scene.rows - 2 - row))
        let columnLimit = Lanes(repeating: Float(scene.columns - 2 - column))
        let far = Float(last)
        // How far above the line by distance, which orders samples as their slopes do but for a hundredth and the margin.
        var steps = Lanes.ramp + Float(first)
        var highest = -Float.infinity
        let slack = 2 * Float(margin) / Float(first)
        var index = first
        while index <= last {
            let wholeRow = rowPlaces.whole(limit: rowLimit)
            let wholeColumn = columnPlaces.whole(limit: columnLimit)
            let at = wholeRow.index &* UInt32(scene.columns) &+ wholeColumn.index
            let above = Height.pairs(corner, at)
            let below = Height.pairs(corner + scene.columns, at)
            let u = columnPlaces - wholeColumn.value
            let upper = above.left + (above.right - above.left) * u
            let lower = below.left + (below.right - below.left) * u
            let rise = upper + (lower - upper) * (rowPlaces - wholeRow.value) - lines
            let isAbove = (rise .> 0) .& (steps .<= far)
            if isAbove.isAny {
                let lift = Lanes(repeating: -.infinity).replacing(with: rise / steps, where: isAbove)
                highest = max(highest, lift.greatest)
                var left = (lift .>= 0.99 * highest - slack).bits
                while left != 0 {
                    hold(index + left.trailingZeroBitCount, scene)
                    left &= left - 1
                }
            }
            rowPlaces += 8 * rowStep
            columnPlaces += 8 * columnStep
            lines += 8 * lineStep
            steps += 8
            index &+= 8
        }
    }
}
