package import BattleSimulation
import BattleCompilation
import Foundation
package import ScenarioDocuments

/// Scenarios written in a test, compiled with the project's catalogue.
package enum BattleFixtures {
    /// The project's catalogue, read once.
    package static let catalogue: CatalogueDocument = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "catalogue").path
        do { return try CatalogueDocument.load(directory: folder) } catch { fatalError("\(error)") }
    }()

    /// A scenario in YAML with one arm, `arm`: a depot, an S-300PMU2's post and big radar beside it, and what is given, in flow style.
    /// - Parameters:
    ///   - origin: where it lies.
    ///   - asset: what is said of the depot.
    ///   - radar: the big radar, and where it stands.
    ///   - unit: of the system, a key to a line.
    ///   - more: keys of the scenario.
    package static func scenario(
        _ name: String, duration: Int, origin: String = "latitude_deg: 40, longitude_deg: 20", asset: String = "value: 10",
        radar: String = "radar: 64n6e2", battalions: String, unit: String = "", raids: String, more: String = ""
    ) -> String {
        """
        version: 1
        name: \(name)
        duration_s: \(duration)
        origin: {\(origin)}
        assets: [{name: depot, position: {east_km: 0, north_km: 0}, \(asset)}]
        arms:
          arm:
            units:
            - name: unit
              system: s-300pmu2
              command_post: {position: {east_km: -1, north_km: -1}}
              acquisition_radars: [{\(radar)}]
              battalions: [\(battalions)]
              \(unit)
        raids: [\(raids)]
        \(more)
        """
    }

    /// The model of the arm `arm` of a scenario in YAML.
    /// - Parameter numbers: catalogue values in the place of others, by path, in the units of the files.
    package static func model(_ text: String, file: String, numbers: [String: Double] = [:]) throws -> BattleModel {
        try ScenarioCompiler.compile(
            ScenarioDocument.decode(text: text, file: file), arm: "arm", catalogue: catalogue.overriding(numbers), file: file)
    }
}
