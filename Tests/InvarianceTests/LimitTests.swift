import RunRecords
import Testing

/// Ends of the scale, and that kills are made of rounds.
@Suite struct LimitTests {
    private static let runs = 20

    @Test func `rounds that always kill, endless and at once, let nobody through`() {
        var scene = Scene.named(.low)
        scene.rounds = 190
        scene.launchers = 48
        scene.reaction = 0.1
        scene.latency = 0
        scene.loss = 0
        scene.mast = 100
        Self.perfect(&scene)
        // Fighters and cruise missiles that masts of 100 m see from afar.
        let records = Comparison.records(scene.model, Self.runs)
        for record in records {
            let through = record.targets.filter { $0.outcome == .leaked }
            #expect(through.isEmpty, "run \(record.index), seed \(record.seed): \(through.map(\.name))")
        }
    }

    private static func perfect(_ scene: inout Scene) {
        for (path, value) in [
            ("missiles.48n6e2.flight_reliability_probability", 1.0), ("missiles.48n6e2.fuze_reliability_probability", 1),
            ("missiles.48n6e2.lethal_radius_m", 500), ("missiles.48n6e2.fuze_radius_m", 1500),
            ("threats.cm_subsonic.kill_at_zero_miss_probability", 1), ("threats.fighter.kill_at_zero_miss_probability", 1),
            ("threats.cm_subsonic.vulnerability_ratio", 3), ("threats.fighter.vulnerability_ratio", 3),
            ("systems.s-300pmu2.false_kill_probability", 0), ("systems.s-300pmu2.launch_interval_s", 0.1),
            ("systems.s-300pmu2.iff_false_answer_probability", 0), ("systems.s-300pmu2.identification_time_s", 0.5), ("systems.s-300pmu2.decision_cycle_s", 0.5),
            ("radars.30n6e2.target_channels_count", 40), ("radars.30n6e2.missile_channels_count", 80),
            ("threats.cm_subsonic.rcs_m2", 10), ("threats.fighter.rcs_m2", 10),
        ] { scene.numbers[path] = value }
    }

    @Test(arguments: Scene.Name.allCases) func `without rounds everybody gets through`(_ name: Scene.Name) {
        var scene = Scene.named(name)
        scene.rounds = 0
        scene.isUnaided = true
        for record in Comparison.records(scene.model, 5) {
            let outcome = RunOutcome(record)
            #expect(outcome.raiders > 0 && outcome.leakers == outcome.raiders)
            #expect(outcome.roundsFired == 0)
        }
    }

    @Test func `where nothing can be detected, nothing detected it is the cause`() {
        var scene = Scene.named(.low)
        for threat in ["cm_subsonic", "fighter"] { scene.numbers["threats.\(threat).rcs_m2"] = 1e-12 }
        for record in Comparison.records(scene.model, 5) {
            for target in record.targets {
                #expect(target.outcome == .leaked)
                #expect(target.limitingCause == .undetected, "\(target.name): \(target.limitingCause.map { $0.title } ?? "none")")
            }
        }
    }

    @Test(arguments: Scene.Name.allCases)
    func `kills are the rounds that reached a living target, times their kill probability, within chance`(_ name: Scene.Name) {
        var expected = 0.0
        var variance = 0.0
        var kills = 0
        for record in Comparison.records(Scene.named(name).model, max(60, Comparison.runs)) {
            for target in record.targets {
                let reached = target.shots.filter { $0.end == .kill || $0.end == .miss }
                for shot in reached where shot.missDistance != nil {
                    expected += shot.killProbability
                    variance += shot.killProbability * (1 - shot.killProbability)
                }
                kills += reached.count { $0.killed }
            }
        }
        // Each round's dice are its own: a sum of independent draws (seed of the comparisons).
        #expect(expected > 50)
        #expect(
            abs(Double(kills) - expected) <= 3.5 * variance.squareRoot(), "\(kills) kills, \(expected) expected ± \(variance.squareRoot())")
    }
}
