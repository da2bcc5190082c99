import Foundation
import Testing

/// Keys that are accepted and change nothing yet, with the reason. The lists may only shrink: a dead key that does not stand here
/// fails the walk, and so does one that stands here and is alive.
enum KnownDead {
    /// `make test` walks what is not known to be dead, and every fourth key of studies: a minute of two processors. `CUPOLA_WALK=short` walks
    /// each key of a kind (`make walk`), `full` each value of each file: an hour.
    static let depth = ProcessInfo.processInfo.environment["CUPOLA_WALK"]

    static let scenario: [String: String] = [:]
    static let study: [String: String] = [:]
    /// Keys that no probe can write: files that are read outside the engine (RecordedTrafficTests and the checks of terrain hold them).
    static let scenarioUnwritten: [String: String] = {
        let recorded = ["recording", "moved_to.east_km", "moved_to.north_km", "moved_to.latitude_deg", "moved_to.longitude_deg", "turn_deg"]
        let keys = ["civil[]", "friends[]"].flatMap { list in recorded.map { "\(list).\($0)" } }
        var found = Dictionary(uniqueKeysWithValues: (keys + ["terrain.paths[]"]).map { ($0, "read from another file") })
        for radar in ["acquisition_radars[]", "battalions[].low_altitude_radar"] {
            found["arms.*.units[].\(radar).sector_centre_deg"] = "refused: every search radar of the catalogue turns all round"
        }
        return found
    }()

    static let catalogue: [String: String] = [
        "missiles.*.cold_launch": "a hot launch is a short ejection with a short delay: the file's own numbers say it",
        "systems.*.gun_range_km": "in no probe does a vehicle's beam hold what comes within reach of its guns",
        "systems.*.gun_rpm": "as above",
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
        // What is known to be dead is walked by `make walk` alone.
        for key in dead.keys.sorted() where depth != nil && !walk.dead.contains(key) {
            complain("\(key) is alive: take it off the list in KnownDead.swift")
        }
        for key in walk.unwritten where unwritten[key] == nil { complain("\(key) stands in no probe: write it into one of Probes/") }
        for key in unwritten.keys.sorted() where !walk.unwritten.contains(key) {
            complain("\(key) stands in a probe: take it off the list")
        }
    }
}
