import EarthEnvironment
import NumericalMethods
public import Quantities

/// Where an intercept is over the ground.
public struct GroundProximity: Sendable, Equatable {
    /// Height of the target above the ground as the missile's guidance knows it, metres.
    public var estimatedHeight: Metres
    /// Height of the missile above the ground at its closest approach, metres.
    public var clearance: Metres

    package init(estimatedHeight: Metres, clearance: Metres) {
        self.estimatedHeight = estimatedHeight
        self.clearance = clearance
    }

    /// How far a radio fuze sees near the ground: its range gate must end before the ground does, and is set half way to it, by the
    /// height that guidance knows; what is left is for the error of that height.
    ///
    /// By geometry; no closed form with a public source is known for fuzes near the ground, and the half is assumed.
    public func fuzeReach(_ radius: Metres) -> Metres { min(radius, 0.5 * max(0, estimatedHeight)) }
}

/// A target's image in the ground as a missile's receiver meets it in its last seconds.
public struct ReceiverImage: Sendable, Equatable {
    /// Height of the target above the ground, metres.
    public var height: Metres
    /// Of the image against the target within the receiver's beam, 0…0.95.
    public var reflection: Double

    /// How much too high the target seems for a phase of its image, metres.
    public func heightError(phase: Radians) -> Metres {
        LowAngleError.apparentHeight(height: height, reflection: reflection, phase: phase) - height
    }

    /// Standard deviation over all phases, metres.
    public var heightDeviation: Metres { LowAngleError.apparentHeightDeviation(height: height, reflection: reflection) }
}

extension InterceptorModel {
    /// Wavelength of receivers and of the radars that light their targets, metres: X band (the public band of 30N6 and 92N6; for
    /// active seekers assumed).
    static let receiverWavelength: Metres = 0.03

    /// Half-power width of the receiver's beam, 1.2 λ/D of its body's diameter, radians.
    /// - Source: Skolnik, *Introduction to Radar Systems*, 3rd ed. (2001), section 9.2, a tapered circular aperture.
    public var receiverBeamwidth: Radians { 1.2 * Self.receiverWavelength / (4 * referenceArea / .pi).squareRoot() }

    /// The image of a target, at heights above the ground, metres; nil for guidance without a receiver, and where the image is far out
    /// of the beam.
    ///
    /// Target and image are an angle of about 2 h cos ψ/r apart: while that is less than the beam is wide they are one, and as the
    /// missile comes near they part: what is left of the image is the beam's field pattern there.
    public func receiverImage(targetHeight: Metres, missileHeight: Metres, range: Metres) -> ReceiverImage? {
        guard seeker != .command, targetHeight > 0, missileHeight > 0, range > 1 else { return nil }
        let sine = min(1, (targetHeight + missileHeight) / max(range, targetHeight + missileHeight))
        let apart = 2 * targetHeight * (1 - sine * sine).squareRoot() / range / receiverBeamwidth
        guard apart < 2.5 else { return nil }
        let surface = ReflectingSurface.land.reflectionCoefficient(
            grazingAngle: Elementary.asin(sine), wavelength: Self.receiverWavelength, polarisation: .horizontal)
        return ReceiverImage(height: targetHeight, reflection: surface * Elementary.exp(-1.3862943611198906 * apart * apart))
    }
}

extension InterceptorModel {
    /// Whether a seeker finds a target that is known to a standard deviation, metres: two of them within half of its beam where it
    /// begins to look.
    public func finds(deviation: Metres) -> Bool { 2 * deviation < 0.5 * receiverBeamwidth * seekerActivationRange }
}
