public import NumericalMethods
public import Quantities

/// What the ground hides from one antenna: azimuth × ground distance → masking slope, tabulated once.
///
/// Over each of `azimuthSteps` geodesics from the site the ground is sampled at least once a grid cell and the slope
/// tan ε of every sample, as seen from the antenna over the effective earth (`EffectiveEarth.slope`), enters a running
/// maximum: mask(s) = max over 0 < s′ < s. A target is visible where its own slope is not below the mask at its ground
/// distance. Ranges in the table grow with the square of the index, near ground being the finer; between entries the
/// mask is linear in azimuth and in the square root of distance. Beyond `rangeMaximum` the last mask holds.
/// Over flat ground no table is made: the horizon of the smooth effective earth is exact.
///
/// The rule meets earth-fixed geometry through what both worlds share: ground distance and height above the ellipsoid.
/// Not in it: diffraction, ducting, obstacles not in the grid.
public struct HorizonTable: Sendable {
    /// The antenna: its height is above the ellipsoid, mast included.
    public let site: GeodeticPosition
    /// The effective earth that rays are straight over.
    public let earth: EffectiveEarth
    /// The furthest ground distance that terrain is sampled at, metres.
    public let rangeMaximum: Metres
    /// Directions all round.
    public let azimuthSteps: Int
    /// Distances in each direction.
    public let rangeSteps: Int
    /// Masking slopes, azimuth-major; (rangeSteps + 1) of each azimuth. Empty over flat ground.
    @usableFromInline let masks: [Float]
    /// Flat ground: its height, and per unit of radius nothing else is needed.
    @usableFromInline let flatHeight: Double
    @usableFromInline let azimuthScale: Double
    @usableFromInline let rangeScale: Double

    /// - Parameters:
    ///   - site: the antenna; height above the ellipsoid, metres, not below the ground there.
    ///   - terrain: the ground.
    ///   - k: effective earth radius factor.
    ///   - rangeMaximum: metres.
    ///   - azimuthSteps: rays around the compass; 1440 is a quarter of a degree, 700 m at 160 km.
    ///   - rangeSteps: entries along a ray.
    public init(
        site: GeodeticPosition, terrain: TerrainModel, k: Double = Refraction.standardFactor,
        rangeMaximum: Metres = 400_000, azimuthSteps: Int = 1440, rangeSteps: Int = 512
    ) {
        precondition(rangeMaximum > 0 && azimuthSteps >= 4 && rangeSteps >= 2, "a table needs rays and entries")
        precondition(
            site.height >= terrain.height(under: site), "the antenna stands below the ground; raise it or the mast")
        self.site = site
        self.rangeMaximum = rangeMaximum
        self.azimuthSteps = azimuthSteps
        self.rangeSteps = rangeSteps
        earth = EffectiveEarth(latitude: site.latitude, k: k)
        azimuthScale = Double(azimuthSteps) / (2 * .pi)
        rangeScale = Double(rangeSteps) / rangeMaximum.squareRoot()
        switch terrain {
        case .flat(let height):
            flatHeight = height
            masks = []
        case .grid(let grid, let outside):
            flatHeight = .nan
            masks = HorizonSweep(
                site: site, grid: grid, outside: outside, earth: earth, rangeMaximum: rangeMaximum, azimuthSteps: azimuthSteps,
                rangeSteps: rangeSteps
            ).masks()
        }
    }

    /// Whether the table is the closed form of flat ground.
    public var isFlat: Bool { masks.isEmpty }

    /// Whether a target is in line of sight.
    /// - Parameters:
    ///   - groundDistance: along the ellipsoid, metres.
    ///   - azimuth: clockwise from north, radians, any branch.
    ///   - targetHeight: above the ellipsoid, metres.
    @inlinable
    public func isVisible(groundDistance: Metres, azimuth: Radians, targetHeight: Metres) -> Bool {
        let direction = Self.direction(azimuth)
        let radius = earth.radius(east: direction.east, north: direction.north)
        return isVisible(groundDistance: groundDistance, azimuth: azimuth, targetHeight: targetHeight, radius: radius)
    }

