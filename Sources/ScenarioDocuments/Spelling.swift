/// "Did you mean": the nearest allowed word.
package enum Spelling {
    package static func nearest(to word: String, among allowed: [String]) -> String? {
        guard word.count <= 64 else { return nil }
        var best: (distance: Int, word: String)?
        let letters = Array(word.lowercased().utf8)
        for candidate in allowed {
            let others = Array(candidate.lowercased().utf8)
            // Words are at least as far apart as their lengths.
            guard abs(letters.count - others.count) < best?.distance ?? .max else { continue }
            let distance = distance(letters, others)
            if distance < best?.distance ?? .max { best = (distance, candidate) }
        }
        guard let best else { return nil }
        // A third of the word may be wrong; a shared stem with another unit (`range_m` for `range_km`) always counts.
        let sameStem = stem(word) == stem(best.word) && word.contains("_")
        return best.distance <= max(1, best.word.utf8.count / 3) || sameStem ? best.word : nil
    }

    private static func stem(_ key: String) -> Substring {
        key.lastIndex(of: "_").map { key[..<$0] } ?? key[...]
    }

    /// Levenshtein distance with transposition of neighbours (optimal string alignment).
    static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in 1...a.count {
            var row = [i] + [Int](repeating: 0, count: b.count)
            for j in 1...b.count {
                row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], beforeLast[j - 2] + 1) }
            }
            beforeLast = last
            last = row
        }
        return last[b.count]
    }
}
