import NumericalMethods
public import Quantities

extension TargetPath {
    /// The path of an aircraft, cruise missile or drone along a route.
    ///
    /// Way-points are rounded with the plan's bank; heights between two way-points above ground follow the terrain, others
    /// change at a constant rate with rounded corners.
    /// Way-points at one place are one, and a leg of more than 150° over the earth is flown by way of its middle: any great circle
    /// leads to the antipodes, a route to them goes over the nearer pole (from a pole along the meridian of Greenwich).
    public init(route plan: RoutePlan, startTime: SimulationTime) {
        let plan = plan.drawable
        let points = plan.wayPoints.map { SurfaceNormal.at(latitude: $0.latitude, longitude: $0.longitude) }
        let direction = points[1] - points[0] * points[0].dot(points[1])
        let track = GroundTrack(
            normal: points[0], tangent: direction, speed: plan.wayPoints[0].speed, time: 0,
            speedAcceleration: plan.speedAcceleration)
        var compiler = RouteCompiler(plan: plan, track: track, times: [0], spans: [])
        compiler.fly(from: 0, height: plan.height(at: plan.wayPoints[0]))
        self = compiler.path(startTime: startTime, wayPointTimes: compiler.passed)
    }
}

/// Draws a route's ground track and height profile and joins them into segments.
struct RouteCompiler {
    let plan: RoutePlan
    var track: GroundTrack
    /// Ends of the height spans, seconds; one more than `spans`.
    var times: [Double]
    var spans: [HeightProfile.Span]
    /// When each way-point is passed.
    var passed: [Double] = []
    /// Nodes of the final dive.
    private var dive: [HeightProfile.Node] = []
    private var impacts = false

    init(plan: RoutePlan, track: GroundTrack, times: [Double], spans: [HeightProfile.Span]) {
        self.plan = plan
        self.track = track
        self.times = times
        self.spans = spans
    }

    func turnRadius(_ speed: Double) -> Double { speed * speed / plan.turnAcceleration }

    /// From the pen's place (way-point `index`, or on the way to the next) along all way-points that follow.
    mutating func fly(from index: Int, height startHeight: Double) {
        let points = plan.wayPoints
        if passed.isEmpty { passed.append(track.time) }
        var height = startHeight
        for next in (index + 1)..<points.count {
            let start = points[next - 1]
            let target = SurfaceNormal.at(latitude: points[next].latitude, longitude: points[next].longitude)
            let endHeight = plan.height(at: points[next])
            let isLast = next == points.count - 1
            let mean = 0.5 * (height + endHeight)
            let distance = track.angle(to: target) * (SurfaceNormal.radius(target, towards: track.tangent) + mean)
            if isLast, case .dive(let angle) = plan.ending {
                passed.append(
                    flyDive(onto: target, ground: endHeight, height: height, angle: angle, speed: start.speed,
                        follow: Self.clearance(start)))
                return
            }
            let rise = endHeight - height
            let level = distance > 1 ? distance / (distance * distance + rise * rise).squareRoot() : 1
            let legSpeed = start.speed * level
            if isLast {
                track.aim(at: target)
                track.straight(angle: track.angle(to: target), height: mean, speed: legSpeed)
                passed.append(track.time)
            } else {
                let after = SurfaceNormal.at(
                    latitude: points[next + 1].latitude, longitude: points[next + 1].longitude)
                let nextLeg = Elementary.atan2(target.cross(after).length, target.dot(after))
                let room = nextLeg * (next + 1 == points.count - 1 ? 0.9 : 0.5)
                passed.append(
                    track.round(
                        corner: target, next: after, room: room, radius: turnRadius(start.speed), height: mean,
                        legSpeed: legSpeed))
            }
            addSpan(from: start, height: height, to: points[next], height: endHeight, until: passed.last!)
            height = endHeight
        }
        // A turn after the last rounding may end later than the way-point was passed.
        if track.time > times.last! + 1e-9 {
            times.append(track.time)
            spans.append(.linear(from: height, to: height))
        }
    }

    static func clearance(_ point: WayPoint) -> Double? {
        if case .aboveGround(let clearance) = point.height { clearance } else { nil }
    }

