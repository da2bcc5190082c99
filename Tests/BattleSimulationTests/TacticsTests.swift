import BattleFixtures
import BattleSimulation
import DefenceModels
import RunRecords
import Testing

/// What the public record tells of raids comes out of a battle by itself: nothing in the models names it.
@Suite struct TacticsTests {
    /// A battalion of sixteen rounds that watches the east over open ground, with an all-round radar beside it or without.
    private static func battalion(allRoundRadar: Bool, raids: [String]) throws -> BattleModel {
        let text = """
            version: 1
            name: tactics
            duration_s: 5000
            origin: {latitude_deg: 35, longitude_deg: -40}
            terrain: {kind: flat}
            assets: [{name: plant, position: {east_km: 0, north_km: 0}, value: 4, hits_to_destroy: 100}]
            arms:
              arm:
                units:
                - name: unit
                  system: s-300pmu2
                  command_post: {position: {east_km: -2, north_km: 0}}
                  acquisition_radars: [\(allRoundRadar ? "{radar: 64n6e2}" : "")]
                  battalions:
                  - {name: battalion, position: {east_km: 0, north_km: 2}, sector_centre_deg: 90, mast_m: 24, launchers: 4, load: {48n6e2: 16}}
            raids: [\(raids.joined(separator: ", "))]
            """
        return try BattleFixtures.model(text, file: "tactics.yaml")
    }

    private static func cruiseMissiles(from bearing: Int, at start: Int = 0) -> String {
        "{name: low fliers, threat: cm_subsonic, count: 6, start_s: \(start), interval_s: 5, altitude_m: 50, "
            + "approach: {bearing_deg: \(bearing), distance_km: 80, spread_deg: 10}, assets: [plant]}"
    }

    private static func drones(at start: Int) -> String {
        "{name: swarm, threat: owa_drone, count: 16, start_s: \(start), interval_s: 10, approach: {bearing_deg: 90, distance_km: 60}, assets: [plant]}"
    }

    /// Cruise missiles that reach the plant in three runs, of eighteen.
    private static func arrived(_ model: BattleModel) -> Int {
        (0..<3).reduce(0) { sum, index in
            sum + BattleRunner.run(model, seed: 1, index: index).targets.count { $0.threatClass == "cm_subsonic" && $0.outcome == .leaked }
        }
    }

    /// Abqaiq, 14 September 2019.
    @Test func `low fliers that come round the watched sector get through, unless a radar looks all round`() throws {
        let watched = Self.arrived(try Self.battalion(allRoundRadar: false, raids: [Self.cruiseMissiles(from: 90)]))
        let unwatched = Self.arrived(try Self.battalion(allRoundRadar: false, raids: [Self.cruiseMissiles(from: 270)]))
        let allRound = Self.arrived(try Self.battalion(allRoundRadar: true, raids: [Self.cruiseMissiles(from: 270)]))
        #expect(watched <= 3 && unwatched == 18 && allRound <= 3, "\(watched), \(unwatched), \(allRound) of 18")
    }

    /// Ukraine, 2022 and after.
    @Test func `drones that come before cruise missiles empty the launchers for them, drones that come after do not`() throws {
        let alone = Self.arrived(try Self.battalion(allRoundRadar: true, raids: [Self.cruiseMissiles(from: 90, at: 1_500)]))
        let before = Self.arrived(try Self.battalion(allRoundRadar: true, raids: [Self.drones(at: 0), Self.cruiseMissiles(from: 90, at: 1_500)]))
        let after = Self.arrived(try Self.battalion(allRoundRadar: true, raids: [Self.cruiseMissiles(from: 90), Self.drones(at: 700)]))
        #expect(alone <= 3 && before >= 12 && after <= 3, "\(alone), \(before), \(after) of 18")
    }
}
