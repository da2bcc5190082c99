import PlainText

/// An interceptor of the catalogue.
public struct MissileEntry: CatalogueEntry {
    package enum Guidance: String, CaseIterable, Sendable {
        /// Steered from the ground to the end.
        case command
        /// The ground steers it on what its own receiver sees of the illuminated target.
        case trackViaMissile = "track-via-missile"
        case semiActive = "semi-active"
        /// Its own radar at the end; the channel is free from then on.
        case active
    }

    package static let folder = "missiles"
    package static let kind = "missile"

    /// Name that scenarios and studies use.
    public let id: String
    /// Name for people.
    public let name: String
    /// One sentence for people.
    public let about: String
    package let guidance: Guidance
    /// Thrown out of its tube before the motor lights, and turned in the air.
    public let isColdLaunched: Bool
    /// Key in the price list, without its unit; nil: no public price.
    public let price: String?
    /// Its numbers, with source, spread and status, SI.
    public var values: CatalogueValues

    package init(reading fields: inout FieldReader) {
        (id, name, about) = fields.header(kind: Self.kind)
        guidance = fields.choice("guidance", Guidance.self, "who steers it at the end")
        isColdLaunched = fields.flag("cold_launch", default: true, "thrown out before the motor lights")
        price = fields.optionalIdentifier("price", of: .price, "key of its price in prices.yaml")
        values = fields.values(Self.fields)
        guard !fields.isDescribing else { return }
        if let coasting = values.table("drag_coasting_by_mach"), let powered = values.table("drag_powered_by_mach"),
            coasting.abscissae != powered.abscissae
        {
            fields.complain("drag_powered_by_mach", "other Mach numbers than drag_coasting_by_mach; allowed: the same")
        }
        if (values["sustain_time_s"] == nil) != (values["sustain_fraction"] == nil) {
            fields.complain(nil, "sustain_time_s and sustain_fraction belong together; found one of them")
        }
        if let height = values["ejection_height_m"]?.best, let delay = values["ignition_delay_s"]?.best,
            isColdLaunched != (height >= Self.coldHeightMinimum && delay >= Self.coldDelayMinimum)
        {
            let bounds = "\(StrictNumber.text(Self.coldHeightMinimum)) m and \(StrictNumber.text(Self.coldDelayMinimum)) s"
            let found = "ejection_height_m \(StrictNumber.text(height)) and ignition_delay_s \(StrictNumber.text(delay))"
            fields.complain("cold_launch", "found \(isColdLaunched) with \(found); allowed: true from \(bounds) on, false below either")
        }
        if guidance == .active, values["seeker_activation_range_km"] == nil {
            fields.complain("guidance", "an active missile needs seeker_activation_range_km")
        }
    }

    /// From here on a motor lights above the launcher, m and s; a motor that lights in the tube or just clear of it is a hot launch.
    private static let coldHeightMinimum = 5.0
    private static let coldDelayMinimum = 0.3

    package var words: [Named<String>] {
        [Named(name: "guidance", value: guidance.rawValue), Named(name: "cold launch", value: isColdLaunched ? "yes" : "no")]
    }

