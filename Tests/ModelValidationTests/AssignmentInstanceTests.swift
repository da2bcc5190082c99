import Foundation
@testable import ModelValidation
import Testing

@Suite struct AssignmentInstanceTests {
    private func reading(_ text: String) throws -> AssignmentInstance {
        let file = FileManager.default.temporaryDirectory.appending(
            path:
                "assignment-\(ProcessInfo.processInfo.processIdentifier)-\(text.utf8.reduce(UInt64(5381)) { $0 &* 33 &+ UInt64($1) }).json")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try AssignmentInstance(json: file)
    }

    private func complaint(_ text: String) -> String {
        do {
            _ = try reading(text)
            return "accepted"
        } catch { return "\(error)".split(separator: ".json: ").last.map(String.init) ?? "\(error)" }
    }

    @Test func `the counted generator gives the published words`() {
        let numbers = CountedSplitMix(seed: 0)
        #expect((0..<3).map(numbers.raw) == [0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F])
    }

    @Test func `every fault of an instance is named with its place`() {
        #expect(complaint(#"{"costs": [[1, 2], [3]]}"#) == "costs[1]: found 1 numbers, allowed: 2, as in row 0")
        #expect(complaint(#"{"costs": [[1, "a"]]}"#) == "costs[0][1]: is not a number")
        #expect(complaint(#"{"costs": []}"#) == "costs: is missing, empty or not a list of rows")
        #expect(complaint(#"{"values": [1], "kill_probabilities": [[1.5]]}"#) == "kill_probabilities[0][0]: 1.5 is not in 0…1")
        #expect(complaint(#"{"values": [-1], "kill_probabilities": [[0.5]]}"#) == "values[0]: -1.0 is not in 0…1e100")
        #expect(
            complaint(#"{"values": [1, 2], "kill_probabilities": [[0.5]]}"#)
                == "kill_probabilities[0]: found 1 numbers, allowed: 2, one for each of values")
        #expect(complaint(#"{"family": "UNI", "rows": 2, "columns": 2.5, "seed": 1}"#) == "columns: 2.5 is not a whole number in 0…2⁵³")
        #expect(complaint(#"{"family": "XYZ", "rows": 2, "columns": 2, "seed": 1}"#).hasPrefix("family XYZ is not known; allowed: UNI"))
        #expect(complaint(#"{"family": "wd", "weapons": 2, "targets": 2, "seed": 1}"#).hasPrefix("family wd is not known; allowed: UNI"))
        #expect(
            complaint(#"{"family": "WD", "weapons": 2, "targets": 2, "rows": 9, "seed": 1}"#)
                == "rows: is not known here, allowed: family, seed, weapons, targets")
        #expect(
            complaint(#"{"family": "UNI", "rows": 1000000, "columns": 1000000, "seed": 1}"#).hasPrefix(
                "size 1000000 × 1000000 is not allowed"))
        #expect(complaint(#"{"cost": [[1]]}"#).hasPrefix("has none of costs (linear)"))
        #expect(complaint("[1]") == "is not a JSON object")
    }

    @Test func `a family's checksum is the table's`() throws {
        // Rows 1 and 5 of lap_optima.csv.
        guard case .linear(let uniform, _, _) = try AssignmentInstance(family: "UNI", first: 10, second: 10, seed: 1000, place: ""),
            case .linear(let geometric, _, _) = try AssignmentInstance(family: "GEO", first: 10, second: 10, seed: 1068, place: "")
        else {
            Issue.record("not linear")
            return
        }
        #expect(abs(uniform.reduce(0, +) - 54.23597863540748) < 1e-12)
        #expect(abs(geometric.reduce(0, +) - 28.460192006494964) < 1e-12)
    }
}
