import Foundation

/// Files beside an elevation file that bear its name (`.aux.xml`, `.msk`, `.ovr`, `.tfw`, `.prj`, …): GDAL opens them unasked.
enum Sidecars {
    /// Whether one stands beside a file that says more of its heights.
    static func speak(of path: String) -> Bool { [".aux.xml", ".msk"].contains { access(path + $0, F_OK) == 0 } }

    /// Refuses pipes and devices among them: opening one waits for ever.
    static func check(_ path: String) throws(TerrainFileError) {
        guard !path.hasPrefix("/vsi") else { return }
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { path[...$0] } ?? "./"
        let name = slash.map { path[path.index(after: $0)...] } ?? path[...]
        let stem = Array((name.lastIndex(of: ".").map { name[..<$0] } ?? name).lowercased().utf8)
        guard !stem.isEmpty, let list = opendir(String(folder)) else { return }
        defer { closedir(list) }
        while let entry = readdir(list) {
            let kind = Int32(entry.pointee.d_type)
            // Most entries are plain files: their names need not be looked at.
            guard ![Int32(DT_REG), Int32(DT_DIR)].contains(kind) else { continue }
            let beside = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            guard beside.lowercased().utf8.starts(with: stem) else { continue }
            let whole = folder + beside
            var status = stat()
            guard stat(String(whole), &status) == 0, ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) else { continue }
            throw .unfit(
                file: path, why: "has a pipe or device beside it that bears its name (\(whole)), allowed: plain files; take it away")
        }
    }
}
