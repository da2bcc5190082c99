import Quantities

/// The ground of a scenario.
public struct TerrainDocument: DocumentObject, Sendable, Equatable {
    package enum Kind: String, CaseIterable, Sendable { case flat, synthetic, files }

    /// Nodes of a synthetic relief: 12 bytes each while it is made, 300 MB in all.
    public static let nodesMaximum = 25_000_000

    /// What covers the ground, as radar clutter tells it apart.
    public enum Land: String, CaseIterable, Sendable { case urban, mountains, forest, farmland, desert, sea }

    package let kind: Kind
    package let land: Land
    /// Synthetic relief: its seed.
    public let seed: UInt64
    /// Synthetic relief: height of the highest hills above the plain.
    public let amplitude: Metres
    /// Half the side of the square of relief about the origin.
    public let extent: Metres
    /// Grid spacing.
    public let spacing: Metres
    /// Height of the plain (flat, synthetic) above mean sea level.
    public let baseHeight: Metres
    /// Elevation files (SRTM .hgt, DTED, GeoTIFF), relative to the scenario file.
    public let paths: [String]

    package init(reading fields: inout FieldReader) {
        kind = fields.choice("kind", Kind.self, default: .flat, "flat, a seeded synthetic relief, or elevation files")
        land = fields.choice("land", Land.self, default: .farmland, "what covers the ground: it decides the strength of clutter")
        seed = UInt64(fields.integer("seed", in: 0...Int.max, default: 1, "seed of the synthetic relief"))
        amplitude = fields.number("amplitude_m", in: 0...6000, default: 400, "height of the highest hills of the synthetic relief")
        extent = fields.number("extent_km", in: 1...1000, default: 150, "half the side of the square of relief about the origin")
        spacing = fields.number("spacing_m", in: 20...5000, default: 250, "grid spacing")
        baseHeight = fields.number("base_height_m", in: -500...5000, default: 0, "height of the plain above mean sea level")
        paths = fields.texts("paths", "elevation files, relative to the scenario file")
        let nodes = 2 * (extent / spacing).rounded(.up) + 1
        if kind == .synthetic, nodes * nodes > Double(Self.nodesMaximum), !fields.isDescribing {
            fields.complain(
                "spacing_m",
                "the relief would have \(Int(nodes)) × \(Int(nodes)) nodes, allowed: \(Self.nodesMaximum) in all; take a wider spacing or a smaller extent"
            )
        }
        if !fields.has("kind"), !fields.isDescribing,
            let key = ["seed", "amplitude_m", "extent_km", "spacing_m"].first(where: { fields.has($0) })
        {
            fields.complain(key, "belongs to a relief, and the ground is flat without kind; allowed: with kind: synthetic")
        }
        if kind == .files, paths.isEmpty { fields.complain("kind", "files needs paths") }
        if kind != .files, !paths.isEmpty { fields.complain("paths", "paths belong to kind: files, found kind: \(kind.rawValue)") }
    }
}

/// The air between radar and target.
public struct WeatherDocument: DocumentObject, Sendable, Equatable {
    /// Rain everywhere, millimetres an hour (the unit of ITU-R P.838).
    public let rainMillimetresPerHour: Double
    /// Effective-earth factor k; 4/3 is the standard atmosphere.
    public let refractionFactor: Double
    /// Gaseous attenuation on or off.
    public let hasGasAttenuation: Bool

    package init(reading fields: inout FieldReader) {
        rainMillimetresPerHour = fields.number("rain_mm_h", in: 0...200, default: 0, "rain, millimetres an hour")
        refractionFactor = fields.number("refraction_k", in: 0.5...10, default: 4.0 / 3.0, "effective-earth factor; 4/3 is standard")
        hasGasAttenuation = fields.flag("gas_attenuation", default: true, "attenuation by oxygen and water vapour")
    }
}

/// Something worth defending.
public struct AssetDocument: DocumentObject, Sendable, Equatable {
    /// As records call it.
    public let name: String
    /// Free word for tables: city, airfield, plant, port …
    public let kind: String
    package let place: PlaceDocument
    /// What its loss costs, in units of the scenario's own.
    public let value: Double
    /// A hit inside this radius counts.
    public let radius: Metres
    /// Hits (damage values of leakers added) that destroy it.
    public let hitsToDestroy: Double
    /// Public price, USD, where the scenario counts money.
    public let price: Double?

    package init(reading fields: inout FieldReader) {
        name = fields.text("name", "name, one of its kind")
        kind = fields.text("kind", default: "asset", "a word for tables: city, airfield, plant …")
        place = fields.object("position", PlaceDocument.self, "where it stands")
        value = fields.number("value", in: 0...1e9, default: 1, "what its loss costs, in units of the scenario's own")
        radius = fields.number("radius_m", in: 1...50_000, default: 500, "a hit inside this radius counts")
        hitsToDestroy = fields.number("hits_to_destroy", in: 0.1...1e6, default: 1, "hits that destroy it")
        price = fields.optionalNumber("price_musd", in: 0...1e6, "price, where money is counted")
    }
}
