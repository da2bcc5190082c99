public import NumericalMethods
public import Quantities

/// A gravity field about a rotating earth: central attraction, optionally with the second zonal harmonic.
///
///     g = −GM/r³ · [x (1 − c(5z²/r² − 1)), y (1 − c(5z²/r² − 1)), z (1 − c(5z²/r² − 3))],  c = 3/2 J₂ (a/r)²
///
/// Mass attraction only; `apparentAcceleration` adds what a frame that turns with the earth feels.
/// Source: NASA/TM-2015-218675, appendix A. The harmonics left out are below 3·10⁻⁵ g at the surface.
public struct GravityField: Sendable, Equatable {
    /// GM, m³/s².
    public let gravitationalParameter: Double
    /// J₂; 0 for a spherical field.
    public let secondZonalHarmonic: Double
    /// The radius that J₂ refers to, metres.
    public let equatorialRadius: Metres
    /// Rate of the earth's rotation about +z, rad/s; 0 for an earth that stands still.
    public let rotationRate: Double

    @inlinable
    public init(
        gravitationalParameter: Double = WGS84.gravitationalParameter,
        secondZonalHarmonic: Double = WGS84.secondZonalHarmonic,
        equatorialRadius: Metres = WGS84.equatorialRadius, rotationRate: Double = WGS84.rotationRate
    ) {
        self.gravitationalParameter = gravitationalParameter
        self.secondZonalHarmonic = secondZonalHarmonic
        self.equatorialRadius = equatorialRadius
        self.rotationRate = rotationRate
    }

    /// WGS84 with J₂, rotating.
    public static let wgs84 = GravityField()
    /// Central attraction with the earth's GM, rotating.
    public static let spherical = GravityField(secondZonalHarmonic: 0)

    /// Mass attraction, m/s², earth-fixed axes (or any inertial axes with the same z).
    /// - Parameter position: metres from the centre; not the centre itself.
    @inlinable @inline(__always)
    public func acceleration(at position: Position<EarthFixed>) -> Vector3 {
        let v = position.vector
        let inverseR2 = 1 / v.lengthSquared
        let inverseR = inverseR2.squareRoot()
        let central = -gravitationalParameter * inverseR2 * inverseR
        let c = 1.5 * secondZonalHarmonic * equatorialRadius * equatorialRadius * inverseR2
        let z2 = 5 * v.z * v.z * inverseR2
        let across = central * (1 - c * (z2 - 1))
        return Vector3(across * v.x, across * v.y, central * (1 - c * (z2 - 3)) * v.z)
    }

    /// −ω × (ω × r): m/s².
    @inlinable @inline(__always)
    public func centrifugal(at position: Position<EarthFixed>) -> Vector3 {
        let w2 = rotationRate * rotationRate
        return Vector3(w2 * position.vector.x, w2 * position.vector.y, 0)
    }

    /// −2 ω × v: m/s².
    @inlinable @inline(__always)
    public func coriolis(_ velocity: Velocity<EarthFixed>) -> Vector3 {
        Vector3(2 * rotationRate * velocity.vector.y, -2 * rotationRate * velocity.vector.x, 0)
    }

    /// What a free body's earth-fixed velocity changes by: attraction, centrifugal and Coriolis, m/s².
    @inlinable @inline(__always)
    public func apparentAcceleration(at position: Position<EarthFixed>, velocity: Velocity<EarthFixed>) -> Vector3 {
        acceleration(at: position) + centrifugal(at: position) + coriolis(velocity)
    }
}

/// The standard field under its short name.
public enum Gravity {
    /// WGS84 mass attraction with J₂, m/s².
    @inlinable @inline(__always)
    public static func acceleration(at position: Position<EarthFixed>) -> Vector3 {
        GravityField(
            gravitationalParameter: 3.986004418e14, secondZonalHarmonic: 1.082629821313e-3,
            equatorialRadius: 6_378_137, rotationRate: 7.292115e-5
        ).acceleration(at: position)
    }

    /// WGS84 attraction, centrifugal and Coriolis for integration in earth-fixed axes, m/s².
    @inlinable @inline(__always)
    public static func apparentAcceleration(
        at position: Position<EarthFixed>, velocity: Velocity<EarthFixed>
    ) -> Vector3 {
        GravityField(
            gravitationalParameter: 3.986004418e14, secondZonalHarmonic: 1.082629821313e-3,
            equatorialRadius: 6_378_137, rotationRate: 7.292115e-5
        ).apparentAcceleration(at: position, velocity: velocity)
    }
}
