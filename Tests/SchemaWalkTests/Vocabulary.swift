@testable import ScenarioDocuments

/// Words that a text of a document may be exchanged for, by its key.
enum Vocabulary {
    static func words(for key: SchemaKey, in node: DocumentNode) -> [String] {
        let catalogue = Probe.catalogue
        let last = key.path.split(separator: ".").last.map(String.init) ?? key.path
        switch last.replacing("[]", with: "") {
        case "threat": return catalogue.threats.map(\.id)
        case "radar", "radars", "engagement_radar", "acquisition_radars", "low_altitude_radars": return catalogue.radars.map(\.id)
        case "system": return catalogue.systems.map(\.id)
        case "missiles": return catalogue.missiles.map(\.id)
        case "price", "price_battalion", "price_command": return catalogue.prices.values.keys.map { String($0.dropLast(5)) }
        default: return names(in: node)
        }
    }

    /// Names of things in a document.
    private static func names(in node: DocumentNode) -> [String] {
        switch node.content {
        case .scalar: []
        case .list(let items): items.flatMap { names(in: $0) }
        case .map(let entries):
            entries.flatMap { entry in
                if entry.key == "name", case .scalar(let text, _) = entry.value.content { return [text] }
                return names(in: entry.value)
            }
        }
    }
}
