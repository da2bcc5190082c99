import NumericalMethods

/// The sweep of one stretch of directions over a grid in longitude and latitude, ring by ring outwards.
struct GeodeticSweep {
    private let view: GeodeticViewshed
    private let heights: UnsafePointer<Float>
    private let altitudes: UnsafeMutablePointer<Float>
    /// Whether rings are columns, and the direction of growing divided row or column.
    private let ringsAreColumns: Bool
    private let ringSign: Int
    /// First and last direction, as northing over easting or easting over northing of the gnomonic plane.
    private let start: Double
    private let end: Double
    private let eye: Double
    /// The site's divided row and column.
    private let siteRow: Int
    private let siteColumn: Int
    private let siteSine: Double
    private let siteCosine: Double
    private let ringLast: Int
    private let lineCount: Int
    private let siteLine: Int
    private var skyline: Skyline

    /// One node of a ring as the site sees it.
    private struct Node {
        /// Direction, slope in the ring's proportion, height.
        var t = 0.0
        var w = 0.0
        var height = 0.0
    }

    private struct Edge {
        var left: Double
        var right: Double
        var curve: SkylineCurve
    }

    /// - Parameters: `side` 0 east, 1 west, 2 south, 3 north; `start` and `end` within −1…1 of it.
    init(
        _ view: GeodeticViewshed, side: Int, start: Double, end: Double, heights: UnsafePointer<Float>,
        altitudes: UnsafeMutablePointer<Float>
    ) {
        self.view = view
        self.heights = heights
        self.altitudes = altitudes
        ringsAreColumns = side < 2
        ringSign = side % 2 == 0 ? 1 : -1
        let scale = ringsAreColumns ? view.aspect : 1 / view.aspect
        self.start = start * scale
        self.end = end * scale
        siteRow = view.row * view.division
        siteColumn = view.column * view.division
        siteSine = view.rowSines[siteRow]
        siteCosine = view.rowCosines[siteRow]
        eye = Double(heights[view.row * view.columns + view.column]) + view.antennaHeight
        let lastRow = (view.rows - 1) * view.division
        let lastColumn = (view.columns - 1) * view.division
        if ringsAreColumns {
            ringLast = ringSign > 0 ? lastColumn - siteColumn : siteColumn
            lineCount = lastRow + 1
            siteLine = siteRow
        } else {
            ringLast = ringSign > 0 ? lastRow - siteRow : siteRow
            lineCount = lastColumn + 1
            siteLine = siteColumn
        }
        skyline = Skyline(start: self.start, end: self.end)
    }

    /// The direction of a node: lines count southwards where rings are columns, so directions then fall with them.
    private func direction(ring: Int, line: Int) -> Double {
        let place = plane(ring: ring, line: line)
        return place.across / place.along
    }

    private func index(ring: Int, line: Int) -> (row: Int, column: Int) {
        ringsAreColumns ? (line, siteColumn + ringSign * ring) : (siteRow + ringSign * ring, line)
    }

    /// Gnomonic coordinates about the site, the one along rings positive outwards, the other growing with the line.
    private func plane(ring: Int, line: Int) -> (along: Double, across: Double) {
        let (row, column) = index(ring: ring, line: line)
        let cosine = view.rowCosines[row] * view.columnCosines[column]
        let arc = 1 / (siteSine * view.rowSines[row] + siteCosine * cosine)
        let east = view.rowCosines[row] * view.columnSines[column] * arc
        let south = (siteSine * cosine - siteCosine * view.rowSines[row]) * arc
        return ringsAreColumns ? (Double(ringSign) * east, south) : (Double(ringSign) * south, east)
    }

    private func node(ring: Int, line: Int) -> Node {
        let (row, column) = index(ring: ring, line: line)
        let (along, across) = plane(ring: ring, line: line)
        let height = height(row, column)
        let tangent = (along * along + across * across).squareRoot()
        let (sine, cosine) = halfArc(tangent)
        let k = view.effectiveRadius
        let slope = (height - eye - (k + height) * 2 * sine * sine) / ((k + height) * 2 * sine * cosine)
        return Node(t: across / along, w: slope * tangent / along, height: height)
    }

    /// Sine and cosine of half the arc on the effective sphere, ψ/2 = atan(tangent)/(2k).
    private func halfArc(_ tangent: Double) -> (sine: Double, cosine: Double) {
        let pair = Elementary.sincos(Elementary.atan(tangent) / (2 * view.k))
        return (pair.sin, pair.cos)
    }

