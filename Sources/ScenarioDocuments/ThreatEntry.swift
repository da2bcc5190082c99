/// A class of aircraft or missile that may come: never a particular type, always a range.
public struct ThreatEntry: CatalogueEntry {
    package enum Category: String, CaseIterable, Sendable {
        case aircraft, cruiseMissile = "cruise-missile", ballisticMissile = "ballistic-missile", drone
        case antiRadiationMissile = "anti-radiation-missile", decoy, jammer, airliner
    }

    /// What it answers when asked for friend or foe.
    public enum Transponder: String, CaseIterable, Sendable { case silent, civil }

    /// How it flies at the end.
    public enum Terminal: String, CaseIterable, Sendable { case none, level, dive, seaSkim = "sea-skim", ballistic }

    package static let folder = "threats"
    package static let kind = "threat"

    /// Name that scenarios and studies use.
    public let id: String
    /// Name for people.
    public let name: String
    /// One sentence for people.
    public let about: String
    package let category: Category
    /// Swerling case of its fluctuation, 0 to 4.
    public let swerling: Int
    /// Does damage on arrival.
    public let isArmed: Bool
    package let isManned: Bool
    /// Carries people who are no party to the fight.
    public let isCivil: Bool
    package let transponder: Transponder
    /// Height counts from the ground beneath it, which it follows.
    public let followsTerrain: Bool
    package let terminal: Terminal
    /// Homes on radars that radiate.
    public let seeksRadars: Bool
    /// Its numbers, with source, spread and status, SI.
    public var values: CatalogueValues

    package init(reading fields: inout FieldReader) {
        (id, name, about) = fields.header(kind: Self.kind)
        category = fields.choice("category", Category.self, "what kind of thing it is")
        swerling = fields.integer("swerling", in: 0...4, default: 1, "fluctuation case")
        isArmed = fields.flag("armed", default: true, "does damage on arrival")
        isManned = fields.flag("manned", default: false, "carries a crew")
        isCivil = fields.flag("civil", default: false, "no party to the fight")
        transponder = fields.choice("transponder", Transponder.self, default: .silent, "what it answers when asked for friend or foe")
        followsTerrain = fields.flag("follows_terrain", default: false, "height counts from the ground beneath")
        terminal = fields.choice("terminal", Terminal.self, default: Terminal.none, "how it flies at the end")
        seeksRadars = fields.flag("seeks_radars", default: false, "homes on radars that radiate")
        values = fields.values(Self.fields)
        if category == .ballisticMissile, values["ballistic_coefficient_kgpm2"] == nil {
            fields.complain("category", "a ballistic missile needs ballistic_coefficient_kgpm2")
        }
        if (category == .ballisticMissile) != (terminal == .ballistic), !fields.isDescribing {
            fields.complain(
                "terminal",
                "found \(terminal.rawValue) for a \(category.rawValue); allowed: ballistic for ballistic missiles, and for them alone")
        }
        for key in ["speed_terminal_mps", "altitude_terminal_m"] where category == .ballisticMissile && values[key] != nil {
            fields.complain(
                key, "is not taken of a ballistic missile, whose flight says it; allowed: speed_impact_mps, a check of that flight")
        }
        if category == .jammer, values["jammer_erp_wpmhz"] == nil { fields.complain("category", "a jammer needs jammer_erp_wpmhz") }
    }

    package var words: [Named<String>] {
        [
            Named(name: "category", value: category.rawValue), Named(name: "armed", value: isArmed ? "yes" : "no"),
            Named(name: "manned", value: isManned ? "yes" : "no"), Named(name: "civil", value: isCivil ? "yes" : "no"),
            Named(name: "transponder", value: transponder.rawValue), Named(name: "follows terrain", value: followsTerrain ? "yes" : "no"),
            Named(name: "ends in", value: terminal.rawValue), Named(name: "seeks radars", value: seeksRadars ? "yes" : "no"),
            Named(name: "Swerling case", value: String(swerling)),
        ]
    }

