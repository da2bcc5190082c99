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
        #expect(try line(good, "Raid by raid").hasSuffix("fewer sites are lost in 2, more in none."))
        #expect(try line(bad, "Raid by raid").hasSuffix("fewer sites are lost in none, more in 2."))
        #expect(good.headline.contains("Sites:") && good.headline.contains("fewer (95 %") && bad.headline.contains("Sites:"))
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

    @Test func `where only some raids differ, the first words say so`() {
        let some = StudyAnswer(Sample.summary(samples: 12) { arm, setting, sample, run in
            5 + (sample * 7 + run * 3) % 4 + arm * (setting == 1 ? sample % 3 - 2 : sample * 5 % 12 / 2 - 2)
        }, meta: [:])
        #expect(some.headline.hasPrefix("Nothing that can be shown over all raids together, though fewer get through in 1 of the 2 kinds."), "\(some.headline)")
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
        for (key, value) in CapacityNote.meta(plan, found.map { CapacityNote.line($0.0, $0.1) }) { meta[key] = value }
        let note = LoneRaiderNote.meta([LoneRaiderNote(arm: "new & better", asset: "east airfield", height: 50, runs: 16, through: 15)])
        meta[note.key] = note.value
        let lines = Dictionary(uniqueKeysWithValues: Self.answer(1, meta: meta).lines.map { ($0.title, $0.text) })
        #expect(lines["How large a raid is stopped"] == "the largest raid of cruise missiles where nothing gets through in 8 of 10 raids, with its 95 % interval: old <defence> 11 (9 to 13); new & better at least 64 (none that was tried is too large). Each size that was tried was flown 80 times.")
        #expect(CapacityNote(meta)?.isAlone == false)
        #expect(lines["Assumed"]?.hasPrefix("340 of the catalogue's 500 values") == true)
        #expect(lines["Open to a lone missile"]?.hasPrefix("east airfield as new & better stands (15 of 16 got through)") == true)
        #expect(try #require(CapacityNote(meta)).arms[0].levels == [CapacityLevel(size: 11, runs: 80, held: 64)])
    }
}

/// What studies ask beside their raids: what decides, what would have saved them, and what became of the rounds.
@Suite struct QuestionTests {
    private static func crossed(_ system: Double) -> [String: String] {
        let cells = ["S-300PMU2", "S-400"].flatMap { system in
            ["two", "four"].map { sites in (system, sites) }
        }.map { name, sites in
            CrossedEffects.Cell(levels: [name, sites], values: (0..<4).map { raid in
                // No two raids quite alike, so that intervals do not take them for ties.
                let own = 1 + 0.02 * (Double(raid) - 1.5)
                return Double(10 + raid) + own * ((name == "S-400" ? system : 0) + (sites == "four" ? -3 : 0))
            })
        }
        let note = CrossedNote(outcome: .leakers, setting: "16 cruise missiles", factors: ["system", "sites"], cells: cells)
        return Dictionary(uniqueKeysWithValues: note.meta.map { ($0.key, $0.value) })
    }

