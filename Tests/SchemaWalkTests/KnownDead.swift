import Foundation
import Testing

/// Keys that are accepted and change nothing, with the reason: none. A dead key that does not stand here fails the walk, and so does one
/// that stands here and is alive.
enum KnownDead {
    /// `short` (`make test`, `make walk`): each key of a kind in some file of the kind; `full`: each value of each file of the catalogue.
    static let depth = ProcessInfo.processInfo.environment["CUPOLA_WALK"] ?? "short"
    /// `make walk` writes what the walks found into docs/KEYS.md.
    static let isWritten = ProcessInfo.processInfo.environment["CUPOLA_WALK"] != nil

    static let scenario: [String: String] = [:]
    static let study: [String: String] = [:]
    /// Keys that no probe writes: those of other files, which `FileKeyTests` walks, and one that is refused.
    static let scenarioUnwritten: [String: String] = {
        let recorded = ["recording", "moved_to.east_km", "moved_to.north_km", "moved_to.latitude_deg", "moved_to.longitude_deg", "turn_deg"]
        let keys = ["civil[]", "friends[]"].flatMap { list in recorded.map { "\(list).\($0)" } }
        var found = Dictionary(uniqueKeysWithValues: (keys + ["terrain.paths[]"]).map { ($0, "names another file: FileKeyTests flies it with the program, and the digest changes") })
        for radar in ["acquisition_radars[]", "battalions[].low_altitude_radar"] {
            found["arms.*.units[].\(radar).sector_centre_deg"] = "refused: every search radar of the catalogue turns all round"
        }
        return found
    }()

    static let catalogue: [String: String] = [:]
    static let catalogueUnwritten: [String: String] = [:]

    /// Whether a value of one file is dead as its key is.
    static func isKnown(_ path: String) -> Bool {
        let parts = path.split(separator: ".", maxSplits: 2)
        return parts.count == 3 && catalogue["\(parts[0]).*.\(parts[2])"] != nil
    }

    /// Nothing dead is missing here, and nothing here is alive.
    static func hold(
        _ walk: Walk, _ form: String, dead: [String: String], unwritten: [String: String], _ location: SourceLocation = #_sourceLocation
    ) {
        KeysPage.add(form, walk, unwritten)
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
