import Foundation
import PlainText

/// A progress bar on a terminal; elsewhere a line every half minute, for whoever reads a log.
package final class ProgressMeter {
    package let isShown: Bool
    /// What is counted.
    private let unit: String
    private let start = Date()
    private var firstDone: Int?
    private var shown: Date
    /// Standard error is no terminal.
    private let isLogged: Bool

    package init(quiet: Bool, unit: String = "runs") {
        isShown = !quiet && isatty(2) == 1
        isLogged = !quiet && !isShown
        shown = isShown ? .distantPast : Date()
        self.unit = unit
    }

    /// - Parameter note: made only when a line is written.
    package func show(done: Int, total: Int, note: () -> String = { "" }) {
        guard isShown || isLogged, total > 0 else { return }
        let first = firstDone ?? done
        firstDone = first
        guard done == total && isShown || Date().timeIntervalSince(shown) > (isShown ? 0.2 : 30) else { return }
        shown = Date()
        let seconds = Date().timeIntervalSince(start)
        let rate = seconds > 0 ? Double(done - first) / seconds : 0
        let left = rate > 0 ? Self.duration(Double(total - done) / rate) + " left" : "–"
        let filled = min(30, done * 30 / total)
        let bar = String(repeating: "█", count: filled) + String(repeating: "·", count: 30 - filled)
        let text = note()
        let rest = text.isEmpty ? left : "\(left), \(text)"
        if isShown {
            // A line that is broken by the terminal would stay there.
            let line = "\(bar) \(done)/\(total), \(NumberText.fixed(rate, 0)) \(unit)/s, \(rest)"
            return StandardError.write("\r\(ShownText.cut(line, to: (terminalColumns(of: 2, least: 20) ?? 80) - 1))\u{1B}[K")
        }
        complain("\(done)/\(total) \(unit), \(NumberText.fixed(rate, 0)) a second, \(rest)")
    }

    package func finish() {
        if isShown { StandardError.write("\n") }
    }

    /// `3 h 20 min`, `5 min 3 s` or `12 s`.
    package static func duration(_ seconds: Double) -> String {
        let whole = Int(min(seconds, 1e9).rounded())
        if whole >= 3600 { return "\(whole / 3600) h \(whole % 3600 / 60) min" }
        return whole >= 60 ? "\(whole / 60) min \(whole % 60) s" : "\(whole) s"
    }
}
