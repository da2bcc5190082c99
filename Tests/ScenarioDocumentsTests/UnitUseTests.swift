import Testing

@testable import ScenarioDocuments

@Suite struct UnitUseTests {
    static let head = """
        version: 1
        name: shared units
        origin: {latitude_deg: 10, longitude_deg: 20}
        assets: [{name: plant, kind: plant, position: {east_km: 0, north_km: 0}, value: 1}]

        """
    static let unit = """
        units:
          - name: Favorit
            system: s-300pmu2
            command_post: {position: {east_km: 1, north_km: 1}}
            battalions:
              - {name: first, position: {east_km: 2, north_km: 2}, launchers: 4, load: {48n6e2: 16}}
              - {name: second, position: {east_km: 5, north_km: 5}, launchers: 4, load: {48n6e2: 16}}

        """
    static let arms = """
        arms:
          as delivered:
            use: [{unit: Favorit}]
          elsewhere:
            use: [{unit: Favorit, name: Favorit elsewhere, places: {second: {east_km: 9, north_km: -3}}, command_post: {east_km: 7, north_km: 7}}]

        """

    static func scenario(_ text: String, _ changes: [PathOverride] = []) throws -> ScenarioDocument {
        try ScenarioDocument.decode(text: text, file: "shared.yaml", overriding: changes)
    }

    @Test func `a unit written once stands in every arm that uses it`() throws {
        let document = try Self.scenario(Self.head + Self.unit + Self.arms)
        let units = document.arms.map { $0.value.units }
        #expect(units.map(\.count) == [1, 1])
        #expect(units.map { $0[0].name } == ["Favorit", "Favorit elsewhere"])
        #expect(units[0][0].battalions[1].place == .local(east: 5000, north: 5000))
        #expect(units[1][0].battalions[1].place == .local(east: 9000, north: -3000))
        #expect(units[1][0].battalions[0].place == .local(east: 2000, north: 2000))
        #expect(units[1][0].commandPost.place == .local(east: 7000, north: 7000))
    }

    @Test func `a change of a unit reaches every arm, a change of an arm that arm alone`() throws {
        let shared = try Self.scenario(
            Self.head + Self.unit + Self.arms, [PathOverride(path: "units[Favorit].battalions[first].launchers", number: 8)])
        #expect(shared.arms.allSatisfy { $0.value.units[0].battalions[0].launchers == 8 })
        let own = try Self.scenario(
            Self.head + Self.unit + Self.arms,
            [PathOverride(path: "arms.elsewhere.units[Favorit elsewhere].battalions[first].launchers", number: 8)])
        #expect(own.arms.map { $0.value.units[0].battalions[0].launchers } == [4, 8])
    }

    @Test func `names that stand for nothing are refused at their line`() {
        func faults(_ text: String) -> String {
            do { _ = try Self.scenario(text) } catch { return "\(error)" }
            return ""
        }
        let wrong = Self.arms.replacing("{unit: Favorit}", with: "{unit: Favorite}")
        #expect(faults(Self.head + Self.unit + wrong).contains("no unit is named Favorite; did you mean Favorit?"))
        let place = Self.arms.replacing("second:", with: "third:")
        #expect(faults(Self.head + Self.unit + place).contains("Favorit has no battalion third; allowed: first, second"))
        #expect(faults(Self.head + Self.unit + "arms: {none: {description: nothing}}\n").contains("no arm uses Favorit"))
    }

    @Test func `what is written reads back to the same tree`() throws {
        let node = try DocumentParser.parse(text: Self.head + Self.unit + Self.arms + "description: \"a: b, \\\"c\\\" # d\"\n", file: "a")
        let again = try DocumentParser.parse(text: node.yaml, file: "b")
        #expect(again.yaml == node.yaml)
        #expect(again.textOfKey("description") == "a: b, \"c\" # d")
        #expect(try Self.scenario(node.yaml).arms.map(\.name) == ["as delivered", "elsewhere"])
    }
}
