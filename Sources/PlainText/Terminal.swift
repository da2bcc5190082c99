import Synchronization

/// The terminal that results are shown on, as far as tables and sentences need to know it.
public enum Terminal {
    private static let known = Mutex<Int?>(nil)

    /// Columns; nil where there is no terminal (a file or a pipe gets tables and sentences as wide as they are).
    public static var columns: Int? { known.withLock { $0 } }

    /// Tables and sentences are no wider than so many columns from now on, as far as their words and numbers allow.
    public static func fit(to columns: Int?) { known.withLock { $0 = columns } }

    /// Sentences broken at their spaces, line by line; lines that fit stay as they are.
    public static func fitted(_ text: String) -> String { fitted(text, to: columns) }

    package static func fitted(_ text: String, to columns: Int?) -> String {
        guard let columns else { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.count > columns ? HelpText.broken(String(line), columns).joined(separator: "\n") : String(line)
        }.joined(separator: "\n")
    }
}
