/// A kind of file that the program writes, and how it knows one again by its content.
///
/// Every output carries a mark: a page's `generator`, a picture's `Software`, a table's own header line, an archive's
/// `application_id`. `docs/OUTPUTS.md` lists them.
package struct OutputKind: Sendable {
    /// What people call it, after "a" or "an".
    package let name: String
    /// Only `--force` replaces it, or `--resume` goes on with it.
    package let isArchive: Bool
    let recognises: @Sendable (FileSample) -> Bool

    /// - Parameter marks: texts of which one stands in the first or the last four kilobytes of every file of the kind.
    package init(_ name: String, marks: [String]) {
        self.name = name
        isArchive = false
        let wanted = marks.map { Array($0.utf8) }
        recognises = { sample in wanted.contains { sample.holds($0) } }
    }

    private init(_ name: String, isArchive: Bool = false, _ recognises: @escaping @Sendable (FileSample) -> Bool) {
        self.name = name
        self.isArchive = isArchive
        self.recognises = recognises
    }

    /// A page whose `<meta name="generator">` says "Cupola" and what it is.
    package static func page(_ what: String) -> OutputKind {
        OutputKind("\(what) page of Cupola's", marks: [generatorTag(what)])
    }

    /// The tag that marks a page.
    package static func generatorTag(_ what: String) -> String { "<meta name=\"generator\" content=\"Cupola \(what)\">" }

    package static let reportPage = page("report")
    package static let reportMarkdown = OutputKind("report in Markdown of Cupola's", marks: ["<!-- Cupola report -->"])
    package static let reportNumbers = OutputKind("report in JSON of Cupola's", marks: ["\"generator\" : \"Cupola report\""])
    package static let reportPrint = OutputKind("report in PDF of Cupola's", marks: ["\n% Cupola report\n"])
    package static let sitedScenario = OutputKind("scenario of cupola site's", marks: ["# Placed by cupola site"])
    package static let runRecord = OutputKind("run record of Cupola's", marks: ["\"format\":\"cupola-run\""])
    package static let mapFeatures = OutputKind("GeoJSON map of Cupola's", marks: ["\"generator\": \"Cupola\""])
    package static let keyholeMap = OutputKind("KML map of Cupola's", marks: ["<!-- Cupola -->"])
    package static let slurmScript = OutputKind("job script of Cupola's", marks: ["# Written by cupola study --slurm"])
    /// A `Software` text, which the program puts behind the head of each of its pictures.
    package static let picture = OutputKind("picture of Cupola's", marks: ["tEXtSoftware\0Cupola"])
    package static let exchangeJSON = OutputKind("exchange file of Cupola's", marks: ["\"generator\":\"Cupola\"", "Written by Cupola."])
    package static let telemetry = OutputKind("ACMI recording of Cupola's", marks: ["DataRecorder=Cupola"])
    /// A ZIP archive whose comment says "Cupola".
    package static let zipped = OutputKind("packed file of Cupola's", marks: ["\u{06}\0Cupola", "Written by Cupola."])
    /// Raw IPv4 in a little-endian capture, from one loopback address to another: no interface records such a one.
    package static let capture = OutputKind("capture of Cupola's") { sample in
        sample.head.starts(with: [0xD4, 0xC3, 0xB2, 0xA1]) && sample.head.count >= 60 && sample.head[20] == 228
            && Array(sample.head[52..<60]) == [127, 0, 0, 1, 127, 0, 0, 1]
    }
    package static let raster = OutputKind("GeoTIFF of Cupola's") { $0.softwareOfTIFF?.hasPrefix("Cupola") == true }

    /// A table is known by its header line, whole: comma-separated values have no place for a comment.
    package static func table(_ header: String) -> OutputKind {
        let line = Array(header.utf8)
        return OutputKind("table of Cupola's") { sample in
            sample.head.starts(with: line) && (sample.head.count == line.count || [10, 13].contains(sample.head[line.count]))
        }
    }

    /// "SQLite format 3", and `application_id` "Cupo" at byte 68. - Source: SQLite, *Database File Format*, 1.3.
    package static let archive = OutputKind("study's archive", isArchive: true) { sample in
        sample.head.starts(with: "SQLite format 3\0".utf8) && sample.head.count >= 72 && Array(sample.head[68..<72]) == Array("Cupo".utf8)
    }
}

/// The beginning and the end of a file.
struct FileSample {
    var head: [UInt8] = []
    var tail: [UInt8] = []
    /// Reads bytes elsewhere in it; fewer where it ends before.
    var read: (_ offset: Int, _ count: Int) -> [UInt8] = { _, _ in [] }

    func holds(_ mark: [UInt8]) -> Bool { Self.holds(head, mark) || Self.holds(tail, mark) }

    private static func holds(_ bytes: [UInt8], _ mark: [UInt8]) -> Bool {
        guard let first = mark.first, bytes.count >= mark.count else { return false }
        return (0...(bytes.count - mark.count)).contains { bytes[$0] == first && bytes[$0..<($0 + mark.count)].elementsEqual(mark) }
    }

    /// The tag `Software` (305) of a TIFF's first directory. - Source: TIFF 6.0 (Adobe 1992), sections 2 and 8; BigTIFF design (2007).
    var softwareOfTIFF: String? {
        guard head.count >= 16, head[0] == head[1], head[0] == 0x49 || head[0] == 0x4D else { return nil }
        let isLittle = head[0] == 0x49
        func number(_ bytes: [UInt8]) -> Int? {
            guard (1...8).contains(bytes.count) else { return nil }
            let value = (isLittle ? bytes.reversed() : bytes).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            return Int(exactly: value)
        }
        func number(at offset: Int, _ count: Int) -> Int? {
            guard offset >= 0, offset < Int.max - count else { return nil }
            let bytes = read(offset, count)
            return bytes.count == count ? number(bytes) : nil
        }
        guard let version = number(Array(head[2..<4])), version == 42 || version == 43 else { return nil }
        let isBig = version == 43
        let (word, entry) = isBig ? (8, 20) : (4, 12)
        guard let directory = number(at: isBig ? 8 : 4, word), let fields = number(at: directory, isBig ? 8 : 2), (1...512).contains(fields)
        else { return nil }
        for field in 0..<fields {
            let place = directory + (isBig ? 8 : 2) + field * entry
            guard number(at: place, 2) == 305 else { continue }
            guard let count = number(at: place + 4, word), (1...256).contains(count) else { return nil }
            guard let offset = count <= word ? place + 4 + word : number(at: place + 4 + word, word) else { return nil }
            return String(decoding: read(offset, count), as: UTF8.self)
        }
        return nil
    }
}
