import BattleSimulation
import Foundation
import RunRecords
import ScenarioDocuments
import Testing

@Suite struct BattleTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func scenario(_ name: String) throws -> ScenarioDocument {
        try ScenarioDocument.load(path: root.appending(path: "Scenarios/\(name).yaml").path)
    }

    static func catalogue() throws -> CatalogueDocument {
        try CatalogueDocument.load(directory: root.appending(path: "catalogue").path)
    }

    static func model(_ name: String, arm: String? = nil) throws -> BattleModel {
        let document = try scenario(name)
        return try ScenarioCompiler.compile(
            document, arm: arm ?? document.arms[0].name, catalogue: try catalogue(), file: name)
    }

    @Test func `the same seed and index give the same digest, and another index another`() throws {
        let model = try Self.model("s400-request-2019", arm: "s-300pmu2")
        let first = RecordDigest.hexadecimal(of: BattleRunner.run(model, seed: 5, index: 3))
        #expect(RecordDigest.hexadecimal(of: BattleRunner.run(model, seed: 5, index: 3)) == first)
        #expect(RecordDigest.hexadecimal(of: BattleRunner.run(model, seed: 5, index: 4)) != first)
    }

    @Test func `every arm of a study meets the same raid`() throws {
        let models = try ["none", "s-300pmu2", "s-400"].map { try Self.model("s400-request-2019", arm: $0) }
        let records = models.map { BattleRunner.run($0, seed: 9, index: 2) }
        for record in records.dropFirst() {
            #expect(record.targets.map(\.name) == records[0].targets.map(\.name))
            #expect(record.targets.map(\.appears) == records[0].targets.map(\.appears))
        }
    }

    @Test(arguments: ["one-on-one", "saturation", "s400-request-2019"])
    func `the limiting causes of all leakers add up to the leakers`(name: String) throws {
        let document = try Self.scenario(name)
        for arm in document.arms {
            let outcome = RunOutcome(BattleRunner.run(try Self.model(name, arm: arm.name), seed: 1, index: 0))
            #expect(outcome.causes.reduce(0, +) == outcome.leakers)
            #expect(outcome.leakers + outcome.killed <= outcome.raiders)
        }
    }

    @Test func `no more rounds are fired than were loaded, and none without a launcher`() throws {
        let record = BattleRunner.run(try Self.model("saturation"), seed: 4, index: 0)
        for magazine in record.magazines { #expect(magazine.fired <= magazine.loaded) }
        #expect(record.targets.reduce(0) { $0 + $1.shots.count } == record.magazines.reduce(0) { $0 + $1.fired })
    }
}
