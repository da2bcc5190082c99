import NumericalMethods

/// A pen that draws great-circle legs and turns of bounded lateral acceleration over the ellipsoid, with their times.
struct GroundTrack: Sendable {
    /// One leg: n(τ) = a + b cos φ + c sin φ, φ = rate τ + rateChange τ².
    struct Leg: Sendable {
        var start: Double
        var duration: Double
        var a: Vector3
        var b: Vector3
        var c: Vector3
        var rate: Double
        var rateChange = 0.0

        func normal(after time: Double) -> Vector3 {
            let (sine, cosine) = Elementary.sincos((rateChange * time + rate) * time)
            return a + b * cosine + c * sine
        }
    }

    private(set) var legs: [Leg] = []
    private(set) var time: Double
    /// Where the pen is: the unit normal, and the unit direction of travel perpendicular to it.
    private(set) var normal: Vector3
    private(set) var tangent: Vector3
    /// Horizontal speed, m/s.
    private(set) var speed: Double
    private let speedAcceleration: Double

    init(normal: Vector3, tangent: Vector3, speed: Double, time: Double, speedAcceleration: Double) {
        self.normal = normal
        self.tangent = (tangent - normal * normal.dot(tangent)).normalized
        self.speed = speed
        self.time = time
        self.speedAcceleration = speedAcceleration
    }

    /// The leftward horizontal direction.
    var left: Vector3 { normal.cross(tangent) }

    /// The angle over the ellipsoid from the pen to a point, radians.
    func angle(to point: Vector3) -> Double {
        Elementary.atan2(normal.cross(point).length, normal.dot(point))
    }

    /// The direction of travel from the pen towards a point (the present one when they coincide).
    func direction(to point: Vector3) -> Vector3 {
        let across = point - normal * normal.dot(point)
        return across.length > 1e-12 ? across.normalized : tangent
    }

    mutating func aim(at point: Vector3) { tangent = direction(to: point) }

    /// Straight on over `angle` radians at `height` m, changing to the horizontal speed `newSpeed` on the way.
    mutating func straight(angle: Double, height: Double, speed newSpeed: Double) {
        var remaining = angle
        if abs(newSpeed - speed) > 1e-3, remaining > 0 {
            let radius = SurfaceNormal.radius(normal, towards: tangent) + height
            let mean = 0.5 * (speed + newSpeed)
            let needed = abs(newSpeed - speed) / speedAcceleration
            let duration = min(needed, remaining * radius / mean)
            push(duration: duration, rate: speed / radius, rateChange: (newSpeed - speed) / (2 * duration * radius))
            remaining -= mean * duration / radius
        }
        speed = newSpeed
        while remaining > 1e-12 {
            // Short enough that the radius of curvature changes by less than 3·10⁻⁴ within a piece.
            let piece = min(remaining, 0.04)
            let radius = SurfaceNormal.radius(normal, towards: tangent) + height
            push(duration: piece * radius / speed, rate: speed / radius, rateChange: 0)
            remaining -= piece
        }
    }

    /// Straight on for `duration` seconds at the present speed.
    mutating func straight(duration: Double, height: Double) {
        let radius = SurfaceNormal.radius(normal, towards: tangent) + height
        straight(angle: speed * duration / radius, height: height, speed: speed)
    }

    /// Straight on for `duration` s while the horizontal speed changes linearly to `newSpeed`.
    mutating func glide(duration: Double, height: Double, to newSpeed: Double) {
        let radius = SurfaceNormal.radius(normal, towards: tangent) + height
        push(duration: duration, rate: speed / radius, rateChange: (newSpeed - speed) / (2 * duration * radius))
        speed = newSpeed
    }

    private mutating func push(duration: Double, rate: Double, rateChange: Double) {
        guard duration > 0 else { return }
        let leg = Leg(
            start: time, duration: duration, a: .zero, b: normal, c: tangent, rate: rate, rateChange: rateChange)
        legs.append(leg)
        let (sine, cosine) = Elementary.sincos((rateChange * duration + rate) * duration)
        let ahead = normal * cosine + tangent * sine
        tangent = (tangent * cosine - normal * sine).normalized
        normal = ahead.normalized
        time += duration
    }

    /// A turn through `turn` radians about its own centre, to the left (+1) or right (−1), of radius `radius` m.
    mutating func turn(side: Double, radius: Double, turn: Double, height: Double) {
        guard turn > 0 else { return }
        let earth = SurfaceNormal.radius(normal, towards: tangent) + height
        let opening = radius / earth
        let (sine, cosine) = Elementary.sincos(opening)
        let centre = normal * cosine + left * (side * sine)
        let a = centre * cosine
        let b = normal - a
        let c = tangent * sine
        let rate = speed / (sine * earth)
        let leg = Leg(start: time, duration: turn / rate, a: a, b: b, c: c, rate: rate)
        legs.append(leg)
        let (sineTurn, cosineTurn) = Elementary.sincos(turn)
        normal = (a + b * cosineTurn + c * sineTurn).normalized
        let direction = c * cosineTurn - b * sineTurn
        tangent = (direction - normal * normal.dot(direction)).normalized
        time += leg.duration
    }

