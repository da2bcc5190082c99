import Foundation

/// The `models/` folder: one JSON file a family.
enum ModelCases {
    static let families: [String: @Sendable (ModelFixture) throws -> [ReferenceAnswer]] =
        FlightCases.answers.merging(GuidanceCases.answers) { first, _ in first }
        .merging(["a3_leakage": { _ in [] }, "a3_fire_channels": { _ in [] }]) { first, _ in first }

    /// Limits for samplers, not answers: judged elsewhere.
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
