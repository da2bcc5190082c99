/// Enumerations of SISO-REF-010 (version 34) for what a run holds.
enum DISNumbers {
    /// Kind, domain, country, category, subcategory, specific, extra.
    struct EntityType: Sendable, Equatable {
        var kind: UInt8
        var domain: UInt8
        var country: UInt16
        var category: UInt8
        var subcategory: UInt8 = 0
        var specific: UInt8 = 0
        var extra: UInt8 = 0
    }

    /// Force: friendly, opposing, neutral (UID 6).
    static func force(_ side: ExchangeObject.Side) -> UInt8 {
        switch side {
        case .defence: 1
        case .hostile: 2
        case .civil: 3
        }
    }

    /// Russia (UID 29).
    private static let russia: UInt16 = 222

    /// Systems: category 28 is a unit's equipment of air and missile defence (UID 8).
    private static func subcategory(system: String) -> UInt8 {
        switch system {
        case "s-400": 24
        case "s-300pmu2": 21
        default: 0
        }
    }

    static func type(of object: ExchangeObject, radarModel: String, system: String) -> EntityType {
        switch object.kind {
        case .target(let threat): type(of: threat)
        case .round: missile(object.type)
        case .launcher:
            EntityType(
                kind: 1, domain: 1, country: russia, category: 28, subcategory: subcategory(system: system),
                specific: subcategory(system: system) == 0 ? 0 : 2)
        case .radar: radar(radarModel, name: object.name, system: system)
        case .post:
            EntityType(
                kind: 1, domain: 1, country: russia, category: 28, subcategory: subcategory(system: system),
                specific: system == "s-400" ? 3 : 0)
        // A cultural feature on land (kind 5), of no country.
        case .asset: EntityType(kind: 5, domain: 1, country: 0, category: 0)
        }
    }

    private static func radar(_ model: String, name: String, system: String) -> EntityType {
        let known: (subcategory: UInt8, specific: UInt8)? =
            switch radarKey(model, name) {
            case "92n6": (24, 4)
            case "91n6": (24, 5)
            case "30n6": (21, 3)
            case "64n6": (21, 5)
            case "96l6": (21, 6)
            default: nil
            }
        return EntityType(
            kind: 1, domain: 1, country: russia, category: 28, subcategory: known?.subcategory ?? subcategory(system: system),
            specific: known?.specific ?? 0)
    }

    /// Emitter names (UID 75): Grave Stone, the 91N6E, Tomb Stone, Big Bird D, Cheese Board; 0 where none is public.
    static func emitter(_ model: String, _ name: String) -> UInt16 {
        switch radarKey(model, name) {
        case "92n6": 16_960
        case "91n6": 9_662
        case "30n6": 35_800
        case "64n6": 9_660
        case "96l6": 11_020
        default: 0
        }
    }

    /// The radar by its catalogue identifier, or by its index in a name that people gave.
    private static func radarKey(_ model: String, _ name: String) -> String? {
        let text = (model.isEmpty ? name : model).lowercased()
        return ["92n6", "91n6", "30n6", "64n6", "96l6"].first { text.contains($0) }
    }

    /// Munitions (kind 2) against air (domain 1), guided (category 1): SA-20 is 42, SA-21 is 44 with its four rounds.
    private static func missile(_ id: String) -> EntityType {
        var type = EntityType(kind: 2, domain: 1, country: russia, category: 1)
        switch id {
        case "48n6e", "48n6e2": type.subcategory = 42
        case "9m96e": (type.subcategory, type.specific) = (44, 1)
        case "9m96e2": (type.subcategory, type.specific) = (44, 2)
        case "48n6e3": (type.subcategory, type.specific) = (44, 3)
        case "40n6e": (type.subcategory, type.specific) = (44, 4)
        default: break
        }
        return type
    }

    /// Notional classes have no country. Air platforms (UID 10): fighter 1, bomber 3, electronic warfare 6, early warning 8,
    /// unmanned 50, civilian large 87. Munitions (UID 14): anti-radar 4, tactical 11; guided 1, ballistic 2.
    private static func type(of threat: ThreatKind) -> EntityType {
        func air(_ category: UInt8) -> EntityType { EntityType(kind: 1, domain: 2, country: 0, category: category) }
        func munition(_ domain: UInt8, _ category: UInt8) -> EntityType {
            EntityType(kind: 2, domain: domain, country: 0, category: category)
        }
        return switch threat {
        case .fighter: air(1)
        case .bomber: air(3)
        case .jammer: air(6)
        case .earlyWarning: air(8)
        case .drone, .decoy: air(50)
        case .airliner: air(87)
        case .cruiseMissile: munition(11, 1)
        case .antiRadiationMissile: munition(4, 1)
        case .ballisticMissile: munition(11, 2)
        }
    }
}
