import EarthEnvironment
import NumericalMethods
public import Quantities

extension RadarModel {
    /// Pulses a second: from the blind speed where it is known, else the highest rate without a second echo within the instrumented
    /// range.
    ///     PRF = 2 v_b/λ, or c/(2 R)
    /// - Source: Skolnik, *Introduction to Radar Systems*, 3rd ed. (2001), section 3.2.
    public var repetitionFrequency: Hertz {
        if let blindSpeed { return 2 * blindSpeed / wavelength }
        return Units.speedOfLight / (2 * instrumentedRange)
    }

    /// How much the moving-target filter (a double delay) improves signal over clutter of this land, linear: its own motion, the
    /// antenna's turning where it turns, and the instability of the radar.
    package func clutterImprovement(over cover: LandCover) -> Double {
        let deviation = ClutterCancellation.deviation(speedDeviation: cover.speedDeviation, wavelength: wavelength)
        let motion = ClutterCancellation.doubleDelay(deviation: deviation, interval: 1 / repetitionFrequency)
        guard steering == .rotating else { return ClutterCancellation.total(motion, stabilityImprovement) }
        let pulses = beamwidthAzimuth / (2 * .pi) * renewalPeriod * Double(faces) * repetitionFrequency
        // An antenna that turns faster than two pulses a beam cancels nothing.
        return ClutterCancellation.total(motion, ClutterCancellation.scanningDouble(pulses: max(pulses, 2)), stabilityImprovement)
    }
}

extension RadarSite {
    /// The ground's echo in the cell of a target, m², as the beam that is pointed at the target meets it; nil where no ground there is
    /// lit.
    func clutterCrossSection(of view: SensorSite.View) -> SquareMetres? {
        guard let reflectivity, view.groundDistance < groundHorizon else { return nil }
        // Four beamwidths up, both ways, the main lobe is 380 dB down, and side lobes squared are below any clutter that matters.
        guard view.apparentSlope < 4 * model.beamwidthElevation else { return nil }
        guard let geometry = groundGeometry(of: view), geometry.grazingSine > 0 else { return nil }
        let strength = reflectivity.strength(depression: geometry.depressionAngle)
        let area = GroundClutter.cellArea(
            range: geometry.slantRange, beamwidth: model.beamwidthAzimuth, beamShape: GroundClutter.twoWayGaussian,
            rangeCell: model.rangeResolution, grazingSine: geometry.grazingSine)
        // The Gaussian beam both ways, exp(−8 ln 2 (Δ/θ₃)²), down to the side lobes.
        let offset = (Elementary.atan(view.apparentSlope) + geometry.depressionAngle) / model.beamwidthElevation
        let beam = max(Elementary.exp(-5.545177444479562 * offset * offset), model.sideLobe * model.sideLobe)
        return strength * area * beam
    }

    /// How the antenna looks at the ground at a target's distance: the smooth sphere, or the relief where it rises in sight.
    private func groundGeometry(of view: SensorSite.View) -> GrazingGeometry? {
        let distance = view.groundDistance
        if let ground = sensor.horizon.smoothGroundHeight {
            return GrazingGeometry(
                antennaHeight: max(sensor.horizon.site.height - ground, 0.1), groundDistance: distance,
                effectiveRadius: sensor.horizon.earth.k * Refraction.earthRadius)
        }
        // Ground in sight is where the mask still rises; by how much, says how steeply it is looked at: ψ = s dε/ds.
        let half = max(0.02 * distance, 100)
        let azimuth = view.coordinates.azimuth
        let near = sensor.maskingSlope(groundDistance: max(distance - half, 0), azimuth: azimuth)
        let far = sensor.maskingSlope(groundDistance: distance + half, azimuth: azimuth)
        guard near.isFinite, far > near + 1e-6 else { return nil }
        let grazing = min(1, distance * (far - near) / (2 * half))
        return GrazingGeometry(slantRange: distance, grazingSine: grazing, depressionAngle: max(0, -Elementary.atan(far)))
    }
}
