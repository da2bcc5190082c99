public import NumericalMethods
public import Quantities

/// What a smooth or rough surface sends back of a wave that grazes it.
public struct ReflectingSurface: Sendable, Equatable {
    /// Of the electric field against the ground.
    public enum Polarisation: Sendable { case horizontal, vertical }

    /// nil for a perfect conductor.
    public var relativePermittivity: Double?
    /// Siemens per metre.
    public var conductivity: Double
    /// Root mean square of the heights about the mean, metres.
    public var roughness: Metres

    /// A surface by its relative permittivity (nil: a perfect mirror), conductivity in S/m and the standard deviation of its heights,
    /// metres.
    public init(relativePermittivity: Double?, conductivity: Double, roughness: Metres) {
        self.relativePermittivity = relativePermittivity
        self.conductivity = conductivity
        self.roughness = roughness
    }

    /// Medium dry ground near 3 GHz (ITU-R P.527-4) with half a metre of relief.
    public static let land = ReflectingSurface(relativePermittivity: 15, conductivity: 0.02, roughness: 0.5)

    /// Fresnel's coefficient for the field, real and imaginary part.
    ///
    ///     Γ_h = (sin ψ − w)/(sin ψ + w),  Γ_v = (ε sin ψ − w)/(ε sin ψ + w),  w = √(ε − cos² ψ),  ε = ε_r − j 60 σ λ
    /// −1 for a perfect conductor. Time factor e^{+jωt}.
    /// - Source: Kerr, *Propagation of Short Radio Waves* (1951), section 5.3.
    public func reflection(
        grazingAngle: Radians, wavelength: Metres, polarisation: Polarisation
    ) -> (real: Double, imaginary: Double) {
        guard let relativePermittivity else { return (-1, 0) }
        let (sine, cosine) = Elementary.sincos(grazingAngle)
        let permittivity = Complex(relativePermittivity, -60 * conductivity * wavelength)
        let root = (permittivity - Complex(cosine * cosine, 0)).squareRoot
        let lead = polarisation == .horizontal ? Complex(sine, 0) : permittivity * Complex(sine, 0)
        let value = (lead - root) / (lead + root)
        return (value.real, value.imaginary)
    }

    /// The share of the field that stays coherent, exp(−2 (2π s sin ψ/λ)²).
    /// - Source: Ament, Proc. IRE 41 (1953), 142.
    public func coherence(grazingAngle: Radians, wavelength: Metres) -> Double {
        let phase = 2 * Double.pi * roughness * Elementary.sin(grazingAngle) / wavelength
        return Elementary.exp(-2 * phase * phase)
    }
}

/// The few operations on complex numbers that reflection needs.
struct Complex {
    var real: Double
    var imaginary: Double

    init(_ real: Double, _ imaginary: Double) {
        self.real = real
        self.imaginary = imaginary
    }

    static func + (a: Complex, b: Complex) -> Complex { Complex(a.real + b.real, a.imaginary + b.imaginary) }
    static func - (a: Complex, b: Complex) -> Complex { Complex(a.real - b.real, a.imaginary - b.imaginary) }
    static func * (a: Complex, b: Complex) -> Complex {
        Complex(a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real)
    }
    static func / (a: Complex, b: Complex) -> Complex {
        let size = b.real * b.real + b.imaginary * b.imaginary
        return Complex(
            (a.real * b.real + a.imaginary * b.imaginary) / size, (a.imaginary * b.real - a.real * b.imaginary) / size)
    }

    /// The root with a real part ≥ 0.
    var squareRoot: Complex {
        let size = Elementary.hypot(real, imaginary)
        let first = ((size + abs(real)) / 2).squareRoot()
        guard first > 0 else { return Complex(0, 0) }
        let second = imaginary / (2 * first)
        return real >= 0 ? Complex(first, second) : Complex(abs(second), imaginary < 0 ? -first : first)
    }
}
