import RunRecords
import StudyStatistics
import Testing

@testable import StudyReports

/// The first screen follows the numbers: opposite archives give opposite screens.
@Suite struct AnswerTests {
    private static let meta = ["pedigree": "found=100,secondary=50,recalled=10,derived=40,assumed=300"]

    static func answer(_ better: Int, meta: [String: String] = meta) -> StudyAnswer {
        StudyAnswer(Sample.summary { arm, _, sample, run in (arm == better ? 4 : 10) + run + (arm + sample) % 2 }, meta: meta)
    }

    @Test func `two opposite archives give opposite first screens`() throws {
        let good = Self.answer(1)
        let bad = Self.answer(0)
        #expect(good.headline.hasPrefix("Much.") && good.headline.contains("fewer"))
        #expect(bad.headline.hasPrefix("Worse.") && bad.headline.contains("more"))
        func line(_ answer: StudyAnswer, _ title: String) throws -> String { try #require(answer.lines.first { $0.title == title }).text }
        #expect(try line(good, "Raid by raid").contains("fewer get through in 2") && line(good, "Raid by raid").contains("more get through in none"))
        #expect(try line(bad, "Raid by raid").contains("more get through in 2") && line(bad, "Raid by raid").contains("fewer get through in none"))
        #expect(try line(good, "Sites").contains("Fewer are lost in 2 of the 2 raids"))
        #expect(try line(bad, "Sites").contains("more in 2"))
    }

    @Test func `numbers that are shown subtract to the difference that is shown`() throws {
        let text = Self.answer(1).headline
        let found = try #require(text.firstMatch(of: /([0-9.]+) get through new & better and ([0-9.]+) old <defence>, on average of one raid: ([0-9.]+) fewer/))
        let numbers = try [found.1, found.2, found.3].map { try #require(Double($0)) }
        #expect(abs(numbers[1] - numbers[0] - numbers[2]) < 1e-9)
    }

    @Test func `where nothing differs it says that nothing can be shown`() {
        let same = StudyAnswer(Sample.summary { arm, _, sample, run in 10 + run + (arm * run + sample) % 2 - arm * (sample % 2) }, meta: [:])
        #expect(same.headline.hasPrefix("Nothing that can be shown."))
    }

    @Test func `civil and own losses are always said`() throws {
        let lines = Self.answer(1).lines.map(\.text)
        #expect(lines.contains("no civil aircraft was shot down in any raid; no own aircraft was shot down in any raid."))
    }

    @Test func `what is assumed, how large a raid is stopped and what stands open come from the archive`() throws {
        var meta = Self.meta
        let plan = CapacityPlan(
            name: "cruise missiles", outcome: .leakers, allowed: 0,
            search: CapacitySearch(share: 0.8, sizeMaximum: 64, runsFirst: 20, runsMaximum: 80))
        let found = [
            ("old <defence>", Capacity(estimate: 11, low: 9, high: 13, levels: [CapacityLevel(size: 11, runs: 80, held: 64)])),
            ("new & better", Capacity(estimate: 64, low: 64, high: nil, levels: [])),
        ]
        for (key, value) in CapacityNote.meta(plan, found.map { (arm: $0.0, capacity: $0.1) }) { meta[key] = value }
        let note = LoneRaiderNote.meta([LoneRaiderNote(arm: "new & better", asset: "east airfield", height: 50, runs: 16, through: 15)])
        meta[note.key] = note.value
        let lines = Dictionary(uniqueKeysWithValues: Self.answer(1, meta: meta).lines.map { ($0.title, $0.text) })
        #expect(lines["How large a raid is stopped"] == "the largest raid of cruise missiles of which nothing gets through in 8 of 10 raids: old <defence> 11 (between 9 and 13); new & better at least 64.")
        #expect(lines["Assumed"]?.hasPrefix("340 of the catalogue's 500 values") == true)
        #expect(lines["Open to a lone missile"]?.hasPrefix("east airfield as new & better stands (15 of 16 got through)") == true)
        #expect(try #require(CapacityNote(meta)).arms[0].levels == [CapacityLevel(size: 11, runs: 80, held: 64)])
    }
}