    mutating func addSpan(
        from start: WayPoint, height: Double, to end: WayPoint, height endHeight: Double, until time: Double
    ) {
        guard time > times.last! + 1e-9 else { return }
        times.append(time)
        if plan.terrain != nil, let first = Self.clearance(start), let last = Self.clearance(end) {
            spans.append(.follow(from: first, to: last))
        } else {
            spans.append(.linear(from: height, to: endHeight))
        }
    }

    /// Level (or terrain-following) flight, then a push-over and a straight dive onto `target`.
    private mutating func flyDive(
        onto target: Vector3, ground: Double, height: Double, angle: Double, speed: Double, follow: Double?
    ) -> Double {
        precondition(angle > 0.01 && angle < 1.56, "a dive angle lies between 0.6 and 89 degrees")
        track.aim(at: target)
        var startHeight = height
        if let follow, let terrain = plan.terrain {
            // The dive starts from where terrain following leads; near the target the ground there stands for it.
            let (latitude, longitude) = SurfaceNormal.geodetic(target)
            startHeight = max(ground + follow, terrain(latitude, longitude) + follow)
        }
        let drop = max(1, startHeight - ground)
        // A push-over may use up at most a fifth of the height.
        let radius = min(speed * speed / plan.verticalAcceleration, 0.2 * drop / (1 - Elementary.cos(angle)))
        let pieces = 12
        let stepAngle = angle / Double(pieces)
        let stepTime = stepAngle * radius / speed
        let radiusOfEarth = SurfaceNormal.radius(target, towards: track.tangent)
        let pushed = radius * (1 - Elementary.cos(angle))
        let straightDown = (drop - pushed) / Elementary.sin(angle)
        let straightTime = straightDown / speed
        // The push-over's horizontal extent, summed as the track will draw it.
        var extent = 0.0
        for piece in 0..<pieces {
            let first = Elementary.cos(stepAngle * Double(piece))
            let last = Elementary.cos(stepAngle * Double(piece + 1))
            extent += 0.5 * (first + last) * speed * stepTime
        }
        let diveSpeed = speed * Elementary.cos(angle)
        let meanHeight = 0.5 * (startHeight + ground)
        let along = (extent + diveSpeed * straightTime) / (radiusOfEarth + meanHeight)
        let total = track.angle(to: target)
        let cruise = max(0, total - along)
        if cruise > 0 {
            track.straight(angle: cruise, height: startHeight, speed: speed)
            track.aim(at: target)
            times.append(track.time)
            if let follow, plan.terrain != nil {
                spans.append(.follow(from: follow, to: follow))
            } else {
                spans.append(.linear(from: height, to: startHeight))
            }
        }
        dive = []
        var level = startHeight
        for piece in 0..<pieces {
            let last = stepAngle * Double(piece + 1)
            dive.append(
                HeightProfile.Node(
                    time: track.time, height: level, rate: -speed * Elementary.sin(stepAngle * Double(piece))))
            track.glide(duration: stepTime, height: meanHeight, to: speed * Elementary.cos(last))
            level = startHeight - radius * (1 - Elementary.cos(last))
        }
        let rate = -speed * Elementary.sin(angle)
        dive.append(HeightProfile.Node(time: track.time, height: level, rate: rate))
        track.aim(at: target)
        let before = track.time
        // The last piece ends on the target exactly; its duration is the distance left at the dive's horizontal speed.
        track.straight(angle: track.angle(to: target), height: meanHeight, speed: diveSpeed)
        let left = max(1e-3, track.time - before)
        dive[dive.count - 1].rate = (ground - level) / left
        dive.append(HeightProfile.Node(time: track.time, height: ground, rate: (ground - level) / left))
        impacts = true
        return track.time
    }

