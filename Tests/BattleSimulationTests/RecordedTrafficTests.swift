import BattleCompilation
import BattleSimulation
import Foundation
import RunRecords
import ScenarioDocuments
import Testing

@Suite struct RecordedTrafficTests {
    private static func record(_ change: (String, String)?, arm: String = "weapons tight") throws -> RunRecord {
        var text = try ScenarioText.read(path: BattleTests.root.appending(path: "Scenarios/recorded-traffic.yaml").path)
        if let change { text = text.replacing(change.0, with: change.1) }
        let document = try ScenarioDocument.decode(text: text, file: "traffic.yaml")
        let model = try ScenarioCompiler.compile(document, arm: arm, catalogue: BattleTests.catalogue(), file: "traffic.yaml")
        return BattleRunner.run(model, seed: 19, index: 0)
    }

    @Test func `a defence shoots down recorded airliners that were not heard to answer, and more where none answers`() throws {
        func shotDown(_ record: RunRecord) -> [String] {
            record.targets.filter { $0.allegiance == .civil && $0.outcome == .killed }.map(\.name)
        }
        let heard = try Self.record(nil)
        #expect(heard.targets.count { $0.allegiance == .civil } == 8)
        #expect(heard.targets.contains { $0.name == "airliner SWR101" })
        let silent = ["airliner AFR404", "airliner SVA707"]
        #expect(!shotDown(heard).isEmpty && shotDown(heard).allSatisfy { silent.contains($0) }, "\(shotDown(heard))")
        let unheard = try Self.record(("transponder: true", "transponder: false"))
        #expect(shotDown(unheard).count > shotDown(heard).count, "\(shotDown(unheard))")
    }

    @Test func `turning the traffic changes the run`() throws {
        let digests = try ["turn_deg: 0", "turn_deg: 40", "moved_to: {east_km: 30, north_km: 0}"].map { key in
            RecordDigest.hexadecimal(of: try Self.record(("turn_deg: 0", key)))
        }
        #expect(Set(digests).count == 3)
    }
}
