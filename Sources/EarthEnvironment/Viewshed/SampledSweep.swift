/// The fast sweep of one sector, ring by ring outwards: the skyline sampled at equal steps of direction.
///
/// Directions and slopes are those of `SkylineCurve`. Between two samples the skyline is taken straight, so a kink is off by
/// a quarter of the bend over one sample; four samples a node of the farthest ring keep that to centimetres. A ring is
/// answered eight nodes at a time; it raises samples where one of its nodes stands above them. Ground between two hidden
/// nodes can stand in a notch of the skyline: nearby, where the notch would grow with distance, every stretch is held against
/// every sample.
struct SampledSweep {
    private var walk: RingWalk
    private let octant: ViewshedOctant
    /// Altitude of the antenna, metres; the drop per squared ring and per squared offset, metres.
    private let eye: Float
    private let ringDrop: Double
    private let offsetDrop: Float
    /// Samples of the whole eighth, of this sector less one, and the first of the sector.
    private let samples: Int
    private let each: Int
    private let origin: Double
    /// Rings within which every sample is looked at.
    private let nearby: Int
    /// The skyline's slopes at samples 0…each of the sector, and a margin of one vector.
    private let slopes: UnsafeMutablePointer<Float>

    private typealias Lanes = SIMD8<Float>

    init(
        _ view: PlanarViewshed, _ sector: PlanarViewshed.Sector, heights: HeightGrid,
        altitudes: UnsafeMutablePointer<Float>
    ) {
        walk = RingWalk(view, sector, heights: heights, altitudes: altitudes)
        octant = sector.octant
        let (part, parts) = (sector.part, sector.parts)
        eye = Float(view.eye(heights))
        let drops = view.drops(octant)
        ringDrop = drops.ring
        offsetDrop = Float(drops.offset)
        each = (max(8192, 4 * octant.ringLast) + parts - 1) / parts
        samples = each * parts
        origin = Double(each * part)
        // Small grids can afford to have all of them looked at.
        nearby = min(octant.ringLast, max(360_000 / max(1, octant.ringLast), octant.ringLast / 8))
        slopes = .allocate(capacity: each + 16)
        slopes.initialize(repeating: -1e9, count: each + 16)
    }

    mutating func run() {
        defer {
            slopes.deallocate()
            walk.free()
        }
        while let ring = walk.next() { sweep(ring) }
    }

    /// What a ring has in common: its number, samples an offset, and the altitude at which slope and offset are nought.
    private struct Ring {
        let x: Float
        let inverse: Float
        let innerInverse: Float
        let scale: Double
        let drop: Float
        let innerDrop: Float
        let nodes: UnsafePointer<Float>
        let inner: UnsafePointer<Float>
    }

    /// One ring: its nodes are answered, then its stretches raise the skyline.
    @inline(never)
    private func sweep(_ walked: RingWalk.Ring) {
        let (x, out, bottom, first, last, above) = (walked.number, walked.out, walked.bottom, walked.first, walked.last, walked.above)
        let ring = Ring(
            x: Float(x), inverse: 1 / Float(x), innerInverse: 1 / Float(max(1, x - 1)), scale: Double(samples) / Double(x),
            drop: Float(ringDrop * Double(x * x)), innerDrop: Float(ringDrop * Double((x - 1) * (x - 1))), nodes: walked.nodes,
            inner: walked.inner)
        if x <= nearby {
            answer(ring, out, first, last) { _, _ in }
            raise(ring, from: bottom, to: above)
            return
        }
        var raised = bottom - 1
        if stands(ring, bottom, at: origin, over: slopes[0]) {
            raise(ring, from: bottom, to: first)
            raised = bottom
        }
        answer(ring, out, first, last) { y, exposed in
            // The stretches on both sides of nodes that stand above the skyline, run by run.
            var left = exposed.bits & (last - y < 7 ? (2 << UInt32(last - y)) - 1 : 255)
            while left != 0 {
                let low = y + left.trailingZeroBitCount
                let run = (~(left >> UInt32(low - y))).trailingZeroBitCount
                let high = min(above, low + run)
                raise(ring, from: max(low - 1, raised + 1), to: high)
                raised = high - 1
                left &= ~(((1 << UInt32(run)) - 1) << UInt32(low - y))
            }
        }
        if raised < above - 1, stands(ring, above - 1, at: origin + Double(each), over: slopes[each]) {
            raise(ring, from: above - 1, to: above)
        }
    }

