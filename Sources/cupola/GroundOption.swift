import ArgumentParser
import CommandWork

/// The ground of a map: elevation files, a synthetic relief, or a smooth earth.
struct GroundOption: ParsableArguments {
    @Option(help: ArgumentHelp("Elevation files (.hgt, DTED, GeoTIFF) or folders of them.", valueName: "path")) var terrain: [String] = []
    @Flag(help: "A smooth earth at sea level.") var flat = false
    @Option(name: .customLong("relief-seed"), parsing: .unconditional, help: "Seed of the synthetic relief.", transform: Allowed.seed) var seed: UInt64?
    @Option(
        name: .customLong("relief-amplitude"), parsing: .unconditional,
        help: ArgumentHelp("Highest hills of the synthetic relief, metres.", valueName: "m"), transform: Allowed.number(0...6000, "m"))
    var amplitude: Double?

    func validate() throws {
        if flat, !terrain.isEmpty { throw ValidationError("--flat and --terrain: found both, allowed: one of them") }
        guard flat || !terrain.isEmpty else { return }
        for (name, isGiven) in [("--relief-seed", seed != nil), ("--relief-amplitude", amplitude != nil)] where isGiven {
            throw ValidationError("\(flat ? "--flat" : "--terrain") and \(name): found both, allowed: one of them")
        }
    }

    var choice: GroundChoice {
        GroundChoice(terrain: terrain, flat: flat, reliefSeed: seed ?? 1, reliefAmplitude: amplitude ?? 600)
    }
}
