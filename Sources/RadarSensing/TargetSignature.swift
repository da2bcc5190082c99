public import NumericalMethods
public import Quantities

/// Radar cross-section by aspect: nose, side and tail, blended by the squared cosine of the aspect angle.
///
///     σ(θ) = σ_nose cos²θ + σ_side sin²θ   (front half),  with σ_tail in place of σ_nose behind
/// in decibels, so that the blend is smooth over orders of magnitude.
public struct TargetSignature: Sendable {
    public var noseLog: Double
    public var sideLog: Double
    public var tailLog: Double
    /// Swerling case of its fluctuation, 0…4.
    public var swerling: Int

    /// - Parameters: square metres.
    public init(nose: SquareMetres, side: SquareMetres, tail: SquareMetres, swerling: Int) {
        noseLog = Elementary.log(nose)
        sideLog = Elementary.log(side)
        tailLog = Elementary.log(tail)
        self.swerling = swerling
    }

    /// Mean cross-section seen along `lineOfSight` (radar to target) of a target moving with `velocity`.
    public func crossSection(lineOfSight: Vector3, velocity: Vector3) -> SquareMetres {
        let speed = velocity.length
        guard speed > 0 else { return Elementary.exp(noseLog) }
        // +1: flying at the radar.
        let cosine = -lineOfSight.dot(velocity) / (lineOfSight.length * speed)
        let end = cosine >= 0 ? noseLog : tailLog
        return Elementary.exp(sideLog + (end - sideLog) * cosine * cosine)
    }
}
