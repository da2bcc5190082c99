/// A surface-to-air missile system of the catalogue: what stands together under one command.
public struct SystemEntry: CatalogueEntry {
    package enum Reach: String, CaseIterable, Sendable {
        case longRange = "long-range"
        /// One vehicle that does everything, beside a larger system.
        case companion
    }

    package static let folder = "systems"
    package static let kind = "system"

    /// Name that scenarios and studies use.
    public let id: String
    /// Name for people.
    public let name: String
    /// One sentence for people.
    public let about: String
    package let reach: Reach
    package let commandPost: String
    /// Identifiers of radars.
    public let acquisitionRadars: [String]
    package let lowAltitudeRadars: [String]
    package let engagementRadar: String
    /// Identifiers of missiles, the longest reach first.
    public let missiles: [String]
    /// Ready rounds of one battalion (or vehicle) where a scenario says nothing.
    public let standardLoad: [Named<Int>]
    /// Keys in the price list, without their unit.
    public let priceBattalion: String?
    package let priceCommand: String?
    /// Its numbers, with source, spread and status, SI.
    public var values: CatalogueValues

    package init(reading fields: inout FieldReader) {
        (id, name, about) = fields.header(kind: Self.kind)
        reach = fields.choice("reach", Reach.self, "a system with a command post, or a vehicle beside one")
        commandPost = fields.text("command_post", "its designation")
        acquisitionRadars = fields.identifiers("acquisition_radars", of: .radar, "identifiers of radars")
        lowAltitudeRadars = fields.identifiers("low_altitude_radars", of: .radar, "identifiers of radars")
        engagementRadar = fields.identifier("engagement_radar", of: .radar, "identifier of a radar")
        missiles = fields.identifiers("missiles", of: .missile, count: 1...20, "identifiers of missiles")
        standardLoad = fields.counts(
            "standard_load", of: .missile, in: 0...1000, required: true, "ready rounds of one battalion or vehicle")
        priceBattalion = fields.optionalIdentifier("price_battalion", of: .price, "key in prices.yaml")
        priceCommand = fields.optionalIdentifier("price_command", of: .price, "key in prices.yaml: command post and acquisition radars")
        values = fields.values(Self.fields)
    }

    package var words: [Named<String>] {
        [
            Named(name: "reach", value: reach.rawValue), Named(name: "command post", value: commandPost),
            Named(name: "acquisition radars", value: acquisitionRadars.joined(separator: ", ")),
            Named(name: "low-altitude radars", value: lowAltitudeRadars.joined(separator: ", ")),
            Named(name: "engagement radar", value: engagementRadar), Named(name: "missiles", value: missiles.joined(separator: ", ")),
            Named(name: "standard load", value: standardLoad.map { "\($0.value) × \($0.name)" }.joined(separator: ", ")),
        ]
    }

