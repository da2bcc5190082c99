/// A radar of the catalogue.
public struct RadarEntry: CatalogueEntry {
    package enum Purpose: String, CaseIterable, Sendable {
        case acquisition, lowAltitude = "low-altitude", engagement
    }

    package enum Steering: String, CaseIterable, Sendable {
        /// The antenna turns; everything is seen once a scan.
        case rotating
        /// The beam is steered inside a sector and shares its time between search and tracks.
        case sector
    }

    package static let folder = "radars"
    package static let kind = "radar"

    /// Name that scenarios and studies use.
    public let id: String
    /// Name for people.
    public let name: String
    /// One sentence for people.
    public let about: String
    package let purpose: Purpose
    package let steering: Steering
    /// Whether it measures elevation (a two-dimensional radar does not).
    public let measuresElevation: Bool
    package let measuresRadialSpeed: Bool
    /// Whether the two-ray pattern propagation factor applies.
    public let hasPatternPropagation: Bool
    /// Its numbers, with source, spread and status, SI.
    public var values: CatalogueValues

    package init(reading fields: inout FieldReader) {
        (id, name, about) = fields.header(kind: Self.kind)
        purpose = fields.choice("purpose", Purpose.self, "what it is for")
        steering = fields.choice("steering", Steering.self, "turning all round, or looking into a sector")
        measuresElevation = fields.flag("measures_elevation", default: true, "false: range and bearing alone")
        measuresRadialSpeed = fields.flag("measures_radial_speed", default: true, "it measures Doppler")
        hasPatternPropagation = fields.flag("pattern_propagation", default: false, "two-ray interference over the ground")
        values = fields.values(Self.fields)
        let target = values["target_channels_count"], missile = values["missile_channels_count"]
        if purpose == .engagement, target == nil || missile == nil {
            fields.complain("purpose", "an engagement radar needs target_channels_count and missile_channels_count")
        }
    }

    package var words: [Named<String>] {
        [
            Named(name: "purpose", value: purpose.rawValue), Named(name: "steering", value: steering.rawValue),
            Named(name: "measures elevation", value: measuresElevation ? "yes" : "no"),
            Named(name: "measures radial speed", value: measuresRadialSpeed ? "yes" : "no"),
            Named(name: "two-ray interference", value: hasPatternPropagation ? "yes" : "no"),
        ]
    }

    package static let fields: [CatalogueField] = [
        .text("band", "band, as sources name it"),
        .model("frequency_ghz", 0.03...40, "carrier frequency"),
        .model("reference_range_km", 1...2000, "anchor of the range equation: detection range"),
        .model("reference_rcs_m2", 1e-4...1e3, "anchor: for this radar cross-section"),
        .model("reference_detection_probability", 0.05...0.999, "anchor: at this probability of detection in one look"),
        .model("false_alarm_probability", 1e-15...0.1, "of one resolution cell in one look"),
        .model("instrumented_range_km", 1...2000, "nothing is shown beyond"),
        .model("range_min_km", 0...100, "nothing is seen nearer"),
        .model("tracks_count", 1...10_000, "tracks kept at once"),
        .model("scan_period_s", 0.05...60, "rotation period, or renewal of a full search frame"),
        .model("antenna_height_m", 1...100, "phase centre above the ground, without a mast"),
        .model("azimuth_sector_deg", 1...360, "width that is seen without turning; 360 all round"),
        .model("elevation_min_deg", -10...10, "lowest elevation of the beam"),
        .model("elevation_max_deg", 1...90, "highest elevation of the beam"),
        .model("beamwidth_azimuth_deg", 0.1...60, "half-power width"),
        .model("beamwidth_elevation_deg", 0.1...60, "half-power width"),
        .model("pulses_count", 1...1000, "pulses or looks integrated in one dwell"),
        .model("range_resolution_m", 0.1...5000, "width of a range cell"),
        .model("range_deviation_floor_m", 0...2000, "error that no signal strength removes, one standard deviation"),
        .model("azimuth_deviation_floor_deg", 0...5, "the same in azimuth"),
        .model("elevation_deviation_floor_deg", 0...5, "the same in elevation"),
        .model("radial_speed_deviation_mps", 0...100, "error of radial speed, one standard deviation"),
        .model("mti_notch_mps", 0...200, "targets with a smaller radial speed are not seen"),
        .model("false_alarms_per_scan_count", 0...1000, "false plots that reach the tracker in one scan"),
        .model("system_loss_db", 0...40, "losses beyond those inside the anchor"),
        .model("sidelobe_db", -80...0, "mean sidelobe level against the main beam, for jamming"),
        .model("noise_figure_db", 0...20, "receiver noise over k·290 K, for jamming"),
        .model("antenna_gain_db", 0...60, "gain, for jamming"),
        .option("dwell_ms", 0.01...10_000, "time of one search dwell"),
        .option("track_dwell_ms", 0.01...10_000, "time that one track update takes"),
        .option("track_period_s", 0.01...60, "update period of a track in engagement"),
        .option("search_fraction", 0...1, "share of the time kept for search"),
        .option("target_channels_count", 1...200, "targets engaged at once"),
        .option("missile_channels_count", 1...400, "missiles guided at once"),
        .option("slew_degps", 0.1...360, "speed of the turntable"),
        .option("blind_speed_mps", 1...5000, "first blind radial speed; repeats at its multiples"),
        .option("hits_to_destroy_count", 0.1...1000, "hits that destroy it"),
        .check("detection_range_bomber_km", 1...2000, "advertised against a strategic bomber"),
        .check("detection_range_rcs4_km", 1...2000, "advertised against 4 m²"),
        .check("detection_range_rcs2_km", 1...2000, "advertised against 2 m²"),
        .check("detection_range_rcs1_km", 1...2000, "against 1 m²"),
        .check("detection_range_rcs04_ballistic_km", 1...2000, "advertised against a ballistic target of 0.4 m²"),
        .check("detection_range_rcs01_km", 1...2000, "against 0.1 m²"),
        .check("detection_range_rcs001_km", 1...2000, "against 0.01 m²"),
        .check("detection_range_fighter_km", 1...2000, "against a fighter"),
        .check("range_target_500m_km", 1...500, "against a target at 500 m"),
        .check("range_target_1000m_km", 1...500, "against a target at 1,000 m"),
        .check("rcs_min_m2", 1e-5...10, "smallest cross-section claimed"),
    ]

