import EarthEnvironment
import NumericalMethods
import Quantities

/// Shoots until the missile lands where it should.
struct BallisticSolver {
    let plan: BallisticPlan
    let launch: Vector3
    let up: Vector3
    let aim: Vector3
    /// Level direction at launch towards the aim, and to its left.
    let ahead: Vector3
    let left: Vector3
    /// Great-circle angle and distance to the aim.
    let angle: Double

    struct Shot {
        var nodes: [(time: Double, state: PointMassState)] = []
        /// Impact relative to the aim along and across the plane of fire, m.
        var over = 0.0
        var across = 0.0
        var apogee = 0.0
        var burnOutSpeed = 0.0
    }

    /// nil where launch and aim are one place, or exactly opposite on the earth.
    init?(_ plan: BallisticPlan) {
        let start = SurfaceNormal.at(latitude: plan.launchLatitude, longitude: plan.launchLongitude)
        let end = SurfaceNormal.at(latitude: plan.impactLatitude, longitude: plan.impactLongitude)
        launch = SurfaceNormal.position(start, height: plan.launchHeight)
        aim = SurfaceNormal.position(end, height: plan.impactHeight)
        up = start
        let level = end - start * start.dot(end)
        guard level.length > 1e-6 else { return nil }
        ahead = level.normalized
        left = start.cross(ahead)
        angle = Elementary.atan2(start.cross(end).length, start.dot(end))
        // A motor burns for less than half of the flight, √(2R/g) at 45°: rockets of short range burn for seconds.
        var plan = plan
        plan.boostTime = min(plan.boostTime, 0.4 * (2 * angle * 6_371_000 / Units.standardGravity).squareRoot())
        self.plan = plan
    }

    func fly(speed: Double, elevation: Double, azimuth: Double, keep: Bool) -> Shot {
        var shot = Shot()
        var body = PointMassState(position: launch, velocity: .zero)
        var time = 0.0
        let dynamics = BallisticStep.inVacuum
        let level = ahead * Elementary.cos(azimuth) + left * Elementary.sin(azimuth)
        // Constant thrust acceleration that gives `speed` at burn-out, gravity loss roughly made good.
        let push = speed / plan.boostTime + 9.8 * Elementary.sin(elevation)
        let boostSteps = max(20, Int((plan.boostTime / 1.5).rounded(.up)))
        let boostStep = plan.boostTime / Double(boostSteps)
        let forces = PointMassDynamics.Forces(area: 1, massStart: 1)
        if keep { shot.nodes.append((0, body)) }
        for _ in 0..<boostSteps {
            let start = time
            body = dynamics.step(body, step: boostStep, forces: forces, drag: BallisticStep.unitDrag) { offset, _ in
                let share = min(1, (start + offset) / (0.6 * plan.boostTime))
                let pitch = 0.5 * .pi - (0.5 * .pi - elevation) * share * share * (3 - 2 * share)
                let (sine, cosine) = Elementary.sincos(pitch)
                return (up * sine + level * cosine) * push
            }
            time += boostStep
            if keep { shot.nodes.append((time, body)) }
        }
        shot.burnOutSpeed = body.velocity.length
        let earth = EarthModel.wgs84
        let end = plan.impactHeight
        var height = earth.height(at: body.position)
        shot.apogee = height
        var before = body
        while time < 3_000 {
            let step = keep ? 1.0 : height < 40_000 ? 1.0 : 4.0
            before = body
            body = BallisticStep.advance(
                body, coefficient: plan.ballisticCoefficient, step: step, lateral: glide(body, height: height))
            time += step
            height = earth.height(at: body.position)
            shot.apogee = max(shot.apogee, height)
            if height <= end, body.velocity.dot(body.position) < 0 {
                // The exact end within the step, on the cubic.
                let piece = PathSegment.cubic(start: 0, duration: step, from: before, to: body)
                var low = 0.0
                var high = step
                for _ in 0..<40 {
                    let middle = 0.5 * (low + high)
                    if earth.height(at: piece.state(after: middle).position) > end { low = middle } else { high = middle }
                }
                let last = piece.state(after: high)
                body = PointMassState(position: last.position, velocity: last.velocity)
                time += high - step
                if keep { shot.nodes.append((time, body)) }
                break
            }
            if keep { shot.nodes.append((time, body)) }
        }
        let (normal, _) = SurfaceNormal.normalAndHeight(body.position)
        // Along and across the great circle from launch to aim.
        let plane = up.cross(ahead)
        let reached = Elementary.atan2(normal.dot(ahead), normal.dot(up))
        shot.over = (reached - angle) * 6_371_000
        shot.across = Elementary.asin(max(-1, min(1, normal.dot(plane)))) * 6_371_000
        return shot
    }

