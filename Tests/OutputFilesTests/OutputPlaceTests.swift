import Foundation
import Testing

@testable import OutputFiles

/// A folder that goes away with the test.
final class Scratch {
    let folder: URL
    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "cupola-test-\(UInt64.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    func path(_ name: String) -> String { folder.appending(path: name).path }
    func write(_ text: String, _ name: String) throws -> String {
        try Data(text.utf8).write(to: URL(filePath: path(name)))
        return path(name)
    }
    func text(_ name: String) -> String { (try? String(contentsOfFile: path(name), encoding: .utf8)) ?? "" }
    deinit { try? FileManager.default.removeItem(at: folder) }
}

@Suite struct OutputPlaceTests {
    static let kind = OutputKind.table("a,b")

    /// Why a place is refused; nil where it is taken.
    static func refusal(_ path: String, _ kind: OutputKind = kind, force: Bool = false, sparing inputs: [String] = []) -> String? {
        do throws(OutputFault) {
            _ = try OutputPlace(path, as: kind, replacingArchive: force, sparing: inputs)
            return nil
        } catch { return error.description }
    }

    @Test func `a new place, an empty file and a table of its own are taken`() throws {
        let scratch = try Scratch()
        #expect(Self.refusal(scratch.path("new.csv")) == nil)
        #expect(Self.refusal(try scratch.write("", "empty.csv")) == nil)
        #expect(Self.refusal(try scratch.write("a,b\n1,2\n", "own.csv")) == nil)
        #expect(Self.refusal(try scratch.write("a,b\r\n1,2\r\n", "own.csv")) == nil)
        let place = try OutputPlace(scratch.path("own.csv"), as: Self.kind)
        try place.write("a,b\n3,4\n")
        #expect(scratch.text("own.csv") == "a,b\n3,4\n")
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path).sorted() == ["empty.csv", "own.csv"])
    }

    @Test func `somebody's notes and outputs of another kind stay`() throws {
        let scratch = try Scratch()
        for (text, name) in [
            ("notes\n", "n.csv"), ("a,b,c\n1,2,3\n", "t.csv"), ("a,bc\n", "u.csv"), ("{\"format\":\"cupola-run\"}", "r.csv"),
        ] {
            #expect(
                Self.refusal(try scratch.write(text, name))?.contains("is there already and is not a table of Cupola's") == true, "\(name)")
        }
        #expect(Self.refusal(try scratch.write("a,b\n", "own.csv"), .reportPage)?.contains("is not a report page of Cupola's") == true)
    }

    @Test func `inputs are not written over, by whatever name they go`() throws {
        let scratch = try Scratch()
        let input = try scratch.write("a,b\n", "input.csv")
        try FileManager.default.linkItem(atPath: input, toPath: scratch.path("hard.csv"))
        try FileManager.default.createDirectory(atPath: scratch.path("folder"), withIntermediateDirectories: true)
        let inside = try scratch.write("a,b\n", "folder/inside.csv")
        try FileManager.default.createSymbolicLink(atPath: scratch.path("other"), withDestinationPath: scratch.path("folder"))
        for path in [input, scratch.path("hard.csv"), scratch.path("./folder/../input.csv")] {
            #expect(Self.refusal(path, sparing: [input])?.contains("is an input of this command") == true, "\(path)")
        }
        #expect(Self.refusal(inside, sparing: [scratch.path("other")])?.contains("lies among the inputs") == true)
        #expect(Self.refusal(scratch.path("folder/new.csv"), sparing: [scratch.path("folder")]) == nil)
        let place = try OutputPlace(input, as: Self.kind)
        #expect(throws: OutputFault.self) { try place.spare([input]) }
    }

    @Test func `devices, pipes, folders and links are no places`() throws {
        let scratch = try Scratch()
        _ = try scratch.write("a,b\n", "own.csv")
        try FileManager.default.createSymbolicLink(atPath: scratch.path("link.csv"), withDestinationPath: scratch.path("own.csv"))
        try FileManager.default.createSymbolicLink(atPath: scratch.path("nowhere.csv"), withDestinationPath: scratch.path("gone.csv"))
        mkfifo(scratch.path("pipe.csv"), 0o600)
        for (path, word) in [
            ("/dev/null", "a device"), (scratch.path("pipe.csv"), "a pipe"), (scratch.path("link.csv"), "a link"),
            (scratch.path("nowhere.csv"), "a link"), (scratch.folder.path, "a folder"), (scratch.path("x") + "/", "a folder"),
        ] {
            #expect(Self.refusal(path)?.contains("is \(word)") == true, "\(path): \(Self.refusal(path) ?? "taken")")
        }
    }

    @Test func `a place that cannot be written is told before the work`() throws {
        let scratch = try Scratch()
        _ = try scratch.write("x", "file")
        #expect(Self.refusal(scratch.path("none/a.csv"))?.contains("no folder") == true)
        #expect(Self.refusal(scratch.path("file/a.csv")) != nil)
        #expect(Self.refusal(scratch.path(String(repeating: "n", count: 300)))?.contains("cannot be written") == true)
        #expect(Self.refusal("")?.contains("is no name of a file") == true)
    }

    @Test func `an archive is replaced only where that is said`() throws {
        let scratch = try Scratch()
        var bytes = Array("SQLite format 3\0".utf8) + [UInt8](repeating: 0, count: 84)
        bytes.replaceSubrange(68..<72, with: Array("Cupo".utf8))
        try Data(bytes).write(to: URL(filePath: scratch.path("a.cupola")))
        #expect(Self.refusal(scratch.path("a.cupola"), .archive)?.contains("--force") == true)
        #expect(Self.refusal(scratch.path("a.cupola"), .archive, force: true) == nil)
        bytes[68] = 0
        try Data(bytes).write(to: URL(filePath: scratch.path("b.cupola")))
        #expect(Self.refusal(scratch.path("b.cupola"), .archive, force: true)?.contains("is not a study's archive") == true)
    }

    @Test func `what came to the place during the work stays`() throws {
        let scratch = try Scratch()
        let place = try OutputPlace(scratch.path("a.csv"), as: Self.kind)
        _ = try place.workPath()
        _ = try scratch.write("notes", "a.csv")
        #expect(throws: OutputFault.self) { try place.write("a,b\n") }
        #expect(scratch.text("a.csv") == "notes")
    }
}

