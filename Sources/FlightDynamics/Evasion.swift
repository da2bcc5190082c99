public import NumericalMethods
public import Quantities

/// What a target does when it believes that it is engaged.
public enum EvasiveManoeuvre: Sendable, Equatable, CaseIterable {
    /// Alternating turns of 60° about the course.
    case weave
    /// Short alternating turns of 25°.
    case jink
    /// A turn until the threat lies abeam, then straight.
    case beam
    /// As `beam`, with a descent.
    case notch
    /// A turn away from the threat, with a descent.
    case dive
}

extension TargetPath {
    /// This path with an evasive manoeuvre put in, after which the target makes for the next way-point of its route.
    ///
    /// Turns are circular at `lateralAcceleration`; descents lose at most 150 m/s and keep `floor` metres above ground.
    /// - Parameters:
    ///   - time: when it begins.
    ///   - threatDirection: earth-fixed vector from the target towards the threat; only its horizontal part counts.
    ///   - lateralAcceleration: m/s², > 0.
    ///   - manoeuvre: which way it turns.
    ///   - duration: seconds of manoeuvre, > 0.
    ///   - floor: lowest height, metres.
    /// - Returns: this path where nothing can be done: ballistic flight, after the end, or in the final dive.
    public func evading(
        from time: SimulationTime, threatDirection: Vector3, lateralAcceleration: Double, manoeuvre: EvasiveManoeuvre,
        duration: Seconds, floor: Double = 100
    ) -> TargetPath {
        precondition(lateralAcceleration > 0 && duration > 0, "an evasion needs an acceleration and a duration")
        let elapsed = time.seconds(since: startTime)
        guard let plan, elapsed >= 0, elapsed < self.duration else { return self }
        let last = plan.wayPoints.count - 1
        guard var next = (1...last).first(where: { $0 < wayPointTimes.count && wayPointTimes[$0] > elapsed + 1e-6 })
        else { return self }
        let (position, velocity) = state(elapsed: elapsed)
        let (normal, height) = SurfaceNormal.normalAndHeight(position)
        let climb = velocity.dot(normal)
        let horizontal = velocity - normal * climb
        let speed = horizontal.length
        guard speed > 1 else { return self }
        if next == last, case .dive(let angle) = plan.ending,
            climb < -0.5 * velocity.length * Elementary.sin(angle)
        {
            return self
        }

        var track = GroundTrack(
            normal: normal, tangent: horizontal, speed: speed, time: elapsed,
            speedAcceleration: plan.speedAcceleration)
        let radius = max(speed * speed / lateralAcceleration, 10)
        let finish = elapsed + duration
        let toThreat = threatDirection - normal * threatDirection.dot(normal)
        Self.draw(manoeuvre, on: &track, radius: radius, height: height, until: finish, threat: toThreat)

        // On to the next way-point that lies far enough ahead to be turned to.
        let routeRadius = speed * speed / plan.turnAcceleration
        func point(_ index: Int) -> Vector3 {
            SurfaceNormal.at(latitude: plan.wayPoints[index].latitude, longitude: plan.wayPoints[index].longitude)
        }
        while next < last, track.angle(to: point(next)) * SurfaceNormal.equatorialRadius < 3 * routeRadius { next += 1 }

        var compiler = RouteCompiler(plan: plan, track: track, times: [elapsed], spans: [])
        let manoeuvreEnd = track.time
        let start = plan.wayPoints[next - 1]
        var height1 = height
        if manoeuvre == .notch || manoeuvre == .dive {
            let (latitude, longitude) = SurfaceNormal.geodetic(track.normal)
            let ground = plan.terrain?(latitude, longitude) ?? 0
            height1 = max(min(height, ground + floor), height - min(150, 0.5 * speed) * (manoeuvreEnd - elapsed))
        }
        let follows = plan.terrain != nil && RouteCompiler.clearance(start) != nil
            && RouteCompiler.clearance(plan.wayPoints[next]) != nil
        compiler.times.append(manoeuvreEnd)
        if follows, let clearance = RouteCompiler.clearance(start) {
            compiler.spans.append(.follow(from: clearance, to: clearance))
        } else {
            compiler.spans.append(.linear(from: height, to: height1))
        }
        compiler.track.turn(towards: point(next), radius: routeRadius, height: height1)
        compiler.passed = Array(wayPointTimes[..<next])
        compiler.fly(from: next - 1, height: height1)
        var leading = Array(segments.prefix { $0.start < elapsed - 1e-9 })
        if leading.isEmpty, elapsed > 0 { leading = [segments[0]] }
        return compiler.path(startTime: startTime, wayPointTimes: compiler.passed, leading: leading)
    }

    private static func draw(
        _ manoeuvre: EvasiveManoeuvre, on track: inout GroundTrack, radius: Double, height: Double, until finish: Double,
        threat: Vector3
    ) {
        func turn(_ side: Double, _ angle: Double) {
            // Cut so that the manoeuvre ends on time.
            let left = max(0, finish - track.time) * track.speed / radius
            track.turn(side: side, radius: radius, turn: min(angle, left), height: height)
        }
        switch manoeuvre {
        case .weave, .jink:
            let half = manoeuvre == .weave ? Double.pi / 3 : 25 * Units.degree
            // The first turn goes towards the side where the threat is not.
            var side: Double = track.left.dot(threat) > 0 ? -1 : 1
            turn(side, half)
            while track.time < finish - 1e-6 {
                side = -side
                turn(side, 2 * half)
            }
        case .beam, .notch, .dive:
            let bearing = Elementary.atan2(track.left.dot(threat), track.tangent.dot(threat))
            let wanted: Double =
                manoeuvre == .dive ? (bearing > 0 ? bearing - .pi : bearing + .pi)
                : (bearing > 0 ? bearing - .pi / 2 : bearing + .pi / 2)
            turn(wanted > 0 ? 1 : -1, abs(wanted))
            let left = finish - track.time
            if left > 1e-6 { track.straight(duration: left, height: height) }
        }
    }
}
