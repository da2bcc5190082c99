import Testing

@testable import ScenarioDocuments

/// Values that contradict the catalogue are refused, each in one line that says what is allowed.
@Suite struct ContradictionTests {
    private static func faults(_ change: (String) -> String) throws -> [String] {
        let text = change(
            """
            version: 1
            name: contradictions
            duration_s: 600
            origin: {latitude_deg: 40, longitude_deg: 20}
            assets: [{name: depot, position: {east_km: 0, north_km: 0}}]
            arms:
              arm:
                units:
                - name: unit
                  system: s-300pmu2
                  command_post: {position: {east_km: 0, north_km: 0}}
                  acquisition_radars: [{radar: 64n6e2}]
                  battalions: [{name: only, position: {east_km: 1, north_km: 0}, launchers: 4, load: {48n6e2: 16}}]
                companions: [{name: guard, system: tor-m1, position: {east_km: 0, north_km: 1}}]
            raids: [{name: pair, threat: fighter, speed_mps: 280, approach: {bearing_deg: 0, distance_km: 100}}]
            """)
        return try ScenarioDocument.decode(text: text, file: "s.yaml").faults(against: CatalogueDocument.load(directory: Repository.catalogue)).map(\.description)
    }

    @Test func `the scenario as it stands has no fault`() throws { #expect(try Self.faults { $0 }.isEmpty) }

    @Test(arguments: [
        ("speed_mps: 280", "speed_mps: 900", "raids[0].speed_mps: found 900, fighter flies at most 740 m/s"),
        ("threat: fighter, speed_mps: 280, approach: {bearing_deg: 0, distance_km: 100}",
         "threat: arm, approach: {bearing_deg: 0, distance_km: 400}",
         "raids[0].approach.distance_km: found 400, arm flies at most 150 km"),
        ("{radar: 64n6e2}", "{radar: 64n6e2, sector_centre_deg: 20}",
         "arms.arm.units[0].acquisition_radars[0].sector_centre_deg: 64n6e2 turns and watches all round; allowed: none"),
        ("threat: fighter,", "threat: cm_subsonic, evasive: true,",
         "raids[0].evasive: found true, cm_subsonic has no evasive_load_g in the catalogue; allowed: false"),
        ("threat: fighter,", "threat: fighter, jammer: {mode: self-screening},",
         "raids[0].jammer: fighter carries no jammer in the catalogue; allowed: one with erp_wpmhz"),
        ("threat: fighter,", "threat: srbm,", "raids[0].speed_mps: a ballistic missile flies the arc of its class; allowed: none"),
        ("threat: fighter, speed_mps: 280", "threat: srbm, altitude_m: 900",
         "raids[0].altitude_m: a ballistic missile flies the arc of its class; allowed: none"),
        ("threat: fighter, speed_mps: 280", "threat: srbm, evasive: true",
         "raids[0].evasive: a ballistic missile flies the arc of its class; allowed: none"),
        ("threat: fighter, speed_mps: 280", "threat: srbm, loiters: true",
         "raids[0].loiters: a ballistic missile flies the arc of its class; allowed: none"),
        ("approach: {bearing_deg: 0, distance_km: 100}",
         "above: ground, altitude_m: 90, route: [{east_km: 9, north_km: 9, altitude_m: 50}, {east_km: 1, north_km: 2, altitude_m: 50}]",
         "raids[0].altitude_m: belongs to approach; each way-point of a route has its own"),
        ("duration_s: 600", "terrain: {land: sea, amplitude_m: 300}",
         "terrain.amplitude_m: belongs to a relief, and the ground is flat without kind; allowed: with kind: synthetic"),
        ("load: {48n6e2: 16}", "load: {48n6e2: 16}, reserve: {48n6e: 8}",
         "arms.arm.units[0].battalions[0].reserve: 48n6e would never be fired, since no launcher is loaded with it; allowed: what load names (48n6e2)"),
        ("raids:", "civil: [{name: line, threat: srbm, route: [{east_km: 9, north_km: 9, altitude_m: 9000}, {east_km: 1, north_km: 2, altitude_m: 9000}]}]\nraids:",
         "civil[0].threat: srbm is a ballistic missile, which is no traffic; allowed: what flies routes"),
        ("name: depot", "name: \"de\\npot\"", "assets[0].name: holds a line break; allowed: one line"),
        ("system: tor-m1", "system: s-400",
         "arms.arm.companions[0].system: s-400 is no vehicle beside a system but one of its own; allowed: pantsir-s1, tor-m1, tor-m2e"),
    ])
    func `each contradiction is told in one line`(old: String, new: String, message: String) throws {
        var faults: [String] = []
        do { faults = try Self.faults { $0.replacing(old, with: new) } } catch let errors as DocumentErrors {
            faults = errors.errors.map(\.description)
        }
        #expect(faults.contains { $0.contains(message) }, "\(faults)")
        #expect(faults.allSatisfy { $0.hasPrefix("s.yaml:") && !$0.contains("\n") })
    }
}