    package static let fields: [CatalogueField] = [
        .model("rcs_m2", 1e-5...1e4, "mean radar cross-section from the front"),
        .model("rcs_side_ratio", 0.1...1e4, "from the side, over the front"),
        .model("rcs_tail_ratio", 0.1...1e4, "from behind, over the front"),
        .model("speed_mps", 5...8000, "on its way"),
        .option("speed_max_mps", 5...8000, "greatest; scenarios may ask for no more"),
        .option("speed_terminal_mps", 5...8000, "over its last 40 km; not of ballistic missiles, whose flight says it"),
        .model("altitude_m", 1...300_000, "on its way; above the ground where it follows terrain"),
        .option("altitude_terminal_m", 1...100_000, "over its last 40 km: above the sea where it skims it, else above the ground"),
        .option("dive_deg", 5...90, "steepness of the final dive"),
        .model("load_limit_g", 1...100, "greatest manoeuvre"),
        .option("evasive_load_g", 0...100, "manoeuvre flown when engaged"),
        .option("range_km", 1...30_000, "it flies this far; scenarios may ask for no more"),
        .option("ballistic_coefficient_kgpm2", 50...50_000, "m/(C_D·A)"),
        .option("apogee_quasiballistic_km", 5...1000, "of a depressed flight; a least-energy flight is the default"),
        .model("damage_count", 0...1000, "hits that one arrival counts as"),
        .model("vulnerability_ratio", 0.05...5, "factor on the interceptor's lethal radius"),
        .model("kill_at_zero_miss_probability", 0.05...1, "a perfect hit kills with this probability"),
        .option("jammer_erp_wpmhz", 0...1e9, "effective radiated noise power per megahertz"),
        .option("decoys_count", 0...100, "penetration aids that each ballistic missile releases at its apex"),
        .check("speed_impact_mps", 5...8000, "of a ballistic missile, near its target"),
        .check("price_musd", 0...5000, "unit price"),
        .check("warhead_kg", 0...5000, "warhead"),
        .check("mass_kg", 1...500_000, "at launch"),
        .check("radius_km", 1...30_000, "combat radius"),
        .check("own_radar_range_km", 1...2000, "range of the radar that it carries"),
        .check("apogee_min_energy_300_km", 1...1000, "least-energy flight of 300 km"),
        .check("apogee_min_energy_500_km", 1...1000, "least-energy flight of 500 km"),
        .check("apogee_min_energy_700_km", 1...1000, "least-energy flight of 700 km"),
        .check("burnout_speed_300_mps", 100...8000, "least-energy flight of 300 km"),
        .check("burnout_speed_500_mps", 100...8000, "least-energy flight of 500 km"),
        .check("burnout_speed_700_mps", 100...8000, "least-energy flight of 700 km"),
    ]

    package var crossSection: CatalogueValue { values.required("rcs_m2") }
    package var crossSectionSide: CatalogueValue { values.required("rcs_side_ratio") }
    package var crossSectionTail: CatalogueValue { values.required("rcs_tail_ratio") }
    package var speed: CatalogueValue { values.required("speed_mps") }
    package var speedMaximum: CatalogueValue? { values["speed_max_mps"] }
    package var speedTerminal: CatalogueValue? { values["speed_terminal_mps"] }
    package var altitude: CatalogueValue { values.required("altitude_m") }
    package var altitudeTerminal: CatalogueValue? { values["altitude_terminal_m"] }
    package var dive: CatalogueValue? { values["dive_deg"] }
    /// m/s².
    public var loadLimit: CatalogueValue { values.required("load_limit_g") }
    /// m/s².
    public var evasiveLoad: CatalogueValue? { values["evasive_load_g"] }
    package var range: CatalogueValue? { values["range_km"] }
    package var ballisticCoefficient: CatalogueValue? { values["ballistic_coefficient_kgpm2"] }
    package var apogeeQuasiballistic: CatalogueValue? { values["apogee_quasiballistic_km"] }
    package var damage: CatalogueValue { values.required("damage_count") }
    package var vulnerability: CatalogueValue { values.required("vulnerability_ratio") }
    package var killAtZeroMiss: CatalogueValue { values.required("kill_at_zero_miss_probability") }
    /// USD.
    public var price: CatalogueValue? { values["price_musd"] }
    /// W/Hz.
    public var jammerPowerDensity: CatalogueValue? { values["jammer_erp_wpmhz"] }
    package var warhead: CatalogueValue? { values["warhead_kg"] }
    package var decoys: CatalogueValue? { values["decoys_count"] }
}
