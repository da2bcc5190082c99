import ArgumentParser
import CommandWork
import EarthEnvironment
import Foundation
import OutputFiles
import PlainText
import Quantities
import TerrainFiles

struct ViewshedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "viewshed", abstract: "Line of sight on the grid of a terrain file, for every height in one pass.",
        discussion: """
            A mask (1 visible, 0 not) for a height above ground, or above sea with --asl; or the lowest visible altitude
            over each node. A grid in longitude and latitude is answered along great circles; a projected one on the plane with the
            drop d²/2kR, by distances on the earth where its metre is not a metre (Mercator); any with --cell-size on the plane as
            told. At most 2³⁰ nodes. Voids stand at --void-height and are no-data in the answer.
            Example: cupola viewshed --terrain N50E030.hgt --site 50.4,30.5 --antenna 20 --target 100 --out mask.tif
            """)

    @Option(help: ArgumentHelp("Terrain file (.hgt, DTED, GeoTIFF), or folder of tiles in longitude and latitude.", valueName: "file"))
    var terrain: String
    @Option(parsing: .unconditional, help: ArgumentHelp("Where the antenna stands, degrees: the nearest node.", valueName: "lat,lon")) var site: String?
    @Option(name: .customLong("site-node"), parsing: .unconditional, help: ArgumentHelp("The same as row,column of the file, from 0 in the north-west.", valueName: "row,column"))
    var siteNode: String?
    @Option(parsing: .unconditional, help: ArgumentHelp("Height of the antenna above the ground.", valueName: "m"), transform: Allowed.number(0...10_000, "m"))
    var antenna: Double
    @Option(
        parsing: .unconditional, help: ArgumentHelp("Height of the target above the ground; above sea with --asl.", valueName: "m"),
        transform: Allowed.number(-1_000...1_000_000, "m"))
    var target: Double?
    @Flag(help: "--target is an altitude above sea level.") var asl = false
    @Flag(name: .customLong("minimum-altitude"), help: "Write the lowest visible altitude of each node, metres.")
    var minimumAltitude = false
    @Option(
        parsing: .unconditional, help: "Effective earth radius factor; inf is a flat earth (--cell-size or projected grids).",
        transform: { $0 == "inf" ? .infinity : try Allowed.number(0.1...1e9)($0) })
    var k: Double = 4.0 / 3
    @Flag(help: "In double precision, nothing sampled or passed over for speed: on a plane the whole skyline, in longitude and latitude every sample of each ray.")
    var exact = false
    @Option(name: .customLong("cell-size"), parsing: .unconditional, help: ArgumentHelp("Take the grid as plane, with this spacing of nodes east and south.", valueName: "m[,m]"))
    var cellSize: String?
    @Option(
        name: .customLong("void-height"), parsing: .unconditional, help: ArgumentHelp("The height at which voids stand.", valueName: "m"),
        transform: Allowed.number(-1_000...9_000, "m"))
    var voidHeight: Double = 0
    @Option(parsing: .unconditional, help: "Threads; all cores when absent.", transform: Allowed.jobs) var jobs: Int?
    @Option(help: ArgumentHelp("GeoTIFF to write.", valueName: "file")) var out: String
    @Flag(help: "No progress, no closing line.") var quiet = false

    func validate() throws {
        guard (target != nil) != minimumAltitude else {
            throw ValidationError("--target and --minimum-altitude: found \(target == nil ? "neither" : "both"), allowed: one of them")
        }
        if asl, target == nil { throw ValidationError("--asl: allowed only with --target") }
        guard (site != nil) != (siteNode != nil) else {
            throw ValidationError("--site and --site-node: found \(site == nil ? "neither" : "both"), allowed: one of them")
        }
    }

    func run() throws {
        let place = try OutputRule.place(out, as: .raster, sparing: [terrain])
        let jobs = jobs ?? ProcessInfo.processInfo.activeProcessorCount
        var raster = try ViewshedInputs.raster(terrain, jobs: jobs)
        var node = try ViewshedInputs.node(of: raster, site: site, siteNode: siteNode)
        var seam: ViewshedSink.Seam?
        if cellSize == nil, let period = raster.georeference.period(columns: raster.columns) {
            // A file that goes round the earth is cut open behind the site's back.
            seam = ViewshedSink.Seam(shift: node.column - period / 2, period: period)
            raster = raster.rolled(by: node.column - period / 2, period: period)
            node.column = period / 2
        }
        let surface = try surface(raster, node)
        guard !raster[node.row * raster.columns + node.column].isNaN else {
            throw CommandFailure.badInput("\(terrain): the site's node (row \(node.row), column \(node.column)) is void")
        }
        let voids = raster.fillVoids(with: Float(voidHeight))
        let sink = try ViewshedSink(target, isAltitude: asl, raster, voids, seam, to: place.workPath())
        ViewshedWork(surface, jobs: jobs).run(raster, quiet: quiet) { sink.take($0, $1) }
        let text = try sink.finish()
        try place.commit()
        if !quiet { print("\(out): \(text)") }
    }

    private func surface(_ raster: GroundRaster, _ node: (row: Int, column: Int)) throws -> any ViewshedSurface {
        let place = raster.georeference
        if let spacing = try ViewshedInputs.spacing(cellSize, of: place, file: terrain) {
            let plane = PlanarViewshed(
                rows: raster.rows, columns: raster.columns, spacingEast: spacing.east, spacingSouth: spacing.south, row: node.row,
                column: node.column, antennaHeight: antenna, k: k, isExact: exact)
            guard cellSize == nil, let nodes = try place.nodes(rows: raster.rows, columns: raster.columns, file: terrain) else { return plane }
            return ProjectedViewshed(plane: plane, nodes: nodes)
        }
        let north = place.north
        let south = north - Double(raster.rows - 1) * place.stepSouth
        guard north <= 80, south >= -80 else {
            throw CommandFailure.badInput(
                "\(terrain): reaches latitude \(readable(max(north, -south)))°, allowed: 80° either way; warp it to a polar projection first")
        }
        guard k.isFinite else { throw CommandFailure.wrongCall("--k: inf needs a metric grid; give --cell-size") }
        return GeodeticViewshed(
            northLatitude: north * Units.degree, latitudeStep: place.stepSouth * Units.degree,
            longitudeStep: place.stepEast * Units.degree, rows: raster.rows, columns: raster.columns, row: node.row,
            column: node.column, antennaHeight: antenna, k: k, isExact: exact)
    }
}
