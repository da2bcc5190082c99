import Quantities

/// One radar as a tracker sees it: when it looks, how well it measures, and how its tracks are made. Ends up in a tracker's
/// configuration; two such files stand under `Sensors/`.
public struct SensorDocument: DocumentObject, Sendable {
    package let name: String
    package let scanPeriod: Seconds
    /// Each azimuth has its own time within the scan; else the whole scan is one frame.
    public let isRotating: Bool
    package let rangeDeviation: Metres
    package let azimuthDeviation: Radians
    package let elevationDeviation: Radians
    package let detectionProbability: Double
    package let falseAlarmsPerScan: Double
    package let coverage: SensorCoverageDocument
    package let motion: SensorMotionDocument
    package let association: SensorAssociationDocument
    package let newTargets: SensorNewTargetDocument

    package init(reading fields: inout FieldReader) {
        fields.version(1)
        name = fields.text("name", "name of the radar")
        scanPeriod = fields.number("scan_period_s", in: 0.01...120, "time of one scan")
        isRotating = fields.flag("rotating", default: false, "each azimuth has its own time within the scan")
        rangeDeviation = fields.number("range_deviation_m", in: 0.1...50_000, "one standard deviation of slant range")
        azimuthDeviation = fields.number("azimuth_deviation_deg", in: 1e-5...20, "one standard deviation")
        elevationDeviation = fields.number("elevation_deviation_deg", in: 1e-5...20, "one standard deviation")
        detectionProbability = fields.number("detection_probability", in: 0.05...0.999, "of one look at a target")
        falseAlarmsPerScan = fields.number("false_alarms_count", in: 0.001...100_000, "false alarms in one scan, about")
        coverage = fields.object("coverage", SensorCoverageDocument.self, "where the false alarms fall")
        motion = fields.object("motion", SensorMotionDocument.self, "how targets move")
        association = fields.object("association", SensorAssociationDocument.self, "how plots become tracks")
        newTargets = fields.object("new_targets", SensorNewTargetDocument.self, "velocity of a target not seen before")
    }

    package static func load(path: String) throws(DocumentErrors) -> SensorDocument {
        try FieldReader.decode(Self.self, from: DocumentParser.parse(path: path), file: path)
    }

    /// Decodes text; `file` is the name that errors give.
    public static func decode(text: String, file: String) throws(DocumentErrors) -> SensorDocument {
        try FieldReader.decode(Self.self, from: DocumentParser.parse(text: text, file: file), file: file)
    }
}

/// The space in which a radar reports, all around.
public struct SensorCoverageDocument: DocumentObject, Sendable {
    package let rangeMinimum: Metres
    package let rangeMaximum: Metres
    package let elevationMinimum: Radians
    package let elevationMaximum: Radians

    package init(reading fields: inout FieldReader) {
        rangeMinimum = fields.number("range_minimum_km", in: 0...1_000, "slant range")
        rangeMaximum = fields.number("range_maximum_km", in: 0.1...6_000, "slant range")
        elevationMinimum = fields.number("elevation_minimum_deg", in: -90...90, "lowest elevation that is seen")
        elevationMaximum = fields.number("elevation_maximum_deg", in: -90...90, "highest elevation that is seen")
        if !fields.isDescribing, rangeMaximum <= rangeMinimum {
            fields.complain("range_maximum_km", "found a maximum not above the minimum, allowed: above range_minimum_km")
        }
        if !fields.isDescribing, elevationMaximum <= elevationMinimum {
            fields.complain("elevation_maximum_deg", "found a maximum not above the minimum, allowed: above elevation_minimum_deg")
        }
    }

    /// Metres times radians times radians.
    public var volume: Double { (rangeMaximum - rangeMinimum) * (elevationMaximum - elevationMinimum) * 2 * .pi }
}

/// The estimator of a track.
public struct SensorMotionDocument: DocumentObject, Sendable {
    package enum Model: String, CaseIterable, Sendable {
        case interacting
        case constantVelocity = "constant_velocity"
    }

    package let model: Model
    package let cruiseDensity: Double
    package let cruiseTime: Seconds
    package let turnTime: Seconds
    package let rateWeight: Double
    package let turnAcceleration: Double
    package let alongAcceleration: Double
    package let turnJerkDensity: Double
    package let coordination: Double
    package let mixingFloor: Double
    package let agileDensity: Double
    package let agileEntryTime: Seconds
    package let agileFromTurnTime: Seconds
    package let agileTime: Seconds
    package let fallDensity: Double
    package let verticalShare: Double
    package let fallSpeed: MetresPerSecond

