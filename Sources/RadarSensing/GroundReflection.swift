public import EarthEnvironment
import NumericalMethods
import Quantities

extension RadarSite {
    /// F⁴, what the ground does to a two-way echo, linear: the loss near the horizon and behind ground, and the ray that the ground
    /// reflects.
    ///
    /// Over smooth ground two-ray interference and diffraction joined by ITU-R P.526 (`PatternPropagation.joined`); where the radar's
    /// model leaves the reflected ray out, the diffraction alone. The reflected ray leaves the antenna below the beam that is pointed at
    /// the target, and is weaker by the beam's one-way field pattern, exp(−2 ln 2 (Δ/θ₃)²), each way. Over a grid of terrain the ground
    /// that stands highest before the target is a knife edge, and nothing is reflected as from a mirror.
    /// - Source: ITU-R P.526-15; Gaussian beam: Skolnik, *Radar Handbook*, 3rd ed. (2008), ch. 26.
    public func propagationGain(of view: SensorSite.View) -> Double {
        guard model.hasDiffraction else { return view.isVisible ? 1 : 0 }
        guard let ground = horizon.smoothGroundHeight else { return edgeGain(of: view) }
        let target = view.height - ground
        guard target > 0, view.groundDistance > 0 else { return view.isVisible ? 1 : 0 }
        // A ray that rises by s clears 0.552 of every Fresnel zone where h₁ + s x ≥ 0.552 √(λ x) for all x: from h₁ = 0.552² λ/(4 s) on.
        let antenna = max(horizon.site.height - ground, 0.1)
        if !model.hasMultipath, view.apparentSlope > 0, antenna * view.apparentSlope > 0.076_176 * diffraction.wavelength { return 1 }
        let elevation = Elementary.atan(view.apparentSlope)
        let width = model.beamwidthElevation
        let factor = PatternPropagation.joined(
            antennaHeight: antenna, targetHeight: target, groundDistance: view.groundDistance,
            diffraction: diffraction, surface: model.groundSurface, polarisation: model.polarisation, reflects: model.hasMultipath,
            pattern: { depression in
                let ratio = (elevation + depression) / width
                return Elementary.exp(-1.3862943611198906 * ratio * ratio)
            })
        let square = factor * factor
        return square * square
    }

    /// F⁴ past the ground that stands highest before the target.
    private func edgeGain(of view: SensorSite.View) -> Double {
        let distance = view.groundDistance
        guard
            let edge = sensor.maskingEdge(
                groundDistance: distance, azimuth: view.coordinates.azimuth, below: view.apparentSlope)
        else { return 1 }
        let parameter = KnifeEdge.parameter(
            height: (edge.slope - view.apparentSlope) * edge.distance, first: edge.distance, second: distance - edge.distance,
            wavelength: model.wavelength)
        // J is one way and of power; the echo goes both ways.
        return Elementary.pow(10, -KnifeEdge.loss(parameter) / 5)
    }
}
