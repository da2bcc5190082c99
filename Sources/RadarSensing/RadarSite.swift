public import EarthEnvironment
import NumericalMethods
public import Quantities

/// A radar where it stands: model, frame at the antenna's phase centre, what the ground hides, the air between.
///
/// A reference to what never changes: battles on several threads share one, and looks pass it on without counting its parts.
public final class RadarSite: Sendable {
    /// The type of radar.
    public let model: RadarModel
    /// The antenna on the earth.
    public let sensor: SensorSite
    /// Two-way attenuation by gas and rain near the ground, nepers per metre (power).
    let attenuation: Double
    let curves: DetectionCurves
    /// How much the filter improves signal over the clutter around, linear.
    let clutterImprovement: Double
    /// What the land around echoes at the radar's frequency; nil for bare ground.
    let reflectivity: LandReflectivity?
    /// Beyond it no smooth ground is lit, metres; infinite over relief.
    let groundHorizon: Metres
    /// Of the smooth earth around the site at the radar's frequency.
    let diffraction: SphericalDiffraction
    /// Signal-to-noise ratio per pulse at the anchor, linear.
    let anchorSignalToNoise: Double

    /// - Parameters:
    ///   - model: the radar.
    ///   - antenna: latitude, longitude and height of the phase centre above the ellipsoid.
    ///   - terrain: the ground.
    ///   - k: factor of the effective earth; 4/3 is standard refraction.
    ///   - attenuationDecibels: specific attenuation, one way, dB/km.
    public convenience init(
        model: RadarModel, antenna: GeodeticPosition, terrain: TerrainModel, refraction k: Double,
        attenuationDecibels: Double
    ) {
        self.init(
            model: model, horizon: HorizonTable(site: antenna, terrain: terrain, k: k),
            attenuationDecibels: attenuationDecibels)
    }

    /// The same with a horizon made before: sites of one place share it.
    public convenience init(model: RadarModel, horizon: HorizonTable, attenuationDecibels: Double) {
        self.init(
            model: model, horizon: horizon, attenuationDecibels: attenuationDecibels,
            curves: DetectionCurves(pulses: model.pulses, falseAlarmProbability: model.falseAlarmProbability))
    }

    /// The same with the curves of its detector made before: they follow from its pulses and its false alarms alone.
    package init(model: RadarModel, horizon: HorizonTable, attenuationDecibels: Double, curves: DetectionCurves) {
        self.model = model
        sensor = SensorSite(horizon: horizon)
        attenuation = 2 * attenuationDecibels / 1000 * Elementary.log(10) / 10
        diffraction = SphericalDiffraction(
            frequency: model.frequency, effectiveRadius: horizon.earth.k * Refraction.earthRadius, surface: model.groundSurface,
            polarisation: model.polarisation)
        clutterImprovement = model.landCover.map(model.clutterImprovement) ?? 1
        reflectivity = model.landCover.map { LandReflectivity($0, frequency: model.frequency) }
        groundHorizon = horizon.smoothGroundHeight.map {
            Horizon.distance(height: max(horizon.site.height - $0, 0.1), k: horizon.earth.k)
        } ?? .infinity
        self.curves = curves
        anchorSignalToNoise = DetectionProbability.requiredSignalToNoise(
            swerling: model.swerlingAnchor, pulses: model.pulses, falseAlarmProbability: model.falseAlarmProbability,
            detectionProbability: model.referenceDetectionProbability)
    }

    /// The same radar where it stands, over a plain at sea level: no hill hides anything, and the curve of the earth remains.
    public func overPlain() -> RadarSite {
        RadarSite(
            model: model, horizon: HorizonTable(site: horizon.site, terrain: .sea, k: horizon.earth.k),
            attenuationDecibels: attenuationDecibels, curves: curves)
    }

    /// Another radar in its place.
    public func changed(_ change: (inout RadarModel) -> Void) -> RadarSite {
        var other = model
        change(&other)
        return RadarSite(model: other, horizon: horizon, attenuationDecibels: attenuationDecibels)
    }

    /// One way, dB/km.
    private var attenuationDecibels: Double { attenuation / 2 * 1000 / Elementary.log(10) * 10 }

    /// East, north and up at the antenna's phase centre.
    public var frame: LocalLevelFrame { sensor.frame }
    /// What the ground hides from the antenna.
    public var horizon: HorizonTable { sensor.horizon }

    /// Mean signal-to-noise ratio per pulse.
    ///
    ///     SNR = SNR_ref · (σ/σ_ref) · (R_ref/R)⁴ · e^{−αR} / (L · (1 + J/N))
    /// Air thins with height: the path through it is cut at the height scale of water vapour and oxygen (about 4 km).
    public func signalToNoise(
        crossSection: SquareMetres, range: Metres, elevation: Radians, jamToNoise: Double
    ) -> Double {
        let ratio = model.referenceRange / range
        let squared = ratio * ratio
        var signal = anchorSignalToNoise * (crossSection / model.referenceCrossSection) * squared * squared / model.loss
        if attenuation > 0 {
            let path = min(range, 4_000 / max(0.01, Elementary.sin(max(elevation, 0)) + range / 17_000_000))
            signal *= Elementary.exp(-attenuation * path)
        }
        return signal / (1 + jamToNoise)
    }

    /// F⁴ below which even a target of 1,000 m² (a large ship; nothing that flies is larger) gives less than 2⁻¹⁶ of the noise, where
    /// detection no longer depends on the signal.
    func faintestGain(range: Metres) -> Double {
        let ratio = range / model.referenceRange
        let squared = ratio * ratio
        return 0x1p-16 * model.referenceCrossSection * squared * squared / (anchorSignalToNoise * 1_000)
    }

    /// Probability of detection in one look.
    public func detectionProbability(swerling: Int, signalToNoise: Double) -> Double {
        curves.probability(swerling: swerling, signalToNoise: signalToNoise)
    }
}

