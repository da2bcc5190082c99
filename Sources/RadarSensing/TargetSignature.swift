public import NumericalMethods
public import Quantities

/// Radar cross-section by aspect: nose, side and tail, blended by the squared cosine of the aspect angle.
///
///     ln σ(θ) = ln σ_side + (ln σ_end − ln σ_side) cos²θ,  end = nose ahead of the beam, tail behind it
/// θ is the angle between the velocity and the line from target to radar, in azimuth and elevation together. The blend is
/// smooth (value and slope) over orders of magnitude and takes the given values at 0°, 90° and 180°.
/// - Source: the form is a smooth interpolation of three-value tables such as those of Skolnik, *Radar Handbook*, 3rd ed.
///   (2008), ch. 14; flashes and lobes finer than it are what the Swerling case stands for.
public struct TargetSignature: Sendable {
    /// Logarithm of the mean cross-section from the front, of m².
    public var noseLog: Double
    /// The same from the side.
    public var sideLog: Double
    /// The same from behind.
    public var tailLog: Double
    /// Swerling case of its fluctuation, 0…4.
    public var swerling: Int

    /// - Parameters: mean cross-sections, square metres, > 0.
    public init(nose: SquareMetres, side: SquareMetres, tail: SquareMetres, swerling: Int) {
        precondition(nose > 0 && side > 0 && tail > 0 && (0...4).contains(swerling), "no such signature")
        noseLog = Elementary.log(nose)
        sideLog = Elementary.log(side)
        tailLog = Elementary.log(tail)
        self.swerling = swerling
    }

    /// The same shape with every cross-section multiplied (a sampled mean over the catalogue's best).
    public func scaled(by factor: Double) -> TargetSignature {
        var copy = self
        let shift = Elementary.log(factor)
        copy.noseLog += shift
        copy.sideLog += shift
        copy.tailLog += shift
        return copy
    }

    /// Mean cross-section seen along `lineOfSight` (radar to target) of a target moving with `velocity`, one frame for both.
    @inlinable
    public func crossSection(lineOfSight: Vector3, velocity: Vector3) -> SquareMetres {
        let squares = lineOfSight.lengthSquared * velocity.lengthSquared
        guard squares > 0 else { return Elementary.exp(noseLog) }
        let along = lineOfSight.dot(velocity)
        let end = along <= 0 ? noseLog : tailLog
        return Elementary.exp(sideLog + (end - sideLog) * (along * along / squares))
    }
}
