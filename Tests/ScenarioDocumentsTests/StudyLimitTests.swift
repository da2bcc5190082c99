import Foundation
import Testing

@testable import ScenarioDocuments

/// What a study changes and varies: blamed on its own lines, and refused before its need is taken.
@Suite struct StudyLimitTests {
    private static let head = """
        version: 1
        name: small
        scenario: one-on-one.yaml
        seed: 1
        runs: 1

        """

    /// Faults of a study against the smallest scenario.
    private static func faults(_ rest: String) throws -> [String] {
        let catalogue = try CatalogueDocument.load(directory: Repository.catalogue)
        do throws(DocumentErrors) {
            let study = try StudyDocument.decode(text: head + rest, file: "study.yaml")
            try study.check(against: catalogue, file: "study.yaml", scenarioFile: Repository.root + "/Scenarios/one-on-one.yaml")
            return []
        } catch { return error.errors.map(\.description) }
    }

    @Test func `faults of changes and factors are the study's, with their line`() throws {
        let found = try Self.faults("""
            arms:
              - {name: a, arm: s-300pmu2, scenario: {duration_s: -5}}
              - {name: b, arm: s-300pmu2, catalogue: {systems.s-300pmu2.reaction_time_s: 1e9}}
              - {name: c, arm: s-300pmu2, scenario: {"raids[intruder].contrivance": 1}}
            factors:
              - {name: height, path: "raids[intruder].altitude_m", values: [500, -90000, fast]}
            """)
        #expect(found.count == 5, "\(found)")
        #expect(found.allSatisfy { $0.hasPrefix("study.yaml:") }, "\(found)")
        for (line, words) in [(7, "duration_s"), (8, "reaction_time_s"), (9, "contrivance"), (11, "-90000"), (11, "fast")] {
            #expect(found.contains { $0.hasPrefix("study.yaml:\(line):") && $0.contains(words) }, "\(line) \(words): \(found)")
        }
        #expect(try Self.faults("arms: [{name: a, arm: s-300pmu2, scenario: {duration_s: 900}}]\n").isEmpty)
    }

    @Test(arguments: [
        ("arms: [{name: a, arm: s-300pmu2, scenario: {\"raids[intruder].count\": 2, \"raids[0].count\": 3}}]", 6, "changed under another name"),
        ("arms: [{name: a, arm: s-300pmu2, scenario: {\"raids[0].count\": 2}}]\nfactors: [{path: \"raids[intruder].count\", values: [1, 4]}]",
         6, "is varied by a factor too"),
        ("arms: [{name: s-300pmu2}]\nfactors: [{path: \"raids[intruder].count\", values: [1]}, {path: \"raids[0].count\", values: [2]}]",
         7, "is varied by another factor too"),
        ("arms: [{name: s-300pmu2}]\nfactors: [{path: \"raids[intruder].count\", values: [2, 4, 2.0]}]", 7, "found 2.0 twice"),
        ("arms: [{name: a, arm: s-300pmu2, scenario: {seed: 4}}]", 6, "draw from its own seed"),
    ]) func `what would change nothing is refused on its line`(rest: String, line: Int, words: String) throws {
        let found = try Self.faults(rest + "\n")
        #expect(found.count == 1 && found[0].hasPrefix("study.yaml:\(line):") && found[0].contains(words), "\(found)")
    }

    @Test(arguments: [
        ("actor: Iran", "study.yaml: actor: found without as_of, allowed: both or neither"),
        ("as_of: \"2019-06-01\"", "study.yaml: as_of: found without actor, allowed: both or neither"),
        ("switches: {ir.2016.complete: true}", "study.yaml: switches: found without actor and as_of, allowed: with them"),
    ]) func `a date without an actor, and the other way round, is refused`(rest: String, message: String) throws {
        #expect(try Self.faults("arms: [{name: s-300pmu2}]\n\(rest)\n") == [message])
    }

