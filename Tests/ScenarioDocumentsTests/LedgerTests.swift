import Testing

@testable import ScenarioDocuments

@Suite struct LedgerTests {
    static func lines(_ date: String, _ actor: String) throws -> [String] {
        let ledger = try Ledger.load(directory: Repository.catalogue)
        return ledger.orderOfBattle(asOf: CalendarDate(date), actor: actor).map {
            "\($0.system) \($0.fireUnits ?? $0.vehicles ?? 0)\($0.isDisputed ? "?" : "")"
        }
    }

    @Test func `the order of battle follows the deliveries`() throws {
        #expect(try Self.lines("2005-12-31", "Iran") == [])
        #expect(try Self.lines("2008-01-01", "Iran") == ["tor-m1 29"])
        #expect(try Self.lines("2016-08-31", "iran") == ["s-300pmu2 2", "tor-m1 29"])
        #expect(try Self.lines("2019-06-01", "Iran") == ["s-300pmu2 4?", "tor-m1 29"])
        #expect(try Self.lines("2024-12-31", "Iran") == ["s-300pmu2 0?", "tor-m1 29"])
        #expect(try Self.lines("2019-12-31", "Turkey") == ["s-400 2"])
    }

    @Test func `an event known to the month is not known before the month ends`() throws {
        let ledger = try Ledger.load(directory: Repository.catalogue)
        func knows(_ date: String) -> Bool { ledger.events(asOf: CalendarDate(date)).contains { $0.id == "cn.2018.first_regiment" } }
        #expect(!knows("2018-05-20"))
        #expect(knows("2018-05-31"))
        #expect(knows("2018-05"))
    }

    @Test func `dates that no calendar has are refused`() {
        #expect(CalendarDate("2019-02-29") == nil)
        #expect(CalendarDate("2020-02-29")?.description == "2020-02-29")
        #expect(CalendarDate("2019-13") == nil)
        #expect(CalendarDate("19-01-01") == nil)
        #expect(CalendarDate("2019-1-1") == nil)
        #expect(CalendarDate("2019-05")! < CalendarDate("2019-05-02")!)
    }

    @Test func `an actor finds the resolutions that name it`() throws {
        let ledger = try Ledger.load(directory: Repository.catalogue)
        #expect(ledger.events(actor: "Iran").contains { $0.id == "ir.2010.unscr1929" })
        #expect(!ledger.events(actor: "India").contains { $0.id == "ir.2010.unscr1929" })
    }

    @Test func `denials by others and accounts that differ stand with what they speak of`() throws {
        let ledger = try Ledger.load(directory: Repository.catalogue)
        let known = ledger.events(asOf: CalendarDate("2019-06-07"), actor: "Iran").map(\.id)
        #expect(known.contains("ir.2019.denials") && known.contains("ir.2019.borisov"))
        #expect(!known.contains("ir.2019.mousavi"), "not yet said on 7 June")
        #expect(!known.contains("tr.2017.price"))
        let accounts = ledger.answers(to: "ir.2016.complete")
        #expect(accounts.map(\.id) == ["ir.2019.article_delivery"] && accounts[0].kind == .account)
        #expect(ledger.events(asOf: CalendarDate("2019-06-01")).filter { $0.kind == .account }.count == 4)
    }

    @Test func `what was already scheduled on a date is what earlier events fixed for after it`() throws {
        let ledger = try Ledger.load(directory: Repository.catalogue)
        func due(_ date: String) throws -> [String] {
            ledger.scheduled(asOf: try #require(CalendarDate(date)), actor: "Iran").map(\.item.date.description)
        }
        #expect(try due("2019-06-01") == ["2020-10-18", "2023-10-18", "2025-10-18"])
        #expect(try due("2016-01-31") == ["2016-02", "2016-09", "2020-10-18", "2023-10-18", "2025-10-18"])
        #expect(try due("2015-01-01").isEmpty)
    }

    @Test func `a misspelt actor or event finds the nearest`() throws {
        let ledger = try Ledger.load(directory: Repository.catalogue)
        #expect(ledger.nearestActor(to: "Irna") == "Iran")
        #expect(ledger.nearestEvent(to: "ir.2019.refussal") == "ir.2019.refusal")
        #expect(ledger.nearestEvent(to: "refusal") == nil && ledger.events(named: "Refusal").contains("ir.2019.refusal"))
        #expect(ledger.events(named: "ir").isEmpty)
    }
}
