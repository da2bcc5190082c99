public import EarthEnvironment
public import NumericalMethods

/// What drag and lift need to know of the air at one height: density (kg/m³), pressure (Pa), one over the speed of sound (s/m).
public typealias AirSample = AtmosphereTable.Air

/// The air a body flies through, by height above the surface.
public struct AirModel: Sendable {
    @usableFromInline
    enum Kind: Sendable { case vacuum, standard, exponential }

    @usableFromInline let kind: Kind
    @usableFromInline let surfaceDensity: Double
    @usableFromInline let scaleHeight: Double
    @usableFromInline let table: AtmosphereTable

    init(kind: Kind, surfaceDensity: Double = 0, scaleHeight: Double = 1) {
        self.kind = kind
        self.surfaceDensity = surfaceDensity
        self.scaleHeight = scaleHeight
        table = .shared
    }

    /// No air.
    public static let vacuum = AirModel(kind: .vacuum)

    /// The 1976 standard atmosphere, by the table of `EarthEnvironment`; above 86 km as `StandardAtmosphere` carries it on.
    public static let standard = AirModel(kind: .standard)

    /// ρ = ρ₀ e^(−h/H); the speed of sound is 340.294 m/s throughout.
    public static func exponential(surfaceDensity: Double, scaleHeight: Double) -> AirModel {
        AirModel(kind: .exponential, surfaceDensity: surfaceDensity, scaleHeight: scaleHeight)
    }

    /// The air at `height` metres.
    @inlinable @inline(__always)
    public func sample(height: Double) -> AirSample {
        switch kind {
        case .standard: table.air(geometricAltitude: height)
        case .vacuum: AirSample(density: 0, pressure: 0, inverseSoundSpeed: 1 / 340.294)
        case .exponential:
            AirSample(
                density: surfaceDensity * Elementary.exp(-height / scaleHeight), pressure: 0,
                inverseSoundSpeed: 1 / 340.294)
        }
    }
}
