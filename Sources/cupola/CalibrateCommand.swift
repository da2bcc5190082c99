import ArgumentParser
import FlightDynamics
import PlainText
import Quantities

struct CalibrateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calibrate",
        abstract: "Derive what public sources do not give of each missile from what they do: range, speed, altitude.",
        discussion: "Example: cupola calibrate 48N6E3")

    @Argument(help: "One missile; all when absent.") var missile: String?

    func run() throws {
        let known = PublicMissileData.all
        let chosen = missile.map { name in known.filter { $0.name.lowercased() == name.lowercased() } } ?? known
        guard !chosen.isEmpty else {
            throw CommandFailure.wrongCall(
                "found missile \(missile ?? ""), allowed: \(known.map(\.name).joined(separator: ", "))")
        }
        var table = TextTable(header: [
            "missile", "exhaust speed m/s", "propellant kg", "boost kN", "sustain kN", "drag factor", "range km", "public km",
            "altitude km", "public km", "speed m/s", "public m/s",
        ])
        for data in chosen {
            let result = InterceptorCalibration.calibrate(data)
            table.rows.append([
                data.name, NumberText.fixed(result.exhaustSpeed, 0), NumberText.fixed(result.propellantMass, 0),
                NumberText.fixed(result.boostThrust / 1000, 1), NumberText.fixed(result.sustainThrust / 1000, 1),
                NumberText.fixed(result.dragScale, 3), NumberText.fixed(result.range / 1000, 1),
                NumberText.fixed(data.rangeMaximum / 1000, 0), NumberText.fixed(result.altitude / 1000, 1),
                NumberText.fixed(data.altitudeMaximum / 1000, 0), NumberText.fixed(result.speedMaximum, 0),
                NumberText.fixed(data.speedMaximum, 0),
            ])
        }
        print(table.text)
    }
}