    /// Altitudes of the nodes first…last; `note` gets the first of eight and which of them stand above the skyline.
    @inline(__always)
    private func answer(
        _ ring: Ring, _ out: UnsafeMutablePointer<Float>, _ first: Int, _ last: Int,
        _ note: (Int, SIMDMask<SIMD8<Int32>>) -> Void
    ) {
        // Adding 2²³ rounds to whole numbers; half a sample less makes that the sample below.
        let magic = Lanes(repeating: 8_388_608)
        let limit = Lanes(repeating: Float(each) - 0.5)
        let scale = Float(ring.scale)
        var place = Lanes.ramp * scale + Float(Double(first) * ring.scale - origin - 0.5)
        place = place.greater(Lanes())
        var offset = Lanes.ramp + Float(first)
        let base = eye + ring.drop
        var y = first
        while y <= last {
            place = place.lesser(limit)
            let whole = place + magic
            let index = unsafeBitCast(whole, to: SIMD8<UInt32>.self) &- 0x4b00_0000
            let fraction = place - (whole - magic) + 0.5
            let (low, high) = Float.pairs(slopes, index)
            let altitude = (low + fraction * (high - low)) * ring.x + (offset * offset * offsetDrop + base)
            let ground = UnsafeRawPointer(ring.nodes + y).loadUnaligned(as: Lanes.self)
            let exposed = ground .> altitude
            UnsafeMutableRawPointer(out + y).storeBytes(of: altitude.replacing(with: ground, where: exposed), as: Lanes.self)
            if exposed.isAny { note(y, exposed) }
            place += 8 * scale
            offset += 8
            y += 8
        }
    }

    /// Whether the ground of the stretch [y, y + 1] stands above a slope, in the direction of a sample of the octant.
    @inline(__always)
    private func stands(_ ring: Ring, _ y: Int, at sample: Double, over height: Float) -> Bool {
        let place = Float(sample / ring.scale - Double(y))
        let low = slope(ring, y)
        return low + (slope(ring, y + 1) - low) * place > height
    }

    /// The slope of node y of a ring.
    @inline(__always)
    private func slope(_ ring: Ring, _ y: Int) -> Float {
        let offset = Float(y)
        return ((ring.nodes[y] - eye) - (ring.drop + offset * offset * offsetDrop)) * ring.inverse
    }

    /// Raises the samples on the stretches from node `first` to node `last` of a ring, and on the edges inwards from all of
    /// these nodes but the last, to the ground there.
    private func raise(_ ring: Ring, from first: Int, to last: Int) {
        var place = Double(first) * ring.scale - origin
        var low = slope(ring, first)
        let shrink = 1 / Float(ring.scale)
        for y in first..<last {
            let high = slope(ring, y &+ 1)
            let next = Double(y &+ 1) * ring.scale - origin
            let rise = (high - low) * shrink
            lift(from: place, to: y &+ 1 == octant.offsetLast ? next + 1 : next, low, rise)
            if y >= 1, ring.x > 1 {
                let offset = Float(y)
                let inner = ((ring.inner[y] - eye) - (ring.innerDrop + offset * offset * offsetDrop)) * ring.innerInverse
                let width = offset * Float(ring.scale) * ring.innerInverse
                // Both begin at one node: whichever is higher at the other end is higher all the way.
                if inner > low + rise * width { lift(from: place, to: place + Double(width), low, (inner - low) / width) }
            }
            place = next
            low = high
        }
    }

    /// Raises the samples between two places to a straight line of given slope at the first.
    @inline(__always)
    private func lift(from start: Double, to end: Double, _ value: Float, _ rise: Float) {
        // Rounded up and down to whole samples, by adding 2⁵².
        let magic = 4_503_599_627_370_496.0
        let first = Int(truncatingIfNeeded: (max(0, start) + 0.499_999 + magic).bitPattern &- magic.bitPattern)
        let last = Int(truncatingIfNeeded: (min(Double(each), end) - 0.499_999 + magic).bitPattern &- magic.bitPattern)
        guard first <= last else { return }
        var line = (Lanes.ramp + Float(Double(first) - start)) * rise + value
        var at = UnsafeMutableRawPointer(slopes + first)
        var left = last - first + 1
        while left >= 8 {
            let slope = at.loadUnaligned(as: Lanes.self)
            at.storeBytes(of: slope.greater(line), as: Lanes.self)
            line += 8 * rise
            at += 32
            left -= 8
        }
        if left > 0 {
            let slope = at.loadUnaligned(as: Lanes.self)
            let isWithin = Lanes.ramp .< Float(left)
            at.storeBytes(of: slope.replacing(with: line, where: (line .> slope) .& isWithin), as: Lanes.self)
        }
    }
}
