import BattleCompilation
import BattleSimulation
import Foundation
import RunRecords

@testable import ScenarioDocuments

/// A small scenario that is flown to see whether a change of an accepted value changes anything.
struct Probe: Sendable {
    let name: String
    let node: DocumentNode
    /// What it does as written.
    let answer: String

    /// Every probe of `Probes/`, flown once.
    static let all: [Probe] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Probes").path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".yaml") }.sorted().map { name in
            do {
                let node = try DocumentParser.parse(path: "\(folder)/\(name)")
                return Probe(name: name, node: node, answer: try fly(node, catalogue))
            } catch { fatalError("\(name): \(error)") }
        }
    }()

    static let catalogueFolder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "catalogue").path

    static let catalogue: CatalogueDocument = {
        do { return try CatalogueDocument.load(directory: catalogueFolder) } catch { fatalError("\(error)") }
    }()

    /// Digests of what every arm of a scenario does, with the arms' prices; throws where the document is refused.
    static func fly(_ node: DocumentNode, _ catalogue: CatalogueDocument) throws(DocumentErrors) -> String {
        let (document, faults) = FieldReader.decodeWithFaults(ScenarioDocument.self, from: node.withUnitsInPlace(), file: "probe.yaml")
        let all = faults + document.faults(against: catalogue)
        guard all.isEmpty else { throw DocumentErrors(all) }
        var parts: [String] = []
        for arm in document.arms {
            let model = try ScenarioCompiler.compile(document, arm: arm.name, catalogue: catalogue, file: "probe.yaml")
            parts.append(RecordDigest.hexadecimal(of: BattleRunner.run(model, seed: document.seed, index: 0)))
            let others = document.arms.filter { $0.name != arm.name }.map(\.value)
            parts.append(
                "\(ArmPrice(arm.value, catalogue: catalogue) as Any) \(ArmPurchase.all(arm.value, others: others, catalogue: catalogue))")
        }
        return parts.joined(separator: " ")
    }

    /// It names this entry of the catalogue, or a system that has it.
    func uses(_ id: String) -> Bool {
        let words = Set(node.words + node.keys)
        if words.contains(id) { return true }
        return Self.catalogue.systems.contains { system in
            words.contains(system.id)
                && (system.engagementRadar == id || system.acquisitionRadars.contains(id) || system.lowAltitudeRadars.contains(id)
                    || system.missiles.contains(id))
        }
    }

    /// What the probe does with another catalogue; nil where that is refused.
    func answer(with catalogue: CatalogueDocument) -> String? {
        guard catalogue.looseEnds().isEmpty else { return nil }
        return try? Self.fly(node, catalogue)
    }

    /// What another document does; nil where it is refused.
    static func answer(_ node: DocumentNode) -> String? { try? fly(node, catalogue) }
}
