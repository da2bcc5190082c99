import Foundation
import OutputFiles
import ScenarioDocuments

/// A folder of catalogue files of one's own: entries and their sources are written there.
package struct EntryFolder: Sendable {
    /// Why something was not written; one line.
    package struct Refusal: Error, Sendable, Equatable {
        package let message: String
        package let kind: Kind

        /// A place that is not written to, an entry or file that is wrong, or a failure of writing.
        package enum Kind: Sendable, Equatable { case place, input, failure }
    }

    package let path: String
    /// Entries that stand there may be replaced.
    package let replaces: Bool

    package init(path: String, replaces: Bool) {
        self.path = path
        self.replaces = replaces
    }

    package func file<Entry: CatalogueEntry>(of type: Entry.Type, _ id: String) -> String { "\(path)/\(Entry.folder)/\(id).yaml" }

    /// The entry that stands there; nil: none.
    package func entry<Entry: CatalogueEntry>(_ type: Entry.Type, _ id: String) throws(DocumentErrors) -> Entry? {
        let file = file(of: type, id)
        guard FileManager.default.fileExists(atPath: file) else { return nil }
        return try Entry.load(path: file)
    }

    /// Writes an entry, once its text reads without a fault; returns its file.
    @discardableResult
    package func write<Entry: CatalogueEntry>(_ type: Entry.Type, _ id: String, text: String, again: Bool = false) throws(Refusal) -> String
    {
        let file = file(of: type, id)
        if FileManager.default.fileExists(atPath: file), !replaces, !again {
            throw Refusal(message: "\(file): is there already; give --force to write it again", kind: .place)
        }
        do { _ = try Entry.decode(text: text, file: file) } catch { throw Refusal(message: error.description, kind: .input) }
        try put(Self.mark + "\n" + text, file, as: Self.kind)
        return file
    }

    /// Looks at the place of an entry, before the work of making it.
    package func check<Entry: CatalogueEntry>(_ type: Entry.Type, _ id: String) throws(Refusal) {
        let file = file(of: type, id)
        if FileManager.default.fileExists(atPath: file), !replaces {
            throw Refusal(message: "\(file): is there already; give --force to write it again", kind: .place)
        }
        _ = try place(file, as: Self.kind)
    }

    /// Adds a source under its key; one that is there already stays as it is.
    package func add(source key: String, title: String, url: String, date: String) throws(Refusal) {
        let file = "\(path)/sources.yaml"
        var text = "version: 1\nkind: sources\nentries:\n"
        let known: [UInt8]?
        do throws(FileBytes.Fault) { known = try FileBytes.read(file, most: DocumentParser.sizeMaximum, needsPlain: true) } catch {
            guard error == .missing else { throw Refusal(message: "\(file): \(error.description)", kind: .input) }
            known = nil
        }
        if let known {
            let words = String(decoding: known, as: UTF8.self)
            if words.contains("\n  \(key):\n") { return }
            text = words.hasSuffix("\n") ? words : words + "\n"
        }
        text += "  \(key):\n    title: \(EntryText.quoted(title))\n    url: \(EntryText.quoted(url))\n    date: \(EntryText.quoted(date))\n"
        // A list of sources is added to, whoever began it.
        try put(text, file, as: OutputKind("list of sources", marks: ["kind: sources"]))
    }

    /// What `catalogue new` writes begins with this line, by which it is known again.
    static let mark = "# Written by cupola catalogue new"

    private static let kind = OutputKind("entry of cupola catalogue new's", marks: [mark])

    private func put(_ text: String, _ file: String, as kind: OutputKind) throws(Refusal) {
        let place = try place(file, as: kind)
        do throws(OutputFault) { try place.write(text) } catch { throw Self.refusal(error) }
    }

    private func place(_ file: String, as kind: OutputKind) throws(Refusal) -> OutputPlace {
        do throws(OutputFault) {
            try OutputFolder.make(path)
            try OutputFolder.make(URL(filePath: file).deletingLastPathComponent().relativePath)
            return try OutputPlace(file, as: kind)
        } catch { throw Self.refusal(error) }
    }

    private static func refusal(_ fault: OutputFault) -> Refusal {
        if case .refused = fault {
            Refusal(message: fault.description, kind: .place)
        } else {
            Refusal(message: fault.description, kind: .failure)
        }
    }
}
