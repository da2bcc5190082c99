import Testing

@testable import ScenarioDocuments

/// The founding question: who had what on the day, and what the money would buy instead.
@Suite struct FlagshipTests {
    static let file = Repository.root + "/Studies/s400-request-2019.yaml"

    static func world(_ changes: (inout String) -> Void = { _ in }) throws -> WorldAsItWas {
        var text = try Repository.text("Studies/s400-request-2019.yaml")
        changes(&text)
        let study = try StudyDocument.decode(text: text, file: "study.yaml")
        let scenario = try ScenarioDocument.load(path: Repository.root + "/Scenarios/s400-request-2019.yaml")
        return try #require(
            try WorldAsItWas(study, scenario: scenario, ledger: Ledger.load(directory: Repository.catalogue), file: "study.yaml"))
    }

    static func moved(to date: String) -> (inout String) -> Void {
        { text in text.replace("as_of: \"2019-06-30\"", with: "as_of: \"\(date)\"") }
    }

    @Test(arguments: ["demo", "s400-request-2019"]) func `the studies hold against scenario and catalogue`(name: String) throws {
        let study = try StudyDocument.load(path: Repository.root + "/Studies/\(name).yaml")
        let catalogue = try CatalogueDocument.load(directory: Repository.catalogue)
        try study.check(against: catalogue, file: name, scenarioFile: Repository.root + "/Studies/" + study.scenario)
        #expect(study.asOf == "2019-06-30")
    }

    @Test func `in June 2019 the world as it was is the S-300PMU2 as delivered`() throws {
        let world = try Self.world()
        #expect(world.arm == "S-300PMU2 as delivered")
        #expect(world.held.map(\.system) == ["s-300pmu2"])
        #expect(world.disputed.map(\.id).contains("ir.2016.complete"))
    }

    @Test func `before the first delivery it is no defence, and half way through the deliveries it is no arm of the study`() throws {
        #expect(try Self.world(Self.moved(to: "2015-12-31")).arm == "no defence")
        #expect(try Self.world(Self.moved(to: "2016-08-31")).arm == nil)
        #expect(try Self.world(Self.moved(to: "2016-08-31")).held.map(\.fireUnits) == [2])
    }

    @Test func `a disputed delivery taken as not so changes the world`() throws {
        let world = try Self.world { $0.replace("ir.2016.complete: true", with: "ir.2016.complete: false") }
        #expect(world.held.map(\.fireUnits) == [3])
        #expect(world.arm == "three battalions of S-300PMU2")
    }

    @Test func `each disputed fact says what the world would be without it`() throws {
        let world = try Self.world()
        let delivery = try #require(world.turns.first { $0.event.id == "ir.2016.complete" })
        #expect(delivery.isTaken && !delivery.isSame)
        #expect(delivery.held.map(\.fireUnits) == [3] && delivery.arm == "three battalions of S-300PMU2")
        let refusal = try #require(world.turns.first { $0.event.id == "ir.2019.refusal" })
        #expect(refusal.isTaken && refusal.isSame && refusal.arm == world.arm)
        // Taken the other way round, the same fact leads back.
        let without = try Self.world { $0.replace("ir.2016.complete: true", with: "ir.2016.complete: false") }
        let back = try #require(without.turns.first { $0.event.id == "ir.2016.complete" })
        #expect(!back.isTaken && back.arm == "S-300PMU2 as delivered")
    }

    @Test func `a use may leave battalions out, and only those that the unit has`() throws {
        let scenario = try ScenarioDocument.load(path: Repository.root + "/Scenarios/s400-request-2019.yaml")
        let arm = try #require(scenario.arms.first { $0.name == "s-300pmu2-three" })
        #expect(arm.value.units[0].battalions.map(\.name) == ["1st battalion", "2nd battalion", "3rd battalion"])
        let text = try Repository.text("Scenarios/s400-request-2019.yaml").replacing("without: [4th battalion]", with: "without: [5th battalion]")
        let fault = #expect(throws: DocumentErrors.self) { try ScenarioDocument.decode(text: text, file: "s.yaml") }
        #expect(fault?.description.contains("Favorit has no battalion 5th battalion; allowed: 1st battalion") == true)
    }

    @Test func `only what is disputed can be switched, and only actors of the ledger have a world`() throws {
        #expect(throws: DocumentErrors.self) { try Self.world { $0.replace("ir.2016.complete:", with: "ir.2016.half:") } }
        #expect(throws: DocumentErrors.self) { try Self.world { $0.replace("actor: Iran", with: "actor: Iram") } }
    }

    @Test func `the price of one arm is counted in battalions and rounds of the other`() throws {
        let catalogue = try CatalogueDocument.load(directory: Repository.catalogue)
        let scenario = try ScenarioDocument.load(path: Repository.root + "/Scenarios/s400-request-2019.yaml")
        func arm(_ name: String) throws -> ArmDocument { try #require(scenario.arms.first { $0.name == name }).value }
        let new = try arm("s-400")
        let old = try arm("s-300pmu2")
        let purchases = ArmPurchase.all(new, others: scenario.arms.map(\.value), catalogue: catalogue)
        let price = try #require(ArmPrice(new, catalogue: catalogue))
        let battalion = try #require(catalogue.price("s300_per_battalion"))
        let name = try #require(catalogue.system("s-300pmu2")).name
        let found = try #require(purchases.first { $0.item == .battalions(of: name) })
        #expect(found.best == price.best / battalion.best)
        #expect(found.low == price.low / battalion.high && found.high == price.high / battalion.low)
        #expect(purchases.contains { if case .rounds = $0.item { true } else { false } })
        #expect(ArmPurchase.all(try arm("none"), others: [old, new], catalogue: catalogue).isEmpty)
        #expect(!ArmPurchase.all(old, others: [old, new], catalogue: catalogue).contains { $0.item == .battalions(of: name) })
    }

    @Test func `the arm that spends the same money costs the same, to half a battalion`() throws {
        let catalogue = try CatalogueDocument.load(directory: Repository.catalogue)
        let scenario = try ScenarioDocument.load(path: Repository.root + "/Scenarios/s400-request-2019.yaml")
        func price(_ name: String) throws -> Double {
            let arm = try #require(scenario.arms.first { $0.name == name })
            return try #require(ArmPrice(arm.value, catalogue: catalogue)).best
        }
        let battalion = try #require(catalogue.price("s300_per_battalion")).best
        #expect(abs(try price("more-s-300") - price("both")) <= battalion / 2)
    }
}
