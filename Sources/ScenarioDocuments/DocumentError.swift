/// One fault in a file: where it is, what was found and what is allowed, in one line.
public struct DocumentError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Letters of a path that are printed.
    static let pathMaximum = 200

    /// File as the caller named it.
    public let file: String
    /// Line, from 1; 0 where the fault belongs to the file as a whole.
    public let line: Int
    /// Column in Unicode scalars, from 1.
    public let column: Int
    /// Path of the value inside the document, such as `radars[2].beamwidth_deg`; empty at the root.
    public let path: String
    /// What was found and what is allowed.
    public let message: String

    package init(file: String, line: Int, column: Int, path: String, message: String) {
        self.file = file
        self.line = line
        self.column = column
        self.path = path
        self.message = message
    }

    /// The fault as one line: where, what was found, what is allowed.
    public var description: String {
        let place = line > 0 ? "\(file):\(line):\(column)" : file
        let text = path.isEmpty ? "\(place): \(message)" : "\(place): \(path.prefix(Self.pathMaximum)): \(message)"
        // Keys of a hostile file may hold anything; a fault stays on one line.
        func isControl(_ scalar: Unicode.Scalar) -> Bool { scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) }
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? " " : $0 }))
    }
}

/// Every fault of a file (or of a folder of files), in the order of the text.
public struct DocumentErrors: Error, Sendable, Equatable, CustomStringConvertible {
    /// Lines printed at most; a hostile file may have millions of faults.
    static let shownMaximum = 100

    /// Every fault that was found, in the order of the file.
    public let errors: [DocumentError]

    package init(_ errors: [DocumentError]) {
        self.errors = errors
    }

    package init(file: String, message: String) {
        errors = [DocumentError(file: file, line: 0, column: 0, path: "", message: message)]
    }

    /// One line per fault.
    public var description: String {
        var lines = errors.prefix(Self.shownMaximum).map(\.description)
        if errors.count > Self.shownMaximum {
            lines.append("… and \(errors.count - Self.shownMaximum) more faults")
        }
        return lines.joined(separator: "\n")
    }
}
