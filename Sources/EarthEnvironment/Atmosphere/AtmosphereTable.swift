public import Quantities

/// Density, pressure and speed of sound of the standard atmosphere from a table: the air of every flight.
///
/// Cubic Hermite pieces of 500 m in geopotential altitude, exact in value and slope at the nodes. The layers' edges
/// are nodes, so no piece bends across one: the relative error is below 2·10⁻⁷ from −5 km to 84.5 km geopotential.
/// (A table linear in altitude is what made the speed of sound of one public simulator 0.24 % low.)
/// Above and below, the defining equations are evaluated.
public struct AtmosphereTable: Sendable {
    /// Density (kg/m³), pressure (Pa) and one over the speed of sound (s/m).
    public struct Air: Sendable, Equatable {
        /// kg/m³.
        public var density: Double
        /// Pa.
        public var pressure: Double
        /// One over the speed of sound, s/m.
        public var inverseSoundSpeed: Double

        /// Air by density, kg/m³, pressure, Pa, and one over the speed of sound, s/m.
        @inlinable @inline(__always)
        public init(density: Double, pressure: Double, inverseSoundSpeed: Double) {
            self.density = density
            self.pressure = pressure
            self.inverseSoundSpeed = inverseSoundSpeed
        }

        /// m/s.
        @inlinable public var speedOfSound: MetresPerSecond { 1 / inverseSoundSpeed }
    }

    /// One piece: four coefficients in the fraction of the piece; density in x, pressure in y, one over the speed of sound in z.
    @usableFromInline
    struct Piece {
        @usableFromInline var c0: SIMD4<Double>
        @usableFromInline var c1: SIMD4<Double>
        @usableFromInline var c2: SIMD4<Double>
        @usableFromInline var c3: SIMD4<Double>
    }

    @usableFromInline static let bottom = -5_000.0
    @usableFromInline static let step = 500.0
    private static let count = 179
    /// Never freed, never written after it is made: flights read it without counting references.
    @usableFromInline nonisolated(unsafe) let pieces: UnsafePointer<Piece>

    /// The table, built once.
    public static let shared = AtmosphereTable()

    private init() {
        let pieces = UnsafeMutablePointer<Piece>.allocate(capacity: Self.count)
        for index in 0..<Self.count {
            let lower = Self.bottom + Double(index) * Self.step
            let layer = StandardAtmosphere.layers.last { $0.base <= lower } ?? StandardAtmosphere.layers[0]
            let (y0, d0) = Self.valueAndSlope(in: layer, at: lower)
            let (y1, d1) = Self.valueAndSlope(in: layer, at: lower + Self.step)
            let m0 = d0 * Self.step
            let m1 = d1 * Self.step
            (pieces + index).initialize(to: Piece(c0: y0, c1: m0, c2: 3 * (y1 - y0) - 2 * m0 - m1, c3: 2 * (y0 - y1) + m0 + m1))
        }
        self.pieces = UnsafePointer(pieces)
    }

    /// Values and slopes in geopotential altitude, seen from within one layer.
    static func valueAndSlope(
        in layer: StandardAtmosphere.Layer, at h: Double
    ) -> (value: SIMD4<Double>, slope: SIMD4<Double>) {
        let (temperature, pressure) = StandardAtmosphere.temperatureAndPressure(in: layer, at: h)
        let specific = StandardAtmosphere.gasConstant / StandardAtmosphere.molecularWeight
        let density = pressure / (specific * temperature)
        let inverse = 1 / (StandardAtmosphere.heatRatio * specific * temperature).squareRoot()
        let densitySlope = -density * (StandardAtmosphere.hydrostaticConstant + layer.lapse) / temperature
        let pressureSlope = -pressure * StandardAtmosphere.hydrostaticConstant / temperature
        return (
            SIMD4(density, pressure, inverse, 0), SIMD4(densitySlope, pressureSlope, -0.5 * inverse * layer.lapse / temperature, 0)
        )
    }

    /// The air at a geometric altitude, metres.
    @inlinable @inline(__always)
    public func air(geometricAltitude z: Metres) -> Air {
        let h = 6_356_766 * z / (6_356_766 + z)
        let place = (h - Self.bottom) * (1 / Self.step)
        guard place >= 0, place < 179 else { return Self.airBeyond(geometricAltitude: z) }
        let index = Int(place)
        let t = place - Double(index)
        let piece = pieces + index
        let value = ((piece.pointee.c3 * t + piece.pointee.c2) * t + piece.pointee.c1) * t + piece.pointee.c0
        return Air(density: value.x, pressure: value.y, inverseSoundSpeed: value.z)
    }

    @usableFromInline
    static func airBeyond(geometricAltitude z: Metres) -> Air {
        // Nothing flies below; a state that does is held at the standard's own limit.
        let state = StandardAtmosphere.state(geometricAltitude: max(z, -20_000))
        return Air(density: state.density, pressure: state.pressure, inverseSoundSpeed: 1 / state.speedOfSound)
    }
}
