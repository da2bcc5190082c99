import Foundation

/// The `models/` folder: one JSON file a family.
enum ModelCases {
    static let families: [String: @Sendable (ModelFixture) throws -> [ReferenceAnswer]] = {
        var all = FlightCases.answers.merging(GuidanceCases.answers) { first, _ in first }
            .merging(RandomNumberCases.answers) { first, _ in first }
            .merging(PlanningCases.answers) { first, _ in first }
        all["a2_us76"] = { try AtmosphereCases.answer(fixture: $0) }
        all["a3_detection_lethality"] = DetectionLethalityCases.answer
        all["a4_intervals"] = IntervalCases.answer
        return all
    }()

    static func answer(folder: URL) throws -> [ReferenceAnswer] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        var all: [ReferenceAnswer] = []
        for name in names where name.hasSuffix(".json") {
            let fixture = try ModelFixture(folder.appending(path: name))
            guard let answer = families[fixture.identifier] else { throw ReferenceError.unknownFile("models/\(name)") }
            all += try answer(fixture)
        }
        return all
    }
}