    /// Bilinear height of a node of the divided grid.
    private func height(_ row: Int, _ column: Int) -> Double {
        let division = view.division
        let (r, v) = (row / division, row % division)
        let (c, u) = (column / division, column % division)
        let at = heights + (r * view.columns + c)
        let step = 1 / Double(division)
        let upper = u == 0 ? Double(at[0]) : Double(at[0]) + (Double(at[1]) - Double(at[0])) * Double(u) * step
        guard v != 0 else { return upper }
        let below = at + view.columns
        let lower = u == 0 ? Double(below[0]) : Double(below[0]) + (Double(below[1]) - Double(below[0])) * Double(u) * step
        return upper + (lower - upper) * Double(v) * step
    }

    mutating func run() {
        defer { skyline.free() }
        guard ringLast >= 1 else { return }
        var nodes: [Node] = []
        var edges: [Edge] = []
        var inner: [Node] = []
        var innerFirst = 0
        var first = siteLine
        for ring in 1...ringLast {
            // The line just before the first direction, or the grid's first.
            while first > 0, direction(ring: ring, line: first) > start { first -= 1 }
            while first < lineCount - 1, direction(ring: ring, line: first + 1) <= start { first += 1 }
            nodes.removeAll(keepingCapacity: true)
            var line = first
            while line < lineCount {
                let node = node(ring: ring, line: line)
                nodes.append(node)
                if node.t > end { break }
                line += 1
            }
            guard let outer = nodes.last, outer.t > start, nodes[0].t < end else {
                inner = []
                continue
            }
            answer(ring: ring, first: first, nodes)
            // Edges of the ring, then edges inwards: each set in order of direction.
            edges.removeAll(keepingCapacity: true)
            for place in 1..<max(1, nodes.count) { add(nodes[place - 1], nodes[place], to: &edges) }
            raise(edges)
            edges.removeAll(keepingCapacity: true)
            for place in nodes.indices {
                let before = first + place - innerFirst
                if inner.indices.contains(before) {
                    let (a, b) = (nodes[place], inner[before])
                    add(a.t < b.t ? a : b, a.t < b.t ? b : a, to: &edges)
                }
            }
            raise(edges)
            inner = nodes
            innerFirst = first
        }
    }

    private func add(_ a: Node, _ b: Node, to edges: inout [Edge]) {
        let left = max(a.t, start)
        let right = min(b.t, end)
        guard right > left, b.t > a.t else { return }
        let rise = (b.w - a.w) / (b.t - a.t)
        edges.append(Edge(left: left, right: right, curve: SkylineCurve(a: a.w - rise * a.t, b: rise, g: 0, e: 0)))
    }

    /// Merges a set of edges, leaving out those that lie under one piece of the skyline from end to end.
    private mutating func raise(_ edges: [Edge]) {
        var isMerging = false
        var piece = 0
        skyline.reserve(adding: edges.count)
        let pieces = skyline.pieces
        let count = skyline.count
        for edge in edges {
            while piece < count - 1, pieces[piece].end <= edge.left { piece += 1 }
            let over = pieces[piece]
            if over.end >= edge.right, over.curve.value(edge.left) >= edge.curve.value(edge.left),
                over.curve.value(edge.right) >= edge.curve.value(edge.right)
            {
                continue
            }
            if !isMerging {
                skyline.begin()
                isMerging = true
            }
            skyline.keep(upTo: edge.left)
            skyline.raise(to: edge.curve, upTo: edge.right)
        }
        if isMerging { skyline.finish() }
    }

    /// Writes the altitudes of a ring's true nodes within the directions.
    private func answer(ring: Int, first: Int, _ nodes: [Node]) {
        let division = view.division
        guard ring % division == 0 else { return }
        var piece = 0
        let k = view.effectiveRadius
        for place in nodes.indices where (first + place) % division == 0 {
            let node = nodes[place]
            guard node.t >= start, node.t <= end else { continue }
            while piece < skyline.count - 1, skyline.pieces[piece].end < node.t { piece += 1 }
            let (along, across) = plane(ring: ring, line: first + place)
            let tangent = (along * along + across * across).squareRoot()
            let slope = skyline.pieces[piece].curve.value(node.t) * along / tangent
            let (sine, cosine) = halfArc(tangent)
            // z = (kR + z_o)/(cos ψ − tan ε sin ψ) − kR, without taking near numbers from each other.
            let fall = 2 * sine * sine + slope * 2 * sine * cosine
            let altitude = (eye + k * fall) / (1 - fall)
            let (row, column) = index(ring: ring, line: first + place)
            altitudes[row / division * view.columns + column / division] = Float(
                fall < 1 ? max(altitude, node.height) : .infinity)
        }
    }
}
