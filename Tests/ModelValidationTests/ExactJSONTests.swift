import Foundation
import Testing

@testable import ModelValidation

/// JSON as RFC 8259 has it, whatever Foundation lets pass.
@Suite struct ExactJSONTests {
    private static func read(_ text: String) -> String? {
        do throws(ReferenceError) { _ = try ReferenceJSON(Data(text.utf8), file: "a.json") } catch { return error.description }
        return nil
    }

    @Test(arguments: [
        (#"{"costs": [[1, 2],]}"#, "a.json:1:18: "), (#"{"costs": [1],}"#, "a.json:1:14: "), ("{\n \"a\": 1,\n \"a\": 2}", "a.json:3:2: "),
        (#"{"a": {"b": 1, "\u0062": 2}}"#, "a.json:1:16: "), (#"[{"a": 1, "a": [1]}]"#, "a.json:1:11: "),
    ])
    func `a comma too many and a key given twice are refused where they stand`(_ text: String, _ place: String) {
        #expect(Self.read(text)?.hasPrefix(place) == true)
    }

    @Test(arguments: [
        #"{"a": 1, "b": {"a": 1}}"#, #"[{"a": 1}, {"a": 1}]"#, #"{"a": "a", "b": "a"}"#, #"{"a,]": ",}", "b": "\"a\","}"#, "[]", "{}", "[[], {}]", #"{"a": ["a", "a"]}"#, "1",
    ])
    func `what JSON allows is read`(_ text: String) { #expect(Self.read(text) == nil) }
}
