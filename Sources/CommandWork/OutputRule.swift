import Foundation
import OutputFiles

/// The places of a command's outputs, looked at before its work; faults end with 2 (`CommandFailure.init`).
package enum OutputRule {
    /// - Parameter inputs: files and folders that the command reads; nil where an option is absent.
    package static func place(
        _ path: String, as kind: OutputKind, option: String = "--out", force: Bool = false, sparing inputs: [String?] = []
    ) throws -> OutputPlace {
        try OutputPlace(path, as: kind, option: option, replacingArchive: force, sparing: inputs.compactMap { $0 })
    }

    /// The kind that a map's ending stands for.
    package static func kind(ofMap path: String, table header: String = "") -> OutputKind {
        switch PlaceText.ending(path) {
        case "geojson": .mapFeatures
        case "kml": .keyholeMap
        case "png": .picture
        case "csv": .table(header)
        default: .raster
        }
    }
}
