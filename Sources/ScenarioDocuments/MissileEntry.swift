/// An interceptor of the catalogue.
public struct MissileEntry: CatalogueEntry {
    public enum Guidance: String, CaseIterable, Sendable {
        /// Steered from the ground to the end.
        case command
        /// The ground steers it on what its own receiver sees of the illuminated target.
        case trackViaMissile = "track-via-missile"
        case semiActive = "semi-active"
        /// Its own radar at the end; the channel is free from then on.
        case active
    }

    public static let folder = "missiles"
    public static let kind = "missile"

    public let id: String
    public let name: String
    public let about: String
    public let guidance: Guidance
    /// Thrown out of its tube before the motor lights, and turned in the air.
    public let isColdLaunched: Bool
    /// Key in the price list, without its unit; nil: no public price.
    public let price: String?
    public var values: CatalogueValues

    public init(reading fields: inout FieldReader) {
        (id, name, about) = fields.header(kind: Self.kind)
        guidance = fields.choice("guidance", Guidance.self)
        isColdLaunched = fields.flag("cold_launch", default: true, "thrown out before the motor lights")
        price = fields.optionalText("price", "key of its price in prices.yaml")
        values = fields.values(Self.fields)
        if guidance == .active, values["seeker_range_km"] == nil {
            fields.complain("guidance", "an active missile needs seeker_range_km")
        }
    }

