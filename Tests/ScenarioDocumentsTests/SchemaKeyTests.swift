import Foundation
import Testing

@testable import ScenarioDocuments

@Suite(.enabled(if: ProcessInfo.processInfo.environment["CUPOLA_WALK"] != nil, "runs with make walk")) struct SchemaKeyTests {
    @Test(arguments: JSONSchema.Document.allCases)
    func `every key of every schema says what it is, and every quantity its unit`(document: JSONSchema.Document) throws {
        let schema = try SchemaValidator(document, catalogue: CatalogueTests.loaded.get()).root
        var keys = 0
        func walk(_ value: Any, _ path: String) {
            if let list = value as? [Any] { for item in list { walk(item, path) } }
            guard let map = value as? [String: Any] else { return }
            for (key, property) in map["properties"] as? [String: [String: Any]] ?? [:] {
                // The branch that chooses a form by its kind names the key alone.
                if path.hasSuffix(".if") { continue }
                keys += 1
                #expect((property["description"] as? String)?.isEmpty == false, "\(path).\(key)")
                if ["number", "integer"].contains(property["type"] as? String) {
                    #expect((property["x-unit"] as? String)?.isEmpty == false, "\(path).\(key) has no unit")
                }
            }
            for (key, inner) in map { walk(inner, "\(path).\(key)") }
        }
        walk(schema, document.rawValue)
        #expect(keys > 20, "\(keys)")
        print("\(document.rawValue): \(keys) keys with a description")
    }

    @Test func `the files that we ship are valid under their schemas`() throws {
        let catalogue = try CatalogueTests.loaded.get()
        func hold(_ folder: String, _ document: JSONSchema.Document) throws {
            let validator = try SchemaValidator(document, catalogue: catalogue)
            for name in try Repository.files(in: folder) {
                let faults = validator.faults(try DocumentParser.parse(path: "\(Repository.root)/\(folder)/\(name)").plain)
                #expect(faults.isEmpty, "\(folder)/\(name): \(faults.prefix(3))")
            }
        }
        try hold("Scenarios", .scenario)
        try hold("Studies", .study)
        for folder in ["", "/systems", "/radars", "/missiles", "/threats"] { try hold("catalogue" + folder, .catalogue) }
    }

    @Test func `an editor refuses identifiers that the catalogue lacks`() throws {
        let validator = try SchemaValidator(.scenario, catalogue: CatalogueTests.loaded.get())
        func faults(_ text: String) throws -> [String] { validator.faults(try DocumentParser.parse(text: text, file: "s.yaml").plain) }
        #expect(try faults(ErrorTests.sound).isEmpty)
        #expect(try faults(ErrorTests.sound.replacing("threat: fighter", with: "threat: drone")).count == 1)
        #expect(try faults(ErrorTests.sound.replacing("48n6e2: 16", with: "48n6: 16")).count == 1)
        #expect(try faults(ErrorTests.sound.replacing("system: s-300pmu2", with: "system: s-300")).count == 1)
    }

    @Test func `every file that we ship names its schema in its first line`() throws {
        let catalogue = ["catalogue", "catalogue/systems", "catalogue/radars", "catalogue/missiles", "catalogue/threats"]
        for folder in catalogue + ["Scenarios", "Studies", "docs/tutorials"] {
            for name in try Repository.files(in: folder) where name.hasSuffix(".yaml") {
                #expect(try Repository.text("\(folder)/\(name)").hasPrefix("# yaml-language-server: $schema=../"), "\(folder)/\(name)")
            }
        }
    }
}
