public import Quantities

/// Density and speed of sound of the standard atmosphere from a table, for the flight loop.
///
/// Cubic Hermite pieces of 500 m in geopotential altitude, exact in value and slope at the nodes. The layers' edges
/// are nodes, so no piece bends across one: the relative error is below 2·10⁻⁷ from −5 km to 84.5 km geopotential.
/// (A table linear in altitude is what made the speed of sound of one public simulator 0.24 % low.)
/// Above and below, the defining equations are evaluated.
public struct AtmosphereTable: Sendable {
    /// Density (kg/m³) and speed of sound (m/s).
    public struct Air: Sendable, Equatable {
        public var density: Double
        public var speedOfSound: MetresPerSecond

        @inlinable
        public init(density: Double, speedOfSound: MetresPerSecond) {
            self.density = density
            self.speedOfSound = speedOfSound
        }

        /// p = ρ a²/γ, pascals.
        @inlinable public var pressure: Double { density * speedOfSound * speedOfSound / 1.4 }
    }

    /// One piece: four coefficients in the fraction of the piece, density in x and speed of sound in y.
    @usableFromInline
    struct Piece: Sendable {
        @usableFromInline var c0: SIMD2<Double>
        @usableFromInline var c1: SIMD2<Double>
        @usableFromInline var c2: SIMD2<Double>
        @usableFromInline var c3: SIMD2<Double>
    }

    @usableFromInline static let bottom = -5_000.0
    @usableFromInline static let step = 500.0
    @usableFromInline let pieces: [Piece]

    /// The table, built once.
    public static let shared = AtmosphereTable()

    init() {
        let count = 179
        var pieces: [Piece] = []
        pieces.reserveCapacity(count)
        for index in 0..<count {
            let lower = Self.bottom + Double(index) * Self.step
            let layer = StandardAtmosphere.layers.last { $0.base <= lower } ?? StandardAtmosphere.layers[0]
            let (y0, d0) = Self.valueAndSlope(in: layer, at: lower)
            let (y1, d1) = Self.valueAndSlope(in: layer, at: lower + Self.step)
            let m0 = d0 * Self.step
            let m1 = d1 * Self.step
            pieces.append(Piece(c0: y0, c1: m0, c2: 3 * (y1 - y0) - 2 * m0 - m1, c3: 2 * (y0 - y1) + m0 + m1))
        }
        self.pieces = pieces
    }

    /// Values and slopes in geopotential altitude, seen from within one layer.
    static func valueAndSlope(
        in layer: StandardAtmosphere.Layer, at h: Double
    ) -> (value: SIMD2<Double>, slope: SIMD2<Double>) {
        let (temperature, pressure) = StandardAtmosphere.temperatureAndPressure(in: layer, at: h)
        let specific = StandardAtmosphere.gasConstant / StandardAtmosphere.molecularWeight
        let density = pressure / (specific * temperature)
        let sound = (StandardAtmosphere.heatRatio * specific * temperature).squareRoot()
        let densitySlope = -density * (StandardAtmosphere.hydrostaticConstant + layer.lapse) / temperature
        return (SIMD2(density, sound), SIMD2(densitySlope, 0.5 * sound * layer.lapse / temperature))
    }

    /// Density and speed of sound at a geometric altitude, metres.
    @inlinable @inline(__always)
    public func air(geometricAltitude z: Metres) -> Air {
        let h = 6_356_766 * z / (6_356_766 + z)
        let place = (h - Self.bottom) * (1 / Self.step)
        guard place >= 0, place < 179 else { return Self.airBeyond(geometricAltitude: z) }
        let index = Int(place)
        let t = place - Double(index)
        return pieces.withUnsafeBufferPointer { pieces in
            let piece = pieces[index]
            let value = ((piece.c3 * t + piece.c2) * t + piece.c1) * t + piece.c0
            return Air(density: value.x, speedOfSound: value.y)
        }
    }

    @usableFromInline
    static func airBeyond(geometricAltitude z: Metres) -> Air {
        let state = StandardAtmosphere.state(geometricAltitude: z)
        return Air(density: state.density, speedOfSound: state.speedOfSound)
    }
}
