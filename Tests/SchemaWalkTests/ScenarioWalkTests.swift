import Testing

@testable import ScenarioDocuments

@Suite struct ScenarioWalkTests {
    /// Words for people who open the file, and for the report's list of arms.
    private static let forReaders: Set<String> = ["version", "description", "arms.*.description"]

    @Test func `every key of a scenario changes what happens, or stands among the known dead`() {
        var walk = Walk()
        // A unit written once has the form of an arm's own.
        let keys = SchemaKey.all(of: FieldReader.describe(ScenarioDocument.self)).filter {
            !Self.forReaders.contains($0.path) && (!$0.path.hasPrefix("units[].") || $0.path == "units[].name")
        }
        for key in keys {
            let sites = Probe.all.flatMap { probe in
                key.places(in: probe.node).map { place in
                    Walk.Site(
                        node: probe.node, path: place.path, text: place.text, answer: probe.answer,
                        words: key.isText ? Vocabulary.words(for: key, in: probe.node) : []
                    ) { Probe.answer($0) }
                }
            }
            walk.key(key.path, key.shape, sites: sites)
        }
        print(walk.report("scenario"))
        KnownDead.hold(walk, "scenario", dead: KnownDead.scenario, unwritten: KnownDead.scenarioUnwritten)
    }
}
