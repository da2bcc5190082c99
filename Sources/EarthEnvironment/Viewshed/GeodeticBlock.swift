/// The rays of one site to a small square of nodes, answered together.
///
/// The square's rays are cut into pieces, equal fractions of each. What the ground under a piece, that of all the rays, can
/// reach is bounded by the windows of `HeightMaxima` over the hull of the rays to the corners. Pieces are looked at from
/// the highest bound down: bounded closer for patches of the square, then ray by ray, until the bound is below what the rays
/// have met. Nothing is passed over that could count.
struct GeodeticBlock<Height: HeightSample> {
    private let scene: GeodeticScene<Height>
    /// The rays, patch by patch, and the steepest of each so far; +∞ where there is no ray.
    private let rays: UnsafeMutablePointer<GeodeticRay>
    private let slopes: UnsafeMutablePointer<Float>
    /// The least of the slopes of each patch.
    private var low = Lanes()
    private var candidates: [Candidate] = []
    /// For each row of the square, the arc (on the effective sphere) at which the last ray before it had its steepest sample.
    private let hints: UnsafeMutablePointer<Double>

    private typealias Lanes = SIMD8<Float>

    /// Nodes a side; a patch is two rows of four.
    static var side: Int { 8 }
    /// Cells that a coarse piece spans at most, in rows and in columns, and how many fine ones it is cut into.
    private static var span: Double { 23.5 }
    private static var split: Int { 8 }

    private struct Candidate {
        let bound: Float
        let piece: Int
    }

    /// How the rays are cut into pieces.
    private struct Cut {
        /// Fine pieces of a ray.
        let pieces: Int
        /// How far a coarse and a fine piece may stray from the hull of their ends.
        let coarseStray: Float
        let fineStray: Float
    }

    init(_ scene: GeodeticScene<Height>) {
        self.scene = scene
        rays = .allocate(capacity: Self.side * Self.side)
        slopes = .allocate(capacity: Self.side * Self.side)
        hints = .allocate(capacity: Self.side)
        hints.initialize(repeating: 0, count: Self.side)
    }

    func free() {
        rays.deallocate()
        slopes.deallocate()
        hints.deallocate()
    }

    /// Fills the nodes of a square, `side` a side at most, with lowest visible altitudes.
    mutating func run(row: Int, column: Int, rows: Int, columns: Int, _ altitudes: UnsafeMutablePointer<Float>) {
        for y in 0..<Self.side {
            for x in 0..<Self.side {
                aim(Self.place(y, x), y, row: row + min(y, rows - 1), column: column + min(x, columns - 1), isNode: y < rows && x < columns)
            }
        }
        for patch in 0..<8 { low[patch] = slopes(patch).least }
        if low.least < .infinity {
            let cut = cut
            collect(cut)
            look(cut)
        }
        for y in 0..<rows {
            for x in 0..<columns {
                let ray = rays[Self.place(y, x)]
                let place = (row + y) * scene.columns + column + x
                let ground = scene.heights[place].metres
                guard ray.count >= 2 else {
                    altitudes[place] = ground
                    continue
                }
                altitudes[place] = max(ground, scene.altitude(ray))
                hints[y] = Double(ray.steepestIndex) * ray.inverse * ray.turn
            }
        }
    }

    /// Where the ray of a row and column of the square stands: patch, row and column within it.
    @inline(__always)
    private static func place(_ y: Int, _ x: Int) -> Int { (y / 2) * 16 + (x / 4) * 8 + (y % 2) * 4 + x % 4 }

    @inline(__always)
    private func slopes(_ patch: Int) -> Lanes { UnsafeRawPointer(slopes + 8 * patch).loadUnaligned(as: Lanes.self) }

    /// Lays a ray, and holds the sample at which the ray before was steepest.
    private func aim(_ at: Int, _ y: Int, row: Int, column: Int, isNode: Bool) {
        var ray = scene.ray(row: row, column: column)
        if isNode, ray.count >= 2 {
            ray.hold(min(max(Int(hints[y] / ray.turn * Double(ray.count)), 1), ray.count - 1), scene)
            slopes[at] = Float(ray.steepest)
        } else {
            slopes[at] = .infinity
        }
        (rays + at).initialize(to: ray)
    }

    private var cut: Cut {
        let corners = (rays[0], rays[11], rays[52], rays[63])
        let speed = max(corners.0.speed, corners.1.speed, corners.2.speed, corners.3.speed)
        let bend = max(corners.0.bend, corners.1.bend, corners.2.bend, corners.3.bend)
        // Bent by less than a quarter of a cell between the ends of a coarse piece.
        let coarse = max(1, max(speed / Self.span, (bend / 2).squareRoot()).rounded(.up))
        let fine = coarse * Double(Self.split)
        return Cut(
            pieces: Int(fine), coarseStray: Float(scene.stray + 0.125 * bend / (coarse * coarse)),
            fineStray: Float(scene.stray + 0.125 * bend / (fine * fine)))
    }

