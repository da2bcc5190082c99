import Testing

/// What cannot hurt the defender.
@Suite struct NeverWorseTests {
    private static func hold(
        _ name: Scene.Name, _ what: String, before prepare: (inout Scene) -> Void = { _ in }, _ change: (inout Scene) -> Void
    ) {
        var before = Scene.named(name)
        prepare(&before)
        var after = before
        change(&after)
        Comparison(name, what, .neverWorse, from: before, to: after).hold()
    }

    @Test(arguments: Scene.Name.allCases) func `more rounds do not hurt`(_ name: Scene.Name) {
        Self.hold(name, "half as many rounds again") { $0.rounds = $0.rounds * 3 / 2 }
    }

    @Test(arguments: Scene.Name.allCases) func `more channels do not hurt`(_ name: Scene.Name) {
        Self.hold(name, "channels 3 → 6", before: { Self.channels(3, &$0) }, { Self.channels(6, &$0) })
    }

    private static func channels(_ count: Double, _ scene: inout Scene) {
        scene.numbers["radars.\(scene.engagementRadar).target_channels_count"] = count
        scene.numbers["radars.\(scene.engagementRadar).missile_channels_count"] = 2 * count
    }

    @Test(arguments: Scene.Name.allCases) func `more launchers do not hurt`(_ name: Scene.Name) {
        Self.hold(name, "launchers 6 → 12") { $0.launchers = 12 }
    }

    @Test(arguments: Scene.Name.allCases) func `higher masts do not hurt`(_ name: Scene.Name) {
        Self.hold(name, "masts 10 m → 38 m", before: { $0.mast = 10 }, { $0.mast = 38 })
    }

    @Test(arguments: Scene.Name.allCases) func `better rounds do not hurt`(_ name: Scene.Name) {
        Self.hold(name, "flight reliability 0.8 → 1", before: { Self.reliability(0.8, &$0) }, { Self.reliability(1, &$0) })
    }

    private static func reliability(_ value: Double, _ scene: inout Scene) {
        for missile in ["48n6e2", "48n6e3", "57e6e"] { scene.numbers["missiles.\(missile).flight_reliability_probability"] = value }
    }

    @Test(arguments: Scene.Name.allCases) func `a quicker crew does not hurt`(_ name: Scene.Name) {
        Self.hold(name, "reaction 20 s → 5 s", before: { $0.reaction = 20 }, { $0.reaction = 5 })
    }

    @Test(arguments: Scene.Name.allCases) func `quicker links do not hurt`(_ name: Scene.Name) {
        Self.hold(name, "link delay 4 s → 0.2 s", before: { $0.latency = 4 }, { $0.latency = 0.2 })
    }

    @Test(arguments: Scene.Name.allCases) func `links that lose less do not hurt`(_ name: Scene.Name) {
        Self.hold(name, "link loss 0.3 → 0", before: { $0.loss = 0.3 }, { $0.loss = 0 })
    }

    @Test func `less jamming does not hurt`() {
        // Found, and not mended: seen earlier, ballistic missiles are fired at where a round is worth less than the planner believes
        // (kills of 24 rockets with as many rounds: 17 jammed, 6 hardly jammed).
        withKnownIssue("ballistic missiles are fired at too early", isIntermittent: true) {
            Self.hold(.mixed, "jamming 1,000 → 50 W/MHz") { $0.jamming = 50 }
        }
    }

    @Test(arguments: Scene.Name.allCases) func `larger raiders do not hurt`(_ name: Scene.Name) {
        Self.hold(name, "cross-sections × 10") { scene in
            scene.numbers["threats.cm_subsonic.rcs_m2"] = 1
            scene.numbers["threats.owa_drone.rcs_m2"] = 1
        }
    }

    @Test(arguments: Scene.Name.allCases) func `slower raiders do not hurt`(_ name: Scene.Name) {
        Self.hold(name, "speeds × 0.7") { scene in
            scene.numbers["threats.cm_subsonic.speed_mps"] = 168
            scene.numbers["threats.owa_drone.speed_mps"] = 35
        }
    }
}
