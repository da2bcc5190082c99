import EarthEnvironment
import Foundation
import ModelValidation
import TerrainFiles

/// The folders of reference cases about terrain: they need files, so they stand above the engine's own.
package enum TerrainCases {
    package static let folders: [ReferenceFolder] = [
        ReferenceFolder(name: "terrain") { try ViewshedCases.answer(folder: $0) },
        ReferenceFolder(name: "terrain_synthetic") { try SyntheticTerrainCases.answer(folder: $0) },
        ReferenceFolder(name: "terrain-files") { try TerrainFileCases.answer(folder: $0) },
    ]

    static func bytes(_ file: URL) throws -> [UInt8] {
        do { return try CompressedFile.bytes(file.path) } catch {
            throw ReferenceError.unreadable(file: file.path, why: "\(error)")
        }
    }

    static func exists(_ file: URL) -> Bool { FileManager.default.fileExists(atPath: file.path) }

    /// Little-endian 32-bit reals.
    static func reals(_ file: URL, count: Int) throws -> [Float] {
        let bytes = try bytes(file)
        guard bytes.count == 4 * count else {
            throw ReferenceError.malformed(file: file.path, why: "holds \(bytes.count) bytes, \(4 * count) are needed")
        }
        return bytes.withUnsafeBytes { raw in
            (0..<count).map { Float(bitPattern: UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self))) }
        }
    }

    static func number(_ value: ReferenceJSON?, _ key: String, in file: String) throws -> Double {
        guard let number = value?[key]?.number else {
            throw ReferenceError.malformed(file: file, why: "\(key) is missing or not a number")
        }
        return number
    }

    static func whole(_ value: ReferenceJSON?, _ key: String, in file: String) throws -> Int {
        let number = try number(value, key, in: file)
        guard let whole = Int(exactly: number) else { throw ReferenceError.malformed(file: file, why: "\(key) is not whole") }
        return whole
    }

    static func text(_ value: ReferenceJSON?, _ key: String, in file: String) throws -> String {
        guard let text = value?[key]?.text else { throw ReferenceError.malformed(file: file, why: "\(key) is missing or not text") }
        return text
    }
}
