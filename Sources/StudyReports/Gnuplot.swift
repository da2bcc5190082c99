import Foundation

/// Plots by gnuplot, as SVG to be put into a page: colours by the page's style, identifiers that no other figure has.
struct Gnuplot {
    /// Where the program is; nil where it is not installed.
    static let program: String? = {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        return folders.map { "\($0)/gnuplot" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    /// Colours that a plot may name; the page gives each its shade in the light, in the dark and in print.
    ///
    /// The arms' are those of Okabe and Ito, which people with any of the common colour blindnesses can tell apart; two
    /// are darkened for contrast on white. - Source: Okabe & Ito, *Color Universal Design* (2008).
    enum Ink: Int, CaseIterable {
        case text = 1, line, soft, paper
        case arm0 = 16, arm1, arm2, arm3, arm4, arm5

        static func arm(_ place: Int) -> Ink { Ink(rawValue: 16 + place % 6)! }
        /// In a script: a colour that stands for the name, replaced in the picture.
        var code: String { "rgb \"#0000\(rawValue < 16 ? "0" : "")\(String(rawValue, radix: 16))\"" }
        var variable: String {
            switch self {
            case .text: "--ink"
            case .line: "--line"
            case .soft: "--soft"
            case .paper: "--paper"
            default: "--a\(rawValue - 16)"
            }
        }
    }

    /// The filled mark of an arm: circle, square, triangle, diamond, triangle upside down, pentagon.
    static func shape(_ arm: Int) -> Int { [7, 5, 9, 13, 11, 15][arm % 6] }

    /// The picture that a script draws; nil without gnuplot or where it fails.
    static func draw(_ script: String, name: String, width: Int, height: Int) -> String? {
        guard let program else { return nil }
        let head = """
            set terminal svg size \(width),\(height) fixed noenhanced font "sans-serif,13" background rgb "#ffffff" name "\(name)"
            set encoding utf8
            set border 3 lc \(Ink.soft.code) lw 1
            set tics nomirror textcolor \(Ink.text.code)
            set key textcolor \(Ink.text.code)
            set xlabel textcolor \(Ink.text.code)
            set ylabel textcolor \(Ink.text.code)

            """
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = ["-"]
        // Nobody's ~/.gnuplot, nobody's locale.
        process.environment = ["HOME": "/nonexistent", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let text = head + script + "\n"
        // Written aside: a long script and a long picture must not wait for each other.
        let writer = Thread {
            try? input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
            try? input.fileHandleForWriting.close()
        }
        writer.start()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0, !data.isEmpty else { return nil }
        return clean(String(decoding: data, as: UTF8.self), name: name)
    }

    /// A text inside a script.
    static func quote(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "/").replacing("\"", with: "'").replacing("\n", with: " ") + "\""
    }

    /// Lines of a text inside a script.
    static func quote(lines: [String]) -> String { "\"" + lines.map { quote($0).dropFirst().dropLast() }.joined(separator: "\\n") + "\"" }

    /// A text in lines that are no wider than so many pixels, at the pictures' letter size.
    static func wrap(_ text: String, width: Double) -> [String] {
        let most = max(12, Int(width / 6.6))
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, last.count + 1 + word.count <= most {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }

    /// What gnuplot wrote, fit to stand in a page: no prologue, no background, no empty groups, own identifiers, colours by name.
    static func clean(_ picture: String, name: String) -> String {
        guard let start = picture.range(of: "<g id=\"gnuplot_canvas\">"), let end = picture.range(of: "</svg>"),
            let box = picture.firstMatch(of: /viewBox="([0-9 ]+)"/)?.1
        else { return picture }
        var body = String(picture[start.lowerBound..<end.lowerBound])
        body = body.replacing(/<rect x="0" y="0" width="[0-9]+" height="[0-9]+" fill="#ffffff"\/>/, with: "")
        body = body.replacing(/<filter [\s\S]*?<\/filter>/, with: "")
        body = body.replacing(/<title>[^<]*<\/title>/, with: "")
        body = body.replacing(/[ ]font-family="[^"]*"/, with: "").replacing(/<text><tspan *>/, with: "<text><tspan>")
        body = body.replacing(/<g [^>]*>\s*<\/g>/, with: "")
        body = body.replacing("xlink:href", with: "href").replacing(/[ ]id=["']gnuplot_canvas["']/, with: "")
        // Panels of one picture would give the same identifiers again.
        body = body.replacing(/<g id="[A-Za-z0-9]+_plot_[0-9]+" *>/, with: "<g>")
        body = body.replacing(/(id=['"]|href=['"]#)gp/) { "\($0.1)\(name)-" }
        for ink in Ink.allCases {
            let value = "var(\(ink.variable))"
            body = body.replacing(try! Regex("rgb\\( *0, *0, *\(ink.rawValue)\\)"), with: value)
            body = body.replacing("#0000\(ink.rawValue < 16 ? "0" : "")\(String(ink.rawValue, radix: 16))", with: value)
        }
        body = body.replacing("#FFFFFF", with: "var(--paper)").replacing("stroke=\"black\"", with: "stroke=\"var(--ink)\"")
        body = body.replacing("fill=\"black\"", with: "fill=\"var(--ink)\"").replacing("color=\"black\"", with: "color=\"var(--ink)\"")
        // Empty groups inside emptied groups; trailing blanks.
        body = body.replacing(/<g [^>]*>\s*<\/g>/, with: "").replacing(/\n\s*\n+/, with: "\n").replacing("\t", with: "")
        body = dropUnused(body, name: name)
        return "<svg viewBox=\"\(box)\" xmlns=\"http://www.w3.org/2000/svg\" aria-hidden=\"true\" focusable=\"false\">\n\(body)</svg>"
    }

    /// Marks of the legend that no point of the picture uses.
    private static func dropUnused(_ body: String, name: String) -> String {
        var kept = body
        for _ in 0..<3 {
            let used = Set(kept.matches(of: /href=['"]#([A-Za-z0-9-]+)['"]/).map { String($0.1) })
            kept = kept.replacing(/\s*<(?:circle|path|rect|use)[^>]* ?id=['"]([A-Za-z0-9-]+)['"][^>]*\/>/) { match in
                used.contains(String(match.1)) ? String(match.0) : ""
            }
        }
        return kept
    }
}