    @Test func `what decides comes from the crossed defences, and turns when they turn`() throws {
        func line(_ system: Double) throws -> String { try #require(AnswerTests.answer(1, meta: Self.crossed(system)).lines.first { $0.title == "What decides" }).text }
        let better = try line(-1)
        #expect(better.contains("sites 90 %, system 10 %"))
        #expect(better.contains("S-400 instead of S-300PMU2: 1.0 fewer") && better.contains("four instead of two: 3.0 fewer"), "the greatest and the system's")
        #expect(try line(1).contains("S-400 instead of S-300PMU2: 1.0 more"))
        let note = try #require(CrossedNote(Self.crossed(-1)))
        #expect(note.cells.count == 4 && note.cells[0].values == [10, 11, 12, 13] && note.factors == ["system", "sites"])
    }

    @Test func `shares that are shown add to a hundred`() throws {
        #expect(WholePercent.of([0.335, 0.335, 0.33]) == [34, 33, 33])
        #expect(WholePercent.of([0.995, 0.0025, 0.0025]).reduce(0, +) == 100)
        #expect(WholePercent.of([0.5, 0.2]) == [50, 20], "what is no whole is not made one")
        let line = try #require(AnswerTests.answer(1, meta: Self.crossed(-2)).lines.first { $0.title == "What decides" }).text
        let told = line.matches(of: /([0-9]+) %/).compactMap { Int($0.1) }
        #expect(told.reduce(0, +) == 100)
    }

    @Test func `what would have saved them is told where it can be told from luck`() throws {
        let arm = LiftNote.Arm(arm: "new & better", raids: 5, leakers: 22, byLuck: 0.1, limits: [
            .init(name: "no hills", saved: 0.6, low: 0.4, high: 0.8), .init(name: "rounds without end", saved: 0.1, low: -0.1, high: 0.3),
        ])
        let meta = Dictionary(uniqueKeysWithValues: LiftNote(setting: "16", redraws: 4, arms: [arm]).meta.map { ($0.key, $0.value) })
        #expect(try #require(LiftNote(meta)).arms == [arm])
        let text = try #require(AnswerTests.answer(1, meta: meta).lines.first { $0.title == "What would have saved them" }).text
        #expect(text.contains("no hills 60 %") && !text.contains("rounds without end"))
        let words = try #require(SavedWords(meta, arms: ["old <defence>", "new & better"]))
        #expect(words.table.rows[0][1] == "60 % (40 % to 80 %)")
        #expect(words.figure.rows.map(\.first) == ["no hills"], "what is told from luck is drawn, the rest stands in the table")
    }

    @Test func `every round fired stands in one column`() throws {
        var record = Sample.record
        for end in [RoundEndWord.miss, .guidanceLost, .ground, .targetDown] {
            var shot = ShotRecord(fireUnit: "1st battalion", missile: "48N6E3", launchTime: 90)
            shot.end = end
            record.targets[0].shots.append(shot)
        }
        var tally = RoundTally()
        record.targets[0].shots[0].end = .kill
        record.targets[1].shots = [ShotRecord(fireUnit: "1st battalion", missile: "48N6E3", launchTime: 700)]
        tally.add(record, arm: "new & better")
        let row = try #require(tally.rows.first)
        #expect(tally.rows.count == 1 && row.fired == 6 && row.reached == 2 && row.killed == 1 && row.flying == 1)
        #expect(row.fired == row.reached + row.guidanceLost + row.spent + row.targetDown + row.flying)
        #expect(tally.finding(["new & better"]) == "Of 100 rounds of new & better, 33 reached their target and 17 brought it down.")
    }
}

@Suite struct UnfinishedWordsTests {
    @Test func `a study whose runs are all there is not said to lack some`() {
        #expect(UnfinishedWords.text(runs: 12, planned: "288", shard: nil) == "Unfinished study: 12 of 288 runs were flown.")
        let open = UnfinishedWords.text(runs: 288, planned: "288", shard: nil)
        #expect(open.contains("all 288 runs were flown") && open.contains("not all answered") && !open.contains("288 of 288"))
        #expect(UnfinishedWords.text(runs: 96, planned: "288", shard: "1/3") == "Unfinished study: this is part 1/3, with 96 of 288 runs.")
    }
}

@Suite struct CapacityNoteTests {
    @Test func `an interval of one size is shown, and sizes out of order are said`() throws {
        var meta: [String: String] = [:]
        let plan = CapacityPlan(
            name: "cruise missiles", outcome: .assetsLost, allowed: 0, search: CapacitySearch(share: 0.8, sizeMaximum: 64, runsFirst: 20, runsMaximum: 40))
        let levels = [CapacityLevel(size: 2, runs: 20, held: 9), CapacityLevel(size: 4, runs: 40, held: 40)]
        let line = CapacityNote.line("old", Capacity(estimate: 1, low: 1, high: 1, levels: levels))
        for (key, value) in CapacityNote.meta(plan, [line]) { meta[key] = value }
        let text = try #require(AnswerTests.answer(1, meta: meta).lines.first { $0.title == "How large a raid is stopped" }).text
        #expect(text == "the largest raid of cruise missiles where no site is lost in 8 of 10 raids, with its 95 % interval: old 1 (1 to 1) (no one number tells: 2 held in 9 of 20 raids, 4 in 40 of 40). Each size that was tried was flown 20 to 40 times.")
    }

    @Test func `where a raid of one kind speaks for the other defence than the whole raids do, that is said`() throws {
        func text(old: Int, new: Int, isAlone: Bool) throws -> String {
            let plan = CapacityPlan(
                name: "cruise missiles", isAlone: isAlone, outcome: .assetsLost, allowed: 0,
                search: CapacitySearch(share: 0.8, sizeMaximum: 64, runsFirst: 20, runsMaximum: 40))
            let found = [("old <defence>", old), ("new & better", new)].map { name, size in
                CapacityNote.line(name, Capacity(estimate: size, low: size, high: size, levels: []))
            }
            let meta = Dictionary(uniqueKeysWithValues: CapacityNote.meta(plan, found).map { ($0.key, $0.value) })
            return try #require(AnswerTests.answer(1, meta: meta).lines.first { $0.title == "How large a raid is stopped" }).text
        }
        let turned = "These sizes are of cruise missiles alone, of which old <defence> stops more; in the raids above others come with them, and there new & better lets fewer through."
        #expect(try text(old: 24, new: 14, isAlone: true).hasSuffix(turned))
        #expect(try text(old: 14, new: 24, isAlone: true).hasPrefix("the largest raid of cruise missiles alone where no site is lost"))
        #expect(try !text(old: 14, new: 24, isAlone: true).contains("These sizes"))
        #expect(try !text(old: 24, new: 14, isAlone: false).contains("alone"))
    }

    @Test func `a larger raid that is held more often than a smaller one is said`() throws {
        func arm(_ levels: [CapacityLevel]) -> CapacityNote.Arm { CapacityNote.Arm(arm: "x", estimate: 5, low: 1, high: 8, levels: levels) }
        let turned = try #require(arm([CapacityLevel(size: 9, runs: 20, held: 2), CapacityLevel(size: 16, runs: 40, held: 23)]).disorder)
        #expect(turned.small.size == 9 && turned.large.size == 16)
        #expect(arm([CapacityLevel(size: 9, runs: 20, held: 12), CapacityLevel(size: 16, runs: 20, held: 13)]).disorder == nil)
    }
}
