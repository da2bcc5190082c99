import Foundation
import Testing

/// The layers of the house, bottom to top. A target may import only targets of lower layers.
let layerOfTarget: [String: Int] = [
    "NumericalMethods": 0,
    "Quantities": 1, "Stochastics": 1,
    "EarthEnvironment": 2, "TacticalMessages": 2, "ScenarioDocuments": 2,
    "FlightDynamics": 3, "RadarSensing": 3, "TargetTracking": 3, "CommandAndControl": 3, "RunRecords": 3,
    "ClosedForms": 3,
    "BattleSimulation": 5,
    "StudyStatistics": 6, "TerrainFiles": 6,
    "StudyExecution": 7, "ModelValidation": 7,
    "CoverageAnalysis": 8, "ResultsArchive": 8, "StudyReports": 8, "ExchangeFormats": 8, "ReplayViewer": 8, "EngineValidation": 8,
    "cupola": 9,
]

/// Modules from outside that a target may import. The engine imports none.
let outsideOfTarget: [String: Set<String>] = [
    "ScenarioDocuments": ["Yams", "Foundation"],
    "BattleSimulation": ["Synchronization"],
    "StudyExecution": ["Dispatch", "Synchronization"],
    "CoverageAnalysis": ["Foundation", "Dispatch", "Synchronization"],
    "TerrainFiles": ["Foundation", "CGDAL"],
    "ResultsArchive": ["Foundation", "GRDB"],
    "StudyReports": ["Foundation"],
    "ReplayViewer": ["Foundation"],
    "ModelValidation": ["Foundation"],
    "EngineValidation": ["Foundation"],
    "cupola": ["Foundation", "ArgumentParser", "Dispatch", "Glibc", "Darwin", "Synchronization"],
]

@Suite struct LayerTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func swiftFiles(under folder: URL) -> [URL] {
        let walker = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return (walker?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }
            .sorted { $0.path < $1.path }
    }

    static func imports(in file: URL) throws -> [String] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            guard let place = words.firstIndex(of: "import"), place < words.count - 1 else { return nil }
            let before = words[..<place]
            guard before.allSatisfy({ ["public", "internal", "private", "package", "@testable", "@preconcurrency", "@_exported"].contains($0) })
            else { return nil }
            return words[place + 1].split(separator: ".").first.map(String.init)
        }
    }

    @Test func `every import goes to a lower layer`() throws {
        let sources = Self.root.appending(path: "Sources")
        var seen = 0
        for (target, layer) in layerOfTarget.sorted(by: { $0.key < $1.key }) {
            for file in Self.swiftFiles(under: sources.appending(path: target)) {
                for imported in try Self.imports(in: file) {
                    seen += 1
                    if let lower = layerOfTarget[imported] {
                        #expect(lower < layer, "\(file.lastPathComponent) of \(target) imports \(imported)")
                    } else if !(target == "NumericalMethods" && ["Glibc", "Darwin"].contains(imported)) {
                        #expect(
                            outsideOfTarget[target]?.contains(imported) == true,
                            "\(file.lastPathComponent) of \(target) imports \(imported) from outside")
                    }
                }
            }
        }
        #expect(seen > 20)
    }

    @Test func `every target has a layer`() throws {
        let folders = try FileManager.default.contentsOfDirectory(
            at: Self.root.appending(path: "Sources"), includingPropertiesForKeys: nil)
        for folder in folders where !folder.lastPathComponent.hasPrefix("C") || folder.lastPathComponent == "CommandAndControl" {
            #expect(layerOfTarget[folder.lastPathComponent] != nil, "\(folder.lastPathComponent)")
        }
    }
}
