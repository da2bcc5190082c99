import ArgumentParser
import CommandWork

/// The ground of a map: elevation files, a synthetic relief, or a smooth earth.
struct GroundOption: ParsableArguments {
    @Option(help: ArgumentHelp("Elevation files (.hgt, DTED, GeoTIFF) or folders of them.", valueName: "path")) var terrain: [String] = []
    @Flag(help: "A smooth earth at sea level.") var flat = false
    @Option(name: .customLong("relief-seed"), parsing: .unconditional, help: "Seed of the synthetic relief.", transform: Allowed.seed) var reliefSeed: UInt64 = 1
    @Option(
        name: .customLong("relief-amplitude"), parsing: .unconditional,
        help: ArgumentHelp("Highest hills of the synthetic relief, metres.", valueName: "m"), transform: Allowed.number(0...6000, "m"))
    var reliefAmplitude: Double = 600

    func validate() throws {
        if flat, !terrain.isEmpty { throw ValidationError("--flat and --terrain: found both, allowed: one of them") }
    }

    var choice: GroundChoice {
        GroundChoice(terrain: terrain, flat: flat, reliefSeed: reliefSeed, reliefAmplitude: reliefAmplitude)
    }
}
