import Quantities

/// One defence: the alternative that a study compares with others.
public struct ArmDocument: DocumentObject, Sendable {
    /// For people.
    public let description: String
    /// Price of the whole arm, USD; nil: the compiler adds up the catalogue's prices.
    public let price: Double?
    /// Its own units, then those that it uses.
    public let units: [UnitDocument]
    /// Units of the scenario that it uses, as written.
    public let uses: [UnitUseDocument]
    package let companions: [CompanionDocument]

    package init(reading fields: inout FieldReader) {
        description = fields.text("description", default: "", "a sentence for readers, told in the report")
        price = fields.optionalNumber("price_musd", in: 0...1e6, "price of the whole arm; the catalogue's prices when absent")
        units = fields.list("units", UnitDocument.self, "systems with a command post")
        uses = fields.list("use", UnitUseDocument.self, "units of the scenario, by name")
        companions = fields.list("companions", CompanionDocument.self, "short-range vehicles beside them")
    }
}

/// One system in the field: command post, acquisition radars, battalions, joined by links.
public struct UnitDocument: DocumentObject, Sendable {
    /// As records call it.
    public let name: String
    /// Catalogue identifier of the system, such as `s-400`.
    public let system: String
    package let commandPost: CommandPostDocument
    package let acquisitionRadars: [RadarPostDocument]
    package let battalions: [BattalionDocument]
    package let links: LinksDocument
    package let doctrine: DoctrineDocument
    /// Where it stands in the file.
    public let written: DocumentPlace

    package init(reading fields: inout FieldReader) {
        written = fields.place
        name = fields.text("name", "name, one of its kind in the arm")
        system = fields.identifier("system", of: .system, "catalogue identifier, such as s-400")
        commandPost = fields.object("command_post", CommandPostDocument.self, "where tracks become orders")
        acquisitionRadars = fields.list("acquisition_radars", RadarPostDocument.self, "radars that report to the command post")
        battalions = fields.list("battalions", BattalionDocument.self, count: 1...24, "fire units")
        links = fields.objectOrDefaults("links", LinksDocument.self, "the catalogue's values when absent")
        doctrine = fields.objectOrDefaults("doctrine", DoctrineDocument.self, "how it fights")
        guard !fields.isDescribing else { return }
        var seen: Set<String> = []
        for battalion in battalions where !battalion.name.isEmpty && !seen.insert(battalion.name).inserted {
            fields.complain("battalions", "the name \(battalion.name) is given more than once")
        }
        if doctrine.displacesAfterSalvos != nil, battalions.allSatisfy({ $0.movement.alternates.isEmpty }) {
            fields.complain("doctrine.displaces_after_salvos", "given, and no battalion has alternate_positions to go to")
        }
    }
}

package struct CommandPostDocument: DocumentObject, Sendable, Equatable {
    package let place: PlaceDocument
    /// It stands on the highest ground within this distance of the place; nil: at the place.
    public let highGroundWithin: Metres?
    /// Hits that destroy it.
    public let hitsToDestroy: Double

    package init(reading fields: inout FieldReader) {
        place = fields.object("position", PlaceDocument.self, "where it stands")
        highGroundWithin = HighGround.read(&fields)
        hitsToDestroy = fields.number("hits_to_destroy", in: 0.1...1000, default: 1, "hits that destroy it")
    }
}

/// A radar at a place.
public struct RadarPostDocument: DocumentObject, Sendable, Equatable {
    /// Catalogue identifier, such as `91n6e`.
    public let radar: String
    /// As records call it; nil: the radar's own name.
    public let name: String?
    /// Nil: beside the command post (acquisition) or the battalion.
    public let place: PlaceDocument?
    /// Height of the antenna above the ground when on a mast; nil: the catalogue's height without one.
    public let mast: Metres?
    /// Centre of the sector it watches; nil: all round, or the battalion's sector.
    public let sectorCentre: Radians?
    /// Where it stands in the file.
    public let written: DocumentPlace

