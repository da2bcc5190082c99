import Quantities

/// A scenario file, version 1: the ground, what is defended, the arms that defend it, what comes, and what fails.
///
/// Plain values as written, in SI and radians; names are not yet resolved against the catalogue (the compiler does that).
public struct ScenarioDocument: DocumentObject, Sendable {
    /// Version of the form that this program reads.
    public static let version = 1

    /// As records call it.
    public let name: String
    /// For people.
    public let description: String
    /// Seed of every random stream of the run; the command line may replace it.
    public let seed: UInt64
    /// Longest time simulated.
    public let duration: Seconds
    /// Where east and north are counted from.
    public let origin: GeodeticPlaceDocument
    /// The ground.
    public let terrain: TerrainDocument
    /// Rain, refraction, gases.
    public let weather: WeatherDocument
    /// What is defended.
    public let assets: [AssetDocument]
    /// Systems that several arms use, each written once.
    public let units: [UnitDocument]
    /// The alternatives compared: each a whole defence under its own name.
    public let arms: [Named<ArmDocument>]
    /// What flies in, by group.
    public let raids: [RaidGroupDocument]
    /// Civil aircraft in the air.
    public let civil: [TrafficDocument]
    /// Friendly aircraft in the air.
    public let friends: [TrafficDocument]
    /// Parts that fail by the scenario's word.
    public let failures: [FailureDocument]

    /// Reads a scenario's keys; faults are the reader's.
    package init(reading fields: inout FieldReader) {
        fields.version(Self.version)
        name = fields.text("name", "short name, for tables")
        description = fields.text("description", default: "", "what the scenario shows, in a sentence or two")
        seed = UInt64(fields.integer("seed", in: 0...Int.max, default: 1, "seed of the random streams"))
        duration = fields.number("duration_s", in: 1...86_400, default: 3600, "longest time simulated")
        origin = fields.object("origin", GeodeticPlaceDocument.self, "where east_km 0, north_km 0 lies")
        terrain = fields.objectOrDefaults("terrain", TerrainDocument.self, "the ground; flat when absent")
        weather = fields.objectOrDefaults("weather", WeatherDocument.self, "clear sky and standard refraction when absent")
        assets = fields.list("assets", AssetDocument.self, "what is defended")
        units = fields.list("units", UnitDocument.self, "systems written once, for arms to use by name")
        arms = fields.named("arms", ArmDocument.self, required: true, "defences, each under its own name")
        raids = fields.list("raids", RaidGroupDocument.self, "what comes")
        civil = fields.list("civil", TrafficDocument.self, "civil aircraft in the air")
        friends = fields.list("friends", TrafficDocument.self, "friendly aircraft in the air")
        failures = fields.list("failures", FailureDocument.self, "what breaks, and when, whatever the enemy does")
        checkNames(&fields)
    }

    /// Reads a scenario; `overrides` (a study's factors and arms) are put in place first.
    /// - Parameter catalogue: what the changed scenario is held against, where its own values are sound.
    public static func load(
        path: String, overriding overrides: [PathOverride] = [], from file: String? = nil, heldAgainst catalogue: CatalogueDocument? = nil
    ) throws(DocumentErrors) -> ScenarioDocument {
        let text = try DocumentParser.parse(text: ScenarioText.read(path: path), file: path)
        let node = try text.changed(by: overrides, file: file ?? path)
        do {
            let document = try FieldReader.decode(Self.self, from: node, file: path)
            if let catalogue { try document.check(against: catalogue) }
            return document
        } catch {
            // Its own faults are its own; those of what was put into it are the other file's.
            guard !overrides.isEmpty, let file else { throw error }
            let own = try FieldReader.decode(Self.self, from: text.withUnitsInPlace(), file: path)
            if let catalogue { try own.check(against: catalogue) }
            throw error.blaming(overrides, of: file)
        }
    }

    /// Reads a scenario and holds it against the catalogue; throws the faults of both kinds at once, in the order of the text.
    public static func load(path: String, checkedAgainst catalogue: CatalogueDocument) throws(DocumentErrors) -> ScenarioDocument {
        let node = try DocumentParser.parse(text: ScenarioText.read(path: path), file: path).withUnitsInPlace()
        let (document, faults) = FieldReader.decodeWithFaults(Self.self, from: node, file: path)
        let all = faults + document.faults(against: catalogue)
        guard all.isEmpty else {
            throw DocumentErrors(all.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
        }
        return document
    }

    /// Decodes text; `file` is the name that errors give.
    public static func decode(text: String, file: String, overriding overrides: [PathOverride] = [])
        throws(DocumentErrors) -> ScenarioDocument
    {
        let node = try DocumentParser.parse(text: text, file: file).changed(by: overrides, file: file)
        return try FieldReader.decode(Self.self, from: node, file: file)
    }

    /// Names stand for things in links, targets and reports, so they must be unique and must exist.
    private func checkNames(_ fields: inout FieldReader) {
        guard !fields.isDescribing else { return }
        func refuseTwice(_ names: [String], _ key: String, _ fields: inout FieldReader) {
            var seen: Set<String> = []
            for name in names where !name.isEmpty && !seen.insert(name).inserted {
                fields.complain(key, "the name \(name) is given more than once")
            }
        }
        refuseTwice(assets.map(\.name), "assets", &fields)
        refuseTwice(units.map(\.name), "units", &fields)
        for unit in units where !arms.contains(where: { $0.value.uses.contains { $0.unit == unit.name } }) {
            fields.complain("units", "no arm uses \(unit.name)")
        }
        for arm in arms {
            for use in arm.value.uses {
                guard let unit = units.first(where: { $0.name == use.unit }) else {
                    let near = Spelling.nearest(to: use.unit, among: units.map(\.name))
                    let known = units.isEmpty ? "there are no units" : "allowed: \(units.map(\.name).joined(separator: ", "))"
                    fields.complain(
                        "arms", "arms.\(arm.name).use: no unit is named \(use.unit); " + (near.map { "did you mean \($0)?" } ?? known))
                    continue
                }
                let battalions = unit.battalions.map(\.name)
                for name in use.places.map(\.name) + use.left where !battalions.contains(name) {
                    fields.complain(
                        "arms",
                        "arms.\(arm.name).use: \(use.unit) has no battalion \(name); allowed: \(battalions.joined(separator: ", "))")
                }
            }
        }
        refuseTwice(raids.map(\.name) + civil.map(\.name) + friends.map(\.name), "raids", &fields)
        let assetNames = Set(assets.map(\.name))
        for (index, raid) in raids.enumerated() {
            for asset in raid.targetAssets where !assetNames.contains(asset) {
                let near = Spelling.nearest(to: asset, among: assets.map(\.name))
                fields.complain(
                    "raids", "raids[\(index)].assets: no asset is named \(asset)" + (near.map { "; did you mean \($0)?" } ?? ""))
            }
        }
        for arm in arms {
            refuseTwice(arm.value.units.map(\.name) + arm.value.companions.map(\.name), "arms", &fields)
        }
        for (index, failure) in failures.enumerated() {
            for arm in arms where arm.value.units.contains(where: { $0.name == failure.unit }) == false
                && arm.value.companions.contains(where: { $0.name == failure.unit }) == false
            {
                let existsElsewhere = arms.contains { other in
                    other.value.units.contains { $0.name == failure.unit }
                        || other.value.companions.contains { $0.name == failure.unit }
                }
                if !existsElsewhere {
                    fields.complain("failures", "failures[\(index)].unit: no unit is named \(failure.unit) in any arm")
                    break
                }
            }
        }
    }
}
