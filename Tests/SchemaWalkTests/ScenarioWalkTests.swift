import Testing

@testable import ScenarioDocuments

@Suite struct ScenarioWalkTests {
    @Test func `every key of a scenario changes what happens, or stands among the known dead`() {
        var walk = Walk()
        for key in SchemaKey.all(of: FieldReader.describe(ScenarioDocument.self)) where key.path != "version" {
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
        KnownDead.hold(walk, dead: KnownDead.scenario, unwritten: KnownDead.scenarioUnwritten)
    }
}