    package init(reading fields: inout FieldReader) {
        model = fields.choice("model", Model.self, default: .interacting, "straight flight, turn and fall, or straight flight alone")
        cruiseDensity = fields.number("cruise_density", in: 0...10_000, "white acceleration density of straight flight, m²/s³")
        cruiseTime = fields.number("cruise_time_s", in: 0.1...100_000, "mean time in straight flight")
        turnTime = fields.number("turn_time_s", in: 0.1...100_000, "mean time in a turn")
        rateWeight = fields.number(
            "rate_weight_turns", in: 0...1000, default: 0,
            "turns that the mean time in straight flight is worth as a prior; 0: the same for all")
        turnAcceleration = fields.number("turn_acceleration_g", in: 0.01...50, "one standard deviation across the flight")
        alongAcceleration = fields.number("along_acceleration_g", in: 0.001...50, "one standard deviation along the flight")
        turnJerkDensity = fields.number("turn_jerk_density", in: 0...100_000, "white jerk density in a turn, m²/s⁵")
        coordination = fields.number("coordination_g", in: 0...50, "how closely a turn keeps its speed; 0: not at all")
        mixingFloor = fields.number("mixing_floor_fraction", in: 0...0.5, "least weight at which modes mix")
        agileDensity = fields.number(
            "agile_density", in: 0...100_000, default: 0, "white acceleration density of flight no turn describes, m²/s³; 0: none")
        agileEntryTime = fields.number("agile_entry_time_s", in: 0.1...1e6, default: 600, "mean time until it, from straight flight")
        agileFromTurnTime = fields.number("agile_from_turn_time_s", in: 0.1...1e6, default: 30, "mean time until it, from a turn")
        agileTime = fields.number("agile_time_s", in: 0.1...1e6, default: 10, "mean time that it lasts")
        fallDensity = fields.number("fall_density", in: 0...10_000, "white acceleration density of free fall, m²/s³")
        verticalShare = fields.number(
            "vertical_fraction", in: 0.001...10, default: 1, "variance of a manoeuvre upwards as a share of that to the side")
        fallSpeed = fields.number("fall_speed_mps", in: 50...20_000, "free fall is considered above")
    }
}

/// How plots become tracks.
public struct SensorAssociationDocument: DocumentObject, Sendable {
    package let gate: Double
    package let confirmationHits: Int
    package let confirmationLooks: Int
    package let confirmationScore: Double
    package let missesShown: Int
    package let spreadShown: Metres
    package let coastTime: Seconds
    package let beatenMaximum: Int
    package let hypothesesMaximum: Int
    package let decisionDepth: Int
    package let hypothesisWindow: Double
    package let firmHits: Int
    package let formationReach: Metres
    package let tracksMaximum: Int

    package init(reading fields: inout FieldReader) {
        gate = fields.number("gate", in: 1...200, "squared distance of the gate, three degrees of freedom")
        confirmationHits = fields.integer("confirmation_hits", in: 1...20, "hits that confirm a track")
        confirmationLooks = fields.integer("confirmation_looks", in: 1...40, "out of so many looks")
        confirmationScore = fields.number("confirmation_score", in: -100...1000, "least logarithm of the likelihood against clutter")
        missesShown = fields.integer("misses_shown", in: 0...1000, "a track is shown until it misses more looks in a row")
        spreadShown = fields.number(
            "spread_shown_m", in: 0...1e6, default: 0, "and beyond, while the deviation of its position stays below this")
        coastTime = fields.number("coast_time_s", in: 0.1...10_000, "a track is dropped after this time without a plot")
        beatenMaximum = fields.integer(
            "beaten_maximum", in: 1...1_000_000, default: 1_000_000,
            "and once it lost the plots of its gate to other tracks at so many looks in a row")
        hypothesesMaximum = fields.integer("hypotheses_maximum", in: 1...64, "hypotheses a track may hold; 1: nearest neighbour")
        decisionDepth = fields.integer("decision_depth", in: 1...7, "looks after which a choice is final")
        hypothesisWindow = fields.number("hypothesis_window", in: 0...100, "hypotheses less likely by this logarithm go")
        firmHits = fields.integer("firm_hits", in: 1...100, "hits after which a track's plots start no others")
        formationReach = fields.number("formation_reach_km", in: 0...50, "neighbours this near tell a formation's velocity; 0: none")
        tracksMaximum = fields.integer("tracks_maximum", in: 1...100_000, default: 2_000, "capacity")
    }
}

/// What is known of the velocity of a target not seen before.
public struct SensorNewTargetDocument: DocumentObject, Sendable {
    package let speed: MetresPerSecond
    package let speedDeviation: MetresPerSecond
    package let verticalDeviation: MetresPerSecond
    package let slowShare: Double
    package let slowDeviation: MetresPerSecond
    package let fastShare: Double
    package let fastDeviation: MetresPerSecond
    package let fastVerticalDeviation: MetresPerSecond
    package let speedMaximum: MetresPerSecond

    package init(reading fields: inout FieldReader) {
        speed = fields.number("speed_mps", in: 0...5_000, "of most targets, in whatever direction")
        speedDeviation = fields.number("speed_deviation_mps", in: 1...5_000, "prior of horizontal speed, one standard deviation")
        verticalDeviation = fields.number("vertical_deviation_mps", in: 1...5_000, "prior of vertical speed, one standard deviation")
        slowShare = fields.number("slow_fraction", in: 0...0.5, "share of drones and helicopters")
        slowDeviation = fields.number("slow_deviation_mps", in: 1...1_000, "their speed by axis")
        fastShare = fields.number("fast_fraction", in: 0...0.5, "share of ballistic and other fast targets")
        fastDeviation = fields.number("fast_deviation_mps", in: 1...10_000, "their speed by axis")
        fastVerticalDeviation = fields.number("fast_vertical_deviation_mps", in: 1...10_000, "the same for fast targets")
        speedMaximum = fields.number("speed_maximum_mps", in: 10...20_000, "none is faster")
    }
}
