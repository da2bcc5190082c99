/// The rays of one site to a small square of nodes, answered together.
///
/// The square's rays are cut into pieces, equal fractions of each. What the ground under a piece, that of all the rays, can
/// reach is bounded by the windows of `HeightMaxima` over the hull of the rays to the corners. Pieces are looked at from
/// the highest bound down: bounded closer for patches of the square, then ray by ray, until the bound is below what the rays
/// have met. Nothing is passed over that could count.
struct GeodeticBlock<Height: HeightSample> {
    private let scene: GeodeticScene<Height>
    /// The rays, patch by patch, and the steepest of each so far; +∞ where there is no ray.
    private let patches: UnsafeMutablePointer<GeodeticPatch>
    private let slopes: UnsafeMutablePointer<Lanes>
    /// Room for the slopes of one stretch.
    private let room: UnsafeMutablePointer<Lanes>
    /// The least of the slopes of each patch.
    private var low = Lanes()
    private var candidates: [Candidate] = []
    /// For each row of the square, the arc (on the effective sphere) at which the last ray before it had its steepest sample.
    private var hints = SIMD8<Double>()

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
        /// How fast rays turn, at most.
        let bend: Float
    }

    init(_ scene: GeodeticScene<Height>) {
        self.scene = scene
        patches = .allocate(capacity: 8)
        slopes = .allocate(capacity: 8)
        // A fine piece spans so many cells of rows and as many of columns.
        room = .allocate(capacity: Int(2 * Self.span / Double(Self.split) * scene.density) + 8)
    }

    func free() {
        patches.deallocate()
        slopes.deallocate()
        room.deallocate()
    }

    /// Fills the nodes of a square, `side` a side at most, with lowest visible altitudes.
    mutating func run(row: Int, column: Int, rows: Int, columns: Int, _ altitudes: UnsafeMutablePointer<Float>) {
        for patch in 0..<8 { aim(patch, row: row, column: column, rows: rows, columns: columns) }
        if low.least < .infinity {
            let cut = cut
            collect(cut)
            look(cut)
        }
        for patch in 0..<8 {
            let own = patches + patch
            let lowest = scene.altitude(own.pointee)
            let ends = own.pointee.steepestIndex * own.pointee.inverse * own.pointee.turn
            let hasRay = slopes[patch] .< .infinity
            for y in 0..<2 where patch / 2 * 2 + y < rows {
                for x in 0..<4 where patch % 2 * 4 + x < columns {
                    let place = (row + patch / 2 * 2 + y) * scene.columns + column + patch % 2 * 4 + x
                    let ground = scene.heights[place].metres
                    guard hasRay[4 * y + x] else {
                        altitudes[place] = ground
                        continue
                    }
                    altitudes[place] = max(ground, lowest[4 * y + x])
                    hints[patch / 2 * 2 + y] = ends[4 * y + x]
                }
            }
        }
    }

    /// Lays the rays of a patch, and holds the samples at which the rays before were steepest.
    @inline(__always)
    private mutating func aim(_ patch: Int, row: Int, column: Int, rows: Int, columns: Int) {
        let (y, x) = (patch / 2 * 2, patch % 2 * 4)
        let across = SIMD4(x, x + 1, x + 2, x + 3)
        let (one, two) = (y < rows, y + 1 < rows)
        var isNode = SIMDMask<SIMD8<Int32>>()
        for lane in 0..<4 where across[lane] < columns { (isNode[lane], isNode[lane + 4]) = (one, two) }
        var rays = scene.patch(
            rows: (row + min(y, rows - 1), row + min(y + 1, rows - 1)),
            columns: SIMD4(repeating: column) &+ across.replacing(with: columns - 1, where: across .>= columns), isNode: isNode)
        let hint = SIMD8(lowHalf: SIMD4(repeating: hints[y]), highHalf: SIMD4(repeating: hints[y + 1]))
        let count = SIMD8<Double>(rays.count)
        rays.hold(
            (hint / rays.turn.greater(SIMD8(repeating: 1e-12)) * count).lesser(count - 1).greater(SIMD8(repeating: 1)).wholePart, scene)
        (patches + patch).initialize(to: rays)
        slopes[patch] = Lanes(rays.steepest)
        low[patch] = slopes[patch].least
    }

    private var cut: Cut {
        var (speed, bend) = (0.0, 0.0)
        for patch in [0, 1, 6, 7] {
            speed = max(speed, patches[patch].speed.greatest)
            bend = max(bend, patches[patch].bend.greatest)
        }
        // Bent by less than a quarter of a cell between the ends of a coarse piece.
        let coarse = max(1, max(speed / Self.span, (bend / 2).squareRoot()).rounded(.up))
        let fine = coarse * Double(Self.split)
        return Cut(
            pieces: Int(fine), coarseStray: Float(scene.stray + 0.125 * bend / (coarse * coarse)),
            fineStray: Float(scene.stray + 0.125 * bend / (fine * fine)), bend: Float(bend))
    }

    /// The fine pieces that may rise above one of the lines of sight, highest bound first.
    private mutating func collect(_ cut: Cut) {
        var hull = RayHull()
        var turns = (Float.infinity, Float(0))
        for patch in 0..<8 {
            let turn = Lanes(patches[patch].turn)
            turns = (min(turns.0, turn.least), max(turns.1, turn.greatest))
        }
        hull.set(
            0..<8, northWest: (patches, 0), northEast: (patches + 1, 3), southWest: (patches + 6, 4), southEast: (patches + 7, 7),
            near: turns.0, far: turns.1)
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
            let own = patches + patch
            let turn = Lanes(own.pointee.turn)
            hull.set(
                patch..<patch + 1, northWest: (own, 0), northEast: (own, 3), southWest: (own, 4), southEast: (own, 7), near: turn.least,
                far: turn.greatest)
        }
        let share = 1 / Float(cut.pieces)
        for candidate in candidates {
            let open = (low .< candidate.bound).bits
            if open == 0 { break }
            let start = Float(candidate.piece) * share
            let end = Float(candidate.piece + 1) * share
            let extent = scene.extent(
                of: hull, from: Lanes(repeating: start), to: Lanes(repeating: end), stray: cut.fineStray)
            var greatest = Lanes()
            var left = open
            while left != 0 {
                let patch = left.trailingZeroBitCount
                left &= left - 1
                greatest[patch] = scene.greatest(extent, patch)
            }
            let bounds = scene.slope(greatest, near: hull.near * start, far: hull.far * end)
            left = open & (bounds .> low).bits
            while left != 0 {
                let patch = left.trailingZeroBitCount
                left &= left - 1
                patches[patch].look(bound: bounds[patch], from: start, to: end, bend: cut.bend, room, scene)
                slopes[patch] = Lanes(patches[patch].steepest)
                low[patch] = slopes[patch].least
            }
        }
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
