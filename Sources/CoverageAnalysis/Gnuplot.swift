import Foundation
import OutputFiles

/// Drawing by gnuplot: a script and its data files in a folder of their own, a PNG out.
package enum Gnuplot {
    /// Why a picture was not made, in one line.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    /// Runs a script that writes `picture.png`, and writes the picture to `out` with the program's mark in it.
    /// - Parameter files: names and contents of the data files that the script reads.
    package static func draw(script: String, files: [(name: String, data: Data)], to out: String) throws(Failure) {
        do {
            let own = try PrivateFolder()
            defer { own.remove() }
            let folder = URL(filePath: own.path)
            for file in files { try own.write([UInt8](file.data), to: [file.name]) }
            try own.write(Array(script.utf8), to: ["picture.gp"])
            try run(in: folder)
            let picture = try Data(contentsOf: folder.appending(path: "picture.png"))
            try marked(picture).write(to: URL(filePath: out))
        } catch let failure as Failure {
            throw failure
        } catch let fault as OutputFault {
            throw Failure(description: fault.description)
        } catch {
            throw Failure(description: "\(out): the picture cannot be written: \(error.localizedDescription)")
        }
    }

    /// A picture with a `Software` text behind its head, by which the program knows it again.
    /// - Source: PNG (W3C 2003), 5.3 and 11.3.4.3; the head and its chunk take 33 bytes.
    static func marked(_ picture: Data) -> Data {
        guard picture.count > 33 else { return picture }
        let body = Array("tEXtSoftware\0Cupola".utf8)
        func big(_ number: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * UInt32($0))) } }
        return picture.prefix(33) + Data(big(UInt32(body.count - 4)) + body + big(cyclicCheck(body))) + picture.dropFirst(33)
    }

    /// CRC-32 of ISO 3309, as PNG's annex D computes it.
    private static func cyclicCheck(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { rest, _ in rest & 1 == 1 ? 0xEDB8_8320 ^ rest >> 1 : rest >> 1 }
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
