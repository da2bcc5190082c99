import ArgumentParser
import CommandWork
import CoverageAnalysis
import EarthEnvironment
import Foundation
import OutputFiles
import Quantities
import ScenarioDocuments

struct CoverageCommand: ParsableCommand {
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
    @Option(
        parsing: .unconditional, help: ArgumentHelp("Rain everywhere, millimetres an hour.", valueName: "mm/h"),
        transform: Allowed.number(0...200, "mm/h"))
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
    var detection: Double = CoverageRequest.detectionUsual
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
        try CoverageChecks.check(self)
    }

    func run() throws {
        let place = try OutputRule.place(out, as: OutputRule.kind(ofMap: out), sparing: ground.terrain + catalogue.locate())
        let request = try CoverageRequest(
            catalogue: catalogue.load(), radar: radar, site: site, mast: mast, against: against, height: height, jammer: jammer, rain: rain,
            k: k, course: course, detection: detection, asl: asl, brochure: brochure, out: out, nodes: nodes, jobs: jobs, json: json,
            quiet: quiet, ground: ground.choice)
        let product = CoverageProduct(inputs: try CoverageInputs(request), command: request, place: place)
        let table = try product.make()
        if !quiet { if json { printData(table.json) } else { print(table.text) } }
    }
}

/// What the words of the command must be, held before its work.
private enum CoverageChecks {
    static func check(_ command: CoverageCommand) throws {
        func complain(_ option: String, _ found: String, _ allowed: String) throws -> Never {
            throw ValidationError("--\(option): found \(found), allowed: \(allowed)")
        }
        if command.radar.isEmpty { try complain("radar", "none", "a radar of the catalogue") }
        for text in command.site where PlaceText.place(text) == nil {
            try complain("site", text, "latitude (-89 to 89) and longitude in degrees, such as 35.0,-40.0")
        }
        if command.site.count != 1, command.site.count != command.radar.count {
            try complain("site", "\(command.site.count) places for \(command.radar.count) radars", "one, or one for each")
        }
        if command.mast.count > 1, command.mast.count != command.radar.count {
            try complain("mast", "\(command.mast.count) heights for \(command.radar.count) radars", "one, or one for each")
        }
        for text in command.jammer where PlaceText.jammer(text) == nil {
            try complain("jammer", text, "lat,lon,height_m or lat,lon,height_m,w_per_mhz, or self or self,w_per_mhz")
        }
        if !["geojson", "kml", "tif", "tiff", "png"].contains(PlaceText.ending(command.out)) {
            try complain("out", command.out, "a file that ends in .geojson, .kml, .tif or .png")
        }
        if command.brochure, PlaceText.ending(command.out) != "png" {
            try complain("brochure", "with \(command.out)", "with a .png")
        }
    }
}