    package static let fields: [CatalogueField] = [
        .text("guidance_described", "guidance, as sources describe it"),
        .model("length_m", 0.5...20, "body"),
        .model("diameter_m", 0.05...2, "body"),
        .model("mass_kg", 10...10_000, "at launch"),
        .model("propellant_mass_kg", 1...9000, "burnt, boost and sustainer together"),
        .model("exhaust_speed_mps", 1000...4000, "effective; total impulse = propellant mass · exhaust speed"),
        .model("burn_time_s", 0.2...200, "of the boost"),
        .option("sustain_time_s", 0.1...300, "of a sustainer that follows at once"),
        .option("sustain_fraction", 0...0.95, "share of the total impulse that the sustainer gives"),
        .option("dropped_mass_kg", 0...5000, "booster case that falls off after the boost"),
        .model("ejection_height_m", 0...200, "apex of the cold launch, where the motor lights"),
        .model("ignition_delay_s", 0...10, "from leaving the tube to the motor's light"),
        .model("turn_over_time_s", 0...30, "after ignition, in which vanes may turn the missile onto its course"),
        .model("turn_over_angle_max_deg", 0...90, "greatest angle between thrust and velocity while turning over"),
        .model("reference_area_m2", 1e-4...4, "of the coefficients: the body's cross-section, after any booster has gone"),
        .table("drag_coasting_by_mach", "zero-lift drag coefficient by Mach number, motor off"),
        .table("drag_powered_by_mach", "the same with the motor burning; the same Mach numbers"),
        .model("drag_scale_ratio", 0.1...10, "factor on both drag curves: their uncertainty"),
        .model("normal_force_slope_ratio", 1...100, "normal force coefficient per radian; drag due to lift is C_L² over it"),
        .model("lift_coefficient_max_ratio", 0.1...100, "greatest trimmed lift coefficient"),
        .model("load_limit_g", 1...100, "structural limit of the lateral load"),
        .option("thruster_load_g", 0...100, "lateral load of gas thrusters at the end"),
        .option("thruster_time_s", 0...20, "how long before intercept they fire"),
        .option("thruster_time_constant_s", 0.001...5, "lag of the lateral acceleration while they fire"),
        .model("autopilot_time_constant_s", 0.01...5, "first-order lag of the lateral acceleration"),
        .model("navigation_constant_ratio", 2...8, "N of proportional navigation"),
        .model("heading_rate_hz", 0.01...10, "rate at which the boost turns the velocity towards its aim, per second"),
        .model("climb_angle_min_deg", 0...90, "flattest climb of the boost"),
        .model("climb_angle_max_deg", 0...90, "steepest climb of the boost"),
        .model("terminal_time_s", 0...60, "terminal homing starts this long before intercept"),
        .model("flight_time_max_s", 5...600, "battery and gas last"),
        .model("speed_min_mps", 50...2000, "uncontrollable below"),
        .model("required_lateral_g", 0...50, "an intercept counts as in reach where this load is left, low down"),
        .model("required_lateral_aloft_g", 0...50, "the same in thin air"),
        .model("required_arrival_speed_mps", 50...5000, "an intercept counts as in reach where this speed is left"),
        .model("lethal_radius_m", 0.5...100, "miss at which a kill has e^(-1/2) of its probability at zero miss"),
        .model("fuze_radius_m", 1...300, "beyond this miss the fuze does not see the target"),
        .model("fuze_reliability_probability", 0.1...1, "fuze and warhead work"),
        .model("fuze_closing_speed_max_mps", 100...20_000, "closing speed up to which the fuze fires in time"),
        .model("flight_reliability_probability", 0.1...1, "motor, control and link work"),
        .option("seeker_activation_range_km", 0.5...100, "an active seeker switches on at"),
        .option("seeker_deviation_deg", 0...5, "angular error of the missile's own receiver, one standard deviation"),
        .option("seeker_floor_m", 0...100, "its error across the line of sight that nearness does not remove"),
        .model("rounds_per_tube_count", 0.25...16, "rounds that take the place of one large tube"),
        .model("range_min_km", 0...100, "nearest ground range of an intercept"),
        .model("altitude_min_m", 0...1000, "lowest intercept"),
        .model("target_speed_max_mps", 10...10_000, "fastest target that guidance and fuze are made for"),
        .check("thrust_kn", 0.5...2000, "mean thrust, derived by others"),
        .check("warhead_kg", 0.1...1000, "warhead"),
        .check("speed_max_mps", 100...5000, "greatest speed"),
        .check("range_aircraft_km", 0.5...1000, "greatest range against aircraft"),
        .check("range_ballistic_km", 0...1000, "greatest range against ballistic missiles"),
        .check("altitude_max_km", 0.1...300, "greatest altitude of the target"),
        .check("in_service_year", 1950...2100, "in service since"),
        .check("loft_apogee_km", 1...300, "apex of long lofted shots"),
        .check("arrival_speed_mps", 50...5000, "speed near greatest range"),
        .check("pk_aircraft_probability", 0...1, "claimed single-shot kill probability, aircraft"),
        .check("pk_cruise_missile_probability", 0...1, "claimed, cruise missiles"),
        .check("pk_uav_probability", 0...1, "claimed, unmanned aircraft"),
        .check("pk_guided_missile_probability", 0...1, "claimed, guided missiles"),
        .check("pk_ballistic_probability", 0...1, "claimed, ballistic missiles"),
        .check("pk_probability", 0...1, "claimed, target not stated"),
    ]

