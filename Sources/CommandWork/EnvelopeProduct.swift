import CoverageAnalysis
import EarthEnvironment
import Foundation
import OutputFiles
import PlainText
import Quantities
import RadarSensing
import ScenarioDocuments

/// From inputs to a file and a table of reach by altitude.
package struct EnvelopeProduct {
    package struct Table {
        package let text: String
        package let json: String
    }

    package let inputs: EnvelopeInputs
    package let command: EnvelopeRequest
    package let place: OutputPlace

    package init(inputs: EnvelopeInputs, command: EnvelopeRequest, place: OutputPlace) {
        (self.inputs, self.command, self.place) = (inputs, command, place)
    }

    package static let header = "range_km,altitude_m,missile,best,limit,kill_probability,time_of_flight_s,miss_m,arrival_speed_mps,flights"

    private var jobs: Int { command.jobs ?? ProcessInfo.processInfo.activeProcessorCount }

    package func make() throws -> Table {
        if !command.quiet { command.ground.warn(inputs.terrain, around: [inputs.model.site], radii: [inputs.model.rangeMaximum]) }
        let meter = MeterBox(ProgressMeter(quiet: command.quiet || command.json, unit: "cells"))
        let ranges = Envelope.standardRanges(inputs.model)
        let altitudes = Envelope.standardAltitudes
        let total = ranges.count * altitudes.count
        let envelope = Envelope(
            model: inputs.model, ranges: ranges, altitudes: altitudes, bearing: command.bearing * Units.degree,
            flights: command.flights, seed: command.seed, jobs: jobs
        ) { meter.show($0, total) }
        meter.finish()
        switch PlaceText.ending(command.out) {
        case "csv": try place.write(csv(envelope))
        case "png": if command.map { try mapPicture() } else { try picture(envelope) }
        default: try place.write(MapDocuments.geoJSON(features()))
        }
        return table(envelope)
    }

    private func draw(_ body: (_ path: String) throws -> Void) throws {
        let made = try place.workPath()
        do { try body(made) } catch { throw CommandFailure.whileRunning("\(error)".replacing(made, with: command.out)) }
        try place.commit()
    }

    private func decimals(_ value: Double, _ count: Int) -> String {
        guard value.isFinite else { return "" }
        let scale = [1.0, 10, 100, 1000, 10_000][count]
        return "\((value * scale).rounded() / scale)"
    }

    private func csv(_ envelope: Envelope) -> String {
        var out = Self.header + "\n"
        for cell in envelope.cells {
            for shot in cell.shots {
                let isBest = shot.missile == cell.best.missile
                let isFlown = shot.limit == nil
                out += "\(decimals(cell.range / 1000, 3)),\(decimals(cell.altitude, 0)),\(inputs.model.missiles[shot.missile].id),"
                out += "\(isBest ? 1 : 0),\(shot.limit?.rawValue ?? "none"),\(decimals(shot.killProbability, 4)),"
                out += "\(isFlown ? decimals(shot.timeOfFlight, 2) : ""),\(isFlown ? decimals(shot.miss, 2) : ""),"
                out += "\(isFlown ? decimals(shot.arrivalSpeed, 0) : ""),\(shot.flights)\n"
            }
        }
        return out
    }

    private var className: String { inputs.threat.name.prefix(1).lowercased() + inputs.threat.name.dropFirst() }

    /// How the class comes at the fire unit, for the line below a picture's title.
    private func approach(level: (String) -> String, ballistic: String) -> String {
        let target = inputs.model.target
        switch target.approach {
        case .level(let speed): return level(readable(speed))
        case .ballistic(let flight):
            let speeds = [20_000.0, 1_000].compactMap { height in
                target.speed(at: height).map { "\(readable(($0 / 10).rounded() * 10)) m/s at \(readable(height / 1000)) km" }
            }
            return "\(ballistic) after a flight of \(readable((flight.range / 1000).rounded())) km: \(speeds.joined(separator: ", "))"
        }
    }

    private var isLevel: Bool {
        if case .level = inputs.model.target.approach { true } else { false }
    }

    private func picture(_ envelope: Envelope) throws {
        let site = inputs.model.site
        let antenna = inputs.model.engagementRadar.frame.origin.height - site.height
        let delays = inputs.model.sentinels.map(\.delay)
        let picture = EnvelopePicture(
            envelope: envelope, title: "\(inputs.system.name): where it can intercept a \(className)",
            subtitle: approach(level: { "the target flies straight at the fire unit at \($0) m/s" }, ballistic: "it falls at the fire unit") + "; "
                + "first sight to launch \(readable(delays.min()!.rounded())) to \(readable(delays.max()!.rounded())) s; antenna \(readable(antenna.rounded())) m up",
            note: "Ground: \(inputs.groundWords). Best of \(inputs.model.missiles.map(\.name).joined(separator: ", ")); "
                + "\(command.flights) flights of each in every cell. Public data and assumptions: `cupola catalogue`.",
            usualAltitude: isLevel ? inputs.threat.altitude.best : nil)
        try draw { try picture.draw(to: $0) }
    }

    // MARK: Map

    private func mapPicture() throws {
        guard let map = EnvelopeMap(model: inputs.model, nodes: 2) else {
            throw CommandFailure.mapHoldsPole
        }
        let meter = MeterBox(ProgressMeter(quiet: command.quiet || command.json, unit: "rows"))
        let site = inputs.model.site
        let reach = inputs.model.rangeMaximum
        let colours = MapColour.nested(heights.count)
        var picture = RegionPicture(
            places: [site], terrain: inputs.terrain,
            isInside: { map.isReached(latitude: $0, longitude: $1, altitude: $2) },
            title: "\(inputs.system.name): where it can intercept a \(className)",
            subtitle: approach(
                level: { "the target flies at the fire unit from every side at \($0) m/s" }, ballistic: "it falls at the fire unit from any side")
                + "; altitudes above sea level",
            note: "Ground: \(inputs.groundWords). Coasts and borders: Natural Earth. Public data and assumptions: `cupola catalogue show \(inputs.system.id)`.",
            layers: heights.enumerated().map { level, height in
                .init(height: height, label: "meets a target \(CoverageProduct.level(height))", colour: colours[level])
            },
            circles: [circle.radius], circleLabel: circle.label, isBeside: false,
            marks: [.init(place: site, label: inputs.system.name, kind: .radar)],
            outlines: try MapOutlines.load(around: site, reach: 2 * reach, quiet: command.quiet), jobs: jobs)
        picture.warning = command.ground.warning(inputs.terrain, around: [site], radii: [reach])
        try draw { try picture.draw(to: $0) { meter.show($0, RegionPicture.rowCount) } }
        meter.finish()
    }

    /// The farthest range that the public record gives for its missiles; where it gives none, the edge of what was computed, which is no claim.
    private var circle: (radius: Metres, label: String) {
        if let told = inputs.published {
            return (told.range, "farthest published range of its missiles: \(readable((told.range / 1000).rounded())) km (\(told.missile))")
        }
        let reach = inputs.model.rangeMaximum
        return (reach, "as far as was computed: \(readable((reach / 1000).rounded())) km; no range is published")
    }

    private var heights: [Metres] {
        let usual = isLevel ? [inputs.threat.altitude.best, 1_000, 10_000] : [20_000.0, 10_000]
        return Array(Set(command.height.isEmpty ? usual : command.height)).sorted(by: >)
    }

    private func features() throws -> [MapFeature] {
        guard let map = EnvelopeMap(model: inputs.model, nodes: 240) else {
            throw CommandFailure.mapHoldsPole
        }
        let meter = MeterBox(ProgressMeter(quiet: command.quiet || command.json, unit: "rows"))
        let total = map.grid.rows * heights.count
        let colours = MapColour.nested(heights.count)
        let features = heights.enumerated().map { level, height in
            let polygons = map.polygons(altitude: height, jobs: jobs) { meter.show(level * map.grid.rows + $0, total) }
            return MapFeature(
                name: "Intercepted at \(readable(height)) m", shape: .areas(polygons),
                properties: [
                    ("system", .string(inputs.system.id)), ("against", .string(inputs.threat.id)), ("altitude_m", .number(height)),
                    ("altitude_above", .string("sea")), ("detection_probability", .number(command.detection)),
                    ("ground", .string(inputs.groundWords)),
                ], colour: colours[level])
        }
        meter.finish()
        let site = inputs.model.site
        return features + [
            MapFeature(
                name: inputs.system.name, shape: .point(MapPoint(longitude: site.longitudeDegrees, latitude: site.latitudeDegrees)))
        ]
    }

    // MARK: Table

    private func table(_ envelope: Envelope) -> Table {
        var table = TextTable(
            ("altitude m", .right), ("farthest km", .right), ("missile", .left), ("P(kill) there", .right), ("flight s", .right), ("miss m", .right),
            ("farther limited by", .left))
        var rows: [JSONText] = []
        for (row, altitude) in envelope.altitudes.enumerated() {
            let far = envelope.ranges.indices.last { envelope[$0, row].best.limit == nil }
            let beyond = far.map { $0 + 1 } ?? 0
            let limit = beyond < envelope.ranges.count ? envelope[beyond, row].best.limit?.rawValue ?? "" : ""
            guard let far else {
                table.add(readable(altitude), "–", "", "", "", "", limit)
                rows.append(.object([("altitude_m", .number(altitude)), ("range_km", .null), ("limit", .string(limit))]))
                continue
            }
            let cell = envelope[far, row]
            table.add(
                readable(altitude), NumberText.fixed(cell.range / 1000, 1), inputs.model.missiles[cell.best.missile].name,
                NumberText.fixed(cell.best.killProbability, 2), NumberText.fixed(cell.best.timeOfFlight, 0),
                NumberText.fixed(cell.best.miss, 1), limit)
            rows.append(
                .object([
                    ("altitude_m", .number(altitude)), ("range_km", .number((cell.range / 100).rounded() / 10)),
                    ("missile", .string(inputs.model.missiles[cell.best.missile].id)),
                    ("kill_probability", .number((cell.best.killProbability * 1000).rounded() / 1000)),
                    ("time_of_flight_s", .number((cell.best.timeOfFlight * 10).rounded() / 10)),
                    ("miss_m", .number((cell.best.miss * 100).rounded() / 100)), ("limit", .string(limit)),
                ]))
        }
        let head = "\(inputs.system.name) against \(inputs.threat.id), middles of the cells\n"
        let document = JSONText.object([
            ("system", .string(inputs.system.id)), ("against", .string(inputs.threat.id)), ("ground", .string(inputs.groundWords)),
            ("altitudes", .list(rows)), ("file", .string(command.out)),
        ])
        return Table(text: head + table.text + "\n\(command.out) written", json: document.text())
    }
}
