public import Quantities

/// What one radar reports of one echo (or of noise): the only thing that perception ever learns of the world.
///
/// Range is slant range in metres, azimuth clockwise from true north and elevation above the local horizontal in
/// radians, both about the radar's own local-level frame. Deviations are one standard deviation.
public struct Detection: Sendable, Equatable {
    /// When the beam was on the echo.
    public var time: SimulationTime
    /// The radar that measured it.
    public var radar: RadarIdentifier
    /// Slant range from the antenna, metres, > 0.
    public var range: Metres
    /// Clockwise from north in the antenna's local frame, radians.
    public var azimuth: Radians
    /// Above the antenna's horizontal plane, radians.
    public var elevation: Radians
    /// Positive when opening, m/s; nil where the radar does not measure it.
    public var rangeRate: MetresPerSecond?
    /// One standard deviation of the range, metres, > 0.
    public var rangeDeviation: Metres
    /// One standard deviation of the azimuth, radians, > 0.
    public var azimuthDeviation: Radians
    /// One standard deviation of the elevation, radians, > 0; wide where the radar measures none.
    public var elevationDeviation: Radians
    /// One standard deviation of the range rate, m/s; read only where a range rate is given.
    public var rangeRateDeviation: MetresPerSecond
    /// Linear signal-to-noise ratio of the dwell; 0 where unknown.
    public var signalToNoise: Double
    /// Cross-section that the echo's strength and range speak for, m²; it fluctuates from look to look; 0 where unknown.
    public var crossSection: SquareMetres
    /// A bearing to a source of noise: range is not measured.
    public var isJamStrobe: Bool

    /// A plot of one radar: polar in the antenna's frame, SI and radians, with its standard deviations.
    @inlinable
    public init(
        time: SimulationTime, radar: RadarIdentifier, range: Metres, azimuth: Radians, elevation: Radians,
        rangeRate: MetresPerSecond? = nil, rangeDeviation: Metres, azimuthDeviation: Radians,
        elevationDeviation: Radians, rangeRateDeviation: MetresPerSecond = 0, signalToNoise: Double = 0,
        crossSection: SquareMetres = 0, isJamStrobe: Bool = false
    ) {
        self.time = time
        self.radar = radar
        self.range = range
        self.azimuth = azimuth
        self.elevation = elevation
        self.rangeRate = rangeRate
        self.rangeDeviation = rangeDeviation
        self.azimuthDeviation = azimuthDeviation
        self.elevationDeviation = elevationDeviation
        self.rangeRateDeviation = rangeRateDeviation
        self.signalToNoise = signalToNoise
        self.crossSection = crossSection
        self.isJamStrobe = isJamStrobe
    }
}
