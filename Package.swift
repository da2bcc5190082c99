// swift-tools-version: 6.2
import PackageDescription

// The engine alone (layers 0 to 5, no package but the standard library) builds in seconds; the outer targets
// need packages. `CUPOLA_ENGINE_ONLY=1 swift build` leaves them out for everyday work on the models.
let engineOnly = Context.environment["CUPOLA_ENGINE_ONLY"] == "1"
// `make` builds the whole program (CUPOLA_VIEW=1); a plain `swift build`, and a package that depends on `CupolaEngine`, goes without the
// local server of `cupola view`, whose Hummingbird and NIO take minutes of a clean build (the command then says so). The settings of the
// compiler (processor, exclusivity, warnings) are the Makefile's: no dependency may set them. Results are the same with and without.
let withServer = Context.environment["CUPOLA_VIEW"] == "1" && !engineOnly

// `make strict`: a warning of our own code is an error.
let strict = Context.environment["CUPOLA_STRICT"] == "1"
let settings: [SwiftSetting] = [.enableUpcomingFeature("MemberImportVisibility")] + (strict ? [.treatAllWarnings(as: .error)] : [])

func library(
    _ name: String, _ dependencies: [Target.Dependency] = [], _ swiftSettings: [SwiftSetting] = settings
) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: swiftSettings)
}

/// In the battle's rooms an import is internal unless it says otherwise.
let roomSettings = settings + [.enableUpcomingFeature("InternalImportsByDefault")]
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

// Bottom to top; an edge goes only to a lower layer (Tests/HouseTests holds every `import` against the table there).
var targets: [Target] = [
    // Headers alone: instructions of the processor.
    .systemLibrary(name: "CProcessor"),
    library("NumericalMethods", ["CProcessor"]),
    library("Quantities", ["NumericalMethods"]),
    library("Stochastics", ["NumericalMethods"]),
    library("PlainText"),
    library("OutputFiles"),
    library("EarthEnvironment", ["CProcessor", "NumericalMethods", "Quantities", "Stochastics"]),
    library("TacticalMessages", ["Quantities"]),
    library("FlightDynamics", ["NumericalMethods", "Quantities", "EarthEnvironment"]),
    library("RadarSensing", ["NumericalMethods", "Quantities", "Stochastics", "EarthEnvironment", "TacticalMessages"]),
    library("TargetTracking", ["NumericalMethods", "Quantities", "TacticalMessages"]),
    library("CommandAndControl", ["NumericalMethods", "Quantities", "EarthEnvironment", "TacticalMessages"]),
    library("RunRecords", ["NumericalMethods"]),
    library("ClosedForms", ["NumericalMethods"]),
    library("Narration", ["RunRecords", "PlainText"]),
    library("StudyStatistics", ["NumericalMethods", "Stochastics", "RunRecords"]),

    // The battle's rooms: what everybody may know; fire control; truth; belief; who sees all; and the loop that joins them.
    library("DefenceModels", [
        "NumericalMethods", "Quantities", "Stochastics", "EarthEnvironment", "TacticalMessages", "FlightDynamics", "RadarSensing",
        "TargetTracking", "CommandAndControl", "RunRecords",
    ], roomSettings),
    library("FireControl", [
        "NumericalMethods", "Quantities", "EarthEnvironment", "TacticalMessages", "FlightDynamics", "RadarSensing",
        "CommandAndControl", "RunRecords", "DefenceModels",
    ], roomSettings),
    library("BattleWorld", [
        "NumericalMethods", "Quantities", "Stochastics", "EarthEnvironment", "FlightDynamics", "RadarSensing", "TargetTracking",
        "CommandAndControl", "RunRecords", "DefenceModels",
    ], roomSettings),
    library("CommandPosts", [
        "NumericalMethods", "Quantities", "EarthEnvironment", "TacticalMessages", "TargetTracking", "CommandAndControl",
        "DefenceModels", "FireControl", "FlightDynamics", "RadarSensing",
    ], roomSettings),
    library("Batteries", [
        "NumericalMethods", "Quantities", "Stochastics", "EarthEnvironment", "TacticalMessages", "FlightDynamics", "CommandAndControl", "RadarSensing",
        "TargetTracking", "DefenceModels",
    ], roomSettings),
    library("Sensors", [
        "NumericalMethods", "Quantities", "Stochastics", "EarthEnvironment", "TacticalMessages", "FlightDynamics", "RadarSensing",
        "DefenceModels", "BattleWorld",
    ], roomSettings),
    library("BattleWitness", [
        "NumericalMethods", "Quantities", "EarthEnvironment", "TacticalMessages", "FlightDynamics", "RadarSensing", "CommandAndControl",
        "RunRecords", "DefenceModels", "BattleWorld", "CommandPosts", "Sensors", "Batteries",
    ], roomSettings),
    library("BattleSimulation", [
        "Quantities", "Stochastics", "EarthEnvironment", "TacticalMessages", "FlightDynamics", "RadarSensing", "CommandAndControl", "RunRecords",
        "TargetTracking", "DefenceModels", "BattleWorld", "CommandPosts", "Batteries", "Sensors", "BattleWitness",
    ], roomSettings),

    library("ModelValidation", [
        "NumericalMethods", "Quantities", "Stochastics", "EarthEnvironment", "TacticalMessages", "FlightDynamics",
        "RadarSensing", "TargetTracking", "CommandAndControl", "ClosedForms", "StudyStatistics",
    ]),

    tests("NumericalMethodsTests", ["NumericalMethods"]),
    tests("StochasticsTests", ["Stochastics", "NumericalMethods"]),
    tests("EarthEnvironmentTests", ["EarthEnvironment", "NumericalMethods", "Quantities"]),
    tests("FlightDynamicsTests", ["FlightDynamics", "EarthEnvironment", "NumericalMethods", "Quantities"]),
    tests("RadarSensingTests", ["RadarSensing", "EarthEnvironment", "TacticalMessages", "NumericalMethods", "Quantities", "Stochastics"]),
    tests("TargetTrackingTests", ["TargetTracking", "TacticalMessages", "NumericalMethods", "Quantities", "Stochastics"]),
    tests("CommandAndControlTests", ["CommandAndControl", "TacticalMessages", "Quantities", "NumericalMethods"]),
    tests("ModelValidationTests", ["ModelValidation"]),
    tests("RunRecordsTests", ["RunRecords", "NumericalMethods"]),
    tests("ClosedFormsTests", ["ClosedForms", "NumericalMethods"]),
    tests("HouseTests", []),
]
var dependencies: [Package.Dependency] = []
var products: [Product] = []