    package init(reading fields: inout FieldReader) {
        written = fields.place
        radar = fields.identifier("radar", of: .radar, "catalogue identifier, such as 91n6e")
        name = fields.optionalText("name", "name for tables and failures")
        place = fields.optionalObject("position", PlaceDocument.self, "where it stands; beside its unit when absent")
        mast = fields.optionalNumber("mast_m", in: 1...100, "antenna height on a mast; the catalogue's without one when absent")
        sectorCentre = fields.optionalNumber("sector_centre_deg", in: 0...360, "bearing of the watched sector's middle")
    }
}

/// A fire unit: one engagement radar and its launchers.
public struct BattalionDocument: DocumentObject, Sendable {
    /// As records call it.
    public let name: String
    package let place: PlaceDocument
    /// It stands on the highest ground within this distance of the place; nil: at the place.
    public let highGroundWithin: Metres?
    /// Bearing of the middle of the engagement radar's sector.
    public let sectorCentre: Radians
    /// Catalogue identifier; nil: the system's own.
    public let engagementRadar: String?
    /// Engagement radar's antenna height when on a mast; nil: without one.
    public let mast: Metres?
    package let lowAltitudeRadar: RadarPostDocument?
    package let launchers: Int
    /// Rounds ready on the launchers, by missile.
    public let load: [Named<Int>]
    /// Rounds for reloading, by missile.
    public let reserve: [Named<Int>]
    package let movement: MovementDocument
    /// Where it stands in the file.
    public let written: DocumentPlace

    package init(reading fields: inout FieldReader) {
        written = fields.place
        name = fields.text("name", "name, one of its kind in the arm")
        place = fields.object("position", PlaceDocument.self, "where it stands")
        highGroundWithin = HighGround.read(&fields)
        sectorCentre = fields.number("sector_centre_deg", in: 0...360, default: 0, "bearing of the middle of the engagement radar's sector")
        engagementRadar = fields.optionalIdentifier("engagement_radar", of: .radar, "catalogue identifier; the system's own when absent")
        mast = fields.optionalNumber("mast_m", in: 1...100, "engagement radar's antenna height on a mast")
        lowAltitudeRadar = fields.optionalObject("low_altitude_radar", RadarPostDocument.self, "a search radar of its own")
        launchers = fields.integer("launchers", in: 1...48, "launchers of the fire unit, a count")
        load = fields.counts("load", of: .missile, in: 0...1000, required: true, "ready rounds by missile, over all launchers")
        reserve = fields.counts("reserve", of: .missile, in: 0...10_000, "rounds for reloading, by missile")
        movement = MovementDocument.read(&fields)
    }
}

/// Siting as crews do it: near where they are wanted, on ground that sees.
enum HighGround {
    static func read(_ fields: inout FieldReader) -> Metres? {
        fields.optionalNumber(
            "highest_ground_within_km", in: 0.1...50, "stand on the highest ground this near to the position; at it when absent")
    }
}

/// Links between command post and battalions; absent values are the catalogue's.
public struct LinksDocument: DocumentObject, Sendable, Equatable {
    package let latency: Seconds?
    /// Probability that one message is lost.
    public let lossProbability: Double?

    package init(reading fields: inout FieldReader) {
        latency = fields.optionalNumber("latency_s", in: 0...60, "delay of one message")
        lossProbability = fields.optionalNumber("loss_probability", in: 0...1, "probability that one message is lost")
    }
}

/// How a unit fights.
public struct DoctrineDocument: DocumentObject, Sendable, Equatable {
    package enum Mode: String, CaseIterable, Sendable {
        /// Fire, assess, fire again if missed.
        case shootLookShoot = "shoot-look-shoot"
        /// A salvo, then assess, then a salvo.
        case salvoLookSalvo = "salvo-look-salvo"
        /// Fire without waiting for the assessment.
        case shootShoot = "shoot-shoot"
        /// One salvo and no more.
        case singleSalvo = "single-salvo"
    }

