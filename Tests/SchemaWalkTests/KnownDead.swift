import Foundation
import Testing

/// Keys that are accepted and change nothing yet, with the reason. The lists may only shrink: a dead key that does not stand here
/// fails the walk, and so does one that stands here and is alive.
enum KnownDead {
    /// The walks fly some thousand probes: two minutes of one processor in their short form (each key of a kind), an hour in their full
    /// one (each value of each file).
    static var isWalking: Bool { ProcessInfo.processInfo.environment["CUPOLA_WALK"] != nil }

    static let scenario: [String: String] = [
        "description": "words for readers",
        "arms.*.description": "words for readers: told in the report's list of arms",
        "arms.*.units[].command_post.hits_to_destroy": "no probe's command post survives a first hit",
        "arms.*.units[].acquisition_radars[].sector_centre_deg": "radars watch all round or where they are turned first",
        "arms.*.units[].battalions[].low_altitude_radar.sector_centre_deg": "as above",
        "arms.*.units[].doctrine.mode: salvo-look-salvo is shoot-look-shoot": "four words, two behaviours",
        "arms.*.units[].doctrine.mode: shoot-shoot is shoot-look-shoot, salvo-look-salvo": "four words, two behaviours",
        "arms.*.companions[].sector_centre_deg": "vehicles turn at once",
        "arms.*.companions[].doctrine.mode: salvo-look-salvo is shoot-look-shoot": "four words, two behaviours",
        "arms.*.companions[].doctrine.mode: shoot-shoot is shoot-look-shoot, salvo-look-salvo": "four words, two behaviours",
        "raids[].jammer.mode: self-screening is stand-off": "one kind of jamming",
        "raids[].jammer.radars[]": "every radar is jammed",
        "raids[].jammer.start_s": "jams from the start",
        "raids[].jammer.stop_s": "jams to the end",
        "civil[].corridor": "corridors weigh too little in any probe",
        "friends[].corridor": "friends have no corridor",
        "failures[].what: launchers is engagement-radar": "launchers' failure fails the radar",
        "failures[].duration_s": "failures last for good",
    ]
    static let study: [String: String] = [
        "arms[].arm": "the probe's scenario has one arm",
        "outcomes[]: all": "every outcome is counted, whatever is asked for",
    ]
    /// Keys that no probe can write.
    static let scenarioUnwritten: [String: String] = ["terrain.paths[]": "elevation files are read outside the engine"]

    static let catalogue: [String: String] = [
        "missiles.*.guidance: semi-active is track-via-missile": "one receiver for both",
        "missiles.*.cold_launch": "every launch is cold",
        "missiles.*.length_m": "the drag curve stands in the file",
        "missiles.*.diameter_m": "the reference area stands in the file",
        "missiles.*.target_speed_max_mps": "nobody asks how fast the target is",
        "systems.*.reach: companion is long-range": "the scenario says what is a companion",
        "systems.*.low_altitude_radars": "the scenario names radars",
        "systems.*.fire_units_max_count": "checked, not flown",
        "systems.*.battalions_per_regiment_count": "for readers of orders of battle",
        "systems.*.launchers_per_battalion_count": "the scenario counts launchers",
        "systems.*.setup_time_s": "nothing moves",
        "systems.*.missiles": "the scenario's load names them",
        "systems.*.hostile_threshold_probability": "identity jumps past it in every probe",
        "systems.*.hits_to_destroy_launcher_count": "launchers fall to one hit",
        "systems.*.mast_erection_time_min": "nothing moves",
        "systems.*.mast_standard_height_m": "the scenario gives masts",
        "systems.*.mast_tall_height_m": "the scenario gives masts",
        "systems.*.gun_range_km": "no guns",
        "systems.*.gun_rpm": "no guns",
        "radars.*.purpose: low-altitude is acquisition": "the scenario says where a radar stands",
        "radars.*.purpose: engagement is acquisition, low-altitude": "the scenario says where a radar stands",
        "radars.*.steering: sector is rotating": "one schedule for both",
        "radars.*.measures_elevation": "every radar measures it",
        "radars.*.measures_radial_speed": "not in the tracker's measurement",
        "radars.*.pattern_propagation": "two-ray for every radar",
        "radars.*.tracks_count": "no limit of tracks",
        "radars.*.azimuth_sector_deg": "90 degrees for every engagement radar",
        "radars.*.dwell_ms": "no time budget",
        "radars.*.search_fraction": "no time budget",
        "radars.*.slew_degps": "radars turn at once",
        "threats.*.category: cruise-missile is aircraft": "flown alike",
        "threats.*.category: drone is aircraft, cruise-missile": "flown alike",
        "threats.*.category: anti-radiation-missile is aircraft, cruise-missile, drone": "flown alike",
        "threats.*.category: decoy is aircraft, cruise-missile, drone, anti-radiation-missile": "flown alike",
        "threats.*.category: jammer is ballistic-missile": "told apart only by what else the file gives",
        "threats.*.category: airliner is aircraft, cruise-missile, drone, anti-radiation-missile, decoy": "flown alike",
        "threats.*.manned": "no such rule",
        "threats.*.civil": "the scenario says who is civil",
        "threats.*.transponder: civil is silent": "the scenario says whose transponder works",
        "threats.*.terminal: sea-skim is level": "one level ending",
        "threats.*.terminal: ballistic is dive": "flown by category",
        "threats.*.seeks_radars": "the scenario gives targets",
        "threats.*.speed_max_mps": "one speed",
        "threats.*.speed_terminal_mps": "one speed",
        "threats.*.altitude_terminal_m": "one height",
        "threats.*.range_km": "flown from where the scenario says",
        "threats.*.price_musd": "the attacker's price is not counted",
        "threats.*.warhead_kg": "hits are counted",
        "threats.*.decoys_count": "none released",
    ]
    static let catalogueUnwritten: [String: String] = [:]

    /// Whether a value of one file is dead as its key is.
    static func isKnown(_ path: String) -> Bool {
        let parts = path.split(separator: ".", maxSplits: 2)
        return parts.count == 3 && catalogue["\(parts[0]).*.\(parts[2])"] != nil
    }

    /// Nothing dead is missing here, and nothing here is alive.
    static func hold(
        _ walk: Walk, dead: [String: String], unwritten: [String: String], _ location: SourceLocation = #_sourceLocation
    ) {
        func complain(_ message: String) { Issue.record(Comment(rawValue: message), sourceLocation: location) }
        for key in walk.dead where dead[key] == nil {
            complain("\(key) is accepted and changes nothing: read it, or refuse it with a line")
        }
        for key in dead.keys.sorted() where !walk.dead.contains(key) {
            complain("\(key) is alive: take it off the list in KnownDead.swift")
        }
        for key in walk.unwritten where unwritten[key] == nil { complain("\(key) stands in no probe: write it into one of Probes/") }
        for key in unwritten.keys.sorted() where !walk.unwritten.contains(key) {
            complain("\(key) stands in a probe: take it off the list")
        }
    }
}