    package var frequency: CatalogueValue { values.required("frequency_ghz") }
    package var referenceRange: CatalogueValue { values.required("reference_range_km") }
    package var referenceCrossSection: CatalogueValue { values.required("reference_rcs_m2") }
    package var referenceDetectionProbability: CatalogueValue { values.required("reference_detection_probability") }
    package var falseAlarmProbability: CatalogueValue { values.required("false_alarm_probability") }
    package var instrumentedRange: CatalogueValue { values.required("instrumented_range_km") }
    package var rangeMinimum: CatalogueValue { values.required("range_min_km") }
    package var tracks: CatalogueValue { values.required("tracks_count") }
    package var scanPeriod: CatalogueValue { values.required("scan_period_s") }
    package var antennaHeight: CatalogueValue { values.required("antenna_height_m") }
    package var azimuthSector: CatalogueValue { values.required("azimuth_sector_deg") }
    package var elevationMinimum: CatalogueValue { values.required("elevation_min_deg") }
    package var elevationMaximum: CatalogueValue { values.required("elevation_max_deg") }
    package var beamwidthAzimuth: CatalogueValue { values.required("beamwidth_azimuth_deg") }
    package var beamwidthElevation: CatalogueValue { values.required("beamwidth_elevation_deg") }
    package var pulses: CatalogueValue { values.required("pulses_count") }
    package var rangeResolution: CatalogueValue { values.required("range_resolution_m") }
    package var rangeDeviationFloor: CatalogueValue { values.required("range_deviation_floor_m") }
    package var azimuthDeviationFloor: CatalogueValue { values.required("azimuth_deviation_floor_deg") }
    package var elevationDeviationFloor: CatalogueValue { values.required("elevation_deviation_floor_deg") }
    package var radialSpeedDeviation: CatalogueValue { values.required("radial_speed_deviation_mps") }
    package var movingTargetNotch: CatalogueValue { values.required("mti_notch_mps") }
    package var falseAlarmsPerScan: CatalogueValue { values.required("false_alarms_per_scan_count") }
    /// Linear, ≥ 1.
    public var systemLoss: CatalogueValue { values.required("system_loss_db") }
    /// Linear, ≤ 1.
    public var sidelobe: CatalogueValue { values.required("sidelobe_db") }
    /// Linear, ≥ 1, over 290 K.
    public var noiseFigure: CatalogueValue { values.required("noise_figure_db") }
    /// Linear.
    public var antennaGain: CatalogueValue { values.required("antenna_gain_db") }
    package var dwell: CatalogueValue? { values["dwell_ms"] }
    package var trackDwell: CatalogueValue? { values["track_dwell_ms"] }
    package var trackPeriod: CatalogueValue? { values["track_period_s"] }
    package var searchFraction: CatalogueValue? { values["search_fraction"] }
    package var targetChannels: CatalogueValue? { values["target_channels_count"] }
    package var missileChannels: CatalogueValue? { values["missile_channels_count"] }
    package var slew: CatalogueValue? { values["slew_degps"] }
    package var blindSpeed: CatalogueValue? { values["blind_speed_mps"] }
    package var hitsToDestroy: CatalogueValue? { values["hits_to_destroy_count"] }
}