    /// Weapons control: fire at nothing; at what is identified hostile; at what is not identified friendly or civil.
    public enum Rules: String, CaseIterable, Sendable { case hold, tight, free }

    /// What radars do when missiles come that home on them.
    package enum EmissionControl: String, CaseIterable, Sendable {
        case none
        case silentWhenAttacked = "silent-when-attacked"
    }

    /// Rounds per salvo.
    public let salvo: Int
    package let emissionControl: EmissionControl
    package let mode: Mode
    /// Ready rounds of each battalion kept for targets that threaten the unit itself.
    public let reserveRounds: Int
    /// Shots with a smaller expected kill probability are not taken.
    public let minimumKillProbability: Double
    package let rules: Rules
    /// Most rounds spent on one target; nil: no limit.
    public let roundsPerTargetMaximum: Int?
    /// Salvos from one place after which a battery leaves it; nil: none does.
    package let displacesAfterSalvos: Int?

    package init(reading fields: inout FieldReader) {
        salvo = fields.integer("salvo", in: 1...8, default: 2, "rounds per salvo")
        mode = fields.choice(
            "mode", Mode.self, default: .shootLookShoot,
            "one round and a look while there is time, the salvo at the last; salvo and look; two salvos, no look; one salvo")
        reserveRounds = fields.integer("reserve_rounds", in: 0...1000, default: 0, "ready rounds kept for self-defence")
        minimumKillProbability = fields.number("minimum_kill_probability", in: 0...1, default: 0.1, "shots with less are not taken")
        emissionControl = fields.choice(
            "emission_control", EmissionControl.self, default: EmissionControl.none,
            "radars that guide no round go on, or fall silent while missiles that home on them come")
        rules = fields.choice(
            "rules", Rules.self, default: .tight, "hold: fire at nothing; tight: at the identified; free: at all but friends")
        roundsPerTargetMaximum = fields.optionalInteger(
            "rounds_per_target_maximum", in: 1...100, "most rounds spent on one target; no limit when absent")
        displacesAfterSalvos = fields.optionalInteger(
            "displaces_after_salvos", in: 1...100,
            "a battery leaves for its next alternate position after so many salvos from one place; it stays when absent")
    }
}

/// A short-range vehicle: command post, radars, launcher in one.
public struct CompanionDocument: DocumentObject, Sendable {
    /// As records call it.
    public let name: String
    /// Catalogue identifier, such as `pantsir-s1`.
    public let system: String
    package let place: PlaceDocument
    package let sectorCentre: Radians
    /// Ready rounds by missile; empty: the catalogue's full load.
    public let load: [Named<Int>]
    package let reserve: [Named<Int>]
    package let movement: MovementDocument
    /// Name of the unit whose air picture it hears; nil: alone.
    public let reportsTo: String?
    package let doctrine: DoctrineDocument
    /// Where it stands in the file.
    public let written: DocumentPlace

    package init(reading fields: inout FieldReader) {
        written = fields.place
        name = fields.text("name", "name, one of its kind in the arm")
        system = fields.identifier("system", of: .system, "catalogue identifier, such as pantsir-s1")
        place = fields.object("position", PlaceDocument.self, "where it stands")
        sectorCentre = fields.number("sector_centre_deg", in: 0...360, default: 0, "bearing of the middle of its radar's sector")
        load = fields.counts("load", of: .missile, in: 0...100, "ready rounds by missile; a full load when absent")
        reserve = fields.counts("reserve", of: .missile, in: 0...10_000, "rounds for reloading, by missile")
        movement = MovementDocument.read(&fields)
        reportsTo = fields.optionalText("reports_to", "name of the unit whose air picture it hears")
        doctrine = fields.objectOrDefaults("doctrine", DoctrineDocument.self, "how it fights")
    }
}
