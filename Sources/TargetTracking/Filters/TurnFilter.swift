import NumericalMethods

/// A coordinated turn in any plane: nine states, position, velocity and acceleration.
///
/// Speed and turn rate stay, so the acceleration stands upright on the velocity and turns with it:
///
///     ω = |v × a| / |v|²,  p' = p + (sin ωT/ω) v + ((1 − cos ωT)/ω²) a
///     v' = cos ωT · v + (sin ωT/ω) a,  a' = cos ωT · a − ω sin ωT · v
/// The covariance is carried with ω held (F = blocks of scalars ⊗ I), white jerk of density `jerkDensity` added. After each
/// update the turn is held coordinated by the pseudo-measurement v·a = 0 (Tahk & Speyer 1990).
/// - Source: Watson & Blair, *IMM algorithm for tracking targets that maneuver through coordinated turns*, SPIE 1698 (1992);
///   Bar-Shalom, Li & Kirubarajan (2001), section 11.7. Valid while ωT stays below about a radian.
package struct TurnFilter: Sendable {
    package var position: Vector3
    package var velocity: Vector3
    package var acceleration: Vector3
    var pp: Matrix3
    var pv: Matrix3
    var pa: Matrix3
    var vv: Matrix3
    var va: Matrix3
    var aa: Matrix3

    /// Straight flight that may begin to turn: acceleration unknown, across the velocity by `across`, along it by `along`
    /// (standard deviations, m/s²), the variance upwards `vertical` times that to the side.
    @inline(__always)
    package init(_ straight: KinematicFilter, across: Double, along: Double, vertical: Double = 1) {
        position = straight.position
        velocity = straight.velocity
        acceleration = .zero
        pp = straight.positionCovariance
        pv = straight.crossCovariance
        vv = straight.velocityCovariance
        pa = .diagonal(0)
        va = .diagonal(0)
        aa = Self.startingSpread(straight.velocity, across: across, along: along, vertical: vertical)
    }

    @inline(__always)
    static func startingSpread(_ velocity: Vector3, across: Double, along: Double, vertical: Double) -> Matrix3 {
        let speedSquared = velocity.lengthSquared
        let upwards = vertical * across * across
        guard speedSquared > 1 else { return Matrix3.diagonal(0).raised(by: across * across, vertical: upwards) }
        let excess = (along * along - across * across) / speedSquared
        if vertical < 1 {
            // Less upwards, but upright on the flight: of a steep climb there is nothing upwards to take off, and no variance below zero.
            let level = Vector3(0, 0, 1) - velocity * (velocity.z / speedSquared)
            let all = Matrix3.outer(velocity * excess, velocity).raised(by: across * across, vertical: across * across)
            return all - Matrix3.outer(level * (across * across - max(upwards, along * along)), level)
        }
        return Matrix3.outer(velocity * excess, velocity).raised(by: across * across, vertical: max(upwards, along * along))
    }

    /// Position and velocity alone.
    var straight: KinematicFilter {
        @inline(__always) get {
            var filter = KinematicFilter(position: position, positionCovariance: pp, velocity: velocity, velocityCovariance: vv)
            filter.crossCovariance = pv
            return filter
        }
    }

    @inline(__always)
    package mutating func predict(_ dt: Double, jerkDensity q: Double, vertical share: Double = 1) {
        let speedSquared = max(velocity.lengthSquared, 1)
        let rate = min(velocity.cross(acceleration).length / speedSquared, 1.5)
        let angle = rate * dt
        let s1: Double, s2: Double, c1: Double, c3: Double
        if angle < 1e-3 {
            s1 = dt
            s2 = 0.5 * dt * dt
            c1 = 1
            c3 = 0
        } else {
            let (sine, cosine) = Elementary.sincos(angle)
            s1 = sine / rate
            s2 = (1 - cosine) / (rate * rate)
            c1 = cosine
            c3 = -rate * sine
        }
        position += velocity * s1 + acceleration * s2
        let oldVelocity = velocity
        velocity = oldVelocity * c1 + acceleration * s1
        acceleration = acceleration * c1 + oldVelocity * c3
        // Rows of F P, then times Fᵀ.
        let av = va.transposed
        let ap = pa.transposed
        let vp = pv.transposed
        let gpp = pp + vp.scaled(s1) + ap.scaled(s2)
        let gpv = pv + vv.scaled(s1) + av.scaled(s2)
        let gpa = pa + va.scaled(s1) + aa.scaled(s2)
        let gvv = vv.scaled(c1) + av.scaled(s1)
        let gva = va.scaled(c1) + aa.scaled(s1)
        let gav = av.scaled(c1) + vv.scaled(c3)
        let gaa = aa.scaled(c1) + va.scaled(c3)
        let t2 = dt * dt
        let t3 = t2 * dt
        pp = (gpp + gpv.scaled(s1) + gpa.scaled(s2)).symmetrised.raised(by: q * t3 * t2 / 20, vertical: share * q * t3 * t2 / 20)
        pv = (gpv.scaled(c1) + gpa.scaled(s1)).raised(by: q * t2 * t2 / 8, vertical: share * q * t2 * t2 / 8)
        pa = (gpa.scaled(c1) + gpv.scaled(c3)).raised(by: q * t3 / 6, vertical: share * q * t3 / 6)
        vv = (gvv.scaled(c1) + gva.scaled(s1)).symmetrised.raised(by: q * t3 / 3, vertical: share * q * t3 / 3)
        va = (gva.scaled(c1) + gvv.scaled(c3)).raised(by: q * t2 / 2, vertical: share * q * t2 / 2)
        aa = (gaa.scaled(c1) + gav.scaled(c3)).symmetrised.raised(by: q * dt, vertical: share * q * dt)
    }

    @inline(__always)
    @discardableResult
    package mutating func update(_ plot: CartesianPlot) -> PlotFit {
        let innovation = plot.position - position
        let (inverse, determinant) = (pp + plot.covariance).symmetricInverse
        let weighted = inverse * innovation
        let vp = pv.transposed
        let ap = pa.transposed
        let gainPosition = pp * inverse
        let gainVelocity = vp * inverse
        let gainAcceleration = ap * inverse
        position += pp * weighted
        velocity += vp * weighted
        acceleration += ap * weighted
        aa = (aa - gainAcceleration * pa).symmetrised
        va = va - gainVelocity * pa
        vv = (vv - gainVelocity * pv).symmetrised
        pa = pa - gainPosition * pa
        pv = pv - gainPosition * pv
        pp = (pp - gainPosition * pp).symmetrised
        return PlotFit(distance: innovation.dot(weighted), determinant: determinant)
    }

    /// Holds the turn coordinated: v·a = 0 to within `deviation` (m/s²) times the speed.
    @inline(__always)
    mutating func coordinate(deviation: Double) {
        let speedSquared = velocity.lengthSquared
        guard speedSquared > 100 else { return }
        let columnP = pv * acceleration + pa * velocity
        let columnV = vv * acceleration + va * velocity
        let columnA = va.transposed * acceleration + aa * velocity
        let residual = -velocity.dot(acceleration)
        let variance = acceleration.dot(columnV) + velocity.dot(columnA) + deviation * deviation * speedSquared
        let scale = 1 / variance
        position += columnP * (residual * scale)
        velocity += columnV * (residual * scale)
        acceleration += columnA * (residual * scale)
        pp = pp - Matrix3.outer(columnP * scale, columnP)
        pv = pv - Matrix3.outer(columnP * scale, columnV)
        pa = pa - Matrix3.outer(columnP * scale, columnA)
        vv = vv - Matrix3.outer(columnV * scale, columnV)
        va = va - Matrix3.outer(columnV * scale, columnA)
        aa = aa - Matrix3.outer(columnA * scale, columnA)
    }

    @inline(__always)
    func fit(_ plot: CartesianPlot, shift: Vector3) -> PlotFit {
        let innovation = plot.position - position - shift
        let (inverse, determinant) = (pp + plot.covariance).symmetricInverse
        return PlotFit(distance: innovation.dot(inverse * innovation), determinant: determinant)
    }

    /// Takes in a share of a straight flight that may have begun to turn.
    @inline(__always)
    mutating func mix(_ straight: KinematicFilter, weight: Double, models: MotionModels) {
        let other = TurnFilter(straight, across: models.turnAcceleration, along: models.alongAcceleration, vertical: models.verticalShare)
        let keep = 1 - weight
        let spread = keep * weight
        let dp = position - other.position
        let dv = velocity - other.velocity
        let da = acceleration - other.acceleration
        position = position * keep + other.position * weight
        velocity = velocity * keep + other.velocity * weight
        acceleration = acceleration * keep + other.acceleration * weight
        pp = pp.scaled(keep) + other.pp.scaled(weight) + Matrix3.outer(dp * spread, dp)
        pv = pv.scaled(keep) + other.pv.scaled(weight) + Matrix3.outer(dp * spread, dv)
        pa = pa.scaled(keep) + Matrix3.outer(dp * spread, da)
        vv = vv.scaled(keep) + other.vv.scaled(weight) + Matrix3.outer(dv * spread, dv)
        va = va.scaled(keep) + Matrix3.outer(dv * spread, da)
        aa = aa.scaled(keep) + other.aa.scaled(weight) + Matrix3.outer(da * spread, da)
    }

    /// Position and velocity after `dt` seconds of the same turn, forwards or back.
    @inline(__always)
    func extrapolated(_ dt: Double) -> (position: Vector3, velocity: Vector3) {
        let rate = min(velocity.cross(acceleration).length / max(velocity.lengthSquared, 1), 1.5)
        guard abs(rate * dt) > 1e-3 else {
            return (position + velocity * dt + acceleration * (0.5 * dt * dt), velocity + acceleration * dt)
        }
        let (sine, cosine) = Elementary.sincos(rate * dt)
        return (
            position + velocity * (sine / rate) + acceleration * ((1 - cosine) / (rate * rate)),
            velocity * cosine + acceleration * (sine / rate)
        )
    }
}
