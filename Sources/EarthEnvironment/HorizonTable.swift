public import NumericalMethods
public import Quantities

/// What the ground hides from an antenna: azimuth × range → the lowest elevation that clears everything nearer.
///
/// Heights and ground distances are laid on a sphere of radius k·R (R = 6,371 km), where radio rays run straight; the
/// elevation of a point at ground distance s and height h is  tan e = ((kR + h) cos φ − (kR + h₀)) / ((kR + h) sin φ),
/// φ = s / kR. A point is visible when its elevation on that sphere is at least the table's at its azimuth and distance.
/// - Source: effective-earth model, Skolnik, *Radar Handbook*, 3rd ed. (2008), ch. 26; ITU-R P.834.
public struct HorizonTable: Sendable {
    public let effectiveRadius: Metres
    public let antennaHeight: Metres
    let azimuthSteps: Int
    let rangeSteps: Int
    let rangeStep: Metres
    /// Tangents of masking elevation, azimuth-major; empty over flat ground.
    let tangents: [Float]
    let groundHeight: Metres

    public static let earthRadius: Metres = 6_371_000

    /// - Parameters:
    ///   - site: foot of the antenna's phase centre: latitude, longitude, and the phase centre's height above the ellipsoid.
    public init(
        site: GeodeticPosition, terrain: TerrainModel, k: Double = 4.0 / 3.0, rangeMaximum: Metres = 150_000,
        azimuthSteps: Int = 720, rangeStep: Metres = 250
    ) {
        effectiveRadius = k * Self.earthRadius
        antennaHeight = site.height
        switch terrain {
        case .flat(let height):
            groundHeight = height
            self.azimuthSteps = 0
            rangeSteps = 0
            self.rangeStep = rangeStep
            tangents = []
        case .grid(_, let outside):
            groundHeight = outside
            self.azimuthSteps = azimuthSteps
            self.rangeStep = rangeStep
            rangeSteps = max(1, Int(rangeMaximum / rangeStep))
            var table = [Float](repeating: 0, count: azimuthSteps * rangeSteps)
            let radius = effectiveRadius
            let (sinSite, cosSite) = Elementary.sincos(site.latitude)
            for step in 0..<azimuthSteps {
                let (sinAzimuth, cosAzimuth) = Elementary.sincos(2 * .pi * Double(step) / Double(azimuthSteps))
                var highest = -Double.infinity
                for ring in 0..<rangeSteps {
                    let distance = Double(ring + 1) * rangeStep
                    let (sinArc, cosArc) = Elementary.sincos(distance / Self.earthRadius)
                    let sinLatitude = sinSite * cosArc + cosSite * sinArc * cosAzimuth
                    let latitude = Elementary.asin(sinLatitude)
                    let longitude =
                        site.longitude + Elementary.atan2(sinAzimuth * sinArc * cosSite, cosArc - sinSite * sinLatitude)
                    let height = terrain.height(latitude: latitude, longitude: longitude)
                    highest = max(
                        highest, Self.tangent(distance: distance, height: height, from: site.height, radius: radius))
                    table[step * rangeSteps + ring] = Float(highest)
                }
            }
            tangents = table
        }
    }

    /// Tangent of the elevation of a point on the effective sphere.
    @inlinable
    static func tangent(distance: Double, height: Double, from antenna: Double, radius: Double) -> Double {
        // Small angles keep their digits: 1 − cos φ = 2 sin² φ/2.
        let arc = distance / radius
        let half = arc / 2
        let versine = 2 * half * half * (1 - half * half / 3)
        let sine = arc * (1 - arc * arc / 6)
        return (height - antenna - (radius + height) * versine) / ((radius + height) * sine)
    }

    /// Whether a point is seen.
    /// - Parameters:
    ///   - distance: along the ground, metres.
    ///   - height: above the ellipsoid, metres.
    public func isVisible(azimuth: Radians, distance: Metres, height: Metres) -> Bool {
        guard distance > 1 else { return true }
        if tangents.isEmpty { return isAboveSmoothEarth(distance: distance, height: height) }
        var turn = azimuth / (2 * .pi)
        turn -= turn.rounded(.down)
        let place = turn * Double(azimuthSteps)
        var step = Int(place + 0.5)
        if step >= azimuthSteps { step -= azimuthSteps }
        let ring = min(Int(distance / rangeStep) - 1, rangeSteps - 1)
        let seen = Self.tangent(distance: distance, height: height, from: antennaHeight, radius: effectiveRadius)
        if ring >= 0, seen < Double(tangents[step * rangeSteps + ring]) { return false }
        return isAboveSmoothEarth(distance: distance, height: height)
    }

    /// The closed form over smooth ground: the two horizon distances reach each other.
    private func isAboveSmoothEarth(distance: Metres, height: Metres) -> Bool {
        let above = max(0, antennaHeight - groundHeight)
        let target = height - groundHeight
        let nearHorizon = Self.arc(above, radius: effectiveRadius)
        if target <= 0 { return target > -1 && distance <= nearHorizon }
        return distance <= nearHorizon + Self.arc(target, radius: effectiveRadius)
    }

    /// Ground distance to the horizon from a height: a · acos(a / (a + h)).
    static func arc(_ height: Double, radius: Double) -> Double {
        guard height > 0 else { return 0 }
        let ratio = height / radius
        // acos(1 / (1 + x)) by its sine: sqrt(x (2 + x)) / (1 + x).
        return radius * Elementary.atan2((ratio * (2 + ratio)).squareRoot(), 1)
    }
}
