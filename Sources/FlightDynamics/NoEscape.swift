import NumericalMethods
import Quantities

extension FlyOutTable {
    /// Whether a launch `launchDelay` seconds from now still meets a target that turns away at that moment and runs.
    ///
    /// The no-escape zone: the target flies on until the launch, turns at its lateral acceleration, level, until it flies straight
    /// away from the launcher, and keeps its speed,
    ///     r = v² / a,   P(t) on the arc, then on the line.
    /// Where this flight is met inside the envelope no flight that merely runs is missed.
    /// - Parameters:
    ///   - site: of the launcher, earth-fixed.
    ///   - target: estimated, earth-fixed, valid now.
    ///   - launchDelay: seconds until the launch; negative after it.
    ///   - lateralAcceleration: of the turn, m/s², > 0.
    ///   - turn: seconds from now at which it turns, where that is before the launch (an earlier round made it run).
    /// - Source: Zarchan, *Tactical and Strategic Missile Guidance*, 6th ed. (2012), ch. 17 (launch envelopes); Shaw, *Fighter Combat*
    ///   (1985), ch. 1. The climb or dive that a real flight may add is left out.
    public func catchesRunningTarget(
        from site: Position<EarthFixed>, target: KinematicState<EarthFixed>, launchDelay: Double, lateralAcceleration: Double,
        fleeingSince turn: Double? = nil
    ) -> Bool {
        let running = Self.running(
            from: site.vector, target: target, after: max(0, turn ?? launchDelay), lateralAcceleration: lateralAcceleration)
        // What is met before the turn is over is nearer than the end of the turn.
        let delay = launchDelay - running.time
        guard StraightChase(self, from: site.vector, running.state, delay).isMet() else { return false }
        return turn != nil || StraightChase(self, from: site.vector, target, launchDelay).isMet()
    }

    /// Where the target is when it has turned away, and when that is, seconds from now.
    private static func running(
        from site: Vector3, target: KinematicState<EarthFixed>, after delay: Double, lateralAcceleration: Double
    ) -> (state: KinematicState<EarthFixed>, time: Double) {
        let position = target.position.vector + target.velocity.vector * delay
        let up = position.normalized
        let flat = target.velocity.vector - up * target.velocity.vector.dot(up)
        let speed = max(1, flat.length)
        let forward = flat / speed
        let offset = position - site
        let outward = offset - up * offset.dot(up)
        guard outward.lengthSquared > 1 else { return (target, delay) }
        let away = outward.normalized
        let side = up.cross(forward)
        // The shorter way round: to the side on which "away" lies.
        let across = away.dot(side)
        let turnSide = across < 0 ? side * -1 : side
        let angle = Elementary.atan2(abs(across), away.dot(forward))
        let radius = speed * speed / max(lateralAcceleration, 0.1)
        let (sine, cosine) = Elementary.sincos(angle)
        let turned = position + forward * (radius * sine) + turnSide * (radius * (1 - cosine))
        return (
            KinematicState(position: Position(turned), velocity: Velocity(away * speed)), delay + angle * radius / speed
        )
    }
}
