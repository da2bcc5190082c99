public import Foundation

/// Drawing by gnuplot: a script and its data files in a folder of their own, a PNG out.
public enum Gnuplot {
    /// Why a picture was not made, in one line.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    /// Runs a script that writes `picture.png` into `folder`, and moves the picture to `out`.
    /// - Parameter files: names and contents of the data files that the script reads.
    public static func draw(script: String, files: [(name: String, data: Data)], to out: String) throws(Failure) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "cupola-\(ProcessInfo.processInfo.processIdentifier)-picture")
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            for file in files { try file.data.write(to: folder.appending(path: file.name)) }
            try Data(script.utf8).write(to: folder.appending(path: "picture.gp"))
            try run(in: folder)
            let picture = try Data(contentsOf: folder.appending(path: "picture.png"))
            try picture.write(to: URL(filePath: out))
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(description: "\(out): the picture cannot be written: \(error.localizedDescription)")
        }
    }

    private static func run(in folder: URL) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gnuplot", "picture.gp"]
        process.currentDirectoryURL = folder
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        if process.terminationStatus == 127 {
            throw Failure(description: "gnuplot is not installed; `make setup` installs it (Debian package gnuplot-nox)")
        }
        guard process.terminationStatus == 0 else {
            let lines = text.split(separator: "\n").filter { !$0.allSatisfy { $0 == " " || $0 == "^" } }
            throw Failure(description: "gnuplot stopped: \(lines.last.map(String.init) ?? "no message")")
        }
    }

    /// A text as a gnuplot string. Single quotes: nothing in it is carried out or replaced, whatever a catalogue calls its entries.
    static func quoted(_ text: String) -> String {
        let line = String(text.map { $0.isNewline ? " " : $0 })
        return "'" + line.replacing("'", with: "''") + "'"
    }
}
