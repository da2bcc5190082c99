import BattleSimulation
import ClosedForms
import CommandAndControl
import ModelValidation
import NumericalMethods
import RunRecords
import Stochastics

/// Fire channels as servers (`models/a3_fire_channels`).
///
/// Finite sources (Engset) are not flown: a raid is given in advance, and whether a target comes back cannot hang on whether an earlier one
/// was engaged.
enum ChannelBattles {
    @Sendable static func answers(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> [ReferenceAnswer] {
        if entry.inputs["arrival_rate_per_s"] != nil { return try loss(fixture, entry) + delay(fixture, entry) }
        if entry.inputs["window_s"] != nil { return try waves(fixture, entry) }
        return []
    }

    private static func queue(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> (channels: Int, rate: Double, service: Double)
    {
        (
            try fixture.whole(entry, "channels", in: 1...1_000), try fixture.positive(entry, "arrival_rate_per_s"),
            try fixture.positive(entry, "service_time_s")
        )
    }

    /// Poisson arrivals, from a stream of the check's own; before them, at once, as many as a settled queue of waiting targets would hold.
    private static func arrivals(_ count: Int, rate: Double, stream number: UInt32, settled queue: ChannelSaturation? = nil) -> [Double] {
        var stream = RandomStream(studySeed: 77, runIndex: number, entity: 1, purpose: DrawPurpose(rawValue: 0x7E57))
        var time = 0.0
        let present = queue.map { $0.present(at: stream.nextUniform()) } ?? 0
        return Array(repeating: 0, count: present) + (0..<count).map { _ in
            time += stream.nextExponential(mean: 1 / rate)
            return time
        }
    }

    private static func battle(_ channels: Int, service: Double, arrivals: [Double], stay: Double) -> TextbookBattle {
        var battle = TextbookBattle(
            killProbability: 1, doctrine: EngagementDoctrine(mode: .singleSalvo, salvo: 1, minimumKillProbability: 0),
            channels: channels, rounds: 1_000_000, arrivals: arrivals, stay: stay)
        battle.serviceTime = service
        return battle
    }

    /// Targets that find no channel are lost: the share of them is Erlang's B, and what is left keeps the channels busy.
    private static func loss(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> [ReferenceAnswer] {
        let (channels, rate, service) = try queue(fixture, entry)
        let count = 3_000
        var battle = battle(channels, service: service, arrivals: arrivals(count, rate: rate, stream: 0), stay: service + 20)
        battle.refusalIsFinal = true
        let record = BattleRunner.run(battle.model(), seed: EngineChecks.seed, index: 0)
        let outcome = RunOutcome(record)
        let blocked = Double(outcome.leakers) / Double(outcome.raiders)
        let spread = entry.expected["erlang_B"]?.number ?? blocked
        // Four standard errors, widened for the correlation of neighbours in a queue (the family's own factor).
        let tolerance = 4 * 2.5 * (spread * (1 - spread) / Double(count)).squareRoot() + 1e-9
        // Channels taken: each engagement holds one until its shot, in thirty pieces of time of which the first is left out.
        let pieces = 30
        let piece = (battle.arrivals.last ?? 1) / Double(pieces)
        var busy = [Double](repeating: 0, count: pieces)
        for shot in record.targets.flatMap(\.shots) {
            for place in 0..<pieces {
                let from = max(shot.launchTime - service, Double(place) * piece)
                busy[place] += max(0, min(shot.launchTime, Double(place + 1) * piece) - from) / piece
            }
        }
        busy.removeFirst()
        let sample = "\(count) arrivals"
        return [
            EngineChecks.answer(
                fixture, entry, "blocked share over \(sample)", blocked, "erlang_B", tolerance: tolerance),
            EngineChecks.judge(fixture, entry, "channels busy", busy, expectedKey: "mean_busy_channels", over: sample),
            EngineChecks.judge(
                fixture, entry, "channel in use", busy, expectedKey: "utilisation", per: Double(channels), over: sample),
        ]
    }

    /// Targets that find no channel wait for one (Erlang's C, exponential times of service): independent runs, each from a settled queue.
    private static func delay(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> [ReferenceAnswer] {
        let (channels, rate, service) = try queue(fixture, entry)
        let load = ChannelSaturation(channels: channels, load: rate * service)
        guard load.waiting != nil else { return [] }
        let runs = 16
        let counted = 200
        // So long that one in 20,000 would have to wait longer: P(wait > t) ≤ exp(−(c − a) t / S).
        let renewal = service / 10
        let stay = 10 * renewal + 10 * service / (Double(channels) - load.load)
        var shares: [Double] = []
        var waits: [Double] = []
        for run in 0..<runs {
            var battle = battle(
                channels, service: service, arrivals: arrivals(counted, rate: rate, stream: UInt32(run + 1), settled: load), stay: stay)
            battle.serviceIsExponential = true
            battle.cycle = service / 60
            battle.renewal = renewal
            battle.speed = 10
            let record = BattleRunner.run(battle.model(), seed: EngineChecks.seed, index: UInt32(run))
            let found = record.targets.suffix(counted).compactMap { target -> Double? in
                guard let ready = target.judgedThreat, let order = target.decisions.first(where: { $0.order != nil }) else { return nil }
                return order.time - ready
            }
            // One that left before its turn has waited for all its time.
            let left = counted - found.count
            shares.append(Double(found.count { $0 > 0 } + left) / Double(counted))
            waits.append((found.reduce(0, +) + Double(left) * stay) / Double(counted))
        }
        let sample = "\(runs) runs of \(counted) arrivals"
        return [
            EngineChecks.judge(fixture, entry, "waiting share", shares, expectedKey: "erlang_C_wait_prob", over: sample),
            EngineChecks.judge(fixture, entry, "mean wait, s", waits, expectedKey: "erlang_C_mean_wait_s", over: sample),
        ]
    }

    /// A raid that comes at once and can be shot at for a time: exact, no dice.
    private static func waves(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> [ReferenceAnswer] {
        let channels = try fixture.whole(entry, "channels", in: 1...1_000)
        let raid = try fixture.whole(entry, "raid_N", in: 0...144)
        let service = try fixture.positive(entry, "cycle_s")
        let window = try fixture.positive(entry, "window_s")
        /// Targets engaged of so many, where the window opens with the first orders.
        func engaged(_ targets: Int) -> Int? {
            var battle = battle(channels, service: service, arrivals: Array(repeating: 0, count: targets), stay: window + 100)
            // The post decides in step with the channels, a hair after they fall free, so that none waits for a decision.
            battle.cycle = (service + 1e-6) / (2 * service).rounded(.up)
            let orders = BattleRunner.run(battle.model(), seed: EngineChecks.seed, index: 0).targets
                .compactMap { $0.decisions.first { $0.order != nil }?.time }.sorted()
            guard let opening = orders.prefix(channels).last else { return nil }
            battle.stay = opening + window + 0.01
            return RunOutcome(BattleRunner.run(battle.model(), seed: EngineChecks.seed, index: 0)).killed
        }
        guard let some = engaged(raid) else { return [] }
        var answers = [
            EngineChecks.answer(fixture, entry, "targets engaged", Double(some), "targets_engaged_once", tolerance: 0),
            EngineChecks.answer(fixture, entry, "unengaged", Double(raid - some), "unengaged", tolerance: 0),
        ]
        // The channels' limit shows when there are targets enough.
        let more = RaidWaves(targets: raid, channels: channels, cycle: service, window: window).engagementsMaximum + channels
        if more <= 144, let most = engaged(more) {
            answers.append(
                EngineChecks.answer(fixture, entry, "engagements of a raid of \(more)", Double(most), "max_engagements", tolerance: 0))
        }
        return answers
    }
}
