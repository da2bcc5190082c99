import Foundation
import RunRecords
import Testing

@Suite struct OldRecordTests {
    private func decode<Value: Decodable>(_ text: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    }

    @Test func `decisions of models 4 are read`() throws {
        let refused: DecisionRecord = try decode(#"{"time": 3, "decider": "post", "refusal": "no free fire channel"}"#)
        #expect(refused.refusal == .noFireChannel && refused.order == nil)
        let ordered: DecisionRecord = try decode(#"{"time": 3, "decider": "post", "order": "2 × 48n6e2 by favorit first"}"#)
        #expect(ordered.order == OrderRecord(fireUnit: "favorit first", missile: "48n6e2", salvo: 2))
        #expect(ordered.order?.title == "2 × 48n6e2 by favorit first")
    }

    @Test func `rounds and events of models 4 are read`() throws {
        let common = #""fireUnit": "first", "missile": "48n6e2", "launchTime": 1, "killProbability": 0"#
        let failed: ShotRecord = try decode("{\(common), \"killed\": false, \"failure\": \"it met the ground\"}")
        #expect(failed.end == .ground && failed.launcher == nil)
        let killed: ShotRecord = try decode("{\(common), \"killed\": true, \"missDistance\": 4}")
        #expect(killed.end == .kill)
        let flying: ShotRecord = try decode("{\(common), \"killed\": false}")
        #expect(flying.end == nil)
        let event: SystemEvent = try decode(#"{"time": 3, "subject": "first", "what": "fights on alone"}"#)
        #expect(event.what == .fightsAlone)
    }

    @Test func `what nobody knows is refused in words`() {
        #expect(throws: DecodingError.self) {
            let _: DecisionRecord = try decode(#"{"time": 3, "decider": "post", "refusal": "a bad day"}"#)
        }
        #expect(throws: DecodingError.self) {
            let _: DecisionRecord = try decode(#"{"time": 3, "decider": "post", "order": "everything"}"#)
        }
    }

    @Test func `words are written as words`() throws {
        let decision = DecisionRecord(time: 1, decider: "post", refusal: .windowClosesTooSoon)
        let text = String(decoding: try JSONEncoder().encode(decision), as: UTF8.self)
        #expect(text.contains("\"window_closes_too_soon\""))
        #expect(try JSONDecoder().decode(DecisionRecord.self, from: Data(text.utf8)) == decision)
    }
}
