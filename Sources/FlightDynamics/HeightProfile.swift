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

    /// Nodes of a run of terrain following.
    ///
    /// The required height (terrain, widened by a sample, plus clearance) is raised until no slope exceeds the climb limit,
    /// then by parabolas that a push-over of `verticalAcceleration` can follow, then smoothed over the time that a pull-up of
    /// twice that takes, with the loss that smoothing can cause added back; every step only raises.
    private static func follow(
        times: [Double], spans: [Span], verticalAcceleration: Double, climbAngleMaximum: Double, speed: Double,
        terrain: (Double) -> Double
    ) -> [Node] {
        let start = times.first!
        let end = times.last!
        let wanted = max(60 / speed, 0.1)
        let count = max(8, Int(((end - start) / wanted).rounded(.up)))
        let step = (end - start) / Double(count)
        let ground = (0...count).map { terrain(start + Double($0) * step) }
        var span = 0
        var clearances = [Double](repeating: 0, count: count + 1)
        var height = [Double](repeating: 0, count: count + 1)
        for index in 0...count {
            let time = start + Double(index) * step
            while span + 1 < spans.count, time > times[span + 1] { span += 1 }
            guard case .follow(let from, let to) = spans[span] else { continue }
            let share = max(0, min(1, (time - times[span]) / max(1e-9, times[span + 1] - times[span])))
            clearances[index] = from + (to - from) * share
            let widest = max(ground[max(0, index - 1)], max(ground[index], ground[min(count, index + 1)]))
            height[index] = widest + clearances[index]
        }
        let climb = speed * Elementary.tan(climbAngleMaximum)
        for index in 1...count { height[index] = max(height[index], height[index - 1] - climb * step) }
        for index in stride(from: count - 1, through: 0, by: -1) {
            height[index] = max(height[index], height[index + 1] - climb * step)
        }
        let reach = Int((climb / (verticalAcceleration * step)).rounded(.up))
        var rounded = height
        for index in 0...count {
            var highest = height[index]
            for other in max(0, index - reach)...min(count, index + reach) {
                let offset = Double(other - index) * step
                highest = max(highest, height[other] - 0.5 * verticalAcceleration * offset * offset)
            }
            rounded[index] = highest
        }
        let window = climb / verticalAcceleration
        let halfWindow = max(1, Int((0.5 * window / step).rounded()))
        let width = Double(2 * halfWindow + 1) * step
        let restore = verticalAcceleration * width * width / 24
        var smooth = rounded
        var sum = 0.0
        for offset in -halfWindow...halfWindow { sum += rounded[max(0, min(count, offset))] }
        for index in 0...count {
            smooth[index] = sum / Double(2 * halfWindow + 1) + restore
            sum += rounded[min(count, index + halfWindow + 1)] - rounded[max(0, index - halfWindow)]
        }
        func node(_ index: Int) -> Node {
            let before = max(0, index - 1)
            let after = min(count, index + 1)
            return Node(
                time: start + Double(index) * step, height: smooth[index],
                rate: (smooth[after] - smooth[before]) / (Double(after - before) * step))
        }
        // The longest cubics that keep within 3 m of the smoothed height: few nodes over flat ground.
        func fits(_ first: Int, _ last: Int) -> Bool {
            let a = node(first)
            let b = node(last)
            for place in (first + 1)..<last {
                if abs(value(a, b, at: start + Double(place) * step) - smooth[place]) > 3 { return false }
            }
            return true
        }
        var places = [0]
        while places.last! < count {
            let first = places.last!
            var length = 1
            while length < 256, first + 2 * length <= count, fits(first, first + 2 * length) { length *= 2 }
            places.append(min(count, first + length))
        }
        var nodes = places.map(node)
        // Where the cubics between nodes still come nearer to the ground than half the clearance, raise both nodes.
        for _ in 0..<4 {
            var raised = false
            for node in 0..<(nodes.count - 1) {
                var lack = 0.0
                for place in places[node]...places[node + 1] {
                    let time = start + Double(place) * step
                    let floor = ground[place] + 0.5 * clearances[place]
                    lack = max(lack, floor - Self.value(nodes[node], nodes[node + 1], at: time))
                }
                if lack > 0 {
                    nodes[node].height += lack
                    nodes[node + 1].height += lack
                    raised = true
                }
            }
            if !raised { break }
        }
        return nodes
    }

    private static func value(_ first: Node, _ last: Node, at time: Double) -> Double {
        let c = cubic(first, last)
        let t = time - first.time
        return ((c.3 * t + c.2) * t + c.1) * t + c.0
    }

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
