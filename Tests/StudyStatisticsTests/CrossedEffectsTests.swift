import Stochastics
import StudyStatistics
import Testing

@Suite struct CrossedEffectsTests {
    /// Two systems, two sites, two commands: the system is worth `system`, the sites `sites`, and every raid has its own size and luck.
    static func cells(system: Double, sites: Double, luck: Double, raids: Int, replay: UInt32 = 0) -> [CrossedEffects.Cell] {
        var stream = RandomStream(studySeed: 5, runIndex: replay, entity: 0, purpose: DrawPurpose(rawValue: 0xFFF2))
        let sizes = (0..<raids).map { _ in 20 + 6 * stream.nextNormal() }
        return ["old", "new"].flatMap { one in
            ["few", "many"].flatMap { two in
                ["alone", "together"].map { three in
                    CrossedEffects.Cell(levels: [one, two, three], values: sizes.map { size in
                        size + (one == "new" ? system : 0) + (two == "many" ? sites : 0) + luck * stream.nextNormal()
                    })
                }
            }
        }
    }

    @Test func `what was put in comes out: shares, levels and changes`() throws {
        let found = try #require(CrossedEffects(factors: ["system", "sites", "command"], cells: Self.cells(system: -2, sites: -4, luck: 0, raids: 3)))
        #expect(found.effects.map(\.factor) == ["sites", "system", "command"])
        #expect(abs(found.effects[0].share - 0.8) < 1e-12 && abs(found.effects[1].share - 0.2) < 1e-12 && found.effects[2].share < 1e-12)
        #expect(found.rest < 1e-12 && found.combinations == 8 && found.raids == 3)
        #expect(abs(found.effects[0].change.mean + 4) < 1e-12 && found.effects[1].levels.map(\.name) == ["old", "new"])
        #expect(abs(found.effects[1].levels[1].mean - found.effects[1].levels[0].mean + 2) < 1e-12)
    }

    @Test func `raids that differ much hide nothing, for all combinations meet the same`() throws {
        let found = try #require(CrossedEffects(factors: ["system", "sites", "command"], cells: Self.cells(system: -1, sites: -3, luck: 0.5, raids: 8)))
        #expect(found.effects[0].factor == "sites" && found.effects[0].change.high < 0)
        #expect(abs(found.effects[0].share - 0.9) < 0.1)
    }

    @Test func `intervals of what does nothing hold nothing in 93 of 100 replays, and luck alone has no shares`() {
        var held = 0
        var told = 0
        for replay in 0..<1_000 {
            guard let found = CrossedEffects(
                factors: ["system", "sites", "command"], cells: Self.cells(system: -3, sites: 0, luck: 2, raids: 6, replay: UInt32(replay)))
            else { continue }
            told += 1
            if let sites = found.effects.first(where: { $0.factor == "sites" }), sites.change.low <= 0, sites.change.high >= 0 { held += 1 }
        }
        #expect(told > 950 && Double(held) / Double(told) >= 0.93)
        let none = (0..<400).compactMap { CrossedEffects(factors: ["a", "b", "c"], cells: Self.cells(system: 0, sites: 0, luck: 1, raids: 6, replay: $0)) }
        #expect(none.count < 300, "where nothing differs beyond luck, nothing is taken apart")
    }

    @Test func `shares lie between nothing and all, and with their interplay add to all, however much is luck`() {
        var told = 0
        for replay in UInt32(0)..<300 {
            guard let found = CrossedEffects(
                factors: ["system", "sites", "command"], cells: Self.cells(system: -1.5, sites: -1, luck: 2, raids: 4, replay: replay))
            else { continue }
            told += 1
            let shares = found.effects.map(\.share) + [found.rest]
            #expect(shares.allSatisfy { $0 >= 0 && $0 <= 1 } && abs(shares.reduce(0, +) - 1) < 1e-12)
        }
        #expect(told > 100)
    }

    @Test func `what is not crossed evenly is not taken apart`() {
        var cells = Self.cells(system: -2, sites: -4, luck: 0, raids: 3)
        cells.removeLast()
        #expect(CrossedEffects(factors: ["system", "sites", "command"], cells: cells) == nil)
        #expect(CrossedEffects(factors: ["system"], cells: []) == nil)
    }
}
