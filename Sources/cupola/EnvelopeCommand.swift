import ArgumentParser
import CoverageAnalysis
import EarthEnvironment
import Foundation
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
    @Option(help: ArgumentHelp("Where the fire unit and its radars stand, degrees.", valueName: "lat,lon")) var site: String?
    @OptionGroup var ground: GroundOption
    @Option(help: ArgumentHelp("Direction that targets come from, degrees from north (tables and PNG).", valueName: "deg")) var bearing = 0.0
    @Option(help: ArgumentHelp("Altitude of the map's regions, metres above sea; may be given several times.", valueName: "m"))
    var height: [Double] = []
    @Flag(help: "PNG: the region on the map at some altitudes, in place of ground range × altitude.") var map = false
    @Option(help: ArgumentHelp("Engagement radar on a mast, metres above ground.", valueName: "m")) var mast: Double?
    @Option(help: ArgumentHelp("Rain everywhere, millimetres an hour.", valueName: "mm/h")) var rain = 0.0
    @Option(help: ArgumentHelp("Probability of detection in one look that counts as seeing.", valueName: "p")) var detection = 0.8
    @Option(help: ArgumentHelp("Only this missile of the system; may be given several times.", valueName: "id")) var missile: [String] = []
    @Option(help: "Flights of each missile in each cell.") var flights = 8
    @Option(help: "Seed of the flights' draws.") var seed: UInt64 = 1
    @Option(help: "Threads.") var jobs: Int?
    @Flag(help: "Print the table as JSON.") var json = false
    @Flag(help: "No progress and no table.") var quiet = false
    @OptionGroup var catalogue: CatalogueOption

    func validate() throws {
        func complain(_ option: String, _ found: String, _ allowed: String) throws -> Never {
            throw ValidationError("--\(option): found \(found), allowed: \(allowed)")
        }
        if !["csv", "png", "geojson"].contains(PlaceText.ending(out)) { try complain("out", out, "a file that ends in .csv, .png or .geojson") }
        if let site, PlaceText.place(site) == nil { try complain("site", site, "latitude and longitude in degrees, such as 35.0,-40.0") }
        if !(0...360).contains(bearing) { try complain("bearing", readable(bearing), "0 to 360 degrees") }
        if map, PlaceText.ending(out) != "png" { try complain("map", "with \(out)", "with a .png") }
        for height in height where !(0...100_000).contains(height) { try complain("height", readable(height), "0 to 100000 m") }
        if let mast, !(0.5...500).contains(mast) { try complain("mast", readable(mast), "0.5 to 500 m") }
        if !(0...200).contains(rain) { try complain("rain", readable(rain), "0 to 200 mm/h") }
        if !(0.01...0.99).contains(detection) { try complain("detection", readable(detection), "0.01 to 0.99") }
        if !(1...1000).contains(flights) { try complain("flights", "\(flights)", "1 to 1000") }
        if let jobs, !(1...256).contains(jobs) { try complain("jobs", "\(jobs)", "1 to 256") }
    }

    func run() throws {
        let inputs = try EnvelopeInputs(self)
        let product = EnvelopeProduct(inputs: inputs, command: self)
        let table = try product.make()
        if !quiet { print(json ? table.json : table.text) }
    }
}
