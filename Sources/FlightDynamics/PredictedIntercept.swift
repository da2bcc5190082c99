import NumericalMethods
import Quantities

extension FlyOutTable {
    /// Where a missile launched `launchDelay` seconds from now (negative: already in flight) meets the target.
    ///
    /// Solves t = launchDelay + t_f(P(t)) for the earliest t by bracketed false position; P(t) is the carried-forward
    /// estimate.
    /// - Parameters:
    ///   - site: where it stands, earth-fixed.
    ///   - target: place and velocity, earth-fixed.
    ///   - launchDelay: seconds until the launch; negative after it.
    ///   - extrapolation: how the target is expected to go on.
    ///   - guess: a time near the solution, where one is known, s: the search starts there.
    /// - Returns: the solution, with `isReachable` false where it lies outside the envelope; nil where the target outruns the
    ///   missile within the longest time of flight.
    public func predictedIntercept(
        from site: Position<EarthFixed>, target: KinematicState<EarthFixed>, launchDelay: Double,
        extrapolation: TargetExtrapolation = .constantVelocity, near guess: Double? = nil
    ) -> InterceptSolution? {
        switch extrapolation {
        case .constantVelocity:
            if let guess, let solution = straight(site.vector, target, launchDelay, near: guess) { return solution }
            return straight(site.vector, target, launchDelay)
        case .ballistic(let coefficient):
            return march(
                site.vector, target, launchDelay, step: 4, coefficient: coefficient, horizon: 600, mayWait: false)
        }
    }

    /// The earliest intercept inside the envelope when the launch may wait: for targets that come into reach later.
    /// - Parameters:
    ///   - site: where it stands, earth-fixed.
    ///   - target: place and velocity, earth-fixed.
    ///   - launchDelay: seconds until the launch; negative after it.
    ///   - extrapolation: how the target is expected to go on.
    ///   - horizon: how far ahead to look, s.
    public func earliestIntercept(
        from site: Position<EarthFixed>, target: KinematicState<EarthFixed>, launchDelay: Double,
        extrapolation: TargetExtrapolation = .constantVelocity, horizon: Double = 600
    ) -> InterceptSolution? {
        if extrapolation == .constantVelocity, let direct = straight(site.vector, target, launchDelay), direct.isReachable {
            return direct
        }
        let coefficient: Double = if case .ballistic(let value) = extrapolation { value } else { -1 }
        return march(
            site.vector, target, launchDelay, step: 4, coefficient: coefficient, horizon: horizon, mayWait: true)
    }

    /// The solution for a missile in flight: as `predictedIntercept`, with the flight's own forecast of its arrival in place
    /// of the table's.
    public func predictedIntercept(
        from site: Position<EarthFixed>, flight state: InterceptorState, target: KinematicState<EarthFixed>,
        extrapolation: TargetExtrapolation = .constantVelocity
    ) -> InterceptSolution? {
        var delay = -state.elapsed
        if state.phase == .midcourse, state.forecastPoint != .zero {
            let planned = flyOut(site.vector, state.forecastPoint).timeOfFlight
            delay += max(-0.3 * planned, min(0.3 * planned, state.forecastArrival - planned))
        }
        return predictedIntercept(from: site, target: target, launchDelay: delay, extrapolation: extrapolation)
    }

    @inline(__always)
    private func flyOut(_ site: Vector3, _ point: Vector3) -> FlyOut { flyOut(Origin(site), point) }

    @inline(__always)
    func flyOut(_ origin: Origin, _ point: Vector3) -> FlyOut {
        fly(groundRange: origin.groundRange(to: point), altitude: EarthModel.wgs84.height(at: point))
    }

    func solution(_ site: Vector3, _ point: Vector3, time: Double, launchDelay: Double, fly: FlyOut) -> InterceptSolution {
        let isOutside =
            Self.groundRange(from: site, to: point) < rangeMinimum || EarthModel.wgs84.height(at: point) < altitudeMinimum
        return InterceptSolution(
            time: time, launchDelay: launchDelay, timeOfFlight: fly.timeOfFlight, point: Position(point),
            arrivalSpeed: fly.arrivalSpeed, climbAngle: fly.climbAngle, margin: fly.margin, isReachable: fly.isReachable && !isOutside)
    }

    /// By secants from a guess; nil where they leave its neighbourhood (a minute) or have not settled after six.
    private func straight(
        _ site: Vector3, _ target: KinematicState<EarthFixed>, _ delay: Double, near guess: Double
    ) -> InterceptSolution? {
        let position = target.position.vector
        let velocity = target.velocity.vector
        let soonest = max(0, delay)
        let origin = Origin(site)
        var before = max(guess, soonest + 0.1)
        var lackBefore = delay + flyOut(origin, position + velocity * before).timeOfFlight - before
        var time = max(soonest, before + 0.7 * lackBefore)
        for _ in 0..<6 {
            guard abs(time - guess) < 60, time >= soonest else { return nil }
            let point = position + velocity * time
            let fly = flyOut(origin, point)
            let lack = delay + fly.timeOfFlight - time
            if abs(lack) < 1e-3 { return solution(site, point, time: time, launchDelay: delay, fly: fly) }
            let slope = (lack - lackBefore) / (time - before)
            // The time to be there must run faster than the round needs longer.
            guard slope < -0.05 else { return nil }
            (before, lackBefore) = (time, lack)
            time -= lack / slope
        }
        return nil
    }

    /// By false position from now on.
    func straight(_ site: Vector3, _ target: KinematicState<EarthFixed>, _ delay: Double) -> InterceptSolution? {
        let chase = StraightChase(self, from: site, target, delay)
        return chase.bracket().map { chase.solution(in: $0) }
    }

    /// Carries the target forward step by step until the missile can be there.
    private func march(
        _ site: Vector3, _ target: KinematicState<EarthFixed>, _ delay: Double, step: Double, coefficient: Double,
        horizon: Double, mayWait: Bool
    ) -> InterceptSolution? {
        var body = PointMassState(position: target.position.vector, velocity: target.velocity.vector)
        var time = 0.0
        let isStraight = coefficient < 0
        let drag = coefficient.isFinite && coefficient > 0
        var before = body
        var found = false
        while time < horizon {
            let here = flyOut(site, body.position)
            let ready = delay + here.timeOfFlight <= time
            if ready, !mayWait || here.isReachable {
                found = true
                break
            }
            if !isStraight, time > 0, EarthModel.wgs84.height(at: body.position) < 0 { break }
            before = body
            if isStraight {
                body.position += body.velocity * step
            } else {
                body = BallisticStep.advance(body, coefficient: drag ? coefficient : .infinity, step: step)
            }
            time += step
        }
        guard found else { return nil }
        // Back within the last step to where the missile is just ready (and the point reachable).
        var low = max(0, time - step)
        var high = time
        let piece = PathSegment.cubic(start: 0, duration: step, from: before, to: body)
        let start = low
        func place(_ time: Double) -> Vector3 {
            high <= 0 ? body.position : piece.state(after: time - start).position
        }
        if time > 0 {
            for _ in 0..<10 {
                let middle = 0.5 * (low + high)
                let here = flyOut(site, place(middle))
                if delay + here.timeOfFlight <= middle, !mayWait || here.isReachable { high = middle } else { low = middle }
            }
        }
        let point = place(high)
        let fly = flyOut(site, point)
        return solution(
            site, point, time: high, launchDelay: mayWait ? max(delay, high - fly.timeOfFlight) : delay, fly: fly)
    }
}
