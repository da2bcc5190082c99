import Foundation
import Testing

@testable import ScenarioDocuments

@Suite struct SchemaTests {
    @Test func `our own scenarios and studies read`() throws {
        for name in try Repository.files(in: "Scenarios") {
            let scenario = try ScenarioDocument.load(path: "\(Repository.root)/Scenarios/\(name)")
            #expect(!scenario.arms.isEmpty)
        }
    }

    @Test func `the scenarios name only what the catalogue has`() throws {
        let catalogue = try CatalogueTests.loaded.get()
        for name in try Repository.files(in: "Scenarios") {
            try ScenarioDocument.load(path: "\(Repository.root)/Scenarios/\(name)").check(against: catalogue)
        }
    }

    @Test func `names that the catalogue lacks are refused with their lines`() throws {
        let catalogue = try CatalogueTests.loaded.get()
        let text = ErrorTests.sound.replacing("threat: fighter", with: "threat: fightr")
            .replacing("system: s-300pmu2", with: "system: s-300pmu2\n      acquisition_radars: [{radar: 91n6}]")
            .replacing("load: {48n6e2: 16}", with: "load: {48n6e2: 17, 40n6e: 1}")
        do {
            try ScenarioDocument.decode(text: text, file: "s.yaml").check(against: catalogue)
            Issue.record("accepted")
        } catch {
            #expect(error.errors.map(\.description) == [
                "s.yaml:20:3: raids[0].threat: no threat class fightr; did you mean fighter?",
                "s.yaml:11:28: arms.one.units[0].acquisition_radars[0].radar: no radar 91n6; did you mean 91n6e?",
                "s.yaml:15:9: arms.one.units[0].battalions[0].load: no missile of s-300pmu2 40n6e; did you mean 48n6e?",
                "s.yaml:15:9: arms.one.units[0].battalions[0].load: needs 17 tubes, but 4 launchers have 16",
            ])
        }
    }

    @Test(arguments: JSONSchema.Document.allCases)
    func `a schema is JSON and names every key`(document: JSONSchema.Document) throws {
        let text = JSONSchema.text(of: document)
        let json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(json["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
        if document == .scenario {
            let properties = try #require(json["properties"] as? [String: Any])
            #expect(Set(properties.keys).isSuperset(of: ["version", "name", "origin", "arms", "raids", "civil", "failures"]))
            let terrain = try #require((properties["terrain"] as? [String: Any])?["properties"] as? [String: Any])
            #expect((terrain["amplitude_m"] as? [String: Any])?["maximum"] as? Double == 6000)
        }
    }

    @Test func `units in keys convert to SI`() {
        #expect(DocumentUnit.named(by: "range_km").toSI(3) == 3000)
        #expect(DocumentUnit.named(by: "loss_db").toSI(20) == 100)
        #expect(DocumentUnit.named(by: "reload_time_min").toSI(2) == 120)
        #expect(abs(DocumentUnit.named(by: "jammer_erp_wpmhz").toSI(5) - 5e-6) < 1e-18)
        #expect(DocumentUnit.named(by: "rain_mm_h").toSI(5) == 5)
        #expect(DocumentUnit.named(by: "salvo") == .none)
        for unit in DocumentUnit.all where unit.scale != .decibel { #expect(abs(unit.fromSI(unit.toSI(7)) - 7) < 1e-12) }
    }
}

extension SchemaTests {
    static func keys(of shape: FieldShape) -> [String] {
        switch shape {
        case .object(let object): object.fields.flatMap { [$0.key] + keys(of: $0.shape) }
        case .list(let element, _, _): keys(of: element)
        case .named(let value): keys(of: value)
        default: []
        }
    }

    @Test func `the handbook names every key of scenarios and studies`() throws {
        let handbook = try Repository.text("docs/SCENARIOS.md")
        let shapes: [FieldShape] = [.object(FieldReader.describe(ScenarioDocument.self)), .object(FieldReader.describe(StudyDocument.self))]
        for key in Set(shapes.flatMap(Self.keys)).sorted() { #expect(handbook.contains("`\(key)`"), "\(key)") }
    }

    @Test func `the handbook's study reads`() throws {
        let handbook = try Repository.text("docs/SCENARIOS.md")
        let block = try #require(handbook.components(separatedBy: "```yaml\n").last?.components(separatedBy: "```").first)
        let study = try StudyDocument.decode(text: block, file: "SCENARIOS.md")
        #expect(study.arms.map(\.name) == ["s-300pmu2", "s-400"])
        let overrides = study.factors.flatMap(\.overrides)
        let scenario = try ScenarioDocument.load(path: "\(Repository.root)/Scenarios/saturation.yaml", overriding: [overrides[2]])
        #expect(scenario.raids.first { $0.name == "low-cruise" }?.count == 32)
    }
}

extension SchemaTests {
    @Test func `our own studies are in order`() throws {
        let catalogue = try CatalogueTests.loaded.get()
        for name in try Repository.files(in: "Studies") {
            let file = "\(Repository.root)/Studies/\(name)"
            let study = try StudyDocument.load(path: file)
            try study.check(against: catalogue, file: file, scenarioFile: "\(Repository.root)/Studies/\(study.scenario)")
        }
    }

    @Test func `a study that names what is not there is refused`() throws {
        let catalogue = try CatalogueTests.loaded.get()
        let study = try StudyDocument.decode(
            text: """
                version: 1
                name: wrong
                scenario: saturation.yaml
                arms: [{name: s-40}, {name: s-400, catalogue: {missiles.48n6e3.lethal_radius: 5}}]
                factors: [{path: "raids[drones].cuont", values: [1]}]
                uncertainty: ["threats.*.rcs", "missiles.48n6e3.rounds_per_tube_count"]
                seed: 1
                """, file: "study.yaml")
        do {
            try study.check(against: catalogue, file: "study.yaml", scenarioFile: "\(Repository.root)/Scenarios/saturation.yaml")
            Issue.record("accepted")
        } catch {
            let messages = error.errors.map { "\($0.path): \($0.message)" }
            #expect(messages.count == 5, "\(messages)")
            #expect(messages[0].hasPrefix("arms[0]: no arm s-40 in ") && messages[0].hasSuffix("did you mean s-400?"))
            #expect(
                messages[1]
                    == "missiles.48n6e3.lethal_radius: no such value in the catalogue; did you mean missiles.48n6e3.lethal_radius_m?")
            #expect(messages[2].contains("cuont: unknown key; did you mean count?"))
            #expect(messages[3] == "uncertainty[0]: threats.*.rcs matches nothing in the catalogue; did you mean threats.arm.rcs_m2?")
            #expect(messages[4] == "uncertainty[1]: missiles.48n6e3.rounds_per_tube_count has no range to draw from")
        }
    }
}
