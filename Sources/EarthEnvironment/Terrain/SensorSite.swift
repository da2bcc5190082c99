public import NumericalMethods
public import Quantities

/// One antenna on the earth: its frame, what the ground hides from it, and how a target stands to it. A reference to what never
/// changes.
public final class SensorSite: Sendable {
    /// East, north, up at the antenna's phase centre.
    public let frame: LocalLevelFrame
    /// What the ground hides from it.
    public let horizon: HorizonTable

    /// What a sensor sees of one place: its direction, distance over the ground, height and whether the ground hides it; SI and radians.
    public init(
        antenna: GeodeticPosition, terrain: TerrainModel, k: Double = Refraction.standardFactor,
        rangeMaximum: Metres = 400_000, azimuthSteps: Int = 1440, rangeSteps: Int = 512
    ) {
        frame = LocalLevelFrame(origin: antenna)
        horizon = HorizonTable(
            site: antenna, terrain: terrain, k: k, rangeMaximum: rangeMaximum, azimuthSteps: azimuthSteps,
            rangeSteps: rangeSteps)
    }

    /// An antenna whose horizon is known already: sites of one place share it.
    public init(horizon: HorizonTable) {
        frame = LocalLevelFrame(origin: horizon.site)
        self.horizon = horizon
    }

    /// An antenna at a height above the ground of the terrain model.
    public convenience init(
        latitude: Radians, longitude: Radians, antennaHeight: Metres, terrain: TerrainModel,
        k: Double = Refraction.standardFactor, rangeMaximum: Metres = 400_000, azimuthSteps: Int = 1440,
        rangeSteps: Int = 512
    ) {
        let ground = terrain.height(latitude: latitude, longitude: longitude)
        self.init(
            antenna: GeodeticPosition(latitude: latitude, longitude: longitude, height: ground + antennaHeight),
            terrain: terrain, k: k, rangeMaximum: rangeMaximum, azimuthSteps: azimuthSteps, rangeSteps: rangeSteps)
    }

    /// How a target stands to the antenna.
    public struct View: Sendable, Equatable {
        /// Straight-line range, azimuth and elevation in the antenna's frame.
        public var coordinates: SphericalCoordinates
        /// Distance along the ellipsoid, metres.
        public var groundDistance: Metres
        /// The target's height above the ellipsoid, metres.
        public var height: Metres
        /// tan of the elevation that the ray leaves the antenna with: refraction lifts what is seen.
        public var apparentSlope: Double
        /// Whether the line of sight over the effective earth is free of ground.
        public var isVisible: Bool

        /// What a sensor sees of one place: its direction, distance over the ground, height and whether the ground hides it; SI and
        /// radians.
        @inlinable
        public init(
            coordinates: SphericalCoordinates, groundDistance: Metres, height: Metres, apparentSlope: Double,
            isVisible: Bool
        ) {
            self.coordinates = coordinates
            self.groundDistance = groundDistance
            self.height = height
            self.apparentSlope = apparentSlope
            self.isVisible = isVisible
        }
    }

    /// Range, azimuth, elevation, ground distance, height and visibility of a target.
    @inlinable
    public func view(of target: Position<EarthFixed>) -> View {
        let local = frame.toLocal(target)
        let coordinates = SphericalCoordinates(local)
        let height = WGS84.heightAboveEllipsoid(target)
        let radius = horizon.earth.radius(east: local.vector.x, north: local.vector.y)
        let distance = horizon.earth.groundDistance(
            slantRangeSquared: local.vector.lengthSquared, antennaHeight: horizon.site.height, targetHeight: height,
            radius: radius)
        let visible = horizon.isVisible(
            groundDistance: distance, azimuth: coordinates.azimuth, targetHeight: height, radius: radius)
        let slope = horizon.earth.slope(
            groundDistance: distance, antennaHeight: horizon.site.height, targetHeight: height, radius: radius)
        return View(
            coordinates: coordinates, groundDistance: distance, height: height, apparentSlope: slope,
            isVisible: visible)
    }

    /// Visibility alone.
    @inlinable
    public func isVisible(_ target: Position<EarthFixed>) -> Bool {
        isVisible(target, height: WGS84.heightAboveEllipsoid(target))
    }

    /// Visibility alone, where the target's height above the ellipsoid is at hand, metres.
    @inlinable
    public func isVisible(_ target: Position<EarthFixed>, height: Metres) -> Bool {
        isVisible(local: frame.toLocal(target).vector, height: height)
    }

    /// Visibility of a place in the antenna's frame, metres, at a height above the ellipsoid, metres.
    @inlinable
    public func isVisible(local: Vector3, height: Metres) -> Bool {
        let radius = horizon.earth.radius(east: local.x, north: local.y)
        let distance = horizon.earth.groundDistance(
            slantRangeSquared: local.lengthSquared, antennaHeight: horizon.site.height, targetHeight: height,
            radius: radius)
        let azimuth = horizon.isFlat ? 0 : Elementary.atan2(local.x, local.y)
        return horizon.isVisible(groundDistance: distance, azimuth: azimuth, targetHeight: height, radius: radius)
    }
}