    /// The shortest turn of radius `radius` after which the pen points at `point`; straight on first where the point lies
    /// within the turning circle.
    mutating func turn(towards point: Vector3, radius: Double, height: Double) {
        for _ in 0..<40 {
            let bearing = direction(to: point)
            if tangent.dot(bearing) > 1 - 1e-14 { break }
            let leftTurn = turnNeeded(side: 1, towards: point, radius: radius, height: height)
            let rightTurn = turnNeeded(side: -1, towards: point, radius: radius, height: height)
            if let turn = [leftTurn, rightTurn].compactMap(\.self).min() {
                self.turn(side: turn == leftTurn ? 1 : -1, radius: radius, turn: turn, height: height)
                break
            }
            straight(duration: 0.5 * radius / speed, height: height)
        }
        aim(at: point)
    }

    /// The angle to turn through until the pen points at `point`; nil when the turn never does.
    private func turnNeeded(side: Double, towards point: Vector3, radius: Double, height: Double) -> Double? {
        let opening = radius / (SurfaceNormal.radius(normal, towards: tangent) + height)
        let (sine, cosine) = Elementary.sincos(opening)
        let centre = normal * cosine + left * (side * sine)
        let a = centre * cosine
        let b = normal - a
        let c = tangent * sine
        func miss(_ turn: Double) -> (across: Double, ahead: Double) {
            let (s, k) = Elementary.sincos(turn)
            let place = a + b * k + c * s
            let heading = (c * k - b * s) / sine
            return (place.cross(heading).dot(point), heading.dot(point))
        }
        let steps = 72
        var low = 0.0
        var lowMiss = miss(0)
        if abs(lowMiss.across) < 1e-12 && lowMiss.ahead > 0 { return 0 }
        for step in 1...steps {
            let high = 2 * Double.pi * Double(step) / Double(steps)
            let highMiss = miss(high)
            if (lowMiss.across > 0) != (highMiss.across > 0) {
                var first = low
                var last = high
                for _ in 0..<50 {
                    let middle = 0.5 * (first + last)
                    if (miss(middle).across > 0) == (lowMiss.across > 0) { first = middle } else { last = middle }
                }
                if miss(first).ahead > 0 { return first }
            }
            low = high
            lowMiss = highMiss
        }
        return nil
    }

    /// Flies on to `corner` and rounds it onto the great circle towards `next`, within the turn limit; where there is not
    /// room to round it, passes over it and turns afterwards. Returns the time of passing.
    mutating func round(
        corner: Vector3, next: Vector3, room: Double, radius: Double, height: Double, legSpeed: Double
    ) -> Double {
        aim(at: corner)
        let first = normal.cross(tangent)
        let second = corner.cross(next).normalized
        let distance = angle(to: corner)
        let cosineTurn = max(-1, min(1, first.dot(second)))
        let turn = Elementary.acos(cosineTurn)
        if turn < 1e-7 || second == .zero {
            straight(angle: distance, height: height, speed: legSpeed)
            if second != .zero { aim(at: next) }
            return time
        }
        let side: Double = first.cross(second).dot(corner) > 0 ? 1 : -1
        let opening = radius / (SurfaceNormal.radius(corner, towards: tangent) + height)
        let lead = opening * Elementary.tan(0.5 * turn)
        guard turn < 2.8, lead < 0.98 * distance, lead < room else {
            straight(angle: distance, height: height, speed: legSpeed)
            let passed = time
            self.turn(towards: next, radius: radius, height: height)
            return passed
        }
        // The circle that touches both great circles at the angular distance `opening` from each.
        let (sine, cosine) = Elementary.sincos(opening)
        let weight = side * sine / (1 + cosineTurn)
        let along = (1 - 2 * weight * weight * (1 + cosineTurn)).squareRoot()
        let centre = (first + second) * weight + corner.normalized * along
        let entry = (centre - first * centre.dot(first)).normalized
        let exit = (centre - second * centre.dot(second)).normalized
        straight(angle: angle(to: entry), height: height, speed: legSpeed)
        normal = entry
        tangent = first.cross(entry)
        let a = centre * cosine
        let b = entry - a
        let c = tangent * sine
        let swept = Elementary.atan2(exit.dot(c), (exit - a).dot(b))
        let rate = speed / (sine * (SurfaceNormal.radius(normal, towards: tangent) + height))
        let leg = Leg(start: time, duration: swept / rate, a: a, b: b, c: c, rate: rate)
        legs.append(leg)
        let passed = time + 0.5 * leg.duration
        time += leg.duration
        normal = exit
        tangent = second.cross(exit)
        return passed
    }
}
