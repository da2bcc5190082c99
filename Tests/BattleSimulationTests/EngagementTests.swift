import BattleSimulation
import BattleWorld
import DefenceModels
import FlightDynamics
import Foundation
import Quantities
import RunRecords
import Testing

@Suite struct EngagementTests {
    private static let runs: Range<UInt32> = 0..<8

    @Test(arguments: [(SeekerKind.command, 0), (.trackViaMissile, 0), (.semiActive, 0)])
    func `a round whose only guiding radar dies long before it arrives kills nothing`(seeker: SeekerKind, most: Int) throws {
        var model = try BattleTests.model("one-on-one")
        for type in model.interceptors.indices { model.interceptors[type] = Self.with(seeker, model.interceptors[type]) }
        var kills = 0
        var flying = 0
        for index in Self.runs {
            let launch = try #require(BattleRunner.run(model, seed: 2, index: index).targets[0].shots.first?.launchTime)
            model.failures = [ScriptedFailure(time: SimulationTime(seconds: launch + 10), subject: .radar(1))]
            let target = BattleRunner.run(model, seed: 2, index: index).targets[0]
            model.failures = []
            flying += target.shots.count
            kills += target.outcome == .killed ? 1 : 0
        }
        #expect(flying > 0 && kills <= most)
    }

    private static func with(_ seeker: SeekerKind, _ type: InterceptorType) -> InterceptorType {
        var type = type
        type.model.seeker = seeker
        return type
    }

    @Test func `a launcher lost in mid-salvo leaves no round reserved for nobody`() throws {
        var model = try BattleTests.model("one-on-one")
        // One launcher with one round of the salvo of two, another with the rest, lost and back at once.
        let launch = try #require(BattleRunner.run(model, seed: 2, index: 0).targets[0].shots.first?.launchTime)
        model.failures = [
            ScriptedFailure(
                time: SimulationTime(seconds: launch + 0.05), end: SimulationTime(seconds: launch + 20), subject: .launchers(fireUnit: 0))
        ]
        model.interceptors = model.interceptors.map { type in
            var type = type
            type.model.lethality.lethalRadius = 0.01
            type.model.lethality.fuzeRadius = 0.01
            return type
        }
        let record = BattleRunner.run(model, seed: 2, index: 0)
        // Nothing is ever hit: every round but the doctrine's limit could still be fired.
        let fired = record.magazines.reduce(0) { $0 + $1.fired }
        #expect(fired > 2)
    }

    @Test func `rounds of one salvo leave two launchers together, and one launcher no sooner than its interval`() throws {
        let model = try BattleTests.model("saturation", arm: "s-400")
        var together = 0
        for index in Self.runs.prefix(3) {
            let record = BattleRunner.run(model, seed: 2, index: index)
            var times: [String: [Double]] = [:]
            for shot in record.targets.flatMap(\.shots) { times[try #require(shot.launcher), default: []].append(shot.launchTime) }
            let interval = model.fireUnits.map(\.launchInterval).min() ?? 0
            for list in times.values {
                let sorted = list.sorted()
                for (first, second) in zip(sorted, sorted.dropFirst()) { #expect(second - first >= interval - 1e-6) }
            }
            let all = record.targets.flatMap(\.shots).map(\.launchTime).sorted()
            together += zip(all, all.dropFirst()).count { $1 - $0 < 1 }
        }
        #expect(together > 0)
    }

    @Test func `the beam's own look decides on a kill, and errs where the crew misreads it`() throws {
        func wrongly(falseKill: Double) throws -> (Int, Int) {
            var model = try BattleTests.model("saturation", arm: "s-300pmu2")
            for unit in model.fireUnits.indices { model.fireUnits[unit].falseKillProbability = falseKill }
            let records = Self.runs.map { BattleRunner.run(model, seed: 2, index: $0) }
            let missed = records.flatMap(\.targets).count { target in
                target.outcome != .killed && target.shots.contains { $0.end == .miss }
            }
            return (missed, records.flatMap(\.targets).count { $0.assessedKilledWrongly != nil })
        }
        let always = try wrongly(falseKill: 1)
        #expect(always.1 > 0)
        #expect(try wrongly(falseKill: 0).1 < always.1)
    }
}