    @Test func `changes and factors are held against the catalogue as the scenario is, each on its own line`() throws {
        let found = try Self.faults("""
            arms:
              - {name: a, arm: s-300pmu2, scenario: {duration_s: 900, "raids[intruder].speed_mps": 900}}
              - {name: b, arm: s-300pmu2, scenario: {"arms.s-300pmu2.units[favorit].battalions[first].engagement_radar": 64n6e2}}
            factors:
              - {path: "raids[intruder].threat", values: [fighter, fightr]}
              - {path: "arms.s-300pmu2.units[favorit].acquisition_radars[0].sector_centre_deg", values: [40]}
            """)
        #expect(found.count == 4, "\(found)")
        for (line, words) in [
            (7, "raids[intruder].speed_mps: with 900: raids[0].speed_mps: found 900, fighter flies at most 740 m/s"),
            (8, "no engagement radar 64n6e2"), (10, "no threat class fightr; did you mean fighter?"), (11, "turns and watches all round"),
        ] {
            #expect(found.contains { $0.hasPrefix("study.yaml:\(line):") && $0.contains(words) }, "\(line) \(words): \(found)")
        }
    }

    @Test func `two factors of one name are refused`() throws {
        let factor = "{name: height, path: \"raids[intruder].altitude_m\", values: [500]}"
        let found = try Self.faults("arms: [{name: a, arm: s-300pmu2}]\nfactors: [\(factor), \(factor)]\n")
        #expect(found.count == 1 && found[0].contains("the name height is given more than once"), "\(found)")
    }

    @Test func `more combinations than can be held are refused`() throws {
        let values = (1...50).map(String.init).joined(separator: ", ")
        let factors = (1...8).map { "{name: f\($0), path: \"raids[intruder].altitude_m\", values: [\(values)]}" }
        let found = try Self.faults("arms: [{name: a, arm: s-300pmu2}]\nfactors: [\(factors.joined(separator: ", "))]\n")
        #expect(found.count == 1 && found[0].contains("combinations of values, allowed: 10000"), "\(found)")
    }

    @Test func `a relief of more nodes than can be held is refused`() throws {
        func terrain(_ text: String) throws -> [String] {
            do throws(DocumentErrors) {
                _ = try ScenarioDocument.decode(text: ErrorTests.sound + "terrain: {kind: synthetic, \(text)}\n", file: "s.yaml")
                return []
            } catch { return error.errors.map(\.description) }
        }
        #expect(try terrain("extent_km: 300, spacing_m: 300").isEmpty)
        for text in ["extent_km: 1000, spacing_m: 20", "extent_km: 51, spacing_m: 20", "extent_km: 1000, spacing_m: 390"] {
            let found = try terrain(text)
            #expect(found.count == 1 && found[0].contains("nodes, allowed: 25000000"), "\(found)")
        }
    }

    @Test func `each form of the sensitivity part is refused beside the other, in one line`() throws {
        func faults(_ part: String) throws -> [String] {
            try Self.faults("arms: [{name: a, arm: s-300pmu2}, {name: b, arm: s-300pmu2}]\nuncertainty: [\"missiles.48n6e2.*\"]\nsensitivity: {\(part)}\n")
        }
        for sound in ["screening: 8", "base: 4", "base: 4, runs: 3, arms: [a]", "screening: 2, outcome: assets_lost, arms: [a, b]"] {
            #expect(try faults(sound).isEmpty, "\(sound)")
        }
        let alone = "allowed: screening alone, or base and runs alone (Sobol' indices)"
        for (part, words) in [
            ("screening: 8, base: 4", "found beside base, \(alone)"), ("screening: 8, runs: 2", "found beside runs, \(alone)"),
            ("screening: 8, base: 4, runs: 2", "found beside base and runs, \(alone)"), ("runs: 2", "found neither screening nor base"),
            ("outcome: leakers", "found neither screening nor base"), ("screening: 1", "screening"), ("base: 3", "base"),
            ("screening: 8, arms: [c]", "sensitivity.arms: no arm c in this study"), ("screening: 8, arms: [a, a]", "the name a is given more than once"),
        ] {
            let found = try faults(part)
            #expect(found.count == 1 && found[0].hasPrefix("study.yaml:8:") && found[0].contains(words), "\(part): \(found)")
        }
    }
}
