import Foundation
import Testing

@testable import ScenarioDocuments

@Suite struct ErrorTests {
    /// A small scenario that is in order.
    static let sound = """
        version: 1
        name: small
        origin: {latitude_deg: 40, longitude_deg: 20}
        assets:
        - {name: depot, position: {east_km: 0, north_km: 0}}
        arms:
          one:
            units:
            - name: favorit
              system: s-300pmu2
              command_post:
                position: {east_km: -2, north_km: -2}
              battalions:
              - name: first
                position: {east_km: 2, north_km: 1}
                launchers: 4
                load: {48n6e2: 16}
        raids:
        - name: intruder
          threat: fighter
          approach: {bearing_deg: 90, distance_km: 300}
          assets: [depot]

        """

    @Test func `faults of the text and of the catalogue come at once, in the order of the text`() throws {
        let text = Self.sound.replacing("latitude_deg: 40", with: "latitude_deg: 95").replacing("s-300pmu2", with: "s-500")
            .replacing("threat: fighter", with: "threat: figter").replacing("launchers: 4", with: "launchers: 0")
        let file = FileManager.default.temporaryDirectory.appending(path: "cupola-faults-\(ProcessInfo.processInfo.processIdentifier).yaml")
        try text.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let catalogue = try CatalogueDocument.load(directory: Repository.catalogue)
        let error = #expect(throws: DocumentErrors.self) { try ScenarioDocument.load(path: file.path, checkedAgainst: catalogue) }
        #expect(error?.errors.map(\.path) == [
            "origin.latitude_deg", "arms.one.units[0].system", "arms.one.units[0].battalions[0].launchers", "raids[0].threat",
        ])
    }

    static func faults(_ text: String) -> [String] {
        do {
            _ = try ScenarioDocument.decode(text: text, file: "s.yaml")
            return []
        } catch {
            return error.errors.map(\.description)
        }
    }

    @Test func `a sound scenario reads in SI and radians`() throws {
        let scenario = try ScenarioDocument.decode(text: Self.sound, file: "s.yaml")
        #expect(scenario.raids[0].approach?.distance == 300_000)
        #expect(abs(scenario.raids[0].approach!.bearing - .pi / 2) < 1e-15)
        #expect(scenario.arms[0].value.units[0].commandPost.place == .local(east: -2000, north: -2000))
        #expect(scenario.terrain.kind == .flat)
        #expect(scenario.arms[0].value.units[0].doctrine.mode == .shootLookShoot)
    }

    @Test func `all faults of a file come at once, each with line, column and path`() {
        let text = Self.sound
            .replacing("bearing_deg: 90", with: "bearing_deg: 400")
            .replacing("launchers: 4", with: "launchers: four")
            .replacing("threat: fighter", with: "threat: no")
            .replacing("name: small", with: "nmae: small")
        #expect(Self.faults(text) == [
            "s.yaml:1:1: name: is missing; allowed: text",
            "s.yaml:2:1: nmae: unknown key; did you mean name?",
            "s.yaml:16:20: arms.one.units[0].battalions[0].launchers: found four, allowed: a whole number, 1…48",
            "s.yaml:20:11: raids[0].threat: found no, which YAML 1.1 reads as a truth value; write \"no\"",
            "s.yaml:21:27: raids[0].approach.bearing_deg: 400 is outside 0…360 deg",
        ])
    }

    @Test(arguments: [
        ("distance_km: 300", "distance_km: 0300", "raids[0].approach.distance_km: found 0300, which YAML may read as octal; write 300"),
        (
            "distance_km: 300", "distance_km: .nan",
            "raids[0].approach.distance_km: found .nan, which is not finite; allowed: a number, 1…3000 km"
        ),
        (
            "distance_km: 300", "distance_km: -.INF",
            "raids[0].approach.distance_km: found -.INF, which is not finite; allowed: a number, 1…3000 km"
        ),
        (
            "distance_km: 300", "distance_km: 1e999",
            "raids[0].approach.distance_km: found 1e999, which is not finite; allowed: a number, 1…3000 km"
        ),
        ("distance_km: 300", "distance_km: 0x1F", "raids[0].approach.distance_km: found 0x1F, allowed: a number, 1…3000 km"),
        ("distance_km: 300", "distance_km: 1_000", "raids[0].approach.distance_km: found 1_000, allowed: a number, 1…3000 km"),
        ("distance_km: 300", "distance_km: 3:20", "raids[0].approach.distance_km: found 3:20, allowed: a number, 1…3000 km"),
        (
            "distance_km: 300", "distance_km: \"300\"",
            "raids[0].approach.distance_km: found the text \"300\" in quotes, allowed: a number, 1…3000 km, without quotes"
        ),
        ("distance_km: 300", "distance_km: [300]", "raids[0].approach.distance_km: found a list, allowed: a number, 1…3000 km"),
        ("distance_km: 300", "distance_km: ~", "raids[0].approach.distance_km: nothing after the key; allowed: a number, 1…3000 km"),
        ("assets: [depot]", "assets: [depto]", "raids: raids[0].assets: no asset is named depto; did you mean depot?"),
        ("assets: [depot]", "evasive: yes", "raids[0].evasive: found yes, allowed: true or false"),
        (
            "assets: [depot]", "targets: radar",
            "raids[0].targets: found radar, allowed: assets, radars, command-posts, launchers, none; did you mean radars?"
        ),
        ("version: 1", "version: 2", "version: found 2, allowed: 1"),
        (
            "load: {48n6e2: 16}", "load: {48n6e2: 1.5}",
            "arms.one.units[0].battalions[0].load.48n6e2: found 1.5, allowed: a whole number, 0…1000"
        ),
        (
            "position: {east_km: 2, north_km: 1}", "position: {east_km: 2}",
            "arms.one.units[0].battalions[0].position: found east_km, allowed: east_km and north_km, or latitude_deg and longitude_deg"
        ),
    ])
    func `a fault says what was found and what is allowed`(right: String, wrong: String, message: String) {
        let faults = Self.faults(Self.sound.replacing(right, with: wrong))
        #expect(faults.count == 1)
        #expect(faults.first?.hasSuffix(": " + message) == true, "\(faults)")
    }

    @Test func `a key with the wrong unit is named beside the one that is missing`() {
        #expect(Self.faults(Self.sound.replacing("distance_km: 300", with: "distance_m: 300")) == [
            "s.yaml:21:13: raids[0].approach.distance_km: is missing; allowed: a number, 1…3000 km",
            "s.yaml:21:31: raids[0].approach.distance_m: unknown key; did you mean distance_km?",
        ])
    }

    @Test func `words that are near are suggested, and others are not`() {
        #expect(Spelling.nearest(to: "beamwith_deg", among: ["beamwidth_deg", "range_km"]) == "beamwidth_deg")
        #expect(Spelling.nearest(to: "zzz", among: ["beamwidth_deg", "range_km"]) == nil)
        #expect(Spelling.distance(Array("abcd".utf8), Array("abdc".utf8)) == 1)
    }

    @Test func `an override replaces a value by its path and names its own place when it cannot`() throws {
        let scenario = try ScenarioDocument.decode(
            text: Self.sound, file: "s.yaml",
            overriding: [
                PathOverride(path: "raids[intruder].count", number: 12),
                PathOverride(path: "arms.one.units[0].battalions[first].launchers", number: 6),
                PathOverride(path: "terrain.kind", value: DocumentNode(text: "synthetic")),
            ])
        #expect(scenario.arms[0].value.units[0].battalions[0].launchers == 6)
        #expect(scenario.terrain.kind == .synthetic)
        #expect(scenario.raids[0].count == 12)
        #expect(throws: DocumentErrors.self) {
            _ = try ScenarioDocument.decode(
                text: Self.sound, file: "s.yaml", overriding: [PathOverride(path: "raids[nobody].count", number: 12)])
        }
        #expect(throws: DocumentErrors.self) {
            _ = try ScenarioDocument.decode(
                text: Self.sound, file: "s.yaml", overriding: [PathOverride(path: "raids[0].cuont", number: 12)])
        }
    }

    @Test func `a study reads its arms, factors and stopping rule`() throws {
        let study = try StudyDocument.decode(
            text: """
                version: 1
                name: flagship
                question: What would it have changed?
                scenario: raid.yaml
                arms:
                - {name: s-400}
                - {name: s-300, arm: s-300pmu2, scenario: {"raids[0].count": 3}, catalogue: {missiles.48n6e2.lethal_radius_m: 15}}
                factors:
                - {path: "raids[0].count", values: [8, 16, 32]}
                uncertainty: ["missiles.*.lethal_radius_m"]
                samples: 16
                runs: 50
                seed: 7
                outcomes: [leakers, cost_musd]
                stopping: {outcome: leakers, half_width: 0.5}
                as_of: 2019-05-30
                switches: {refusal_2019: true}
                """, file: "study.yaml")
        #expect(study.arms[1].catalogueOverrides[0].number == 15)
        #expect(study.factors[0].overrides.map(\.text) == ["8", "16", "32"])
        #expect(study.stopping?.halfWidth == 0.5)
        #expect(study.asOf == "2019-05-30")
    }
}
