import NumericalMethods

/// Paths as few cubic Hermite keys: between two keys the cubic that meets both places and both velocities.
package enum HermiteFit {
    /// Longest and shortest time between two keys, seconds. The longest keeps checks dense; the shortest is passed in less than 5 m by
    /// anything that turns with less than 1,000 g (a·h²/8 at 1/16 s), so a corner in the path ends the search.
    static let stepMaximum = 64.0
    static let stepMinimum = 1.0 / 16

    /// Keys that follow a path.
    /// - Parameters:
    ///   - start: seconds.
    ///   - end: seconds, ≥ `start`.
    ///   - tolerance: largest distance between path and cubic where it is checked (every half second, at least seven times a key), metres.
    ///   - state: place and velocity of the path at a time in `start...end`.
    package static func keys(
        from start: Double, to end: Double, tolerance: Double, state: (Double) -> (position: Vector3, velocity: Vector3)
    ) -> [ReplayKey] {
        func key(_ time: Double) -> ReplayKey {
            let (position, velocity) = state(time)
            return ReplayKey(time: time, position: position, velocity: velocity)
        }
        var keys = [key(start)]
        var step = 8.0
        while let last = keys.last, last.time < end {
            step = min(2 * step, stepMaximum)
            var next = key(min(end, last.time + step))
            while next.time - last.time > stepMinimum, !holds(last, next, tolerance, state) {
                step = (next.time - last.time) / 2
                next = key(last.time + step)
            }
            keys.append(next)
        }
        return keys
    }

    private static func holds(
        _ first: ReplayKey, _ second: ReplayKey, _ tolerance: Double, _ state: (Double) -> (position: Vector3, velocity: Vector3)
    ) -> Bool {
        let span = second.time - first.time
        let checks = max(8, Int(2 * span))
        for number in 1..<checks {
            let time = first.time + span * Double(number) / Double(checks)
            let away = state(time).position - self.state(first, second, at: time).position
            if away.lengthSquared > tolerance * tolerance { return false }
        }
        return true
    }

    /// Place and velocity between two keys.
    ///
    ///     p(u) = (2u³ − 3u² + 1) p₀ + (u³ − 2u² + u) h v₀ + (3u² − 2u³) p₁ + (u³ − u²) h v₁,  u = (t − t₀)/h
    /// - Source: de Boor, *A Practical Guide to Splines* (2001), ch. IV.
    package static func state(_ first: ReplayKey, _ second: ReplayKey, at time: Double) -> (position: Vector3, velocity: Vector3) {
        let span = second.time - first.time
        guard span > 0 else { return (second.position, second.velocity) }
        let u = (time - first.time) / span
        let square = u * u
        let cube = square * u
        let rise = 3 * square - 2 * cube
        let chord = second.position - first.position
        let bend: Vector3 = first.velocity * (cube - 2 * square + u) + second.velocity * (cube - square)
        let turn: Vector3 = first.velocity * (3 * square - 4 * u + 1) + second.velocity * (3 * square - 2 * u)
        return (first.position + chord * rise + bend * span, chord * ((6 * u - 6 * square) / span) + turn)
    }
}
