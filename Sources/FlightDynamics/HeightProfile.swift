import NumericalMethods

/// Height against time as a chain of cubics with continuous height and rate of climb.
struct HeightProfile: Sendable {
    struct Node: Sendable {
        var time: Double
        var height: Double
        /// Rate of climb, m/s.
        var rate: Double
    }

    var nodes: [Node] = []

    /// What the path does between two times.
    enum Span: Sendable {
        /// From one height above the ellipsoid to another at a constant rate.
        case linear(from: Double, to: Double)
        /// Above the terrain by a clearance that changes linearly.
        case follow(from: Double, to: Double)
    }

    /// Builds the profile over consecutive spans; `terrain` is the height of the ground below the track at a time, `speed`
    /// the fastest horizontal speed.
    init(
        times: [Double], spans: [Span], verticalAcceleration: Double, climbAngleMaximum: Double, speed: Double,
        terrain: (Double) -> Double
    ) {
        precondition(times.count == spans.count + 1, "a height profile needs a time at each end of each span")
        var index = 0
        // Linear spans give corners, which are rounded; runs of terrain following give nodes of their own.
        var corners: [(time: Double, height: Double)] = []
        while index < spans.count {
            switch spans[index] {
            case .linear(let from, let to):
                if corners.isEmpty {
                    corners.append((times[index], nodes.last?.height ?? from))
                }
                var end = to
                // A linear span that meets terrain following ends where that begins.
                if index + 1 < spans.count, case .follow(let clearance, _) = spans[index + 1] {
                    end = max(to, terrain(times[index + 1]) + clearance)
                }
                corners.append((times[index + 1], end))
                index += 1
            case .follow:
                var last = index
                while last + 1 < spans.count, case .follow = spans[last + 1] { last += 1 }
                let run = Self.follow(
                    times: Array(times[index...(last + 1)]), spans: Array(spans[index...last]),
                    verticalAcceleration: verticalAcceleration, climbAngleMaximum: climbAngleMaximum, speed: speed,
                    terrain: terrain)
                if !corners.isEmpty {
                    corners[corners.count - 1].height = run[0].height
                    append(corners: corners, endRate: run[0].rate, verticalAcceleration: verticalAcceleration)
                    corners = []
                    nodes.append(contentsOf: run.dropFirst())
                } else {
                    nodes.append(contentsOf: nodes.isEmpty ? run[...] : run.dropFirst())
                }
                index = last + 1
            }
        }
        if !corners.isEmpty { append(corners: corners, endRate: nil, verticalAcceleration: verticalAcceleration) }
    }

    init(nodes: [Node]) { self.nodes = nodes }

    /// Nodes for straight lines between corners, rounded by parabolas of at most `verticalAcceleration`.
    private mutating func append(
        corners: [(time: Double, height: Double)], endRate: Double?, verticalAcceleration: Double
    ) {
        func slope(_ index: Int) -> Double {
            let width = corners[index + 1].time - corners[index].time
            return width > 0 ? (corners[index + 1].height - corners[index].height) / width : 0
        }
        let startRate = nodes.last?.rate ?? slope(0)
        let lastIndex = corners.count - 1
        for index in corners.indices {
            let corner = corners[index]
            let before = index == 0 ? startRate : slope(index - 1)
            let after = index == lastIndex ? (endRate ?? slope(index - 1)) : slope(index)
            let widthBefore = index == 0 ? 0 : 0.45 * (corner.time - corners[index - 1].time)
            let widthAfter = index == lastIndex ? 0 : 0.45 * (corners[index + 1].time - corner.time)
            let wanted = abs(after - before) / verticalAcceleration
            if index == 0 || index == lastIndex {
                // One-sided: the corner keeps the neighbour's rate, the line joins within the blend.
                if index == 0 {
                    if nodes.isEmpty { nodes.append(Node(time: corner.time, height: corner.height, rate: before)) }
                    let width = min(2 * wanted, widthAfter)
                    if width > 1e-6 {
                        nodes.append(
                            Node(time: corner.time + width, height: corner.height + after * width, rate: after))
                    }
                } else {
                    let width = min(2 * wanted, widthBefore)
                    if width > 1e-6 {
                        nodes.append(
                            Node(time: corner.time - width, height: corner.height - before * width, rate: before))
                    }
                    nodes.append(Node(time: corner.time, height: corner.height, rate: after))
                }
                continue
            }
            let half = min(0.5 * wanted, min(widthBefore, widthAfter))
            guard half > 1e-6 else { continue }
            nodes.append(Node(time: corner.time - half, height: corner.height - before * half, rate: before))
            nodes.append(Node(time: corner.time + half, height: corner.height + after * half, rate: after))
        }
    }

    /// A cubic's value so long after its first node.
    @inline(__always)
    static func value(_ c: (Double, Double, Double, Double), after t: Double) -> Double { ((c.3 * t + c.2) * t + c.1) * t + c.0 }

    /// Coefficients of the cubic from one node to the next, in time from the first.
    static func cubic(_ first: Node, _ last: Node) -> (Double, Double, Double, Double) {
        let width = last.time - first.time
        guard width > 0 else { return (last.height, last.rate, 0, 0) }
        let chord = (last.height - first.height) / width
        return (
            first.height, first.rate, (3 * chord - 2 * first.rate - last.rate) / width,
            (first.rate + last.rate - 2 * chord) / (width * width)
        )
    }
}
