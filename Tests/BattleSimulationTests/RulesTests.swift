import BattleFixtures
import BattleSimulation
import CommandAndControl
import DefenceModels
import EarthEnvironment
import NumericalMethods
import Quantities
import RunRecords
import Testing

/// Rules of engagement, corridors and false alarms, each in the smallest sky that shows it.
@Suite struct RulesTests {
    private static func scenario(rules: String, traffic: String = "", raids: String = nobody, duration: Int = 900) -> String {
        BattleFixtures.scenario(
            "rules", duration: duration, battalions: "{name: only, position: {east_km: 1, north_km: 0}, launchers: 8, load: {48n6e2: 32}}",
            unit: "doctrine: {rules: \(rules)}", raids: raids, more: traffic)
    }

    private static let nobody =
        "{name: later, threat: fighter, count: 1, start_s: 890, approach: {bearing_deg: 180, distance_km: 300}, altitude_m: 9000}"
    /// In the air, so that radars search, and below every horizon.
    private static let beyond =
        "{name: beyond, threat: fighter, count: 1, approach: {bearing_deg: 180, distance_km: 700}, altitude_m: 5000}"
    private static let fighter =
        "{name: raider, threat: fighter, approach: {bearing_deg: 0, distance_km: 120}, altitude_m: 7000, assets: [depot]}"
    /// Over the asset from north to south, silent.
    private static func airliner(corridor: Bool, transponder: Bool = false) -> String {
        """
        civil:
        - name: liner
          threat: airliner
          route: [{east_km: 0, north_km: 150, altitude_m: 10500}, {east_km: 0, north_km: -60, altitude_m: 10500}]
          transponder: \(transponder)
          corridor: \(corridor)
        - name: airway
          threat: airliner
          start_s: 880
          route: [{east_km: 0, north_km: 150, altitude_m: 10500}, {east_km: 0, north_km: -60, altitude_m: 10500}]
        """
    }

    private static func model(
        _ text: String, numbers: [String: Double] = [:], _ change: (inout BattleModel) -> Void = { _ in }
    ) throws -> BattleModel {
        var model = try BattleFixtures.model(text, file: "rules.yaml", numbers: numbers)
        change(&model)
        return model
    }

    private static func target(_ name: String, _ model: BattleModel, index: UInt32 = 0) throws -> TargetRecord {
        try #require(BattleRunner.run(model, seed: 4, index: index).targets.first { $0.name == name })
    }

    @Test func `under hold nothing is fired at, and that is the cause`() throws {
        let raider = try Self.target("raider", Self.model(Self.scenario(rules: "hold", raids: Self.fighter)))
        #expect(raider.shots.isEmpty && raider.outcome == .leaked)
        #expect(raider.limitingCause == .rulesOfEngagement)
    }

    @Test func `under tight rules the hostile is fired at once it is identified, never before`() throws {
        let raider = try Self.target("raider", Self.model(Self.scenario(rules: "tight", raids: Self.fighter)))
        let first = try #require(raider.shots.map(\.launchTime).min())
        #expect(try #require(raider.identified) <= first)
        #expect(raider.identity == "hostile")
    }

    @Test func `under free rules what cannot be told apart is fired at, under tight rules it is not`() throws {
        for (rules, isFiredAt) in [("free", true), ("tight", false)] {
            let model = try Self.model(Self.scenario(rules: rules, raids: Self.fighter)) { model in
                for node in model.nodes.indices { model.nodes[node].identification.threshold = 1.1 }
            }
            let raider = try Self.target("raider", model)
            #expect(raider.shots.isEmpty != isFiredAt, "\(rules)")
            if !isFiredAt { #expect(raider.limitingCause == .notIdentified) }
        }
    }

    @Test func `an airliner that answers is left alone under every rule`() throws {
        for rules in ["hold", "tight", "free"] {
            for index in 0..<5 {
                let liner = try Self.target(
                    "liner", Self.model(Self.scenario(rules: rules, traffic: Self.airliner(corridor: true, transponder: true))),
                    index: UInt32(index))
                #expect(liner.shots.isEmpty, "\(rules), run \(index)")
            }
        }
    }

    @Test func `a silent airliner in its corridor is spared, off every corridor it is taken for hostile`() throws {
        let inside = try Self.target("liner", Self.model(Self.scenario(rules: "tight", traffic: Self.airliner(corridor: true))))
        #expect(inside.identity != "hostile" && inside.shots.isEmpty)
        // The other flight's corridor, moved 80 km aside.
        let outside = try Self.target(
            "liner",
            Self.model(
                Self.scenario(
                    rules: "tight",
                    traffic: Self.airliner(corridor: false).replacing(
                        "start_s: 880\n  route: [{east_km: 0, north_km: 150", with: "start_s: 880\n  route: [{east_km: 80, north_km: 150"))
            ) { model in
                let corridors = model.corridors
                model.corridors = corridors.isEmpty ? [] : [corridors[corridors.count - 1]]
            })
        #expect(outside.identity == "hostile")
    }

    @Test func `a corridor holds what keeps to it, along it and at its heights`() throws {
        let model = try Self.model(Self.scenario(rules: "tight", traffic: Self.airliner(corridor: true)))
        let corridor = try #require(model.corridors.first)
        func holds(east: Double, height: Double, along: Vector3) -> Bool {
            let frame = LocalLevelFrame(origin: GeodeticPosition(latitude: 40 * .pi / 180, longitude: 20 * .pi / 180, height: 0))
            let place = frame.toEarthFixed(Position<LocalLevel>(Vector3(east, 20_000, height)))
            return corridor.holds(position: place.vector, velocity: frame.rotateToEarthFixed(along), height: height)
        }
        #expect(holds(east: 0, height: 10_500, along: Vector3(0, -240, 0)))
        #expect(!holds(east: 40_000, height: 10_500, along: Vector3(0, -240, 0)), "beside it")
        #expect(!holds(east: 0, height: 3_000, along: Vector3(0, -240, 0)), "below it")
        #expect(!holds(east: 0, height: 10_500, along: Vector3(240, 0, 0)), "across it")
    }

    @Test func `false alarms alone draw no fire`() throws {
        let model = try Self.model(
            Self.scenario(rules: "free", raids: Self.beyond, duration: 880), numbers: ["radars.64n6e2.false_alarms_per_scan_count": 20])
        let record = BattleRunner.run(model, seed: 4, index: 0)
        #expect(record.effort.detections == 0 && record.effort.trackUpdates > 500)
        #expect(record.magazines.reduce(0) { $0 + $1.fired } == 0)
    }
}