    public static let fields: [CatalogueField] = [
        .text("guidance_described", "guidance, as sources describe it"),
        .model("length_m", 0.5...20, "body"),
        .model("diameter_m", 0.05...2, "body; the reference area of the coefficients"),
        .model("mass_kg", 10...10_000, "at launch"),
        .model("propellant_mass_kg", 1...9000, "burnt, all stages together"),
        .model("thrust_kn", 0.5...2000, "mean thrust while the (first) motor burns"),
        .model("burn_time_s", 0.2...200, "of the (first) motor"),
        .option("sustain_thrust_kn", 0...1000, "mean thrust of a second pulse or sustainer"),
        .option("sustain_time_s", 0...300, "its burning time"),
        .option("sustain_delay_s", 0...300, "pause before it lights"),
        .model("ejection_height_m", 0...200, "apex of the cold launch; 0 for a hot one"),
        .model("ignition_delay_s", 0...10, "from leaving the tube to the motor's light"),
        .model("turn_over_degps", 1...1000, "turn rate onto the course after ignition"),
        .table("drag_by_mach", "zero-lift drag coefficient by Mach number, motor off, on the body's cross-section"),
        .model("drag_scale_ratio", 0.1...10, "factor on the whole drag curve: its uncertainty"),
        .model("drag_powered_ratio", 0.1...2, "drag with the motor burning over drag without"),
        .model("induced_drag_ratio", 0...10, "k of C_D = C_D0 + k·C_L²"),
        .model("lift_coefficient_max_ratio", 0.1...100, "greatest lift coefficient on the body's cross-section"),
        .model("load_limit_g", 1...100, "structural limit of the lateral load"),
        .model("autopilot_time_constant_s", 0.01...5, "first-order lag of the lateral acceleration"),
        .model("navigation_constant_ratio", 2...8, "N of proportional navigation"),
        .model("loft_deg", 0...80, "greatest elevation above the line to the intercept point on long shots"),
        .model("flight_time_max_s", 5...600, "destroys itself after"),
        .model("speed_min_mps", 50...2000, "uncontrollable below; gives up"),
        .model("lethal_radius_m", 0.5...100, "miss distance at which half of the shots kill a fighter"),
        .model("fuze_reliability_probability", 0.1...1, "fuze works"),
        .model("flight_reliability_probability", 0.1...1, "motor, control and link work"),
        .option("seeker_range_km", 0.5...100, "own radar's lock-on range against 1 m²"),
        .option("seeker_deviation_deg", 0...5, "its angular noise, one standard deviation"),
        .model("rounds_per_tube_count", 0.25...16, "rounds that take the place of one large tube"),
        .check("warhead_kg", 0.1...1000, "warhead"),
        .check("speed_max_mps", 100...5000, "greatest speed"),
        .check("range_aircraft_km", 0.5...1000, "greatest range against aircraft"),
        .check("range_min_km", 0...100, "smallest range"),
        .check("range_ballistic_km", 0...1000, "greatest range against ballistic missiles"),
        .check("altitude_max_km", 0.1...300, "greatest altitude of the target"),
        .check("altitude_min_m", 0...1000, "smallest altitude of the target"),
        .check("target_speed_max_mps", 10...10_000, "greatest speed of the target"),
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

    public var length: CatalogueValue { values.required("length_m") }
    public var diameter: CatalogueValue { values.required("diameter_m") }
    public var mass: CatalogueValue { values.required("mass_kg") }
    public var propellantMass: CatalogueValue { values.required("propellant_mass_kg") }
    public var thrust: CatalogueValue { values.required("thrust_kn") }
    public var burnTime: CatalogueValue { values.required("burn_time_s") }
    public var sustainThrust: CatalogueValue? { values["sustain_thrust_kn"] }
    public var sustainTime: CatalogueValue? { values["sustain_time_s"] }
    public var sustainDelay: CatalogueValue? { values["sustain_delay_s"] }
    public var ejectionHeight: CatalogueValue { values.required("ejection_height_m") }
    public var ignitionDelay: CatalogueValue { values.required("ignition_delay_s") }
    public var turnOverRate: CatalogueValue { values.required("turn_over_degps") }
    /// Zero-lift drag coefficient by Mach number, motor off.
    public var dragByMach: CatalogueTable {
        guard let table = values.table("drag_by_mach") else { preconditionFailure("drag_by_mach is required") }
        return table
    }
    public var dragScale: CatalogueValue { values.required("drag_scale_ratio") }
    public var dragPowered: CatalogueValue { values.required("drag_powered_ratio") }
    public var inducedDrag: CatalogueValue { values.required("induced_drag_ratio") }
    public var liftCoefficientMaximum: CatalogueValue { values.required("lift_coefficient_max_ratio") }
    /// m/s².
    public var loadLimit: CatalogueValue { values.required("load_limit_g") }
    public var autopilotTimeConstant: CatalogueValue { values.required("autopilot_time_constant_s") }
    public var navigationConstant: CatalogueValue { values.required("navigation_constant_ratio") }
    public var loft: CatalogueValue { values.required("loft_deg") }
    public var flightTimeMaximum: CatalogueValue { values.required("flight_time_max_s") }
    public var speedMinimum: CatalogueValue { values.required("speed_min_mps") }
    public var lethalRadius: CatalogueValue { values.required("lethal_radius_m") }
    public var fuzeReliability: CatalogueValue { values.required("fuze_reliability_probability") }
    public var flightReliability: CatalogueValue { values.required("flight_reliability_probability") }
    public var seekerRange: CatalogueValue? { values["seeker_range_km"] }
    public var seekerDeviation: CatalogueValue? { values["seeker_deviation_deg"] }
    public var roundsPerTube: CatalogueValue { values.required("rounds_per_tube_count") }
    public var warhead: CatalogueValue? { values["warhead_kg"] }
    public var speedMaximum: CatalogueValue? { values["speed_max_mps"] }
    public var rangeAircraft: CatalogueValue? { values["range_aircraft_km"] }
    public var rangeMinimum: CatalogueValue? { values["range_min_km"] }
    public var rangeBallistic: CatalogueValue? { values["range_ballistic_km"] }
    public var altitudeMaximum: CatalogueValue? { values["altitude_max_km"] }
    public var altitudeMinimum: CatalogueValue? { values["altitude_min_m"] }
    public var targetSpeedMaximum: CatalogueValue? { values["target_speed_max_mps"] }
}
