// swift-tools-version: 6.1
import PackageDescription

// Where a clone of Cupola is, or its address.
let repository = Context.environment["CUPOLA_REPOSITORY"] ?? "../cupola"

let package = Package(
    name: "fly",
    dependencies: [.package(url: repository, from: "0.3.0")],
    targets: [.executableTarget(name: "fly", dependencies: [.product(name: "CupolaEngine", package: "cupola")])])
