import Foundation
import Testing

extension StudyProgramTests {
    @Test func `wrong calls end with 2 and one line`() throws {
        for words in [
            ["--out", "a"], ["a", "--from", "b", "--out", "c"], ["a", "--out", "b", "--submit"], ["a", "--out", "b", "--runs", "0"],
        ] {
            let errors = Pipe()
            let process = try Self.start(["study"] + words, errors: errors)
            let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationStatus == 2, "\(words): \(complaint)")
        }
    }

    static func change(_ file: String, _ statement: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["sqlite3", file, statement]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
    }
}
