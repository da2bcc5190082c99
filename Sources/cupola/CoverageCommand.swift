import ArgumentParser
import CoverageAnalysis
import EarthEnvironment
import Foundation
import OutputFiles
import Quantities
import ScenarioDocuments

struct CoverageCommand: ParsableCommand {
    /// Probability of detection in one look that counts as covered, here and in reports.
    static let detectionUsual = 0.8

    static let configuration = CommandConfiguration(
        commandName: "coverage", abstract: "What catalogue radars see of a class of target, over terrain, at several heights.",
        discussion: """
            A place is covered at a height where a radar has it in line of sight (terrain, curved and refracting earth) and
            detects the target with the chosen probability in one look. Several radars are joined. Without --terrain the
            ground is a synthetic relief by seed: a likeness, no real place.

            Examples:
              cupola coverage --radar 92n6e --site 35.0,-40.0 --height 10000 --height 1000 --height 300 --height 50 \
            --brochure --out coverage.png
              cupola coverage --radar 96l6e --mast 39 --site 35.0,-40.0 --against cm_subsonic --rain 10 --height 50 \
            --out coverage.geojson
            """)

    @Option(parsing: .unconditionalSingleValue, help: ArgumentHelp("Where the radar stands, degrees; once, or once for each radar.", valueName: "lat,lon"))
    var site: [String]
    @Option(help: ArgumentHelp("Radar of the catalogue; may be given several times.", valueName: "id")) var radar: [String]
    @OptionGroup var ground: GroundOption
    @Option(
        parsing: .unconditionalSingleValue, help: ArgumentHelp("Height of the target, metres; may be given several times (300).", valueName: "m"),
        transform: Allowed.number(-500...100_000, "m"))
    var height: [Double] = []
    @Flag(help: "Heights are above sea level, not above ground.") var asl = false
    @Option(
        parsing: .unconditionalSingleValue, help: ArgumentHelp("Antenna above the ground, metres; once, or once for each radar.", valueName: "m"),
        transform: Allowed.number(0.5...500, "m"))
    var mast: [Double] = []
    @Option(parsing: .unconditional, help: ArgumentHelp("Rain everywhere, millimetres an hour.", valueName: "mm/h"), transform: Allowed.number(0...200, "mm/h"))
    var rain: Double = 0
    @Option(parsing: .unconditional, help: ArgumentHelp("Effective-earth factor.", valueName: "k"), transform: Allowed.number(0.5...10))
    var k: Double = Refraction.standardFactor
    @Option(parsing: .unconditionalSingleValue, help: ArgumentHelp("A noise jammer that stands still, or 'self' for targets that jam; W/MHz from the catalogue when absent.", valueName: "lat,lon,height[,w/mhz]|self[,w/mhz]"))
    var jammer: [String] = []
    @Option(help: ArgumentHelp("Class of target.", valueName: "class")) var against = "fighter"
    @Option(
        parsing: .unconditional, help: ArgumentHelp("Heading of every target, degrees; at the radar that looks when absent.", valueName: "deg"),
        transform: Allowed.number(-360...360, "degrees"))
    var course: Double?
    @Option(
        parsing: .unconditional, help: ArgumentHelp("Probability of detection in one look that counts as covered.", valueName: "p"),
        transform: Allowed.number(0.01...0.99))
    var detection: Double = Self.detectionUsual
    @Option(
        parsing: .unconditional, help: ArgumentHelp("Nodes on the longer side of the map (rasters and contours).", valueName: "n"),
        transform: Allowed.count(20...4000))
    var nodes: Int = 800
    @Flag(help: "PNG: a map of the advertised circle beside the map of what is left of it.") var brochure = false
    @Option(help: ArgumentHelp("File to write: .geojson, .kml, .tif or .png.", valueName: "file")) var out: String
    @Option(parsing: .unconditional, help: "Threads.", transform: Allowed.jobs) var jobs: Int?
    @Flag(help: "Print the table as JSON.") var json = false
    @Flag(help: "No progress and no table.") var quiet = false
    @OptionGroup var catalogue: CatalogueOption

    func validate() throws {
        try CoverageInputs.check(self)
    }

    func run() throws {
        let place = try OutputRule.place(out, as: OutputRule.kind(ofMap: out), sparing: ground.terrain + catalogue.locate())
        let inputs = try CoverageInputs(self)
        let product = CoverageProduct(inputs: inputs, command: self, place: place)
        let table = try product.make()
        if !quiet { if json { printData(table.json) } else { print(table.text) } }
    }
}
