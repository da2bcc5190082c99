import Foundation
import Testing

/// The floors of the house, bottom to top. A target may import only targets of lower floors; tenths are landings between two
/// floors: the battle's rooms stand one above the other (docs/decisions/0005-rooms-of-the-battle.md).
let layerOfTarget: [String: Double] = [
    "NumericalMethods": 0,
    "Quantities": 1, "Stochastics": 1, "PlainText": 1, "OutputFiles": 1,
    "EarthEnvironment": 2, "TacticalMessages": 2, "ScenarioDocuments": 2,
    "FlightDynamics": 3, "RadarSensing": 3, "TargetTracking": 3, "CommandAndControl": 3, "RunRecords": 3,
    "ClosedForms": 3,
    "Narration": 4,
    "DefenceModels": 4, "FireControl": 4.1,
    // Truth, and belief: none of these imports another.
    "BattleWorld": 4.5, "CommandPosts": 4.5, "Batteries": 4.5,
    "Sensors": 4.6, "BattleWitness": 4.7,
    "BattleSimulation": 5,
    "BattleCompilation": 6, "StudyStatistics": 6, "TerrainFiles": 6,
    "StudyExecution": 7, "ModelValidation": 7, "CupolaEngine": 7.9,
    "CatalogueCalibration": 8, "CoverageAnalysis": 8, "ResultsArchive": 8, "StudyReports": 8, "ExchangeFormats": 8, "ReplayViewer": 8,
    "EngineValidation": 8,
    // Speaks HTTP for the viewer's site.
    "ReplayServer": 8.5,
    // What commands do once their words are read.
    "CommandWork": 8.7,
    "cupola": 9,
]

/// Rooms of belief, and what none of them may name, directly or through another.
let roomsOfBelief = ["FireControl", "CommandPosts", "Batteries", "TargetTracking", "CommandAndControl"]
let roomsOfTruth = ["BattleWorld", "Sensors", "BattleWitness", "BattleSimulation"]

