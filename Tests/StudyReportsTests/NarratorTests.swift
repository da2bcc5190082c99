import Narration
import RunRecords
import Testing

@testable import StudyReports

/// One narrator for `explain` and the report: short sentences, +mm:ss, km, m, no word left unexplained.
@Suite struct NarratorTests {
    @Test func `times are minutes and seconds`() {
        #expect(Narrator.clock(0) == "+00:00")
        #expect(Narrator.clock(725.4) == "+12:05")
        #expect(Narrator.clock(59.6) == "+01:00")
        #expect(Narrator.clock(6_000) == "+100:00")
    }

    @Test func `a story tells what was seen, fired and reached`() {
        let record = Sample.record
        let lines = Narrator.story(of: record.targets[0], in: record)
        #expect(lines.contains("+01:01 96L6E detected it first at 31.3 km."))
        #expect(lines.contains { $0.contains("left 1st battalion; at +01:40, 20.5 km out") && $0.contains("brought it down") })
        let other = Narrator.story(of: record.targets[1], in: record)
        #expect(other.last == "+12:05 It got through and reached port. Limiting cause: never in line of sight. Hills or the curve of the earth hid it from every radar until the end.")
    }

    @Test func `the timeline is in order, adds up and ends with the result`() {
        let record = Sample.record
        let moments = Narrator.timeline(of: record)
        #expect(moments.map(\.time) == moments.map(\.time).sorted())
        #expect(moments.first?.text == "2 subsonic cruise missiles: the first appears.")
        #expect(moments.contains { $0.text.contains("shot down: 1 subsonic cruise missile") })
        #expect(moments.contains { $0.text.contains("got through: 1 subsonic cruise missile") })
        #expect(moments.last?.text.hasPrefix("The run ends. 1 of 2 raiders got through") == true)
    }

    @Test func `a story is told in the order of time, its end last`() {
        var record = Sample.record
        record.targets[0].tracked = 70
        record.targets[0].windowOpens = 75
        record.targets[0].windowCloses = 95
        record.targets[0].decisions = [
            DecisionRecord(time: 72, decider: "post", refusal: .noFireChannel),
            DecisionRecord(time: 78, decider: "post", order: OrderRecord(fireUnit: "1st battalion", missile: "48n6e3", salvo: 2)),
        ]
        let lines = Narrator.story(of: record.targets[0], in: record)
        let times = lines.compactMap { $0.firstMatch(of: /^\+([0-9]+):([0-9]+)/) }.map { Int($0.1)! * 60 + Int($0.2)! }
        #expect(times == times.sorted() && times.count >= 7)
        #expect(lines.last == "+01:40 It was shot down.")
        #expect(lines.contains("+01:12 post did not fire: every radar that guides rounds was busy."))
        #expect(lines.contains("+01:18 post ordered 1st battalion to fire 2 rounds of 48N6E3."))
        // What has no time follows what it belongs to.
        let place = lines.firstIndex { $0 == "Its identity was never established." }
        #expect(place.map { lines[$0 - 1] }?.hasPrefix("+01:10") == true)
    }

    @Test func `orders on tracks that follow nothing are summed up where they are many`() {
        var record = Sample.record
        record.events = (0..<5).map { SystemEvent(time: 60 + Double($0), subject: "post", what: .orderedOnNothing) }
        record.events.insert(SystemEvent(time: 61.5, subject: "radar", what: .destroyed), at: 2)
        #expect(Narrator.events(of: record) == [
            "+01:02 radar: destroyed.",
            "5 orders to fire were given on tracks that followed nothing, or nothing any more, from +01:00 to +01:04.",
        ])
        record.events.removeLast(4)
        #expect(Narrator.events(of: record).count == 2)
    }

    @Test func `reasons that come back by turns are told once more and then summed up`() {
        var record = Sample.record
        let reasons: [RefusalWord] = [.noFireChannel, .noRoundsReady]
        record.targets[1].tracked = 60
        record.targets[1].decisions = (0..<9).map { DecisionRecord(time: 70 + Double($0), decider: "post", refusal: reasons[$0 % 2]) }
        let told = Narrator.story(of: record.targets[1], in: record).filter { $0.contains("post ") }
        #expect(told == [
            "+01:10 post did not fire: every radar that guides rounds was busy.", "+01:11 post did not fire: no suitable round stood ready.",
            "+01:12 post went on to give one or another of these reasons until +01:18.",
        ])
        // An order begins anew.
        record.targets[1].decisions.insert(
            DecisionRecord(time: 72.5, decider: "post", order: OrderRecord(fireUnit: "1st battalion", missile: "48n6e3", salvo: 2)), at: 3)
        #expect(Narrator.story(of: record.targets[1], in: record).filter { $0.contains("post ") }.count == 7)
    }

    @Test func `that no launch could have reached it is said only where nothing else is given as the reason`() {
        func tells(_ refusals: [RefusalWord]) -> Bool {
            var record = Sample.record
            record.targets[1].tracked = 60
            record.targets[1].decisions = refusals.map { DecisionRecord(time: 70, decider: "post", refusal: $0) }
            return Narrator.story(of: record.targets[1], in: record).contains("No launch ever could have reached it.")
        }
        #expect(tells([.outsideEnvelope]) && tells([.windowNotOpen, .outsideEnvelope]))
        #expect(!tells([.unseenByGuidingRadar]) && !tells([.outsideEnvelope, .windowClosesTooSoon]))
    }

    @Test func `some of a class are many of it`() {
        #expect(Wording.many(1, ofClass: "fighter") == "1 fighter")
        #expect(Wording.many(32, ofClass: "cm_subsonic") == "32 subsonic cruise missiles")
        #expect(Wording.many(2, ofClass: "awacs") == "2 early-warning aircraft")
    }

    @Test func `every limiting cause has a meaning in words`() {
        let meanings = LimitingCause.allCases.map(Wording.meaning(of:))
        #expect(Set(meanings).count == LimitingCause.allCases.count)
        #expect(meanings.allSatisfy { $0.hasSuffix(".") && !$0.contains("_") })
    }

    @Test func `groups of unknowns have words, known or not`() {
        #expect(Wording.title(ofUnknown: "radars.*.reference_range_km") == "radars: detection range")
        #expect(Wording.title(ofUnknown: "missiles.48n6e3.burn_time_s") == "48N6E3: burn time")
        #expect(Wording.title(ofUnknown: "systems.*.odd_thing_ratio") == "systems: odd thing")
    }

    @Test func `numbers are written for people`() {
        #expect(number(-0.04) == "0.0")
        #expect(number(-1.25) == "−1.3")
        #expect(number(12_345.6) == "12,346")
        #expect(plain(0.0125) == "0.0125")
        #expect(datum(1234.56789) == "1234.57")
        #expect(datum(.infinity) == "")
        #expect(datum(0.001234567) == "0.00123457")
    }
}
