import BattleCompilation
import BattleSimulation
import DefenceModels
import Foundation
import ScenarioDocuments

/// A small battle whose geometry, names, order and numbers can be turned one by one.
struct Scene: Sendable {
    enum Name: String, Sendable, CaseIterable {
        /// An S-300PMU2 of two battalions against cruise missiles at 50 m and fighters.
        case low
        /// An S-400 battalion with a Pantsir against ballistic missiles, drones and a stand-off jammer.
        case mixed
    }

    struct Place: Sendable {
        var east: Double
        var north: Double
    }

    struct Battalion: Sendable {
        var name: String
        var place: Place
        /// Degrees, clockwise from north.
        var sector: Double
    }

    struct Group: Sendable {
        var name: String
        var threat: String
        var count: Int
        /// Degrees; kilometres.
        var bearing: Double
        var spread = 0.0
        var distance: Double
        /// Across the line of flight, metres; between starts, seconds.
        var spacing = 0.0
        var interval = 0.0
        var start = 0.0
        var height: Double?
        var extra = ""
    }

    let name: Name
    /// Clockwise, degrees; east and west exchanged before; kilometres to the east and north after.
    var turn = 0.0
    var isMirrored = false
    var shift = Place(east: 0, north: 0)
    /// Put before every name.
    var prefix = ""
    /// Groups, battalions, radars and sites the other way round.
    var isReversed = false
    var battalions: [Battalion]
    var groups: [Group]
    /// Radars and battalions that stand where nothing comes.
    var hasBlindRadar = false
    var hasBlindBattalion = false
    var launchers = 6
    /// Rounds of each battalion, whichever it loads.
    var rounds: Int
    var reaction: Double?
    var latency = 0.5
    var loss = 0.01
    /// Metres; nil: the catalogue's height without a mast.
    var mast: Double? = 24
    /// W/MHz; nil: no jammer.
    var jamming: Double?
    /// Catalogue values put in the place of others, by path.
    var numbers: [String: Double] = [:]
    var framesPerFrame = 1.0
    /// Without the vehicle beside the battalion.
    var isUnaided = false

    static func named(_ name: Name) -> Scene {
        switch name {
        case .low:
            Scene(
                name: name,
                battalions: [
                    Battalion(name: "first", place: Place(east: -6, north: 5), sector: 350),
                    Battalion(name: "second", place: Place(east: 8, north: 3), sector: 40),
                ],
                groups: [
                    Group(name: "cruise", threat: "cm_subsonic", count: 8, bearing: 15, distance: 90, interval: 6, height: 50),
                    Group(name: "wave", threat: "cm_subsonic", count: 8, bearing: 60, spread: 12, distance: 90, start: 20, height: 50),
                    Group(name: "strike", threat: "fighter", count: 4, bearing: 350, distance: 180, spacing: 3000, height: 8000),
                ], rounds: 13)
        case .mixed:
            Scene(
                name: name, battalions: [Battalion(name: "first", place: Place(east: 2, north: 4), sector: 20)],
                groups: [
                    Group(name: "rockets", threat: "srbm", count: 4, bearing: 10, spread: 5, distance: 300, interval: 12, start: 120),
                    Group(name: "drones", threat: "owa_drone", count: 8, bearing: 30, distance: 40, interval: 10, height: 600),
                    Group(
                        name: "screen", threat: "jammer", count: 1, bearing: 20, distance: 200, height: 10_000,
                        extra: "targets: none, loiters: true"),
                ], rounds: 14, jamming: 1_000)
        }
    }

    // MARK: As a document

    private var system: String { name == .low ? "s-300pmu2" : "s-400" }
    private var missile: String { name == .low ? "48n6e2" : "48n6e3" }
    var engagementRadar: String { name == .low ? "30n6e2" : "92n6e" }
    private var searchRadar: String { name == .low ? "64n6e2" : "91n6e" }
    private var lowRadar: String { name == .low ? "76n6" : "96l6e" }

    private func bearing(_ degrees: Double) -> Double {
        let turned = ((isMirrored ? -degrees : degrees) + turn).truncatingRemainder(dividingBy: 360)
        return turned < 0 ? turned + 360 : turned
    }