    /// Lift of a quasi-ballistic descent, m/s²: q/β · L/D, never more than nine tenths of gravity (it does not climb again), fading
    /// out from 22 km to 15 km, below which the missile falls on its aim.
    private func glide(_ body: PointMassState, height: Double) -> Vector3 {
        guard case .quasiBallistic(_, let ratio, _) = plan.shape, ratio > 0, height < 60_000 else { return .zero }
        let up = EarthModel.wgs84.up(at: body.position)
        let climb = body.velocity.dot(up)
        guard climb < 0 else { return .zero }
        let squared = body.velocity.lengthSquared
        let density = BallisticStep.inAir.air.sample(height: height).density
        let lift = min(0.5 * density * squared / plan.ballisticCoefficient * ratio, 8.8)
        let fade = max(0, min(1, (height - 15_000) / 7_000)) * min(1, -climb / 100)
        return (up - body.velocity * (climb / squared)).normalized * (lift * fade)
    }

    /// Speed and azimuth that hit the aim at one elevation.
    func hit(elevation: Double, speed guess: Double) -> (speed: Double, azimuth: Double, shot: Shot)? {
        var speed = guess
        var azimuth = 0.0
        for _ in 0..<30 {
            let shot = fly(speed: speed, elevation: elevation, azimuth: azimuth, keep: false)
            if abs(shot.over) < 0.5, abs(shot.across) < 0.5 { return (speed, azimuth, shot) }
            let range = angle * 6_371_000
            let nudge = fly(speed: speed * 1.001, elevation: elevation, azimuth: azimuth, keep: false)
            let slope = (nudge.over - shot.over) / (0.001 * speed)
            guard slope > 0 else { return nil }
            speed = max(0.7 * speed, min(1.4 * speed, speed - shot.over / slope))
            azimuth -= shot.across / max(range, 1)
            if speed > 7_000 || speed < 50 { return nil }
        }
        return nil
    }

    func solve(startTime: SimulationTime) -> TargetPath? {
        // Least energy over a round earth: γ = (π − θ)/4; burn-out lies above and ahead of the launch, hence a little less.
        let best = 0.25 * (.pi - angle)
        let range = angle * 6_371_000
        let (sine, _) = Elementary.sincos(2 * best)
        var speed = (range * 9.8 / max(0.1, sine)).squareRoot() * 0.95
        let wanted: Double? =
            switch plan.shape {
            case .minimumEnergy: nil
            case .apogee(let height), .quasiBallistic(let height, _, _): height
            }
        func trial(_ elevation: Double) -> (speed: Double, azimuth: Double, shot: Shot)? {
            let guess = (range * 9.8 / max(0.3, Elementary.sin(2 * elevation))).squareRoot() * 0.95
            return hit(elevation: elevation, speed: min(6_500, guess))
        }
        var elevation = best
        guard var solution = hit(elevation: elevation, speed: speed) else { return nil }
        if wanted == nil {
            // Least burn-out speed about the round-earth answer; thrust that ends flatter than that, where the boost has lifted the
            // path enough.
            let least = 0.5 * best
            var found = slowest(from: least, to: min(1.3, 1.5 * best)) { trial($0)?.shot.burnOutSpeed }
            if found < least + 0.01 { found = slowest(from: -0.5, to: 2 * least) { trial($0)?.shot.burnOutSpeed } }
            if let flown = trial(found) {
                elevation = found
                solution = flown
            }
        }
        if let wanted {
            // Apogee grows with elevation: bisection between flat (thrust ends below the horizontal) and steep.
            var low = -0.5
            var high = 1.48
            for _ in 0..<24 {
                elevation = 0.5 * (low + high)
                guard let found = trial(elevation) else {
                    high = elevation > best ? elevation : high
                    low = elevation > best ? low : elevation
                    continue
                }
                solution = found
                if abs(found.shot.apogee - wanted) < 50 { break }
                if found.shot.apogee < wanted { low = elevation } else { high = elevation }
            }
            if abs(solution.shot.apogee - wanted) > max(2_000, 0.05 * wanted) { return nil }
        }
        speed = solution.speed
        // The kept flight has finer steps: its impact is brought onto the aim by two more corrections.
        var shot = fly(speed: speed, elevation: elevation, azimuth: solution.azimuth, keep: true)
        var azimuth = solution.azimuth
        for _ in 0..<6 where abs(shot.over) > 0.3 || abs(shot.across) > 0.3 {
            let nudge = fly(speed: speed * 1.0005, elevation: elevation, azimuth: azimuth, keep: true)
            let slope = (nudge.over - shot.over) / (0.0005 * speed)
            guard slope > 0 else { return nil }
            speed -= shot.over / slope
            azimuth -= shot.across / range
            shot = fly(speed: speed, elevation: elevation, azimuth: azimuth, keep: true)
        }
        return path(shot, startTime: startTime)
    }