    /// Terrain height under a track at a time; `cursor` remembers the leg between calls.
    private static func height(
        of terrain: (_ latitude: Double, _ longitude: Double) -> Double, under legs: [GroundTrack.Leg], at time: Double, cursor: inout Int
    ) -> Double {
        while cursor + 1 < legs.count, legs[cursor + 1].start <= time { cursor += 1 }
        while cursor > 0, legs[cursor].start > time { cursor -= 1 }
        let (latitude, longitude) = SurfaceNormal.geodetic(legs[cursor].normal(after: time - legs[cursor].start))
        return terrain(latitude, longitude)
    }

    /// Joins track and heights.
    func path(startTime: SimulationTime, wayPointTimes: [Double], leading: [PathSegment] = []) -> TargetPath {
        var cursor = 0
        let legs = track.legs
        let fastest = plan.wayPoints.map(\.speed).max()!
        func profile(over terrain: (Double) -> Double) -> [HeightProfile.Node] {
            HeightProfile(
                times: times, spans: spans, verticalAcceleration: plan.verticalAcceleration, climbAngleMaximum: plan.climbAngleMaximum,
                speed: fastest, terrain: terrain
            ).nodes
        }
        var nodes: [HeightProfile.Node] = []
        if !spans.isEmpty {
            if let terrain = plan.terrain {
                nodes = profile { Self.height(of: terrain, under: legs, at: $0, cursor: &cursor) }
            } else {
                nodes = profile { _ in 0 }
            }
        }
        if !dive.isEmpty {
            // Terrain following may end a little above the height that the dive starts from: the dive's nodes shift with it,
            // less and less towards the target.
            let shift = (nodes.last?.height ?? dive[0].height) - dive[0].height
            let first = dive[0].time
            let last = dive.last!.time
            var shifted = dive
            for index in shifted.indices {
                shifted[index].height += shift * (last - shifted[index].time) / (last - first)
                shifted[index].rate -= shift / (last - first)
            }
            if !nodes.isEmpty {
                shifted[0].rate = nodes.last!.rate
                nodes.removeLast()
            }
            nodes += shifted
        }
        return Self.join(
            legs: track.legs, nodes: nodes, startTime: startTime, end: impacts ? .impact : .routeEnd, plan: plan,
            wayPointTimes: wayPointTimes, leading: leading)
    }

    private static func join(
        legs: [GroundTrack.Leg], nodes: [HeightProfile.Node], startTime: SimulationTime, end: PathEnd, plan: RoutePlan,
        wayPointTimes: [Double], leading: [PathSegment]
    ) -> TargetPath {
        var segments = leading
        segments.reserveCapacity(leading.count + legs.count + nodes.count)
        var node = 0
        let lastTime = legs.last!.start + legs.last!.duration
        for leg in legs {
            let legEnd = leg.start + leg.duration
            var time = leg.start
            while time < legEnd - 1e-9 {
                while node + 2 < nodes.count, nodes[node + 1].time <= time + 1e-9 { node += 1 }
                let nodeEnd = node + 1 < nodes.count ? nodes[node + 1].time : Double.infinity
                let pieceEnd = nodeEnd > time + 1e-9 ? min(legEnd, nodeEnd) : legEnd
                let offset = time - leg.start
                let angle = (leg.rateChange * offset + leg.rate) * offset
                let (sine, cosine) = Elementary.sincos(angle)
                var segment = PathSegment(
                    start: time, kind: .arc, v0: leg.a, v1: leg.b * cosine + leg.c * sine,
                    v2: leg.c * cosine - leg.b * sine)
                segment.rate = leg.rate + 2 * leg.rateChange * offset
                segment.rateChange = leg.rateChange
                if nodes.count == 1 {
                    segment.height0 = nodes[0].height
                } else if nodes.count > 1 {
                    let c = HeightProfile.cubic(nodes[node], nodes[node + 1])
                    let t = time - nodes[node].time
                    segment.height0 = HeightProfile.value(c, after: t)
                    segment.height1 = (3 * c.3 * t + 2 * c.2) * t + c.1
                    segment.height2 = 3 * c.3 * t + c.2
                    segment.height3 = c.3
                }
                segments.append(segment)
                time = pieceEnd
            }
        }
        return TargetPath(
            startTime: startTime, duration: lastTime, end: end, segments: segments, plan: plan,
            wayPointTimes: wayPointTimes)
    }
}
