import Foundation

/// Files that name other files which hold the heights: GDAL's virtual rasters (VRT).
///
/// Each name must lead to a plain file on this machine: nothing is fetched, nothing is waited for, and no file leads back to itself.
enum PointerFile {
    /// Bytes at most of a file that names others.
    private static let sizeMaximum = 16 << 20
    private static let depthMaximum = 8

    /// Refuses a file that names anything but plain files.
    static func check(_ path: String, under parents: [String] = []) throws(TerrainFileError) {
        try Sidecars.check(path)
        guard let text = text(of: path) else { return }
        guard parents.count < depthMaximum, !parents.contains(path) else {
            let circle = "names itself among the files that hold its heights"
            throw .unfit(file: parents[0], why: parents.contains(path) ? circle : "names files that name others more than \(depthMaximum) deep")
        }
        let folder = path.contains("/") ? String(path[..<path.lastIndex(of: "/")!]) : "."
        for name in names(in: text) {
            // A name that is relative to the file, or to the folder that the program runs in: either must be a file where it is one.
            let places = name.hasPrefix("/") ? [name] : [folder + "/" + name, name]
            guard let place = places.first(where: isPlain), !name.hasPrefix("/vsi") else {
                throw .unfit(file: path, why: "names \(name) as a file that holds its heights, allowed: plain files on this machine")
            }
            guard places.allSatisfy({ isPlain($0) || isNothing($0) }) else {
                throw .unfit(file: path, why: "names \(name) as a file that holds its heights, allowed: plain files on this machine")
            }
            try check(place, under: parents + [path])
        }
    }

    private static func isPlain(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    private static func isNothing(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) != 0
    }

    /// A virtual raster's text; nil for any other file.
    private static func text(of path: String) -> String? {
        guard isPlain(path), let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        func read(_ count: Int) -> [UInt8] {
            [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in filled = fread(buffer.baseAddress, 1, count, file) }
        }
        // Behind a byte order mark, blanks, a declaration and comments, GDAL still takes it for one.
        let start = read(4096)
        let mark = Array("<VRTDataset".utf8)
        guard start.indices.contains(where: { start[$0] == mark[0] && start[$0...].starts(with: mark) }) else { return nil }
        return String(decoding: start + read(sizeMaximum), as: UTF8.self)
    }

    /// What stands in the elements that name files.
    static func names(in text: String) -> [String] {
        var found: [String] = []
        for element in ["SourceFilename", "SourceDataset", "Filename"] {
            for piece in text.components(separatedBy: "<" + element).dropFirst() {
                guard let start = piece.firstIndex(of: ">"), let end = piece[start...].range(of: "</" + element) else { continue }
                let name = String(piece[piece.index(after: start)..<end.lowerBound])
                found.append(plain(name).trimmingCharacters(in: .whitespacesAndNewlines))
            }
        }
        return found
    }

    /// XML's entities as what they stand for. - Source: XML 1.0, 4.1 and 4.6.
    private static func plain(_ text: String) -> String {
        guard text.contains("&") else { return text }
        var result = ""
        for (number, piece) in text.components(separatedBy: "&").enumerated() {
            guard number > 0, let end = piece.firstIndex(of: ";") else {
                result += (number > 0 ? "&" : "") + piece
                continue
            }
            let name = piece[..<end]
            let known = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"]
            var value = known[String(name)]
            if name.hasPrefix("#x") || name.hasPrefix("#X") {
                value = UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init).map { String(Character($0)) }
            } else if name.hasPrefix("#") {
                value = UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init).map { String(Character($0)) }
            }
            result += (value ?? "&\(name);") + piece[piece.index(after: end)...]
        }
        return result
    }
}