/// Modules from outside that a target may import. The engine imports none but a header of ours, for instructions of the processor.
let outsideOfTarget: [String: Set<String>] = [
    "NumericalMethods": ["CProcessor"], "EarthEnvironment": ["CProcessor"],
    "OutputFiles": ["Glibc", "Darwin", "Synchronization"], "PlainText": ["Synchronization"],
    "ScenarioDocuments": ["Yams", "Foundation"],
    "BattleCompilation": ["Synchronization"],
    "StudyExecution": ["Dispatch", "Synchronization"],
    "CatalogueCalibration": ["Foundation"],
    "CoverageAnalysis": ["Foundation", "Dispatch", "Synchronization"],
    "TerrainFiles": ["Foundation", "CGDAL", "Dispatch", "Synchronization"],
    "ResultsArchive": ["Foundation", "GRDB", "Synchronization"],
    "StudyReports": ["Foundation"],
    "ReplayViewer": ["Foundation"],
    "ReplayServer": ["HTTPTypes", "Hummingbird", "NIOCore"],
    "ExchangeFormats": ["Foundation", "CZlib", "Glibc", "Darwin"],
    "ModelValidation": ["Foundation"],
    "EngineValidation": ["Foundation"],
    "CommandWork": ["Foundation", "Dispatch", "Synchronization"],
    "cupola": ["Foundation", "ArgumentParser", "Dispatch", "Synchronization"],
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
            guard
                before.allSatisfy({
                    ["public", "internal", "private", "package", "@testable", "@preconcurrency", "@_exported"].contains($0)
                })
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

    @Test func `no room of the engine leans on a closed form`() throws {
        let rooms = layerOfTarget.filter { $0.value <= 5 && $0.key != "ClosedForms" }.keys
        for target in rooms.sorted() {
            for file in Self.swiftFiles(under: Self.root.appending(path: "Sources/\(target)")) {
                #expect(try !Self.imports(in: file).contains("ClosedForms"), "\(file.lastPathComponent) of \(target)")
            }
        }
    }

    @Test func `every target has a layer`() throws {
        let folders = try FileManager.default.contentsOfDirectory(
            at: Self.root.appending(path: "Sources"), includingPropertiesForKeys: nil)
        // Headers of a library of the system have no floor.
        for folder in folders where !FileManager.default.fileExists(atPath: folder.appending(path: "module.modulemap").path) {
            #expect(layerOfTarget[folder.lastPathComponent] != nil, "\(folder.lastPathComponent)")
        }
    }

    @Test func `the command line holds commands, their options and tables alone`() {
        let others: Set = ["Cupola", "Allowed", "Printing", "AllocationCount"]
        let endings = ["Command", "Option", "Tables", "Table"]
        for file in Self.swiftFiles(under: Self.root.appending(path: "Sources/cupola")) {
            let name = file.deletingPathExtension().lastPathComponent
            #expect(others.contains(name) || endings.contains { name.hasSuffix($0) }, "\(name)")
        }
    }

    @Test func `numbers of the command line come in through their range`() throws {
        var seen = 0
        for file in Self.swiftFiles(under: Self.root.appending(path: "Sources/cupola")) {
            let text = try String(contentsOf: file, encoding: .utf8)
            // An option, with what stands between it and its variable, and the variable's type or value.
            for option in text.matches(
                of: /@(?:Option|Argument)\b((?:(?!@Option|@Argument|@Flag|func )[\s\S])*?)\bvar (\w+)(: [^=\n]+)?( = [^\n]+)?/)
            {
                let type = option.3.map(String.init) ?? ""
                let value = option.4.map(String.init) ?? ""
                let isNumber = type.contains(/Int|Double|Float|UInt/) || type.isEmpty && value.contains(/= -?[0-9]/)
                guard isNumber else { continue }
                seen += 1
                #expect(
                    option.1.contains("Allowed.") && option.1.contains(".unconditional"),
                    "\(file.lastPathComponent): --\(option.2) needs parsing: .unconditional and a transform of Allowed")
            }
        }
        #expect(seen > 20)
    }

    @Test func `outputs are written through their place alone`() throws {
        // Writers that are handed the path of a place's own folder, and the place itself.
        let writers: Set = ["OutputFiles", "TerrainFiles"]
        let exempt: Set = ["Gnuplot.swift", "ValidationDocuments.swift"]
        for file in Self.swiftFiles(under: Self.root.appending(path: "Sources")) {
            let target = file.pathComponents.dropLast().last { layerOfTarget[$0] != nil } ?? ""
            guard !writers.contains(target), !exempt.contains(file.lastPathComponent) else { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            for call in [".write(to: URL", "createFile(", "temporaryDirectory", "O_TRUNC", "fopen(", "forWritingTo", "forWritingAtPath"] {
                #expect(!text.contains(call), "\(file.lastPathComponent): \(call): use OutputPlace or PrivateFolder (docs/OUTPUTS.md)")
            }
        }
    }

    /// Dependencies of each target as the manifest declares them, packages' products left out.
    static func declared() throws -> [String: Set<String>] {
        let manifest = try String(contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)
        var found: [String: Set<String>] = [:]
        let target = /(?:library\(|tests\(|name: )\s*"([A-Za-z]+)",\s*(?:dependencies:\s*)?\[((?:[^\]])*)\]/
        for match in manifest.matches(of: target) {
            let products = /\.product\([^)]*\)/
            let list = String(match.2).replacing(products, with: "")
            found[String(match.1), default: []].formUnion(list.matches(of: /"([A-Za-z]+)"/).map { String($0.1) })
        }
        return found
    }

    @Test func `every import is declared, and every declared dependency is imported`() throws {
        let declared = try Self.declared()
        #expect(declared.count > 20)
        for (target, dependencies) in declared.sorted(by: { $0.key < $1.key }) {
            for part in ["Sources", "Tests"] {
                let files = Self.swiftFiles(under: Self.root.appending(path: "\(part)/\(target)"))
                guard !files.isEmpty else { continue }
                var imported: Set<String> = []
                for file in files { imported.formUnion(try Self.imports(in: file)) }
                let own = imported.filter { layerOfTarget[$0] != nil }
                // The server joins the program where the build asks for it.
                let optional: Set<String> = target == "cupola" ? ["ReplayServer"] : []
                #expect(own.subtracting(dependencies).subtracting(optional).isEmpty, "\(target) imports what it does not declare")
                // A test may need the program built without importing it.
                let needed = dependencies.filter { layerOfTarget[$0] != nil && $0 != "cupola" }
                #expect(needed.subtracting(own).isEmpty, "\(target) declares what it does not import")
            }
        }
    }

    @Test func `the package offers the engine and the program alone, and uses every package that it declares`() throws {
        let manifest = try String(contentsOf: Self.root.appending(path: "Package.swift"), encoding: .utf8)
        let products = manifest.matches(of: /\.(?:executable|library|plugin)\(name: "(\w+)", targets:/).map { String($0.1) }
        #expect(products.sorted() == ["CupolaEngine", "cupola"])
        // What others build on has no flag that the package manager refuses in a dependency.
        #expect(!manifest.contains("unsafeFlags"))
        let imported = try Set(Self.swiftFiles(under: Self.root.appending(path: "Sources")).flatMap { try Self.imports(in: $0) })
        for product in manifest.matches(of: /\.product\(name: "(\w+)", package: "[^"]+"\)/) {
            #expect(imported.contains(String(product.1)), "\(product.1) is declared and never imported")
        }
    }

    @Test func `an example of an extension point is one short file that sees the engine alone`() throws {
        let files = Self.swiftFiles(under: Self.root.appending(path: "Examples/Extensions"))
        #expect(files.count { $0.lastPathComponent.hasSuffix("Example.swift") } == 4)
        for file in files {
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count < 100, "\(file.lastPathComponent)")
            #expect(try Set(Self.imports(in: file)).subtracting(["Testing"]) == ["CupolaEngine"], "\(file.lastPathComponent)")
        }
    }

    @Test func `no room of belief can name what is true`() throws {
        let declared = try Self.declared()
        func reached(from target: String) -> Set<String> {
            (declared[target] ?? []).reduce(into: declared[target] ?? []) { $0.formUnion(reached(from: $1)) }
        }
        for room in roomsOfBelief {
            #expect(reached(from: room).isDisjoint(with: roomsOfTruth), "\(room)")
        }
    }
}
