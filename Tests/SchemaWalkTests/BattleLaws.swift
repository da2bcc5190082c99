import BattleSimulation
import DefenceModels
import FlightDynamics
import Foundation
import RunRecords

/// What every run of every battle keeps, whatever the scenario.
enum BattleLaws {
    /// Laws that a record breaks, in words; none of a sound one.
    static func broken(by record: RunRecord, of model: BattleModel) -> [String] {
        var faults: [String] = []
        func hold(_ condition: Bool, _ words: @autoclosure () -> String) { if !condition { faults.append(words()) } }
        // Numbers that are none cannot be written as JSON.
        hold((try? JSONEncoder().encode(record)) != nil, "a number of the record is none")
        let outcome = RunOutcome(record)
        hold(outcome.causes.reduce(0, +) == outcome.leakers, "\(outcome.leakers) leakers, causes \(outcome.causes)")
        hold(outcome.leakers + outcome.killed <= outcome.raiders, "\(outcome.leakers) got through and \(outcome.killed) were shot down of \(outcome.raiders)")
        for magazine in record.magazines {
            hold((0...magazine.loaded).contains(magazine.fired), "\(magazine.missile): \(magazine.fired) fired of \(magazine.loaded)")
        }
        let shots = record.targets.flatMap(\.shots)
        hold(shots.count == record.magazines.reduce(0) { $0 + $1.fired }, "\(shots.count) shots, \(record.magazines.reduce(0) { $0 + $1.fired }) rounds fired")
        // By unit, whichever target its order stands with: a track may change its target between the order and the launch.
        let orders = record.targets.flatMap { $0.decisions.compactMap { decision in decision.order.map { (time: decision.time, unit: $0.fireUnit) } } }
            + record.events.filter { $0.what == .orderedOnNothing }.map { (time: $0.time, unit: $0.subject) }
        let first = orders.reduce(into: [String: Double]()) { $0[$1.unit] = min($0[$1.unit] ?? .infinity, $1.time) }
        for target in record.targets { faults += chain(target, record, first) }
        faults += channels(shots, model)
        return faults
    }

    private static func chain(_ target: TargetRecord, _ record: RunRecord, _ ordered: [String: Double]) -> [String] {
        var faults: [String] = []
        func hold(_ condition: Bool, _ words: @autoclosure () -> String) { if !condition { faults.append("\(target.name): \(words())") } }
        // Windows are forecasts, and may end after the run.
        let links = [
            target.enteredLineOfSight, target.firstDetected, target.tracked, target.identified, target.judgedThreat,
            target.assessedKilledWrongly, target.outcomeTime,
        ].compactMap { $0 }
        hold(links.allSatisfy { $0 >= 0 && $0 <= record.endTime + 1e-6 }, "a link of its chain lies outside the run")
        // A burst is found within the step that it lies in, when others have decided already.
        let end = target.outcomeTime.map { target.outcome == .killed ? $0 + 2 : $0 } ?? .infinity
        hold(target.decisions.allSatisfy { $0.time <= end }, "a decision about it after its end at \(end) s")
        hold((target.assessedKilledWrongly ?? 0) <= end, "judged shot down after its end at \(end) s")
        hold(target.shots.count { $0.killed } <= 1, "\(target.shots.count { $0.killed }) rounds brought it down")
        // Guns bring targets down without rounds, and say so at that moment.
        let byGuns = record.events.contains { $0.what == .gunsKill && $0.time == target.outcomeTime }
        let byRounds = target.shots.contains { $0.killed }
        hold(
            target.outcome == .killed ? byRounds || byGuns : !byRounds,
            "\(target.outcome), and \(target.shots.count { $0.killed }) rounds brought it down")
        hold((target.limitingCause != nil) == (target.outcome == .leaked && target.armed && target.allegiance == .hostile), "\(target.outcome) with cause \(String(describing: target.limitingCause))")
        for shot in target.shots {
            hold(shot.launchTime >= 0, "a round is launched at \(shot.launchTime) s")
            hold((0...1).contains(shot.killProbability), "kill probability \(shot.killProbability)")
            hold((shot.missDistance ?? 0) >= 0, "miss distance \(shot.missDistance ?? 0)")
            if let end = shot.endTime {
                hold(end >= shot.launchTime, "a round ends \(shot.launchTime - end) s before its launch")
                hold(shot.end != nil, "a round ended at \(end) s without a word how")
            } else {
                // Still in flight when the run ended.
                hold(shot.launchTime <= record.endTime && shot.end == nil, "a round of \(shot.launchTime) s never ended")
            }
            hold(
                (ordered[shot.fireUnit] ?? .infinity) <= shot.launchTime + 1e-9,
                "\(shot.fireUnit) launches at \(shot.launchTime) s without an order")
        }
        return faults
    }

    /// Rounds that a fire unit guides to the end need a channel each, and their targets one each.
    private static func channels(_ shots: [ShotRecord], _ model: BattleModel) -> [String] {
        var faults: [String] = []
        for unit in model.fireUnits {
            guard case .flown = unit.kind else { continue }
            let guided = shots.filter { shot in
                shot.fireUnit == unit.name && model.interceptors.first { $0.name == shot.missile }?.model.seeker.needsIlluminationToImpact == true
            }
            var changes: [(time: Double, step: Int)] = []
            for shot in guided {
                guard let end = shot.endTime else { continue }
                changes.append((shot.launchTime, 1))
                changes.append((end, -1))
            }
            var (now, most) = (0, 0)
            for change in changes.sorted(by: { ($0.time, $0.step) < ($1.time, $1.step) }) {
                now += change.step
                most = max(most, now)
            }
            if most > unit.guidanceChannels { faults.append("\(unit.name): \(most) rounds guided at once, channels: \(unit.guidanceChannels)") }
        }
        return faults
    }
}