    private func position(_ place: Place) -> String {
        let east = isMirrored ? -place.east : place.east
        let angle = turn * .pi / 180
        let moved = Place(
            east: east * cos(angle) + place.north * sin(angle) + shift.east,
            north: place.north * cos(angle) - east * sin(angle) + shift.north)
        return "{east_km: \(moved.east), north_km: \(moved.north)}"
    }

    private func line(_ battalion: Battalion) -> String {
        let mast = mast.map { ", mast_m: \($0)" } ?? ""
        return
            "      - {name: \(prefix)\(battalion.name), position: \(position(battalion.place)), sector_centre_deg: \(bearing(battalion.sector))\(mast), "
            + "low_altitude_radar: {radar: \(lowRadar)\(mast)}, launchers: \(launchers), load: {\(missile): \(rounds)}}"
    }

    private func line(_ group: Group) -> String {
        var words = [
            "name: \(prefix)\(group.name)", "threat: \(group.threat)", "count: \(group.count)", "spacing_m: \(group.spacing)",
            "interval_s: \(group.interval)", "start_s: \(group.start)",
            // Members of a mirrored group come in the other order over its spread.
            "approach: {bearing_deg: \(bearing(group.bearing)), distance_km: \(group.distance), spread_deg: \(group.spread)}",
        ]
        if let height = group.height { words.append("altitude_m: \(height)") }
        if group.extra.contains("targets") { words.append(group.extra) } else { words.append("assets: [\(prefix)depot]") }
        if group.threat == "jammer", let jamming { words.append("jammer: {erp_wpmhz: \(jamming)}") }
        return "- {\(words.joined(separator: ", "))}"
    }

    private func ordered<Value>(_ list: [Value]) -> [Value] { isReversed ? list.reversed() : list }

    /// The scenario as a file would say it.
    var text: String {
        let far = Place(east: -900, north: -900)
        var fielded = battalions
        if hasBlindBattalion { fielded.append(Battalion(name: "blind", place: far, sector: 225)) }
        var radars = ["      - {radar: \(searchRadar), name: \(prefix)search, position: \(position(Place(east: -2, north: -3)))}"]
        if hasBlindRadar { radars.append("      - {radar: \(searchRadar), name: \(prefix)blind-search, position: \(position(far))}") }
        let sites = [
            "- {name: \(prefix)depot, position: \(position(Place(east: 0, north: 0))), value: 10, radius_m: 500, hits_to_destroy: 50}",
            "- {name: \(prefix)town, position: \(position(Place(east: 12, north: -9))), value: 5, radius_m: 1500, hits_to_destroy: 50}",
        ]
        let companions = name == .low || isUnaided ? "" : """
                companions:
                - {name: \(prefix)guard, system: pantsir-s1, position: \(position(Place(east: 1, north: 1))), sector_centre_deg: \(bearing(20)), reports_to: \(prefix)unit}

            """
        return """
            version: 1
            name: invariance
            duration_s: 1500
            origin: {latitude_deg: 40, longitude_deg: 20}
            assets:
            \(ordered(sites).joined(separator: "\n"))
            arms:
              arm:
                units:
                - name: \(prefix)unit
                  system: \(system)
                  command_post: {position: \(position(Place(east: -2, north: -2)))}
                  links: {latency_s: \(latency), loss_probability: \(loss)}
                  acquisition_radars:
            \(ordered(radars).joined(separator: "\n"))
                  battalions:
            \(ordered(fielded).map(line).joined(separator: "\n"))
            \(companions)raids:
            \(ordered(groups).map(line).joined(separator: "\n"))
            """
    }

    private static let catalogue: CatalogueDocument = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "catalogue").path
        do { return try CatalogueDocument.load(directory: folder) } catch { fatalError("\(error)") }
    }()

    /// Ready to fly.
    var model: BattleModel {
        var numbers = numbers
        if let reaction { numbers["systems.\(system).reaction_time_s"] = reaction }
        do {
            let document = try ScenarioDocument.decode(text: text, file: "invariance.yaml")
            var model = try ScenarioCompiler.compile(
                document, arm: "arm", catalogue: Self.catalogue.overriding(numbers), file: "invariance.yaml")
            model.frameInterval /= framesPerFrame
            return model
        } catch { fatalError("\(error)\n\(text)") }
    }
}
