import EarthEnvironment
import NumericalMethods
import Quantities

/// What land covers the ground, as clutter tells it apart.
package enum LandCover: String, Sendable, CaseIterable {
    case urban, mountains, forest, farmland, desert, sea
}

/// Reflectivity of the ground, cross-section per area.
package enum GroundReflectivity: Sendable, Equatable {
    /// σ⁰ = γ sin ψ: γ linear.
    /// - Source: Barton, *Land clutter models for radar design and analysis*, Proc. IEEE 73 (1985) 198.
    case constantGamma(Double)
    /// Mean strengths σ⁰F⁴ by land, depression angle and frequency (`LandReflectivity`), the propagation to the ground inside.
    case land(LandCover)

    /// σ⁰, linear.
    /// - Parameters: grazing and depression angle, radians; hertz.
    package func strength(grazing: GrazingGeometry, frequency: Hertz) -> Double {
        guard grazing.grazingSine > 0 else { return 0 }
        switch self {
        case .constantGamma(let gamma): return gamma * grazing.grazingSine
        case .land(let cover): return LandReflectivity(cover, frequency: frequency).strength(depression: grazing.depressionAngle)
        }
    }
}

/// The patch of ground that competes with a target, and what is left of its echo.
package enum GroundClutter {
    /// Area of a resolution cell on the ground, A = r (θ_az/L_p) ΔR sec ψ, m².
    /// - Parameters: slant range, one-way azimuth beamwidth (radians), its shape factor (`twoWayGaussian`, 1 for a square beam), width
    ///   of the range cell cτ/2, grazing angle.
    /// - Source: Skolnik (2001), ch. 7; Barton, *Modern Radar System Analysis* (1988), ch. 3.
    @inlinable
    package static func cellArea(
        range: Metres, beamwidth: Radians, beamShape: Double, rangeCell: Metres, grazingSine: Double
    ) -> Double {
        range * beamwidth / beamShape * rangeCell / max(1e-6, 1 - grazingSine * grazingSine).squareRoot()
    }

    /// L_p of a two-way Gaussian beam, √(8 ln 2/π).
    package static let twoWayGaussian = 1.328_564_940_536_2

    /// Signal over noise and what is left of clutter together: 1/SINR = 1/SNR + 1/SCR; linear.
    @inlinable
    package static func combined(signalToNoise: Double, signalToClutter: Double) -> Double {
        guard signalToNoise > 0, signalToClutter > 0 else { return 0 }
        return 1 / (1 / signalToNoise + 1 / signalToClutter)
    }

    /// The ground distance from which clutter no longer matters although the ground is still lit, metres; 0 where it never does.
    ///
    /// Clutter of constant γ falls as r sin ψ, so the signal over what is left of it grows with distance.
    /// - Parameters: antenna height, effective radius; `excess`: signal over clutter over what is required at a ground distance,
    ///   linear.
    package static func freeDistance(antennaHeight: Metres, effectiveRadius: Metres, excess: (GrazingGeometry) -> Double) -> Metres {
        func isFree(_ distance: Metres) -> Bool {
            let geometry = GrazingGeometry(antennaHeight: antennaHeight, groundDistance: distance, effectiveRadius: effectiveRadius)
            return geometry.grazingSine <= 0 || excess(geometry) >= 1
        }
        // Nearer than the antenna is high the cell is no longer cut out by the pulse.
        var low = antennaHeight
        var high = Horizon.distance(height: antennaHeight, k: 1, earthRadius: effectiveRadius)
        guard low < high, !isFree(low) else { return 0 }
        for _ in 0..<80 {
            let middle = 0.5 * (low + high)
            if isFree(middle) { high = middle } else { low = middle }
        }
        return high
    }
}

/// How much a moving-target filter improves signal over clutter, each limit by itself, linear.
///
///     σ_f = 2 σ_v/λ,  ρ(T) = exp(−2 (π σ_f T)²)
///     single delay 1/(1 − ρ(T)),  double 1/(1 − 4/3 ρ(T) + 1/3 ρ(2T));  scanning n²/1.388, n⁴/3.853;  1/I = Σ 1/I_i
/// - Source: Skolnik, *Introduction to Radar Systems*, 3rd ed. (2001), section 3.7; Richards, *Fundamentals of Radar Signal
///   Processing*, ch. 5.
package enum ClutterCancellation {
    /// σ_f of clutter whose scatterers move with a standard deviation σ_v, Hz.
    @inlinable
    package static func deviation(speedDeviation: MetresPerSecond, wavelength: Metres) -> Hertz { 2 * speedDeviation / wavelength }

    private static func fall(_ deviation: Hertz, _ interval: Seconds) -> Double {
        let phase = Double.pi * deviation * interval
        return 2 * phase * phase
    }

    package static func singleDelay(deviation: Hertz, interval: Seconds) -> Double {
        -1 / Elementary.expm1(-fall(deviation, interval))
    }

    package static func doubleDelay(deviation: Hertz, interval: Seconds) -> Double {
        // 1 − 4/3 ρ + 1/3 ρ⁴ with ρ = 1 + e, so that little is left of no difference.
        let e = Elementary.expm1(-fall(deviation, interval))
        return 1 / (e * e * (2 + e * (4 + e) / 3))
    }

    /// - Parameter pulses: n, within the half-power beam of an antenna that turns.
    @inlinable
    package static func scanningSingle(pulses: Double) -> Double { pulses * pulses / 1.388 }

    @inlinable
    package static func scanningDouble(pulses: Double) -> Double { pulses * pulses * pulses * pulses / 3.853 }

    /// All limits together.
    @inlinable
    package static func total(_ limits: Double...) -> Double { 1 / limits.reduce(0) { $0 + 1 / $1 } }
}
