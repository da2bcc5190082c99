import CupolaEngine
import Testing

/// A beam weapon: dwells on its target and burns it within a few kilometres; the farther away, the less the beam heats it.
///
///     P = p₀ · e^(−(R/R_s)²)
struct BeamWeapon: Effector {
    var rangeMaximum: Metres
    /// Seconds on one target.
    var dwell: Seconds
    /// p₀, and R_s, metres.
    var killProbabilityNear: Double
    var rangeScale: Metres

    func serviceTime(drawnFrom stream: inout RandomStream) -> Seconds { dwell }

    func killProbability(of shot: EffectorShot) -> Double {
        guard shot.range <= rangeMaximum else { return 0 }
        let ratio = shot.range / rangeScale
        return killProbabilityNear * Elementary.exp(-ratio * ratio)
    }
}

@Suite struct EffectorExample {
    /// The drone raid with the first battery's missiles replaced, and every other battery without rounds.
    private func record(_ effector: (any Effector)?) throws -> RunRecord {
        var model = try Scene.model("drone-swarm")
        for unit in model.fireUnits.indices {
            if unit == 0, let effector {
                model.fireUnits[unit].kind = .drawn(effector)
            } else {
                for launcher in model.fireUnits[unit].launchers.indices {
                    for type in model.interceptors.indices { model.fireUnits[unit].launchers[launcher].rounds[type] = 0 }
                }
            }
        }
        return BattleRunner.run(model, seed: 13, index: 0)
    }

    @Test func `a beam burns drones within its reach, one after another, and none beyond`() throws {
        let beam = BeamWeapon(rangeMaximum: 15_000, dwell: 8, killProbabilityNear: 0.9, rangeScale: 12_000)
        let burnt = try record(beam)
        let shots = burnt.targets.flatMap(\.shots)
        #expect(burnt.targets.contains { $0.outcome == .killed } && !shots.isEmpty)
        let nothing = try record(nil)
        #expect(nothing.targets.allSatisfy { $0.outcome != .killed })
        let blind = try record(BeamWeapon(rangeMaximum: 10, dwell: 8, killProbabilityNear: 1, rangeScale: 12_000))
        #expect(blind.targets.allSatisfy { $0.shots.isEmpty })
    }
}
