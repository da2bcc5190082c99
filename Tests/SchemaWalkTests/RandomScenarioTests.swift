import BattleCompilation
import BattleSimulation
import DefenceModels
import Dispatch
import Foundation
import RunRecords
import Synchronization
import Testing

@testable import ScenarioDocuments

/// Scenarios by chance: refused in a line each, or flown with what every battle must keep. `CUPOLA_SCENARIOS` says how many
/// (`make random`: ten thousand), `CUPOLA_SCENARIOS_FROM` the first one's number, `CUPOLA_SCENARIOS_KEPT` a folder where all of them stay.
@Suite struct RandomScenarioTests {
    private static func setting(_ name: String, _ standard: Int) -> Int { ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? standard }

    private struct Tally: Sendable {
        var flown = 0, refused = 0, rounds = 0, leakers = 0, threads = 0, broken = 0
    }

    @Test func `scenarios by chance are refused in a line each, or keep what every battle must`() throws {
        let (first, count) = (Self.setting("CUPOLA_SCENARIOS_FROM", 0), Self.setting("CUPOLA_SCENARIOS", 200))
        let tally = Mutex(Tally())
        // Whatever ends the process leaves the scenario that it was flying behind.
        let kept = ProcessInfo.processInfo.environment["CUPOLA_SCENARIOS_KEPT"]
        let marker = (kept ?? FileManager.default.temporaryDirectory.path) + "/cupola-random-scenario"
        DispatchQueue.concurrentPerform(iterations: count) { turn in
            let scenario = RandomScenario(number: UInt64(first + turn))
            let text = scenario.text
            let name = "\(marker)-\(scenario.number).yaml"
            _ = FileManager.default.createFile(atPath: name, contents: Data(("# " + scenario.story.joined(separator: "\n# ") + "\n" + text + "\n").utf8))
            let begin = Date()
            let isKept = Self.hold(scenario, text, tally)
            let seconds = Date().timeIntervalSince(begin)
            if !isKept { tally.withLock { $0.broken += 1 } }
            if seconds > 60 { print("scenario \(scenario.number) took \(Int(seconds)) s: \(name)") } else if isKept, kept == nil { try? FileManager.default.removeItem(atPath: name) }
        }
        let found = tally.withLock { $0 }
        print("random scenarios \(first)…\(first + count - 1): \(found.flown) flown, \(found.refused) refused, \(found.rounds) rounds, \(found.leakers) leakers, \(found.threads) on 1, 2 and 4 threads; \(found.broken) broke a law")
        #expect(count < 100 || found.flown > count / 4 && found.refused > 0 && found.rounds > count / 4)
    }

    /// The digest of the scenario with the keys of each of its maps in the opposite order, and remarks between them. Loads stay as they are: the
    /// first of two missiles that serve equally well is taken.
    private static func turned(_ scenario: RandomScenario, arm: String, _ index: UInt32) -> String? {
        func turn(_ one: DocumentNode) -> DocumentNode {
            switch one.content {
            case .scalar: return one
            case .list(let items): return DocumentNode(line: one.line, column: one.column, content: .list(items.map(turn)))
            case .map(let entries):
                let inner = entries.reversed().map { entry in
                    ["load", "reserve"].contains(entry.key) ? entry : DocumentNode.Entry(key: entry.key, line: entry.line, column: entry.column, value: turn(entry.value))
                }
                return DocumentNode(line: one.line, column: one.column, content: .map(inner))
            }
        }
        let turned = turn(scenario.node)
        guard let node = try? DocumentParser.parse(text: "# turned\n" + turned.yaml + "\n# to its end\n", file: "t.yaml"),
            let read = try? FieldReader.decode(ScenarioDocument.self, from: node.withUnitsInPlace(), file: "t.yaml"),
            let model = try? ScenarioCompiler.compile(read, arm: arm, catalogue: Probe.catalogue, file: "t.yaml")
        else { return nil }
        return RecordDigest.hexadecimal(of: BattleRunner.run(model, seed: read.seed, index: index))
    }

    /// - Returns: whether all holds.
    private static func hold(_ scenario: RandomScenario, _ text: String, _ tally: borrowing Mutex<Tally>) -> Bool {
        func isHeld(_ condition: Bool, _ words: @autoclosure () -> String) -> Bool {
            if !condition { Issue.record("scenario \(scenario.number): \(words()); \(scenario.story.joined(separator: "; "))") }
            return condition
        }
        let document: ScenarioDocument
        let models: [BattleModel]
        do {
            let node = try DocumentParser.parse(text: text, file: "s.yaml")
            let (read, faults) = FieldReader.decodeWithFaults(ScenarioDocument.self, from: node.withUnitsInPlace(), file: "s.yaml")
            let all = faults + read.faults(against: Probe.catalogue)
            guard all.isEmpty else { throw DocumentErrors(all) }
            document = read
            models = try read.arms.map { try ScenarioCompiler.compile(read, arm: $0.name, catalogue: Probe.catalogue, file: "s.yaml") }
        } catch {
            tally.withLock { $0.refused += 1 }
            let lines = (error as? DocumentErrors)?.errors.map(\.description) ?? []
            return isHeld(!lines.isEmpty && lines.allSatisfy { $0.hasPrefix("s.yaml") && !$0.contains("\n") }, "is refused with \(error)")
        }
        var isKept = true
        var dice = Dice(state: scenario.number)
        let model = models[dice.below(models.count)]
        let index = UInt32(dice.below(1000))
        let record = BattleRunner.run(model, seed: document.seed, index: index)
        for fault in BattleLaws.broken(by: record, of: model) { isKept = isHeld(false, "\(fault), arm \(record.arm), run \(index)") && isKept }
        let digest = RecordDigest.hexadecimal(of: record)
        isKept = isHeld(RecordDigest.hexadecimal(of: BattleRunner.run(model, seed: document.seed, index: index)) == digest, "flown twice, it differs") && isKept
        let isThreaded = scenario.number % 10 == 0
        if isThreaded {
            for threads in [1, 2, 4] {
                let digests = Mutex<Set<String>>([])
                DispatchQueue.concurrentPerform(iterations: threads) { _ in
                    let again = RecordDigest.hexadecimal(of: BattleRunner.run(model, seed: document.seed, index: index))
                    digests.withLock { _ = $0.insert(again) }
                }
                isKept = isHeld(digests.withLock { $0 } == [digest], "on \(threads) threads it differs") && isKept
            }
        }
        if scenario.number % 10 == 5 {
            isKept = isHeld(Self.turned(scenario, arm: record.arm, index) == digest, "with its keys in another order, it differs") && isKept
        }
        let outcome = RunOutcome(record)
        tally.withLock {
            $0.flown += 1
            $0.rounds += outcome.roundsFired
            $0.leakers += outcome.leakers
            $0.threads += isThreaded ? 1 : 0
        }
        return isKept
    }
}
