public import EarthEnvironment
public import NumericalMethods
public import Quantities

extension RadarSite {
    /// F⁴, the gain of a two-way echo by the ray that the ground reflects, linear; 1 where the radar's model leaves it out.
    ///
    /// The reflected ray leaves the antenna below the beam that is pointed at the target, and is weaker by the beam's one-way
    /// field pattern, exp(−2 ln 2 (Δ/θ₃)²), each way. Only smooth ground reflects as a mirror does: over a grid of terrain the
    /// factor is 1.
    /// - Source: `PatternPropagation`; Gaussian beam: Skolnik, *Radar Handbook*, 3rd ed. (2008), ch. 26.
    public func reflectionGain(of view: SensorSite.View) -> Double {
        guard model.hasMultipath, let ground = horizon.smoothGroundHeight else { return 1 }
        let elevation = Elementary.atan(view.apparentSlope)
        let radius = horizon.earth.k * Refraction.earthRadius
        let width = model.beamwidthElevation
        let found = PatternPropagation.spherical(
            antennaHeight: horizon.site.height - ground, targetHeight: view.height - ground, groundDistance: view.groundDistance,
            effectiveRadius: radius, frequency: model.frequency, surface: model.groundSurface, polarisation: model.polarisation,
            pattern: { depression in
                let ratio = (elevation + depression) / width
                return Elementary.exp(-1.3862943611198906 * ratio * ratio)
            })
        guard let found else { return 1 }
        let square = found.factor * found.factor
        return square * square
    }
}
