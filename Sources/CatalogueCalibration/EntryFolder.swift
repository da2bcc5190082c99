import Foundation
public import ScenarioDocuments

/// A folder of catalogue files of one's own: entries and their sources are written there.
public struct EntryFolder: Sendable {
    /// Why something was not written; one line.
    public struct Refusal: Error, Sendable, Equatable {
        public let message: String
        /// The file is in the way or wrong; false: writing failed.
        public let isInput: Bool
    }

    public let path: String
    /// Entries that stand there may be replaced.
    public let replaces: Bool

    public init(path: String, replaces: Bool) {
        self.path = path
        self.replaces = replaces
    }

    public func file<Entry: CatalogueEntry>(of type: Entry.Type, _ id: String) -> String { "\(path)/\(Entry.folder)/\(id).yaml" }

    /// The entry that stands there; nil: none.
    public func entry<Entry: CatalogueEntry>(_ type: Entry.Type, _ id: String) throws(DocumentErrors) -> Entry? {
        let file = file(of: type, id)
        guard FileManager.default.fileExists(atPath: file) else { return nil }
        return try Entry.load(path: file)
    }

    /// Writes an entry, once its text reads without a fault; returns its file.
    @discardableResult
    public func write<Entry: CatalogueEntry>(_ type: Entry.Type, _ id: String, text: String, again: Bool = false) throws(Refusal) -> String
    {
        let file = file(of: type, id)
        if FileManager.default.fileExists(atPath: file), !replaces, !again {
            throw Refusal(message: "\(file): is there already; give --force to write it again", isInput: true)
        }
        do { _ = try Entry.decode(text: text, file: file) } catch { throw Refusal(message: error.description, isInput: true) }
        try put(text, file)
        return file
    }

    /// Adds a source under its key; one that is there already stays as it is.
    public func add(source key: String, title: String, url: String, date: String) throws(Refusal) {
        let file = "\(path)/sources.yaml"
        var text = "version: 1\nkind: sources\nentries:\n"
        if let known = try? String(contentsOfFile: file, encoding: .utf8) {
            if known.contains("\n  \(key):\n") { return }
            text = known.hasSuffix("\n") ? known : known + "\n"
        }
        text += "  \(key):\n    title: \(EntryText.quoted(title))\n    url: \(EntryText.quoted(url))\n    date: \(EntryText.quoted(date))\n"
        try put(text, file)
    }

    private func put(_ text: String, _ file: String) throws(Refusal) {
        let place = URL(filePath: file)
        do {
            try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: place, options: .atomic)
        } catch { throw Refusal(message: "\(file): cannot be written: \(error.localizedDescription)", isInput: false) }
    }
}
