/// The way of a sweep through one sector: rings outwards, block by block, each ring's nodes side by side in memory.
struct RingWalk {
    private let octant: ViewshedOctant
    private let part: Int
    private let parts: Int
    private let block: RingBlock
    private let heights: HeightGrid
    private let altitudes: UnsafeMutablePointer<Float>
    private let input: UnsafeMutablePointer<Float>
    private let output: UnsafeMutablePointer<Float>
    /// Nodes from one ring to the next in these.
    private let stride: Int
    /// The offsets of each ring of the block that the sector answers for.
    private let firsts: UnsafeMutablePointer<Int>
    private let lasts: UnsafeMutablePointer<Int>
    /// The block's first ring, how many it has, its first offset, and the ring at hand.
    private var ring = 1
    private var rings = 0
    private var origin = 0
    private var index = 0

    /// One ring, as a sweep gets it: pointers are to the node of offset 0, whether or not it is there.
    struct Ring {
        let number: Int
        /// Heights of this ring and of the one before.
        let nodes: UnsafePointer<Float>
        let inner: UnsafePointer<Float>
        /// Where the altitudes of the nodes first…last go, and as many as a vector more.
        let out: UnsafeMutablePointer<Float>
        /// The stretches that touch the sector begin at bottom…above − 1.
        let bottom: Int
        let first: Int
        let last: Int
        let above: Int
    }

    init(_ view: PlanarViewshed, _ sector: PlanarViewshed.Sector, heights: HeightGrid, altitudes: UnsafeMutablePointer<Float>) {
        octant = sector.octant
        part = sector.part
        parts = sector.parts
        self.heights = heights
        self.altitudes = altitudes
        block = RingBlock(octant: sector.octant, row: view.row, column: view.column, columns: view.columns)
        stride = sector.octant.ringLast / sector.parts + RingBlock.rings + 24
        input = .allocate(capacity: (RingBlock.rings + 1) * stride + 8)
        output = .allocate(capacity: RingBlock.rings * stride + 8)
        firsts = .allocate(capacity: RingBlock.rings)
        lasts = .allocate(capacity: RingBlock.rings)
    }

    func free() {
        input.deallocate()
        output.deallocate()
        firsts.deallocate()
        lasts.deallocate()
    }

    /// The next ring that has nodes or stretches; what the last one answered is stored. nil where none is left.
    mutating func next() -> Ring? {
        while true {
            if index == rings {
                if rings > 0 { end() }
                guard begin() else { return nil }
            }
            let x = ring + index
            let bottom = x * part / parts
            let above = min(octant.offsetLast, (x * (part + 1) + parts - 1) / parts)
            let last = min(octant.offsetLast, x * (part + 1) / parts)
            firsts[index] = bottom + 1
            // The diagonal belongs to the octant whose rings are columns.
            lasts[index] = last == x && !octant.ringsAreColumns ? last - 1 : last
            index += 1
            guard bottom < above else { continue }
            return Ring(
                number: x, nodes: input + (index * stride - origin), inner: input + ((index - 1) * stride - origin),
                out: output + ((index - 1) * stride - origin), bottom: bottom, first: bottom + 1, last: last, above: above)
        }
    }

    /// Fetches a block of rings; false where none is left.
    private mutating func begin() -> Bool {
        ring += rings
        guard ring <= octant.ringLast else { return false }
        rings = min(RingBlock.rings, octant.ringLast - ring + 1)
        index = 0
        // Ring − 1 comes along for the edges between rings.
        origin = (ring - 1) * part / parts
        guard origin < octant.offsetLast else { return false }
        let top = min(octant.offsetLast, ((ring + rings - 1) * (part + 1) + parts - 1) / parts)
        block.load(heights, ring: ring - 1, rings: rings + 1, offset: origin, count: top - origin + 1, into: input, stride: stride)
        return true
    }

    /// Stores a block of rings.
    private func end() {
        if octant.ringsAreColumns {
            block.storeColumns(
                output, stride: stride, origin: origin, ring: ring, rings: rings, first: firsts, last: lasts, to: altitudes)
        } else {
            for x in 0..<rings {
                block.store(output + x * stride, origin: origin, ring: ring + x, first: firsts[x], last: lasts[x], to: altitudes)
            }
        }
    }
}