if !engineOnly {
    dependencies += [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ]
    targets += [
        library("ScenarioDocuments", ["NumericalMethods", "Quantities", "PlainText", .product(name: "Yams", package: "Yams")]),
        library("BattleCompilation", [
            "NumericalMethods", "Quantities", "EarthEnvironment", "TacticalMessages", "FlightDynamics", "RadarSensing",
            "TargetTracking", "CommandAndControl", "RunRecords", "ScenarioDocuments", "DefenceModels", "BattleWorld",
            "BattleSimulation",
        ], roomSettings),
        library("StudyExecution", [
            "NumericalMethods", "Stochastics", "RadarSensing", "CommandAndControl", "RunRecords", "DefenceModels", "ScenarioDocuments",
            "BattleWorld", "BattleSimulation", "StudyStatistics",
        ]),
        // Floors 0 to 7 by one name, for those who build on the engine.
        library("CupolaEngine", [
            "NumericalMethods", "Quantities", "Stochastics", "EarthEnvironment", "TacticalMessages", "ScenarioDocuments",
            "FlightDynamics", "RadarSensing", "TargetTracking", "CommandAndControl", "CommandPosts", "RunRecords", "DefenceModels", "FireControl",
            "BattleWorld", "BattleSimulation", "BattleCompilation", "StudyStatistics", "StudyExecution", "ClosedForms", "Narration", "PlainText",
        ]),
        library("CatalogueCalibration", ["NumericalMethods", "Quantities", "FlightDynamics", "ScenarioDocuments", "OutputFiles"]),
        library("CoverageAnalysis", [
            "NumericalMethods", "Quantities", "Stochastics", "EarthEnvironment", "TacticalMessages", "FlightDynamics",
            "RadarSensing", "TargetTracking", "BattleWorld", "OutputFiles", "PlainText",
        ]),
        library("ResultsArchive", [
            "NumericalMethods", "RunRecords", "ScenarioDocuments", "StudyStatistics", .product(name: "GRDB", package: "GRDB.swift"),
        ]),
        library("EngineValidation", [
            "NumericalMethods", "Quantities", "Stochastics", "EarthEnvironment", "TacticalMessages", "FlightDynamics",
            "RadarSensing", "TargetTracking", "CommandAndControl", "RunRecords", "DefenceModels", "BattleWorld", "BattleSimulation",
            "StudyStatistics", "ModelValidation", "ClosedForms", "ScenarioDocuments",
            "TerrainFiles",
        ]),
        library("StudyReports", ["NumericalMethods", "RunRecords", "StudyStatistics", "OutputFiles", "PlainText", "Narration"]),
        .target(
            name: "ReplayViewer", dependencies: ["NumericalMethods", "RunRecords"], resources: [.copy("Page")], swiftSettings: settings),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        library("ExchangeFormats", ["NumericalMethods", "Quantities", "EarthEnvironment", "RunRecords", "CZlib"]),
        // Its headers only: the library is opened when it is first needed.
        .systemLibrary(name: "CGDAL", providers: [.apt(["libgdal-dev"]), .brew(["gdal"])]),
        library("TerrainFiles", ["Quantities", "EarthEnvironment", "CGDAL"]),
        // What commands do once their words are read: studies put together and flown, reports, maps, replays, jobs.
        library("CommandWork", [
            "NumericalMethods", "Quantities", "EarthEnvironment", "ScenarioDocuments", "RadarSensing", "TargetTracking", "CommandAndControl",
            "RunRecords", "DefenceModels", "BattleWorld", "BattleSimulation", "BattleCompilation", "StudyStatistics", "StudyExecution",
            "ResultsArchive", "StudyReports", "ModelValidation", "EngineValidation", "TerrainFiles", "CoverageAnalysis", "PlainText",
            "OutputFiles", "Narration", "ReplayViewer",
        ]),
        .executableTarget(
            name: "cupola",
            dependencies: [
                "CommandWork", "NumericalMethods", "Quantities", "ScenarioDocuments", "BattleSimulation", "BattleCompilation", "RunRecords",
                "StudyStatistics", "StudyExecution", "ResultsArchive", "StudyReports", "ModelValidation", "EngineValidation",
                "EarthEnvironment", "FlightDynamics", "TargetTracking", "TacticalMessages", "CommandAndControl", "TerrainFiles",
                "CoverageAnalysis", "CatalogueCalibration", "PlainText", "OutputFiles", "Narration", "ExchangeFormats", "ReplayViewer",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ] + (withServer ? ["ReplayServer"] : []),
            swiftSettings: settings + (withServer ? [.define("VIEW_SERVER")] : [])),
        tests("ReplayViewerTests", ["ReplayViewer", "RunRecords"]),
        tests("OutputFilesTests", ["OutputFiles", "PlainText", "cupola"]),
        tests("TerrainFilesTests", ["TerrainFiles", "EarthEnvironment", "Quantities", "CGDAL"]),
        tests("ExchangeFormatsTests", ["ExchangeFormats", "RunRecords", "NumericalMethods", "CZlib"]),
        tests("StudyReportsTests", ["StudyReports", "StudyStatistics", "RunRecords", "Narration"]),
        tests("EngineValidationTests", ["EngineValidation", "ModelValidation", "NumericalMethods", "cupola"]),
        tests("ScenarioDocumentsTests", ["ScenarioDocuments"]),
        tests("CatalogueCalibrationTests", ["CatalogueCalibration", "ScenarioDocuments", "FlightDynamics"]),
        // Scenarios written in a test, compiled with the project's catalogue.
        .target(
            name: "BattleFixtures", dependencies: ["BattleSimulation", "BattleCompilation", "ScenarioDocuments"], path: "Tests/BattleFixtures",
            swiftSettings: settings),
        // Walks the forms of documents by flying probes; the program itself answers for studies.
        .testTarget(
            name: "SchemaWalkTests",
            dependencies: [
                "BattleFixtures", "PlainText", "ScenarioDocuments", "BattleSimulation", "BattleCompilation", "DefenceModels", "FlightDynamics",
                "RunRecords", "cupola",
            ],
            exclude: ["Probes"], swiftSettings: settings),
        tests("FireControlTests", [
            "BattleFixtures", "FireControl", "DefenceModels", "BattleSimulation", "CommandAndControl", "TacticalMessages",
            "EarthEnvironment", "NumericalMethods", "Quantities",
        ]),
        // Pairs of battles on the same dice: what must not change anything, and what must not hurt.
        tests("InvarianceTests", ["ScenarioDocuments", "BattleSimulation", "BattleCompilation", "BattleWorld", "RunRecords", "DefenceModels"]),
        tests("StudyStatisticsTests", ["StudyStatistics", "StudyExecution", "RunRecords", "Stochastics", "NumericalMethods"]),
        tests("StudyExecutionTests", [
            "StudyExecution", "StudyStatistics", "BattleSimulation", "BattleCompilation", "ScenarioDocuments", "RunRecords",
            "DefenceModels", "CommandAndControl",
        ]),
        // The program itself is killed and resumed there.
        tests("ResultsArchiveTests", [
            "ResultsArchive", "NumericalMethods", "StudyStatistics", "RunRecords", "cupola", .product(name: "GRDB", package: "GRDB.swift"),
        ]),
        // Extension points, as a package outside the tree would use them: by the product's name alone.
        .testTarget(name: "ExampleTests", dependencies: ["CupolaEngine"], path: "Examples/Extensions", swiftSettings: settings),
        tests("CoverageAnalysisTests", [
            "CoverageAnalysis", "NumericalMethods", "Quantities", "PlainText", "EarthEnvironment", "FlightDynamics", "RadarSensing",
            "ScenarioDocuments", "BattleWorld", "BattleCompilation",
        ]),
        tests("BattleSimulationTests", [
            "BattleFixtures", "BattleSimulation", "DefenceModels", "BattleWorld", "Batteries", "CommandPosts", "CommandAndControl", "BattleCompilation", "RunRecords",
            "ScenarioDocuments",
            "TacticalMessages", "FlightDynamics", "RadarSensing", "NumericalMethods", "Quantities", "Stochastics", "EarthEnvironment",
        ]),
    ]
    if withServer {
        dependencies.append(.package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"))
        targets.append(
            .target(
                name: "ReplayServer", dependencies: ["ReplayViewer", .product(name: "Hummingbird", package: "hummingbird")],
                swiftSettings: settings))
    }
    products += [
        .executable(name: "cupola", targets: ["cupola"]), .library(name: "CupolaEngine", targets: ["CupolaEngine"]),
    ]
}

let package = Package(
    name: "Cupola", products: products, dependencies: dependencies, targets: targets, swiftLanguageModes: [.v6])
