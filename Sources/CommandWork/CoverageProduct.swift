import CoverageAnalysis
import EarthEnvironment
import Foundation
import OutputFiles
import PlainText
import Quantities
import RadarSensing
import ScenarioDocuments
import TerrainFiles

/// From inputs to a file and a table of what is left of the advertised circle.
package struct CoverageProduct {
    package struct Table {
        package let text: String
        package let json: String
    }

    package let inputs: CoverageInputs
    package let command: CoverageRequest
    package let place: OutputPlace

    package init(inputs: CoverageInputs, command: CoverageRequest, place: OutputPlace) {
        (self.inputs, self.command, self.place) = (inputs, command, place)
    }

    private var jobs: Int { command.jobs ?? ProcessInfo.processInfo.activeProcessorCount }
    private var datumWords: String { command.asl ? "above sea level" : "above ground" }
    private var radarWords: String {
        var names: [String] = []
        for radar in inputs.radars where !names.contains(radar.name) { names.append(radar.name) }
        return names.joined(separator: " + ")
    }

    package func make() throws -> Table {
        let field = inputs.field
        let meter = MeterBox(ProgressMeter(quiet: command.quiet || command.json, unit: "rows"))
        let isPicture = PlaceText.ending(command.out) == "png"
        let reaches = field.sites.map { field.reach(of: $0) }
        guard let grid = MapGrid(around: inputs.places, radii: reaches, nodes: command.nodes) else {
            throw CommandFailure.mapHoldsPole
        }
        if !command.quiet { command.ground.warn(field.terrain, around: inputs.places, radii: reaches) }
        let total = grid.rows + (isPicture ? RegionPicture.rowCount : 0)
        let raster = CoverageRaster(field: field, grid: grid, heights: inputs.heights, jobs: jobs) { meter.show($0, total) }
        let areas = inputs.heights.indices.map { raster.area(level: $0, threshold: field.threshold) }
        switch PlaceText.ending(command.out) {
        case "png": try picture(areas: areas) { meter.show(grid.rows + $0, total) }
        case "geojson": try place.write(MapDocuments.geoJSON(features(raster, areas)))
        case "kml": try place.write(MapDocuments.keyhole(features(raster, areas), name: "\(radarWords) against \(inputs.threat.name)"))
        default: try writeRaster(raster)
        }
        meter.finish()
        return table(raster, areas)
    }

    /// The area of the advertised circles, joined, square metres.
    private var circleArea: Double {
        if inputs.radars.count == 1 { return .pi * advertised[0] * advertised[0] }
        guard let grid = MapGrid(around: inputs.places, radii: advertised, nodes: 400) else { return .nan }
        var sum = 0.0
        for row in 0..<grid.rows {
            for column in 0..<grid.columns {
                let node = GeodeticPosition(
                    latitude: grid.latitude(row: Double(row)), longitude: grid.longitude(column: Double(column)), height: 0)
                if zip(inputs.places, advertised).contains(where: { Geodesic.inverse(from: $0, to: node).distance <= $1 }) {
                    sum += grid.nodeArea(row: row)
                }
            }
        }
        return sum
    }

    private var advertised: [Metres] { inputs.radars.map(\.instrumentedRange.best) }

    // MARK: Contours

    private func features(_ raster: CoverageRaster, _ areas: [Double]) -> [MapFeature] {
        let field = inputs.field
        let colours = MapColour.nested(inputs.heights.count)
        var features: [MapFeature] = []
        for (level, height) in inputs.heights.enumerated() {
            let inside = raster.probabilities[level].map { Double($0) >= field.threshold }
            let polygons = RegionContour.polygons(grid: raster.grid, inside: inside, smallest: 4) {
                field.isCovered(latitude: $0, longitude: $1, height: height)
            }
            features.append(
                MapFeature(
                    name: "Seen at \(readable(height)) m", shape: .areas(polygons),
                    properties: [
                        ("radars", .string(inputs.radars.map(\.id).joined(separator: ", "))), ("against", .string(inputs.threat.id)),
                        ("height_m", .number(height)), ("height_above", .string(field.datum.rawValue)),
                        ("detection_probability", .number(field.threshold)), ("rain_mm_h", .number(command.rain)),
                        ("jammers", .number(Double(command.jammer.count))),
                        ("area_km2", .number((areas[level] / 1e6).rounded())), ("ground", .string(inputs.groundWords)),
                    ], colour: colours[level]))
        }
        for (radar, place) in zip(inputs.radars, inputs.places) {
            let ring = (0...180).map { step -> MapPoint in
                // Counter-clockwise.
                let azimuth = -2 * Double.pi * Double(step % 180) / 180
                let end = GeodesicLine(from: place, azimuth: azimuth).end(distance: radar.instrumentedRange.best)
                // On the site's branch, so that the ring does not jump.
                var offset = end.longitude / Units.degree - place.longitudeDegrees
                offset -= 360 * (offset / 360).rounded()
                return MapPoint(
                    longitude: ((place.longitudeDegrees + offset) * 1e6).rounded() / 1e6,
                    latitude: (end.latitude / Units.degree * 1e6).rounded() / 1e6)
            }
            let areas = MapPolygon.cut(ring)
            if !areas.isEmpty {
                features.append(
                    MapFeature(
                        name: "\(radar.name): advertised range", shape: .areas(areas),
                        properties: [("range_km", .number(radar.instrumentedRange.best / 1000))], colour: MapColour(31, 95, 168),
                        isFilled: false))
            }
            features.append(
                MapFeature(
                    name: radar.name, shape: .point(MapPoint(longitude: place.longitudeDegrees, latitude: place.latitudeDegrees)),
                    properties: [("antenna_above_sea_m", .number(place.height.rounded()))]))
        }
        return features
    }

    // MARK: Raster

    private func writeRaster(_ raster: CoverageRaster) throws {
        let grid = raster.grid
        let georeference = RasterGeoreference.geographic(
            westDegrees: grid.westLongitude / Units.degree, northDegrees: grid.northLatitude / Units.degree,
            stepEastDegrees: grid.longitudeStep / Units.degree, stepSouthDegrees: grid.latitudeStep / Units.degree)
        let bands = inputs.heights.indices.map { level in
            (name: "P_d of one look at \(readable(inputs.heights[level])) m \(datumWords)", values: raster.probabilities[level])
        }
        try BandWriter.write(
            bands, rows: grid.rows, columns: grid.columns, georeference: georeference,
            tags: [
                ("RADARS", inputs.radars.map(\.id).joined(separator: ", ")), ("AGAINST", inputs.threat.id),
                ("GROUND", inputs.groundWords), ("RAIN_MM_H", readable(command.rain)), ("JAMMERS", "\(command.jammer.count)"),
            ], to: place.workPath())
        try place.commit()
    }

    // MARK: Picture

    private func picture(areas: [Double], progress: @escaping @Sendable (Int) -> Void) throws {
        let circle = circleArea
        let colours = MapColour.nested(inputs.heights.count)
        let layers = inputs.heights.enumerated().map { level, height in
            RegionPicture.Layer(
                height: height, label: "\(Self.level(height)): \(Self.percent(areas[level] / circle)) of it", colour: colours[level])
        }
        var marks = zip(inputs.places, inputs.radars).map { RegionPicture.Mark(place: $0, label: $1.name, kind: .radar) }
        marks += inputs.jammers.map { RegionPicture.Mark(place: $0.place, label: "jammer", kind: .jammer) }
        let ranges = Set(advertised).sorted(by: >).map { readable($0 / 1000) + " km" }.joined(separator: " and ")
        let class1 = inputs.threat.name.prefix(1).lowercased() + inputs.threat.name.dropFirst()
        var conditions = "P(detection) ≥ \(readable(command.detection)) in one look"
        if command.rain > 0 { conditions += ", rain \(readable(command.rain)) mm/h" }
        if !command.jammer.isEmpty { conditions += ", jammed" }
        let masts = Set(zip(inputs.places, inputs.radars.indices).map { place, _ in
            (place.height - inputs.field.terrain.height(under: place)).rounded()
        }).sorted().map(readable).joined(separator: " and ")
        let outlines = try MapOutlines.load(around: inputs.places[0], reach: 2 * advertised.max()!, quiet: command.quiet)
        let field = inputs.field
        var picture = RegionPicture(
            places: field.sites.map(\.frame.origin), terrain: field.terrain,
            isInside: { field.isCovered(latitude: $0, longitude: $1, height: $2) },
            title: "What the \(radarWords) \(inputs.radars.count > 1 ? "see" : "sees") of a \(class1) that flies at it",
            subtitle: "\(conditions); heights \(datumWords); antenna \(masts) m above ground; curved, refracting earth",
            note: "Ground: \(inputs.groundWords). Coasts and borders: Natural Earth. Public data and assumptions: `cupola catalogue show \(inputs.radars[0].id)`.",
            layers: layers, circles: advertised, circleLabel: "advertised range \(ranges): \(NumberText.whole((circle / 1e6).rounded())) km²",
            isBeside: command.brochure, marks: marks, outlines: outlines, jobs: jobs)
        picture.warning = command.ground.warning(field.terrain, around: inputs.places, radii: advertised)
        let made = try place.workPath()
        do { try picture.draw(to: made, progress: progress) } catch {
            throw CommandFailure.whileRunning(error.description.replacing(made, with: command.out))
        }
        try place.commit()
    }

    package static func level(_ height: Metres) -> String {
        height >= 1000 ? "\(readable(height / 1000)) km up" : "\(readable(height)) m up"
    }

    package static func percent(_ share: Double) -> String {
        share >= 0.1 ? NumberText.fixed(100 * share, 0) + " %" : NumberText.fixed(100 * share, 1) + " %"
    }

    // MARK: Table

    private func table(_ raster: CoverageRaster, _ areas: [Double]) -> Table {
        let circle = circleArea
        var table = TextTable(header: ["height m", "covered km²", "of the circle", "farthest km"], leftColumns: [])
        var rows: [JSONText] = []
        for (level, height) in inputs.heights.enumerated() {
            let far = raster.rangeMaximum(level: level, threshold: command.detection, from: inputs.places[0])
            table.rows.append([
                readable(height), NumberText.whole((areas[level] / 1e6).rounded()), Self.percent(areas[level] / circle), NumberText.fixed(far / 1000, 0),
            ])
            rows.append(
                .object([
                    ("height_m", .number(height)), ("area_km2", .number((areas[level] / 1e5).rounded() / 10)),
                    ("share_of_circle", .number(areas[level] / circle)), ("farthest_km", .number((far / 100).rounded() / 10)),
                ]))
        }
        let head = "\(radarWords) against \(inputs.threat.id), P_d ≥ \(readable(command.detection)), heights \(datumWords); "
            + "advertised circle \(NumberText.whole((circle / 1e6).rounded())) km²\n"
        let document = JSONText.object([
            ("radars", .list(inputs.radars.map { .string($0.id) })), ("against", .string(inputs.threat.id)),
            ("detection_probability", .number(command.detection)), ("height_above", .string(inputs.field.datum.rawValue)),
            ("ground", .string(inputs.groundWords)), ("circle_km2", .number((circle / 1e6).rounded())), ("heights", .list(rows)),
            ("file", .string(command.out)),
        ])
        return Table(text: head + table.text + "\n\(command.out) written", json: document.text())
    }
}

/// A progress meter that several threads tell, one at a time.
package final class MeterBox: @unchecked Sendable {
    private let meter: ProgressMeter

    package init(_ meter: ProgressMeter) { self.meter = meter }

    /// The caller serialises the calls.
    package func show(_ done: Int, _ total: Int) { meter.show(done: done, total: total) }

    package func finish() { meter.finish() }
}
