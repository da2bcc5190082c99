public import EarthEnvironment
public import Quantities

/// All that does not change about a type of radar; SI, radians, linear.
public struct RadarModel: Sendable {
    /// How its beam comes round to a direction.
    public enum Steering: Sendable {
        /// The antenna turns; a direction is seen once in each renewal period.
        case rotating
        /// The beam is steered within a sector and shares its time between search and tracks.
        case sector
    }

    /// As the catalogue calls it.
    public var name: String
    /// Turning all round, or looking into a sector.
    public var steering: Steering
    /// Carrier frequency, Hz.
    public var frequency: Hertz

    // MARK: Anchor of the range equation

    /// Detection range for the reference cross-section at the reference probability in one look; the losses of the radar,
    /// of its beams' shape and of clear air are inside it.
    public var referenceRange: Metres
    /// Mean cross-section of the anchor, m².
    public var referenceCrossSection: SquareMetres
    /// Probability of detection in one look at the anchor, 0…1.
    public var referenceDetectionProbability: Double
    /// Of one resolution cell in one look, 0…1.
    public var falseAlarmProbability: Double
    /// Swerling case of the reference target, 0…4.
    public var swerlingAnchor: Int
    /// Pulses (or looks) integrated without phase in one dwell.
    public var pulses: Int
    /// Linear losses beyond those inside the anchor, ≥ 1.
    public var loss: Double

    // MARK: Coverage

    /// Nothing is shown beyond, slant range in metres.
    public var instrumentedRange: Metres
    /// Nothing is seen nearer, slant range in metres.
    public var rangeMinimum: Metres
    /// Half-power width across, radians.
    public var beamwidthAzimuth: Radians
    /// Half-power width upwards, radians.
    public var beamwidthElevation: Radians
    /// Elevation coverage, against the apparent (refracted) direction.
    public var elevationMinimum: Radians
    /// Highest apparent elevation of the coverage, radians.
    public var elevationMaximum: Radians
    /// Width seen without turning; a full circle for all-round radars. `RadarMode` takes its sectors from it.
    public var azimuthSector: Radians

    // MARK: Time

    /// Time between two looks in the same direction, seconds: rotation period over faces, or the search frame.
    public var renewalPeriod: Seconds
    /// Antenna faces back to back on the turntable; each passes a direction once a rotation.
    public var faces: Int
    /// Time that one beam of an engagement radar's search takes, seconds.
    public var beamDwell: Seconds
    /// Time that one track update takes and the fastest update, seconds; engagement radars.
    public var trackDwell: Seconds
    /// Fastest update of one track, seconds; engagement radars.
    public var trackPeriod: Seconds
    /// Share of the time kept for search, 0…1.
    public var searchFraction: Double
    /// Targets tracked at once.
    public var trackCapacity: Int

    // MARK: Measurement

    /// Width of a range cell, metres.
    public var rangeResolution: Metres
    /// Error of range that no signal strength removes, one standard deviation, metres.
    public var rangeDeviationFloor: Metres
    /// The same of azimuth, radians.
    public var azimuthDeviationFloor: Radians
    /// The same of elevation, radians.
    public var elevationDeviationFloor: Radians
    /// false: a fan beam without height finding; its plots carry the middle of the coverage up to 20 km and its spread.
    public var measuresElevation: Bool
    /// Floor of the radial speed's deviation; nil where it measures no radial speed.
    public var rangeRateDeviation: MetresPerSecond?
    /// k of σ_θ = θ₃/(k √(2E)): 1.6 for monopulse, about 1.2 for a beam that sweeps across.
    public var angleSlope: Double

    // MARK: Clutter

    /// Targets with a smaller radial speed are lost in the clutter filter where there is clutter, m/s.
    public var clutterNotch: MetresPerSecond
    /// First blind radial speed; it repeats at its multiples. nil where staggered repetition removes them.
    public var blindSpeed: MetresPerSecond?
    /// What covers the ground around; nil for none that echoes.
    package var landCover: LandCover?
    /// Improvement of signal over clutter that the radar's own instability allows, linear (assumed: 50 dB, the order that Skolnik,
    /// *Introduction to Radar Systems*, 3rd ed. (2001), section 3.7, gives for a well-made filter).
    public var stabilityImprovement: Double
    /// False plots that reach the tracker in one scan, mean.
    public var falseAlarmsPerScan: Double
    /// Whether the ray that smooth ground reflects adds to the direct one.
    public var hasMultipath: Bool
    /// What the ground around reflects like.
    public var groundSurface: ReflectingSurface
    /// Of the wave, for reflection and diffraction.
    public var polarisation: ReflectingSurface.Polarisation
    /// Whether waves bend round the horizon and over edges; without, an echo in line of sight is whole and behind ground nothing
    /// (closed-form checks).
    public var hasDiffraction: Bool
    /// Whether the image of a low target in the ground makes errors of its height.
    public var hasHeightError: Bool

    // MARK: Jamming

    /// Noise power density referred to the antenna, W/Hz; gain; mean side lobe against the main beam, linear.
    public var noiseDensity: Double
    /// Linear, over an isotropic antenna.
    public var antennaGain: Double
    /// Mean side lobe against the main beam, linear, ≤ 1.
    public var sideLobe: Double

    /// A radar by its anchor: everything else has the value of an unremarkable one until it is set. Range in metres, cross-section in m²,
    /// frequency in Hz.
    public init(name: String, steering: Steering, frequency: Hertz, referenceRange: Metres, referenceCrossSection: SquareMetres) {
        self.name = name
        self.steering = steering
        self.frequency = frequency
        self.referenceRange = referenceRange
        self.referenceCrossSection = referenceCrossSection
        referenceDetectionProbability = 0.5
        falseAlarmProbability = 1e-6
        swerlingAnchor = 1
        pulses = 1
        loss = 1
        instrumentedRange = 1.5 * referenceRange
        rangeMinimum = 1_000
        beamwidthAzimuth = 1 * Units.degree
        beamwidthElevation = 1 * Units.degree
        elevationMinimum = -2 * Units.degree
        elevationMaximum = 70 * Units.degree
        azimuthSector = 2 * .pi
        renewalPeriod = 6
        faces = 1
        beamDwell = 0.006
        trackDwell = 0.02
        trackPeriod = 0.5
        searchFraction = 0.3
        trackCapacity = .max
        rangeResolution = 150
        rangeDeviationFloor = 30
        azimuthDeviationFloor = 0.1 * Units.degree
        elevationDeviationFloor = 0.1 * Units.degree
        measuresElevation = true
        rangeRateDeviation = nil
        angleSlope = 1.6
        clutterNotch = 0
        blindSpeed = nil
        landCover = nil
        stabilityImprovement = 1e5
        falseAlarmsPerScan = 0
        hasMultipath = false
        groundSurface = .land
        polarisation = .horizontal
        hasDiffraction = true
        hasHeightError = true
        noiseDensity = 4e-21
        antennaGain = 3000
        sideLobe = 1e-3
    }

    /// Metres.
    public var wavelength: Metres { Units.speedOfLight / frequency }
}