    package var length: CatalogueValue { values.required("length_m") }
    package var diameter: CatalogueValue { values.required("diameter_m") }
    package var mass: CatalogueValue { values.required("mass_kg") }
    package var propellantMass: CatalogueValue { values.required("propellant_mass_kg") }
    package var exhaustSpeed: CatalogueValue { values.required("exhaust_speed_mps") }
    package var burnTime: CatalogueValue { values.required("burn_time_s") }
    package var ejectionHeight: CatalogueValue { values.required("ejection_height_m") }
    package var ignitionDelay: CatalogueValue { values.required("ignition_delay_s") }
    package var turnOverTime: CatalogueValue { values.required("turn_over_time_s") }
    package var turnOverAngleMaximum: CatalogueValue { values.required("turn_over_angle_max_deg") }
    package var referenceArea: CatalogueValue { values.required("reference_area_m2") }
    package var dragScale: CatalogueValue { values.required("drag_scale_ratio") }
    package var normalForceSlope: CatalogueValue { values.required("normal_force_slope_ratio") }
    package var liftCoefficientMaximum: CatalogueValue { values.required("lift_coefficient_max_ratio") }
    /// m/s².
    public var loadLimit: CatalogueValue { values.required("load_limit_g") }
    package var autopilotTimeConstant: CatalogueValue { values.required("autopilot_time_constant_s") }
    package var navigationConstant: CatalogueValue { values.required("navigation_constant_ratio") }
    /// 1/s.
    public var headingRate: CatalogueValue { values.required("heading_rate_hz") }
    package var climbAngleMinimum: CatalogueValue { values.required("climb_angle_min_deg") }
    package var climbAngleMaximum: CatalogueValue { values.required("climb_angle_max_deg") }
    package var terminalTime: CatalogueValue { values.required("terminal_time_s") }
    package var flightTimeMaximum: CatalogueValue { values.required("flight_time_max_s") }
    package var speedMinimum: CatalogueValue { values.required("speed_min_mps") }
    /// m/s².
    public var requiredLateral: CatalogueValue { values.required("required_lateral_g") }
    /// m/s².
    public var requiredLateralAloft: CatalogueValue { values.required("required_lateral_aloft_g") }
    package var requiredArrivalSpeed: CatalogueValue { values.required("required_arrival_speed_mps") }
    package var lethalRadius: CatalogueValue { values.required("lethal_radius_m") }
    package var fuzeRadius: CatalogueValue { values.required("fuze_radius_m") }
    package var fuzeReliability: CatalogueValue { values.required("fuze_reliability_probability") }
    package var fuzeClosingSpeedMaximum: CatalogueValue { values.required("fuze_closing_speed_max_mps") }
    package var flightReliability: CatalogueValue { values.required("flight_reliability_probability") }
    package var roundsPerTube: CatalogueValue { values.required("rounds_per_tube_count") }
    package var rangeMinimum: CatalogueValue { values.required("range_min_km") }
    package var altitudeMinimum: CatalogueValue { values.required("altitude_min_m") }
    package var targetSpeedMaximum: CatalogueValue { values.required("target_speed_max_mps") }
    package var sustainTime: CatalogueValue? { values["sustain_time_s"] }
    package var sustainFraction: CatalogueValue? { values["sustain_fraction"] }
    package var droppedMass: CatalogueValue? { values["dropped_mass_kg"] }
    /// m/s².
    public var thrusterLoad: CatalogueValue? { values["thruster_load_g"] }
    package var thrusterTime: CatalogueValue? { values["thruster_time_s"] }
    package var thrusterTimeConstant: CatalogueValue? { values["thruster_time_constant_s"] }
    package var seekerActivationRange: CatalogueValue? { values["seeker_activation_range_km"] }
    package var seekerDeviation: CatalogueValue? { values["seeker_deviation_deg"] }
    package var seekerFloor: CatalogueValue? { values["seeker_floor_m"] }
    package var warhead: CatalogueValue? { values["warhead_kg"] }
    package var speedMaximum: CatalogueValue? { values["speed_max_mps"] }
    package var rangeAircraft: CatalogueValue? { values["range_aircraft_km"] }
    package var rangeBallistic: CatalogueValue? { values["range_ballistic_km"] }
    package var altitudeMaximum: CatalogueValue? { values["altitude_max_km"] }
    /// Zero-lift drag coefficient by Mach number, motor off.
    public var dragCoasting: CatalogueTable { values.requiredTable("drag_coasting_by_mach") }
    /// The same with the motor burning; the same Mach numbers.
    public var dragPowered: CatalogueTable { values.requiredTable("drag_powered_by_mach") }
}
