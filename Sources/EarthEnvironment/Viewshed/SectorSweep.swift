/// The exact sweep of one sector, ring by ring outwards.
struct SectorSweep {
    private var walk: RingWalk
    /// First and last direction.
    private let start: Double
    private let end: Double
    /// Altitude of the antenna, metres.
    private let eye: Double
    /// The drop per squared ring and per squared offset, metres.
    private let ringDrop: Double
    private let offsetDrop: Double
    private var skyline: Skyline
    /// Offsets y whose stretch [y, y + 1] of the ring may stand above the skyline, in order.
    private var raised: UnsafeMutablePointer<Int>
    private var raisedCount = 0

    init(
        _ view: PlanarViewshed, _ sector: PlanarViewshed.Sector, heights: HeightGrid,
        altitudes: UnsafeMutablePointer<Float>
    ) {
        walk = RingWalk(view, sector, heights: heights, altitudes: altitudes)
        let octant = sector.octant
        start = Double(sector.part) / Double(sector.parts)
        end = Double(sector.part + 1) / Double(sector.parts)
        eye = view.eye(heights)
        (ringDrop, offsetDrop) = view.drops(octant)
        skyline = Skyline(start: start, end: end)
        raised = .allocate(capacity: octant.ringLast / sector.parts + 8)
    }

    mutating func run() {
        defer {
            raised.deallocate()
            skyline.free()
            walk.free()
        }
        while let ring = walk.next() { sweep(ring) }
    }

    /// One ring: the nodes first…last are answered, then the stretches bottom…above raise the skyline.
    private mutating func sweep(_ walked: RingWalk.Ring) {
        let (ring, nodes, inner, out) = (walked.number, walked.nodes, walked.inner, walked.out)
        let (bottom, first, last, above) = (walked.bottom, walked.first, walked.last, walked.above)
        let x = Double(ring)
        let ringBase = eye + ringDrop * x * x
        raisedCount = 0
        var lastRaised = -1
        let pieces = skyline.pieces
        let count = skyline.count
        if stands(at: start, ring: ring, offset: bottom, nodes, inner, over: pieces[0].curve) {
            raised[0] = bottom
            raisedCount = 1
            lastRaised = bottom
        }
        var y = first
        for index in 0..<count {
            let piece = pieces[index]
            let isEnd = index == count - 1
            let until = isEnd ? last : min(last, Int(piece.end * x))
            if y <= until {
                answer(ring: ring, piece.curve, ringBase, nodes, out, from: y, to: until, above: above, lastRaised: &lastRaised)
                y = until + 1
            }
            if y > above { break }
            // The skyline may dip where pieces meet, and the sector may end within a stretch.
            let stretch = y - 1
            if stretch != lastRaised,
                mayStand(at: piece.end, x, ringBase, stretch, nodes, inner, piece.curve, isEnd ? piece.curve : pieces[index + 1].curve),
                stands(at: piece.end, ring: ring, offset: stretch, nodes, inner, over: piece.curve)
                    || !isEnd
                        && stands(at: piece.end, ring: ring, offset: stretch, nodes, inner, over: pieces[index + 1].curve)
            {
                raised[raisedCount] = stretch
                raisedCount += 1
                lastRaised = stretch
            }
        }
        if raisedCount > 0 { merge(ring: ring, nodes: nodes, inner: inner) }
    }

    /// Writes the altitudes of nodes under one piece and notes those that stand above it.
    @inline(__always)
    private mutating func answer(
        ring: Int, _ curve: SkylineCurve, _ ringBase: Double, _ nodes: UnsafePointer<Float>,
        _ out: UnsafeMutablePointer<Float>, from: Int, to: Int, above: Int, lastRaised: inout Int
    ) {
        let x = Double(ring)
        let base = ringBase + curve.a * x
        let square = offsetDrop + curve.g / x
        let inverse = curve.e * x * x
        var y = from
        // Whole vectors: what is written beyond `to` is written again by the next piece, or falls into the margin.
        let lanes = SIMD4<Double>(0, 1, 2, 3)
        while y <= to {
            let at = lanes + Double(y)
            let ground = UnsafeRawPointer(nodes + y).loadUnaligned(as: SIMD4<Float>.self)
            var altitude = base + at * (curve.b + at * square)
            if inverse != 0 { altitude += inverse / at }
            let exposed = SIMD4<Double>(ground) .> altitude
            let rounded = SIMD4<Float>(altitude)
            UnsafeMutableRawPointer(out + y).storeBytes(
                of: rounded.replacing(with: ground, where: rounded .< ground), as: SIMD4<Float>.self)
            if exposed.isAny {
                for lane in 0..<min(4, to - y + 1) where exposed[lane] { note(y + lane, above, &lastRaised) }
            }
            y += 4
        }
    }

