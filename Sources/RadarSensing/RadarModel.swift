public import Quantities

/// All that does not change about a type of radar; SI, radians, linear.
public struct RadarModel: Sendable {
    public enum Steering: Sendable { case rotating, sector }

    public var name: String
    public var steering: Steering
    public var frequency: Hertz
    /// Anchor of the range equation: detection range for this cross-section at this probability in one look.
    public var referenceRange: Metres
    public var referenceCrossSection: SquareMetres
    public var referenceDetectionProbability: Double
    public var falseAlarmProbability: Double
    public var pulses: Int
    public var instrumentedRange: Metres
    public var rangeMinimum: Metres
    /// Time between two looks in the same direction, seconds.
    public var renewalPeriod: Seconds
    public var beamwidthAzimuth: Radians
    public var beamwidthElevation: Radians
    public var elevationMinimum: Radians
    public var elevationMaximum: Radians
    public var rangeResolution: Metres
    public var rangeDeviationFloor: Metres
    public var azimuthDeviationFloor: Radians
    public var elevationDeviationFloor: Radians
    /// nil where it measures no radial speed.
    public var rangeRateDeviation: MetresPerSecond?
    /// Targets with a smaller radial speed are lost in the clutter filter, m/s.
    public var clutterNotch: MetresPerSecond
    public var blindSpeed: MetresPerSecond?
    public var falseAlarmsPerScan: Double
    /// Linear losses beyond those inside the anchor, ≥ 1.
    public var loss: Double
    public var hasMultipath: Bool
    /// Noise power density referred to the antenna, W/Hz; gain; mean side lobe against the main beam, linear.
    public var noiseDensity: Double
    public var antennaGain: Double
    public var sideLobe: Double
    /// Time that one track update takes and the fastest update, seconds; engagement radars.
    public var trackDwell: Seconds
    public var trackPeriod: Seconds
    public var searchFraction: Double
    public var swerlingAnchor: Int

    public init(name: String, steering: Steering, frequency: Hertz, referenceRange: Metres, referenceCrossSection: SquareMetres) {
        self.name = name
        self.steering = steering
        self.frequency = frequency
        self.referenceRange = referenceRange
        self.referenceCrossSection = referenceCrossSection
        referenceDetectionProbability = 0.5
        falseAlarmProbability = 1e-6
        pulses = 1
        instrumentedRange = 1.5 * referenceRange
        rangeMinimum = 1_000
        renewalPeriod = 6
        beamwidthAzimuth = 1 * Units.degree
        beamwidthElevation = 1 * Units.degree
        elevationMinimum = -2 * Units.degree
        elevationMaximum = 70 * Units.degree
        rangeResolution = 150
        rangeDeviationFloor = 30
        azimuthDeviationFloor = 0.1 * Units.degree
        elevationDeviationFloor = 0.1 * Units.degree
        rangeRateDeviation = nil
        clutterNotch = 0
        blindSpeed = nil
        falseAlarmsPerScan = 0
        loss = 1
        hasMultipath = false
        noiseDensity = 4e-21
        antennaGain = 3000
        sideLobe = 1e-3
        trackDwell = 0.02
        trackPeriod = 0.5
        searchFraction = 0.3
        swerlingAnchor = 1
    }
}
