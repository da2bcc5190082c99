import CupolaEngine
import Testing

/// Pure proportional navigation: as the built-in law, but across the missile's own path instead of the line of sight, and in
/// proportion to the missile's speed instead of the closing speed.
///
///     a = N′ ω × v_M,   ω = (r × v)/|r|²
/// - Source: Shukla and Mahapatra, "The proportional navigation dilemma: pure or true?", *IEEE Transactions on Aerospace and
///   Electronic Systems* 26 (1990) 382–392.
struct PureProportionalNavigation: GuidanceLaw {
    func acceleration(_ sight: HomingSight) -> Vector3 {
        let rate = sight.relativePosition.cross(sight.relativeVelocity) * (1 / max(sight.relativePosition.lengthSquared, 1))
        return rate.cross(sight.velocity) * sight.navigationConstant
    }
}

/// Steers by nothing: what homing is worth.
struct NoGuidance: GuidanceLaw {
    func acceleration(_ sight: HomingSight) -> Vector3 { .zero }
}

@Suite struct GuidanceLawExample {
    /// The closest that each round of the duel came, metres, over ten raids.
    private func misses(_ law: any GuidanceLaw) throws -> [Double] {
        var model = try Scene.model("one-on-one")
        for type in model.interceptors.indices { model.interceptors[type].model.law = law }
        return (0..<10).flatMap { index in
            BattleRunner.run(model, seed: 1, index: index).targets.flatMap(\.shots).compactMap(\.missDistance)
        }
    }

    @Test func `a law of one's own guides as well as the built-in one, and better than none`() throws {
        let builtIn = try misses(TrueProportionalNavigation())
        let pure = try misses(PureProportionalNavigation())
        let none = try misses(NoGuidance())
        func middle(_ misses: [Double]) -> Double { misses.sorted()[misses.count / 2] }
        #expect(pure.count >= 10 && builtIn.count >= 10 && pure != builtIn)
        #expect(middle(pure) < 20 && middle(builtIn) < 20, "\(middle(pure)), \(middle(builtIn))")
        #expect(none.isEmpty || middle(none) > 5 * middle(pure), "\(none)")
    }
}
