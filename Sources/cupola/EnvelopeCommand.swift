import ArgumentParser
import CommandWork
import CoverageAnalysis
import EarthEnvironment
import Foundation
import OutputFiles
import Quantities
import ScenarioDocuments

struct EnvelopeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "envelope", abstract: "Where a system can intercept a class of target, from flown missiles, and what limits it.",
        discussion: """
            Ground range × altitude of the intercept, cell by cell: kill probability, time of flight and miss of missiles
            flown on noisy tracks; and where it cannot be done, whether kinematics, the horizon, detection or reaction time
            stands in the way. GeoJSON, and PNG with --map, show the region on the map at some altitudes. Without --site the system stands on a
            smooth sea at 0° N 0° E.

            Examples:
              cupola envelope s-400 --against cm_subsonic --out envelope.png
              cupola envelope s-300pmu2 --against fighter --out envelope.csv
              cupola envelope s-400 --against cm_subsonic --site 35.0,-40.0 --height 50 --out envelope.geojson
              cupola envelope s-400 --against cm_subsonic --site 35.0,-40.0 --map --out map.png
            """)

    @Argument(help: "System of the catalogue.") var system: String
    @Option(help: ArgumentHelp("Class of target.", valueName: "class")) var against: String
    @Option(help: ArgumentHelp("File to write: .csv, .png or .geojson.", valueName: "file")) var out: String
    @Option(parsing: .unconditional, help: ArgumentHelp("Where the fire unit and its radars stand, degrees.", valueName: "lat,lon")) var site: String?
    @OptionGroup var ground: GroundOption
    @Option(
        parsing: .unconditional, help: ArgumentHelp("Direction that targets come from, degrees from north (tables and PNG).", valueName: "deg"),
        transform: Allowed.number(-360...360, "degrees"))
    var bearing: Double = 0
    @Option(
        parsing: .unconditionalSingleValue, help: ArgumentHelp("Altitude of the map's regions, metres above sea; may be given several times.", valueName: "m"),
        transform: Allowed.number(-500...100_000, "m"))
    var height: [Double] = []
    @Flag(help: "PNG: the region on the map at some altitudes, in place of ground range × altitude.") var map = false
    @Option(parsing: .unconditional, help: ArgumentHelp("Engagement radar on a mast, metres above ground.", valueName: "m"), transform: Allowed.number(0.5...500, "m"))
    var mast: Double?
    @Option(parsing: .unconditional, help: ArgumentHelp("Rain everywhere, millimetres an hour.", valueName: "mm/h"), transform: Allowed.number(0...200, "mm/h"))
    var rain: Double = 0
    @Option(
        parsing: .unconditional, help: ArgumentHelp("Probability of detection in one look that counts as seeing.", valueName: "p"),
        transform: Allowed.number(0.01...0.99))
    var detection: Double = 0.8
    @Option(help: ArgumentHelp("Only this missile of the system; may be given several times.", valueName: "id")) var missile: [String] = []
    @Option(parsing: .unconditional, help: "Flights of each missile in each cell.", transform: Allowed.count(1...1000)) var flights: Int = 8
    @Option(parsing: .unconditional, help: "Seed of the flights' draws.", transform: Allowed.seed) var seed: UInt64 = 1
    @Option(parsing: .unconditional, help: "Threads.", transform: Allowed.jobs) var jobs: Int?
    @Flag(help: "Print the table as JSON.") var json = false
    @Flag(help: "No progress and no table.") var quiet = false
    @OptionGroup var catalogue: CatalogueOption

    func validate() throws {
        func complain(_ option: String, _ found: String, _ allowed: String) throws -> Never {
            throw ValidationError("--\(option): found \(found), allowed: \(allowed)")
        }
        if !["csv", "png", "geojson"].contains(PlaceText.ending(out)) { try complain("out", out, "a file that ends in .csv, .png or .geojson") }
        if let site, PlaceText.place(site) == nil { try complain("site", site, "latitude (-89 to 89) and longitude in degrees, such as 35.0,-40.0") }
        if map, PlaceText.ending(out) != "png" { try complain("map", "with \(out)", "with a .png") }
    }

    func run() throws {
        let place = try OutputRule.place(out, as: OutputRule.kind(ofMap: out, table: EnvelopeProduct.header), sparing: ground.terrain + catalogue.locate())
        let request = try EnvelopeRequest(
            catalogue: catalogue.load(), system: system, against: against, out: out, site: site, bearing: bearing, height: height, map: map,
            mast: mast, rain: rain, detection: detection, missile: missile, flights: flights, seed: seed, jobs: jobs, json: json,
            quiet: quiet, ground: ground.choice)
        let product = EnvelopeProduct(inputs: try EnvelopeInputs(request), command: request, place: place)
        let table = try product.make()
        if !quiet { if json { printData(table.json) } else { print(table.text) } }
    }
}
