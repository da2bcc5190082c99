import BattleCompilation
import BattleSimulation
import Foundation
import RunRecords
import ScenarioDocuments
import Testing

@Suite struct RecordedTrafficTests {
    @Test func `recorded airliners fly, answer as they were heard to, and are shot down by who fires at all`() throws {
        let records = try ["weapons tight", "weapons free"].map { arm in
            try (0..<3).map { BattleRunner.run(try BattleTests.model("recorded-traffic", arm: arm), seed: 19, index: UInt32($0)) }
        }
        let names = records[0][0].targets.filter { $0.allegiance == .civil }.map(\.name)
        #expect(names.count == 8 && names.contains("airliner SWR101"))
        let losses = records.map { $0.reduce(0) { $0 + RunOutcome($1).civilKilled } }
        #expect(losses[1] > losses[0], "tight \(losses[0]), free \(losses[1])")
    }

    @Test func `turning the traffic changes the run`() throws {
        let text = try ScenarioText.read(path: BattleTests.root.appending(path: "Scenarios/recorded-traffic.yaml").path)
        let digests = try ["turn_deg: 0", "turn_deg: 40", "moved_to: {east_km: 30, north_km: 0}"].map { key in
            let document = try ScenarioDocument.decode(text: text.replacing("turn_deg: 0", with: key), file: "turned.yaml")
            let model = try ScenarioCompiler.compile(
                document, arm: "weapons tight", catalogue: BattleTests.catalogue(), file: "turned.yaml")
            return RecordDigest.hexadecimal(of: BattleRunner.run(model, seed: 1, index: 0))
        }
        #expect(Set(digests).count == 3)
    }
}