    /// The elevation between two that costs least, by golden section; where there is no flight it costs without limit.
    private func slowest(from first: Double, to last: Double, _ speed: (Double) -> Double?) -> Double {
        let golden = 0.618_033_988_749_894_8
        var (low, high) = (first, last)
        var inner = high - golden * (high - low)
        var outer = low + golden * (high - low)
        func cost(_ elevation: Double) -> Double { speed(elevation) ?? .infinity }
        var innerCost = cost(inner)
        var outerCost = cost(outer)
        for _ in 0..<12 {
            if innerCost < outerCost {
                (high, outer, outerCost) = (outer, inner, innerCost)
                inner = high - golden * (high - low)
                innerCost = cost(inner)
            } else {
                (low, inner, innerCost) = (inner, outer, outerCost)
                outer = low + golden * (high - low)
                outerCost = cost(outer)
            }
        }
        return 0.5 * (low + high)
    }

    private func path(_ shot: Shot, startTime: SimulationTime) -> TargetPath {
        var nodes = shot.nodes
        if case .quasiBallistic(_, _, let weave) = plan.shape, weave > 0 { add(weave: weave, to: &nodes) }
        var segments: [PathSegment] = []
        segments.reserveCapacity(nodes.count)
        for index in 1..<nodes.count {
            segments.append(
                .cubic(
                    start: nodes[index - 1].time, duration: nodes[index].time - nodes[index - 1].time,
                    from: nodes[index - 1].state, to: nodes[index].state))
        }
        return TargetPath(
            startTime: startTime, duration: nodes.last!.time, end: .impact, segments: segments, plan: nil,
            wayPointTimes: [])
    }

    /// A sideways swing A sin²(πx) sin(2πkx) on the way down from 30 km, zero with its rate at both ends.
    private func add(weave: Double, to nodes: inout [(time: Double, state: PointMassState)]) {
        let earth = EarthModel.wgs84
        let peak = nodes.indices.max { earth.height(at: nodes[$0].state.position) < earth.height(at: nodes[$1].state.position) }!
        guard let first = nodes.indices.first(where: { $0 > peak && earth.height(at: nodes[$0].state.position) < 30_000 }),
            nodes.count - first > 8
        else { return }
        let start = nodes[first].time
        let length = nodes.last!.time - start
        let swings = max(1, (length / 8).rounded())
        let rate = 2 * Double.pi * swings / length
        let amplitude = weave / (rate * rate)
        for index in first..<nodes.count {
            let time = nodes[index].time - start
            let (sine, cosine) = Elementary.sincos(.pi * time / length)
            let (wave, waveRate) = Elementary.sincos(rate * time)
            let side = nodes[index].state.velocity.cross(nodes[index].state.position).normalized
            let window = sine * sine
            let windowRate = 2 * sine * cosine * .pi / length
            nodes[index].state.position += side * (amplitude * window * wave)
            nodes[index].state.velocity += side * (amplitude * (windowRate * wave + window * rate * waveRate))
        }
    }
}
