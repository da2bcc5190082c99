import EarthEnvironment
public import NumericalMethods
public import Quantities

/// What one look at one target promises, before any chance is drawn.
public enum RadarLook: Sendable {
    /// Beyond instrumented range, too near, or above or below the antenna's coverage.
    case outOfCoverage
    /// Below the horizon or behind ground.
    case masked
    /// Lost in the clutter filter.
    case blindSpeed
    case possible(Echo)

    /// The echo of a target that the antenna can see.
    public struct Echo: Sendable {
        /// Probability of detection in this look.
        public var probability: Double
        /// Mean, per pulse, after noise and jamming, linear.
        public var signalToNoise: Double
        /// Slant range, metres; azimuth and elevation in the antenna's frame, radians; radial speed, m/s, > 0 receding.
        public var range: Metres
        public var azimuth: Radians
        public var elevation: Radians
        public var rangeRate: MetresPerSecond
        /// Mean cross-section that the echo's strength speaks for, with what the ground adds or takes, m².
        public var crossSection: SquareMetres
    }

    /// The look of a radar at a target in truth: coverage, line of sight, clutter filter, range equation, P_d.
    public static func at(
        _ target: KinematicState<EarthFixed>, from site: RadarSite, signature: TargetSignature, jamming: JammingEnvironment
    ) -> RadarLook {
        let model = site.model
        let offset = target.position - site.frame.originEarthFixed
        let range = offset.length
        guard range >= model.rangeMinimum, range <= model.instrumentedRange else { return .outOfCoverage }
        let view = site.sensor.view(of: target.position)
        // Refraction lifts what is seen: the apparent elevation is that of the effective earth.
        let apparent = Elementary.atan(view.apparentSlope)
        guard apparent >= model.elevationMinimum, apparent <= model.elevationMaximum else { return .outOfCoverage }
        guard view.isVisible else { return .masked }
        let rangeRate = offset.dot(target.velocity.vector) / range
        if model.clutterNotch > 0, apparent < 3 * Units.degree, abs(rangeRate) < model.clutterNotch { return .blindSpeed }
        if let blind = model.blindSpeed {
            let rest = abs(rangeRate).truncatingRemainder(dividingBy: blind)
            if rangeRate.magnitude > blind / 2, min(rest, blind - rest) < model.clutterNotch { return .blindSpeed }
        }
        let crossSection = signature.crossSection(lineOfSight: offset, velocity: target.velocity.vector)
        let jam = jamming.isEmpty ? 0 : jamming.jamToNoise(site: site, look: site.frame.rotateToLocal(offset))
        let apparentCrossSection = crossSection * site.reflectionGain(of: view)
        let ratio = site.signalToNoise(
            crossSection: apparentCrossSection, range: range, elevation: apparent, jamToNoise: jam)
        return .possible(
            Echo(
                probability: site.detectionProbability(swerling: signature.swerling, signalToNoise: ratio),
                signalToNoise: ratio, range: range, azimuth: view.coordinates.azimuth,
                elevation: view.coordinates.elevation, rangeRate: rangeRate, crossSection: apparentCrossSection))
    }

    /// Probability of detection in this look; 0 where there is none.
    public var probability: Double {
        if case .possible(let echo) = self { return echo.probability }
        return 0
    }
}