    /// The fine pieces that may rise above one of the lines of sight, highest bound first.
    private mutating func collect(_ cut: Cut) {
        var hull = RayHull()
        let turns = (0..<64).reduce((Float.infinity, Float(0))) { (min($0.0, Float(rays[$1].turn)), max($0.1, Float(rays[$1].turn))) }
        for lane in 0..<8 {
            hull.set(
                lane, northWest: rays[0], northEast: rays[11], southWest: rays[52], southEast: rays[63], near: turns.0, far: turns.1)
        }
        let low = low.least
        candidates.removeAll(keepingCapacity: true)
        // No ground beyond `reach` can be the steepest, so far nodes cost no more than near ones.
        let share = min(1, GeodeticViewshed.reach / scene.effective / Double(max(turns.0, 1e-9)))
        let last = min(cut.pieces, Int((Double(cut.pieces) * share).rounded(.up)) + 1)
        var coarse = 0
        while coarse < last {
            let bounds = bounds(hull, cut, from: coarse, step: Self.split, stray: cut.coarseStray)
            var far = (bounds .> low).bits
            while far != 0 {
                let first = coarse + far.trailingZeroBitCount * Self.split
                far &= far - 1
                let fine = self.bounds(hull, cut, from: first, step: 1, stray: cut.fineStray)
                var near = (fine .> low).bits
                while near != 0 {
                    let lane = near.trailingZeroBitCount
                    near &= near - 1
                    candidates.append(Candidate(bound: fine[lane], piece: first + lane))
                }
            }
            coarse += 8 * Self.split
        }
        candidates.sort { $0.bound > $1.bound }
    }

    /// Looks at the pieces, for each ray those that may rise above its line of sight.
    private mutating func look(_ cut: Cut) {
        var hull = RayHull()
        for patch in 0..<8 {
            let own = rays + 8 * patch
            var (near, far) = (own[0].turn, own[0].turn)
            for index in 1..<8 { (near, far) = (min(near, own[index].turn), max(far, own[index].turn)) }
            hull.set(
                patch, northWest: own[0], northEast: own[3], southWest: own[4], southEast: own[7], near: Float(near), far: Float(far))
        }
        let share = 1 / Double(cut.pieces)
        for candidate in candidates {
            let open = (low .< candidate.bound).bits
            if open == 0 { break }
            let start = Double(candidate.piece) * share
            let end = Double(candidate.piece + 1) * share
            let extent = scene.extent(
                of: hull, from: Lanes(repeating: Float(start)), to: Lanes(repeating: Float(end)), stray: cut.fineStray)
            var greatest = Lanes()
            var left = open
            while left != 0 {
                let patch = left.trailingZeroBitCount
                left &= left - 1
                greatest[patch] = scene.greatest(extent, patch)
            }
            let bounds = scene.slope(greatest, near: hull.near * Float(start), far: hull.far * Float(end))
            left = open & (bounds .> low).bits
            while left != 0 {
                let patch = left.trailingZeroBitCount
                left &= left - 1
                look(patch, bound: bounds[patch], from: start, to: end)
            }
        }
    }

    /// Looks at one piece of a patch's rays.
    @inline(__always)
    private mutating func look(_ patch: Int, bound: Float, from start: Double, to end: Double) {
        var left = (slopes(patch) .< bound).bits
        while left != 0 {
            let at = 8 * patch + left.trailingZeroBitCount
            left &= left - 1
            let ray = rays + at
            let count = Double(ray.pointee.count)
            ray.pointee.look(from: Int(start * count) + 1, to: min(ray.pointee.count - 1, Int(end * count)), scene)
            slopes[at] = Float(ray.pointee.steepest)
        }
        low[patch] = slopes(patch).least
    }

    /// Bounds on the slope of what lies under eight pieces of the square's rays.
    private func bounds(_ hull: RayHull, _ cut: Cut, from first: Int, step: Int, stray: Float) -> Lanes {
        let share = 1 / Float(cut.pieces)
        let start = (Lanes.ramp * Float(step) + Float(first)) * share
        let end = (start + Float(step) * share).lesser(Lanes(repeating: 1))
        let greatest = scene.greatest(scene.extent(of: hull, from: start, to: end, stray: stray))
        return scene.slope(greatest, near: start * hull.near, far: end * hull.far).replacing(
            with: Lanes(repeating: -.infinity), where: start .>= 1)
    }
}