@Suite struct PrivateFolderTests {
    @Test func `a private folder is its owner's alone and goes with all in it`() throws {
        let scratch = try Scratch()
        let folder = try PrivateFolder(in: scratch.folder.path)
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path)[.posixPermissions] as? Int
        #expect(mode == 0o700)
        try folder.write([1], to: ["a", "b", "c.yaml"])
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/out", withDestinationPath: scratch.folder.path)
        _ = try scratch.write("keep", "keep")
        folder.remove()
        #expect(!FileManager.default.fileExists(atPath: folder.path))
        #expect(scratch.text("keep") == "keep")
    }

    @Test func `a folder that only has its name stays`() throws {
        let scratch = try Scratch()
        let folder = try PrivateFolder(in: scratch.folder.path)
        try FileManager.default.moveItem(atPath: folder.path, toPath: scratch.path("moved"))
        try FileManager.default.createDirectory(atPath: folder.path + "/x", withIntermediateDirectories: true)
        folder.remove()
        #expect(FileManager.default.fileExists(atPath: folder.path + "/x"))
    }

    @Test func `no name leads out of it`() throws {
        let folder = try PrivateFolder()
        for steps in [[], [""], [".."], ["a", "..", "b"], ["/etc/x"], ["a/b"], ["x\0y"], ["."]] {
            #expect(throws: OutputFault.self, "\(steps)") { try folder.write([1], to: steps) }
        }
        try folder.write([1], to: ["twice"])
        #expect(throws: OutputFault.self) { try folder.write([2], to: ["twice"]) }
    }
}
