import Foundation
import NumericalMethods

/// What goes wrong when a page is put together.
package struct ReplayPageError: Error, Equatable, CustomStringConvertible {
    package var description: String

    package init(_ description: String) { self.description = description }
}

/// The texts that a page is made of: our own modules, and browser parts from packages out of the cache that `make setup` fills.
package struct PageParts: Sendable {
    /// Our modules in the order in which they are read.
    static let modules = [
        "columns", "earth", "replay", "address", "symbols", "frame", "motion", "ground", "chain", "map", "legend", "side", "scope", "lanes", "list", "story",
        "controls", "page", "begin",
    ]

    /// SHA-256 of each browser part: MapLibre GL JS 5.3.0, uPlot, and the symbol sheet that Tools/web-parts.py draws.
    static let pins = [
        "maplibre-gl.js": "e380deae560bc5d182be4124a1b9cdd5086304b0cb82c92a5af23d018aa81015",
        "maplibre-gl.css": "792ac997dcf6ae6f643eb4e2dee4630c85e7056526bd8fb85ffe83c67d6c41b4",
        "uPlot.js": "655bc8aa33781e8721c5af6b59f1699c03c9bda951aa74a6ab518ac20cc4326d",
        "uPlot.css": "3f121cd4a997b634e07a887658850018e475c26f0bddd874109a8d382c19de87",
        "symbols.json": "66143afbef1fec332d06c459842959f965cdff7eb6fde9aee2531afa38d874a9",
    ]

    package let folder: URL

    /// - Parameter folder: where the browser parts are; `CUPOLA_WEB`, those installed with the program, or the cache of
    ///   `make setup`, when nil.
    package init(folder: URL? = nil) {
        let environment = ProcessInfo.processInfo.environment
        self.folder = folder ?? environment["CUPOLA_WEB"].map { URL(filePath: $0) } ?? Self.beside(["share/cupola/web"])
            ?? URL(filePath: "\(environment["HOME"] ?? ".")/.cache/cupola/web")
    }

    /// The first of some folders that stands beside the program or below a folder above it.
    static func beside(_ names: [String]) -> URL? {
        var folder = (Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])).resolvingSymlinksInPath().deletingLastPathComponent()
        for _ in 0..<4 {
            for name in names {
                let candidate = folder.appending(path: name)
                if FileManager.default.fileExists(atPath: candidate.path) { return candidate }
            }
            folder = folder.deletingLastPathComponent()
        }
        return nil
    }

    /// Whether every browser part is there and the pinned one.
    package func check() throws(ReplayPageError) {
        for name in Self.pins.keys.sorted() { _ = try part(name) }
    }

    /// A browser part, checked against its pin.
    func part(_ name: String) throws(ReplayPageError) -> String {
        let file = folder.appending(path: name)
        guard let data = try? Data(contentsOf: file) else {
            throw ReplayPageError("\(file.path): is missing; `make setup` fetches the page's browser parts")
        }
        var hash = SHA256()
        hash.update(data)
        guard hash.hexadecimal == Self.pins[name] else {
            throw ReplayPageError("\(file.path): is not the pinned part (SHA-256 \(hash.hexadecimal)); remove \(folder.path) and run `make setup`")
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// One of our own files: where the build leaves them, or where they are installed. (`Bundle.module` would end the program.)
    func own(_ name: String) throws(ReplayPageError) -> String {
        guard let folder = Self.beside(["Cupola_ReplayViewer.resources/Page", "share/cupola/page"]) else {
            throw ReplayPageError("share/cupola/page: the page's own files are not beside the program; `make install` puts them there")
        }
        let file = folder.appending(path: name)
        guard let data = try? Data(contentsOf: file) else {
            throw ReplayPageError("\(file.path): is missing; it belongs beside the program")
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// Our modules as one script with one scope of names.
    func script() throws(ReplayPageError) -> String {
        var text = "(() => {\n\"use strict\";\n"
        for module in Self.modules { text += try own("\(module).js") + "\n" }
        return text + "})();\n"
    }
}
