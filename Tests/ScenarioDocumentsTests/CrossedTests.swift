import Testing

@testable import ScenarioDocuments

@Suite struct CrossedTests {
    static func study(_ crossed: String) -> String {
        """
        version: 1
        name: crossed
        scenario: x.yaml
        arms: [{name: one}]
        seed: 1
        crossed: \(crossed)
        """
    }

    @Test func `every arm meets every level of every factor`() throws {
        let document = try StudyDocument.decode(
            text: Self.study(
                "{raids: 4, arms: [{arm: a, levels: {system: old}}, {arm: b, levels: {system: new}}], factors: [{name: command, levels: [{name: alone, scenario: {\"units[x].links.loss_probability\": 1}}, {name: one post}]}]}"),
            file: "study.yaml")
        let crossed = try #require(document.crossed)
        #expect(crossed.names == ["system", "command"])
        #expect(crossed.combinations.map(\.levels) == [["old", "alone"], ["old", "one post"], ["new", "alone"], ["new", "one post"]])
        #expect(crossed.combinations.map(\.arm) == ["a", "a", "b", "b"] && crossed.combinations.map(\.scenarioOverrides.count) == [1, 0, 1, 0])
    }

    @Test(arguments: [
        ("{raids: 4, arms: [{arm: a, levels: {system: old}}, {arm: b, levels: {sites: new}}]}", "levels: found sites, allowed: those of the first"),
        ("{raids: 1, arms: [{arm: a, levels: {system: old}}, {arm: b, levels: {system: new}}]}", "crossed.raids"),
        ("{raids: 4, arms: [{arm: a, levels: {system: old}}, {arm: b, levels: {system: new}}], factors: [{name: system, levels: [{name: x}, {name: y}]}]}", "the name system is given more than once"),
        ("{raids: 4, arms: [{arm: a, levels: {}}, {arm: b, levels: {system: new}}]}", "at least one level"),
    ]) func `what cannot be crossed is refused with a line`(text: String, words: String) {
        #expect { try StudyDocument.decode(text: Self.study(text), file: "study.yaml") } throws: { "\($0)".contains(words) }
    }

    @Test func `an arm that is not in the study is refused with the nearest name`() {
        let text = Self.study("{raids: 4, arms: [{arm: a, levels: {s: old}}, {arm: b, levels: {s: new}}]}") + "lift: {raids: 2, arms: [onne]}\n"
        #expect { try StudyDocument.decode(text: text.replacing("}lift", with: "}\nlift"), file: "study.yaml") } throws: { "\($0)".contains("did you mean one?") }
    }
}
