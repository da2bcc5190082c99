import Foundation
import ScenarioDocuments
import Testing

@Suite struct FailureReferenceTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// What a scenario with one more failure is told.
    private func complaint(_ failure: String) throws -> String? {
        let text = try String(contentsOf: Self.root.appending(path: "Scenarios/one-on-one.yaml"), encoding: .utf8)
        let document = try ScenarioDocument.decode(text: text + "\nfailures: [{at_s: 0, \(failure)}]\n", file: "duel.yaml")
        let catalogue = try CatalogueDocument.load(directory: Self.root.appending(path: "catalogue").path)
        do {
            try document.check(against: catalogue)
            return nil
        } catch { return "\(error)" }
    }

    @Test(arguments: [
        "what: link, unit: favorit", "what: launchers, unit: favorit, name: first", "what: engagement-radar, unit: favorit, name: first",
        "what: engagement-radar, unit: favorit, name: 30n6e2", "what: acquisition-radar, unit: favorit, name: 64n6e2",
        "what: command-post, unit: favorit",
    ])
    func `a failure may name a unit, a battalion or a radar`(failure: String) throws {
        #expect(try complaint(failure) == nil)
    }

    @Test(arguments: [
        ("what: launchers, unit: favorit, name: frist", "no launchers of favorit frist; did you mean first?"),
        ("what: low-altitude-radar, unit: favorit", "favorit has no low-altitude-radar in any arm"),
        ("what: command-post, unit: favorit, name: first", "a unit has one command-post; allowed: no name"),
    ])
    func `a failure that names nothing is refused with its line`(failure: String, words: String) throws {
        let found = try #require(try complaint(failure))
        #expect(found.contains(words) && found.contains("duel.yaml:"), "\(found)")
    }
}
