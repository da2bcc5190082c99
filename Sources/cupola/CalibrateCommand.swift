import ArgumentParser
import CatalogueCalibration
import CommandWork
import FlightDynamics
import Foundation
import PlainText
import Quantities
import ScenarioDocuments

struct CalibrateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calibrate",
        abstract: "Derive what public sources do not give of a missile from what they do: range, speed, altitude.",
        discussion: "Example:\n  cupola calibrate 48n6e3")

    @Argument(help: "Identifier of a missile of the catalogue; all when absent.") var missile: String?
    @OptionGroup var catalogue: CatalogueOption

    func run() throws {
        let loaded = try catalogue.load()
        let chosen = missile.map { id in loaded.missiles.filter { $0.id == id.lowercased() } } ?? loaded.missiles
        guard !chosen.isEmpty else {
            throw CommandFailure.wrongCall("found missile \(missile ?? ""), allowed: \(loaded.missiles.map(\.id).joined(separator: ", "))")
        }
        var rows: [CalibrationTable.Row] = []
        for entry in chosen {
            do {
                let data = try EntryCalibration.publicData(of: entry)
                rows.append(
                    (
                        entry.id, InterceptorCalibration.calibrate(data), data.rangeMaximum / 1000, data.altitudeMaximum / 1000,
                        data.speedMaximum, data.drag
                    ))
            } catch {
                let line =
                    "\(loaded.files["missiles/\(entry.id)"] ?? entry.id): \(error.keys.joined(separator: ", ")) missing; calibration needs range, altitude and speed"
                guard missile == nil else { throw CommandFailure.badInput(line) }
                complain(line)
            }
        }
        print(CalibrationTable.text(rows))
    }
}

/// What calibration made of figures, beside the figures.
enum CalibrationTable {
    /// Identifier, result, and the figures: range and altitude in km, speed in m/s, the file's curve of drag (nil: none but the body's).
    typealias Row = (id: String, result: CalibratedInterceptor, range: Double, altitude: Double, speed: Double, drag: DragTable?)
    /// Mach number at which the file's drag and that of the body's length and diameter are told beside each other.
    private static let comparedMach = 3.0

    static func text(_ rows: [Row]) -> String {
        var table = TextTable(header: [
            "missile", "exhaust speed m/s", "propellant kg", "boost kN", "sustain kN", "range km", "public km",
            "altitude km", "public km", "speed m/s", "public m/s", "drag Mach 3", "of body",
        ])
        for row in rows {
            let result = row.result
            table.rows.append([
                row.id, NumberText.fixed(result.exhaustSpeed, 0), NumberText.fixed(result.propellantMass, 0),
                NumberText.fixed(result.boostThrust / 1000, 1), NumberText.fixed(result.sustainThrust / 1000, 1),
                NumberText.fixed(result.range / 1000, 1), NumberText.fixed(row.range, 0),
                NumberText.fixed(result.altitude / 1000, 1), NumberText.fixed(row.altitude, 0),
                NumberText.fixed(result.speedMaximum, 0), NumberText.fixed(row.speed, 0),
                NumberText.fixed((row.drag ?? result.model.drag).coefficient(mach: comparedMach, powered: false), 3),
                NumberText.fixed(result.shape.drag().coefficient(mach: comparedMach, powered: false), 3),
            ])
        }
        return table.text
    }
}