    /// Node y stands above the skyline: so may both stretches beside it.
    @inline(__always)
    private mutating func note(_ y: Int, _ above: Int, _ lastRaised: inout Int) {
        if lastRaised < y - 1 {
            raised[raisedCount] = y - 1
            raisedCount += 1
        }
        if y < above {
            raised[raisedCount] = y
            raisedCount += 1
            lastRaised = y
        } else {
            lastRaised = max(lastRaised, y - 1)
        }
    }

    /// A cheap bound before `stands`: whether the highest of the three nodes reaches the lower of two curves.
    @inline(__always)
    private func mayStand(
        at direction: Double, _ x: Double, _ ringBase: Double, _ offset: Int, _ nodes: UnsafePointer<Float>,
        _ inner: UnsafePointer<Float>, _ first: SkylineCurve, _ second: SkylineCurve
    ) -> Bool {
        let slope = min(first.value(direction), second.value(direction))
        let place = direction * x
        // The curve's altitude at this ring and at the one before, each less than the drop there.
        let altitude = min(slope * x, slope * (x - 1)) + eye + ringDrop * (x - 1) * (x - 1) + offsetDrop * place * (place - 1)
        return Double(max(nodes[offset], nodes[offset + 1], inner[offset])) > altitude
    }

    /// Whether the ground on the stretch [y, y + 1] of a ring, or on the edge inwards from node y, stands above a curve.
    @inline(__always)
    private func stands(
        at direction: Double, ring: Int, offset: Int, _ nodes: UnsafePointer<Float>, _ inner: UnsafePointer<Float>,
        over curve: SkylineCurve
    ) -> Bool {
        let x = Double(ring)
        let y = Double(offset)
        let place = direction * x
        let low = Double(nodes[offset])
        let ground = low + (Double(nodes[offset + 1]) - low) * (place - y)
        let height = curve.value(direction)
        if ground - eye - ringDrop * x * x - offsetDrop * place * place > height * x { return true }
        guard offset >= 1, direction * (x - 1) < y else { return false }
        let distance = y / direction
        let near = Double(inner[offset])
        let between = near + (low - near) * (distance - (x - 1))
        return between - eye - ringDrop * distance * distance - offsetDrop * y * y > height * distance
    }

    /// Raises the skyline by the noted stretches of a ring.
    private mutating func merge(ring: Int, nodes: UnsafePointer<Float>, inner: UnsafePointer<Float>) {
        let x = Double(ring)
        skyline.reserve(adding: raisedCount)
        skyline.begin()
        for index in 0..<raisedCount {
            let offset = raised[index]
            let y = Double(offset)
            let left = max(start, y / x)
            let right = min(end, (y + 1) / x)
            skyline.keep(upTo: left)
            let across = alongRing(x, y, Double(nodes[offset]) - eye, Double(nodes[offset + 1]) - eye)
            if offset >= 1, ring >= 2 {
                let turn = min(end, y / (x - 1))
                if turn > left {
                    let along = betweenRings(x, y, Double(inner[offset]) - eye, Double(nodes[offset]) - eye)
                    // Both begin at one node: whichever is higher at the other end is higher all the way.
                    skyline.raise(to: along.value(turn) > across.value(turn) ? along : across, upTo: turn)
                }
            }
            skyline.raise(to: across, upTo: right)
        }
        skyline.finish()
    }

    /// The ground between nodes (x, y) and (x, y + 1).
    @inline(__always)
    private func alongRing(_ x: Double, _ y: Double, _ low: Double, _ high: Double) -> SkylineCurve {
        let rise = high - low
        let a = (low - rise * y) / x - ringDrop * x
        let g = -offsetDrop * x
        return SkylineCurve(a: a, b: rise, g: g, e: 0)
    }

    /// The ground between nodes (x − 1, y) and (x, y).
    @inline(__always)
    private func betweenRings(_ x: Double, _ y: Double, _ near: Double, _ far: Double) -> SkylineCurve {
        let rise = far - near
        let b = (near - rise * (x - 1)) / y - offsetDrop * y
        let e = -ringDrop * y
        return SkylineCurve(a: rise, b: b, g: 0, e: e)
    }
}