    /// The same where the osculating radius of the azimuth is at hand.
    @inlinable @inline(__always)
    public func isVisible(
        groundDistance: Metres, azimuth: Radians, targetHeight: Metres, radius: Metres
    ) -> Bool {
        if masks.isEmpty {
            return isVisibleOverFlat(groundDistance: groundDistance, targetHeight: targetHeight, radius: radius)
        }
        let slope = earth.slope(
            groundDistance: groundDistance, antennaHeight: site.height, targetHeight: targetHeight, radius: radius)
        return slope >= maskingSlope(groundDistance: groundDistance, azimuth: azimuth)
    }

    /// Smooth ground: above it and nearer than the antenna's horizon, or not below the horizon's slope.
    @inlinable @inline(__always)
    func isVisibleOverFlat(groundDistance: Metres, targetHeight: Metres, radius: Metres) -> Bool {
        guard targetHeight >= flatHeight else { return false }
        let ground = earth.k * radius + flatHeight
        let height = site.height - flatHeight
        let tangent = (height * (2 * ground + height)).squareRoot() / ground
        // Within the horizon: φ ≤ atan t. Since t − t³/3 ≤ atan t ≤ t, cheap tests are safe and nearly always enough.
        let angle = groundDistance / (earth.k * radius)
        if angle <= tangent * (1 - tangent * tangent / 3) * (1 - 1e-12) { return true }
        if angle <= tangent, angle <= Elementary.atan(tangent) { return true }
        let slope = earth.slope(
            groundDistance: groundDistance, antennaHeight: site.height, targetHeight: targetHeight, radius: radius)
        return slope >= -tangent
    }

    /// tan of the masking elevation angle at a ground distance: the steepest ground before it.
    /// −∞ where nothing stands between. Over flat ground, the horizon's dip once it is passed.
    @inlinable @inline(__always)
    public func maskingSlope(groundDistance: Metres, azimuth: Radians) -> Double {
        maskingSlope(groundDistance: groundDistance, between: rays(beside: azimuth))
    }

    /// The two rays of the table beside an azimuth, by where they start in `masks`, and the share of the way from the first to the
    /// second.
    @usableFromInline
    struct Rays {
        @usableFromInline let first: Int
        @usableFromInline let second: Int
        @usableFromInline let across: Double

        @inlinable @inline(__always)
        init(first: Int, second: Int, across: Double) {
            self.first = first
            self.second = second
            self.across = across
        }
    }

    @inlinable @inline(__always)
    func rays(beside azimuth: Radians) -> Rays {
        let turn = azimuth * azimuthScale
        var ray = turn.rounded(.down)
        let across = turn - ray
        let count = Double(azimuthSteps)
        if ray < 0 || ray >= count { ray -= count * (ray / count).rounded(.down) }
        let first = min(Int(ray), azimuthSteps - 1)
        let second = first + 1 == azimuthSteps ? 0 : first + 1
        return Rays(first: first * (rangeSteps + 1), second: second * (rangeSteps + 1), across: across)
    }

    @inlinable @inline(__always)
    func maskingSlope(groundDistance: Metres, between rays: Rays) -> Double {
        let place = min((max(0, groundDistance)).squareRoot() * rangeScale, Double(rangeSteps))
        let near = min(Int(place), rangeSteps - 1)
        let along = place - Double(near)
        return masks.withUnsafeBufferPointer { masks in
            let a = rays.first + near
            let b = rays.second + near
            let left = Double(masks[a]) + along * (Double(masks[a + 1]) - Double(masks[a]))
            let right = Double(masks[b]) + along * (Double(masks[b + 1]) - Double(masks[b]))
            return left + rays.across * (right - left)
        }
    }

    @inlinable @inline(__always)
    static func direction(_ azimuth: Radians) -> (east: Double, north: Double) {
        let pair = Elementary.sincos(azimuth)
        return (pair.sin, pair.cos)
    }
}