    package static let fields: [CatalogueField] = [
        .text("command_post_role", "what the command post does"),
        .model("command_tracks_count", 1...10_000, "tracks that the command post handles"),
        .model("decision_cycle_s", 0.1...60, "the command post decides this often"),
        .model("fire_units_max_count", 1...50, "fire units under one command post"),
        .model("tubes_per_launcher_count", 1...50, "large tubes of a launcher"),
        .model("sector_width_deg", 1...360, "sector in which a fire unit engages without turning its radar, no wider than the radar sees"),
        .model("reaction_time_s", 0...120, "from a track at the fire unit to the first launch"),
        .model("launch_interval_s", 0.1...60, "between launches of one launcher"),
        .model("reload_time_min", 0...600, "of one launcher"),
        .model("link_latency_ms", 0...60_000, "delay of one message between command post and fire unit"),
        .model("link_loss_probability", 0...1, "of one message"),
        .model("identification_time_s", 0...120, "of one track, until evidence suffices or time is up"),
        .model("iff_answer_probability", 0...1, "a friend's working transponder is heard"),
        .model("iff_false_answer_probability", 0...1, "a hostile is taken for answering"),
        .model("hostile_threshold_probability", 0.5...1, "belief at which a track is called hostile"),
        .model("kill_assessment_time_s", 0...120, "from intercept to its assessment"),
        .model("false_kill_probability", 0...1, "a miss is assessed as a kill"),
        .model("false_miss_probability", 0...1, "a kill is assessed as a miss"),
        .model("hits_to_destroy_launcher_count", 0.1...1000, "hits that destroy one launcher"),
        .option("gun_range_km", 0...20, "of its guns"),
        .option("gun_rpm", 0...20_000, "rate of fire of its guns"),
        .model("setup_time_s", 0...86_400, "from the march to readiness, and back"),
        .option("mast_erection_time_min", 0...600, "of a mast: what stands on one is set up, and packed, no sooner"),
        .check("battalions_per_regiment_count", 1...50, "fire units bought together"),
        .check("launchers_per_battalion_count", 1...50, "launchers of a fire unit"),
        .check("mast_standard_height_m", 1...100, "antenna height on the usual mast"),
        .check("mast_tall_height_m", 1...100, "antenna height on the tall mast"),
        .check("small_rounds_per_large_tube_count", 1...16, "small missiles in the place of a large one"),
        .check("largest_rounds_per_launcher_count", 1...16, "rounds of the largest missile on one launcher"),
        .check("missiles_per_regiment_count", 1...2000, "quoted for one regiment set"),
        .check("missiles_ready_count", 1...200, "on one vehicle"),
        .check("targets_simultaneous_count", 1...1000, "advertised, whole system"),
        .check("missiles_guided_count", 1...1000, "advertised, whole system"),
        .check("detection_range_km", 1...2000, "advertised"),
        .check("range_aircraft_km", 0.5...1000, "advertised"),
        .check("range_min_km", 0...100, "advertised"),
        .check("range_ballistic_km", 0...1000, "advertised"),
        .check("altitude_max_km", 0.1...300, "advertised"),
        .check("altitude_min_m", 0...1000, "advertised"),
        .check("target_speed_max_mps", 10...10_000, "advertised"),
        .check("ballistic_target_range_km", 10...10_000, "range class of ballistic missiles engaged"),
        .check("target_channels_count", 1...200, "targets engaged at once by one vehicle"),
        .check("pk_probability", 0...1, "claimed single-shot kill probability"),
        .check("pk_aircraft_probability", 0...1, "claimed, aircraft"),
        .check("pk_cruise_missile_probability", 0...1, "claimed, cruise missiles"),
        .check("pk_ballistic_probability", 0...1, "claimed, ballistic missiles"),
    ]

    package var commandTracks: CatalogueValue { values.required("command_tracks_count") }
    package var decisionCycle: CatalogueValue { values.required("decision_cycle_s") }
    package var fireUnitsMaximum: CatalogueValue { values.required("fire_units_max_count") }
    package var tubesPerLauncher: CatalogueValue { values.required("tubes_per_launcher_count") }
    package var sectorWidth: CatalogueValue { values.required("sector_width_deg") }
    package var reactionTime: CatalogueValue { values.required("reaction_time_s") }
    package var launchInterval: CatalogueValue { values.required("launch_interval_s") }
    /// Seconds.
    public var reloadTime: CatalogueValue { values.required("reload_time_min") }
    /// Seconds.
    public var linkLatency: CatalogueValue { values.required("link_latency_ms") }
    package var linkLossProbability: CatalogueValue { values.required("link_loss_probability") }
    package var identificationTime: CatalogueValue { values.required("identification_time_s") }
    package var iffAnswerProbability: CatalogueValue { values.required("iff_answer_probability") }
    package var iffFalseAnswerProbability: CatalogueValue { values.required("iff_false_answer_probability") }
    package var hostileThreshold: CatalogueValue { values.required("hostile_threshold_probability") }
    package var killAssessmentTime: CatalogueValue { values.required("kill_assessment_time_s") }
    package var falseKillProbability: CatalogueValue { values.required("false_kill_probability") }
    package var falseMissProbability: CatalogueValue { values.required("false_miss_probability") }
    package var hitsToDestroyLauncher: CatalogueValue { values.required("hits_to_destroy_launcher_count") }
    package var gunRange: CatalogueValue? { values["gun_range_km"] }
    package var gunRate: CatalogueValue? { values["gun_rpm"] }
    package var setupTime: CatalogueValue { values.required("setup_time_s") }
    package var mastErectionTime: CatalogueValue? { values["mast_erection_time_min"] }
}
