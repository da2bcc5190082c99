import Foundation
import ModelValidation
import NumericalMethods
import Testing

@testable import EngineValidation

/// The rows that fly the engine: right as they are, wrong where what is expected is, unjudged where it is hidden.
@Suite(.serialized) struct EngineCheckTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// A folder of cases with a family's first cases of each kind, the expected numbers changed.
    private func folder(_ family: String, cases names: [String], _ change: (Double) -> Any) throws -> URL {
        let place = FileManager.default.temporaryDirectory.appending(path: "engine-\(UUID().uuidString)/models")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let source = Self.root.appending(path: "Validation/reference/models/\(family).json")
        var object = try JSONSerialization.jsonObject(with: Data(contentsOf: source)) as! [String: Any]
        func changed(_ node: Any) -> Any {
            if let object = node as? [String: Any] { return object.mapValues(changed) }
            if let list = node as? [Any] { return list.map(changed) }
            return (node as? NSNumber).map { change($0.doubleValue) } ?? node
        }
        let cases = (object["cases"] as! [[String: Any]]).filter { names.contains($0["name"] as! String) }
        #expect(cases.count == names.count)
        object["cases"] = cases.map { entry in entry.merging(["expected": changed(entry["expected"]!)]) { $1 } }
        try JSONSerialization.data(withJSONObject: object).write(to: place.appending(path: family + ".json"))
        return place
    }

    static let cases: [(family: String, names: [String])] = [
        ("a3_leakage", ["salvo_p0.8_n1_N12_M20", "need_p0.7_L0.01_N10_P0.9", "sls_p0.8_1-2_a0.9_b0.05"]),
        ("a3_fire_channels", ["erl_c6_lam0.2_S30", "raid_N24_c6_S30_W95", "raid_N36_c12_S15_W60"]),
        ("a3_hughes_salvo", ["hughes_6_6_2_2_1.5_1.5_1_1", "salvo_n8_D6_p0.8_h0.9"]),
        ("a3_detection_lethality", ["poisson_g0.1_t10_n5", "cum_S13_R200_v0.3_T10"]),
        ("a4_crn", ["crn_0.7_0.75"]),
    ]

    @Test(arguments: cases.indices) func `the engine agrees with the closed forms, and with nothing else`(index: Int) throws {
        let (family, names) = Self.cases[index]
        let right = try EngineChecks.answers(models: folder(family, cases: names) { $0 })
        #expect(!right.isEmpty)
        for answer in right { #expect(answer.passes == true, "\(answer.caseName) \(answer.key): \(answer.value)") }
        // Every expected value half as much again and a little more: no row may still hold.
        let wrong = try EngineChecks.answers(models: folder(family, cases: names) { 1.5 * $0 + 0.3 })
        for answer in wrong where answer.expected != nil { #expect(answer.passes == false, "\(answer.caseName) \(answer.key)") }
        #expect(wrong.count { $0.expected != nil } > 0)
        let hidden = try EngineChecks.answers(models: folder(family, cases: names) { _ in NSNull() })
        #expect(!hidden.isEmpty && hidden.allSatisfy { $0.passes == nil })
    }

    @Test func `the tolerance of a share leaves out no more than four standard errors do`() {
        for (p, trials) in [(0.5, 400), (0.01, 400), (0.0001, 4_000), (0.97, 100)] {
            let reach = EngineChecks.shareTolerance(p, trials: trials)
            let n = Double(trials)
            var outside = 0.0
            for k in 0...trials where abs(Double(k) / n - p) > reach {
                let x = Double(k)
                outside += Elementary.exp(
                    Elementary.lgamma(n + 1) - Elementary.lgamma(x + 1) - Elementary.lgamma(n - x + 1) + x * Elementary.log(p)
                        + (n - x) * Elementary.log1p(-p))
            }
            // Where the Gaussian is taken its own rounding is allowed for.
            #expect(outside < 1.3 * EngineChecks.rarity, "p \(p)")
            #expect(reach < 0.5)
        }
        #expect(EngineChecks.shareTolerance(0, trials: 100) < 1e-8)
    }
}
