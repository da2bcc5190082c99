public import EarthEnvironment
import NumericalMethods
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
        /// Clockwise from north in the antenna's frame, radians.
        public var azimuth: Radians
        /// Above the antenna's horizontal plane, radians.
        public var elevation: Radians
        /// Radial speed, m/s, > 0 receding.
        public var rangeRate: MetresPerSecond
        /// Mean cross-section that the echo's strength speaks for, with what the ground adds or takes, m².
        public var crossSection: SquareMetres
        /// How the target stands to the antenna.
        public var view: SensorSite.View
        /// Whether the straight ray reaches the target; behind the horizon or ground the wave only bends there.
        public var isInSight: Bool
    }

    /// The look of a radar at a target in truth: coverage, propagation, clutter and its filter, range equation, P_d.
    /// - Parameters:
    ///   - target: place and velocity, earth-fixed.
    ///   - site: the radar where it stands.
    ///   - signature: the target's cross-sections.
    ///   - jamming: noise in the air as the radar hears it.
    ///   - facing: where an antenna points that does not turn all round, radians clockwise from north; nil for one that is
    ///     pointed at the target.
    public static func at(
        _ target: KinematicState<EarthFixed>, from site: RadarSite, signature: TargetSignature, jamming: JammingEnvironment,
        facing: Radians? = nil
    ) -> RadarLook {
        let model = site.model
        let offset = target.position - site.frame.originEarthFixed
        let range = offset.length
        guard range >= model.rangeMinimum, range <= model.instrumentedRange else { return .outOfCoverage }
        let view = site.sensor.view(of: target.position)
        // Refraction lifts what is seen: the apparent elevation is that of the effective earth.
        let apparent = Elementary.atan(view.apparentSlope)
        guard apparent >= model.elevationMinimum, apparent <= model.elevationMaximum else { return .outOfCoverage }
        if let facing, !ScanSchedule.isWithin(azimuth: view.coordinates.azimuth, centre: facing, width: model.azimuthSector) {
            return .outOfCoverage
        }
        let ground = site.propagationGain(of: view)
        guard view.isVisible || ground > site.faintestGain(range: range) else { return .masked }
        let rangeRate = offset.dot(target.velocity.vector) / range
        let crossSection = signature.crossSection(lineOfSight: offset, velocity: target.velocity.vector)
        let jam = jamming.isEmpty ? 0 : jamming.jamToNoise(site: site, look: site.frame.rotateToLocal(offset))
        let apparentCrossSection = crossSection * ground
        var ratio = site.signalToNoise(
            crossSection: apparentCrossSection, range: range, elevation: apparent, jamToNoise: jam)
        if let clutter = site.clutterCrossSection(of: view) {
            // The clutter map switches the filter on where the ground's echo is above the noise.
            if ratio * clutter > apparentCrossSection, isInNotch(rangeRate, of: model) { return .blindSpeed }
            ratio = GroundClutter.combined(
                signalToNoise: ratio, signalToClutter: apparentCrossSection / clutter * site.clutterImprovement)
        }
        return .possible(
            Echo(
                probability: site.detectionProbability(swerling: signature.swerling, signalToNoise: ratio),
                signalToNoise: ratio, range: range, azimuth: view.coordinates.azimuth,
                elevation: view.coordinates.elevation, rangeRate: rangeRate, crossSection: apparentCrossSection,
                view: view, isInSight: view.isVisible))
    }

    /// Whether the filter takes a radial speed for that of the ground: about nothing, and about the multiples of the blind speed.
    private static func isInNotch(_ rangeRate: MetresPerSecond, of model: RadarModel) -> Bool {
        guard model.clutterNotch > 0 else { return false }
        guard abs(rangeRate) >= model.clutterNotch else { return true }
        guard let blind = model.blindSpeed, abs(rangeRate) > blind / 2 else { return false }
        let rest = abs(rangeRate).truncatingRemainder(dividingBy: blind)
        return min(rest, blind - rest) < model.clutterNotch
    }

    /// Probability of detection in this look; 0 where there is none.
    public var probability: Double {
        if case .possible(let echo) = self { return echo.probability }
        return 0
    }
}
