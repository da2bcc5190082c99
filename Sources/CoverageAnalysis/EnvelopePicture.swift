import Foundation
import Quantities

/// An envelope over ground range and altitude for people: kill probability inside, what limits it outside.
package struct EnvelopePicture: Sendable {
    package var envelope: Envelope
    package var title: String
    package var subtitle: String
    package var note: String
    /// The altitude at which the class usually flies, metres; nil where it means little.
    package var usualAltitude: Metres?

    package init(envelope: Envelope, title: String, subtitle: String, note: String, usualAltitude: Metres?) {
        self.envelope = envelope
        self.title = title
        self.subtitle = subtitle
        self.note = note
        self.usualAltitude = usualAltitude
    }

    static let kill: [(from: Double, colour: MapColour, label: String)] = [
        (0.8, MapColour(0, 90, 50), "0.8 and more"), (0.6, MapColour(35, 139, 69), "0.6 to 0.8"),
        (0.4, MapColour(94, 181, 108), "0.4 to 0.6"), (0.2, MapColour(161, 217, 155), "0.2 to 0.4"),
        (0, MapColour(217, 240, 208), "below 0.2"),
    ]

    static func colour(_ limit: EnvelopeLimit) -> MapColour {
        switch limit {
        case .kinematic: MapColour(214, 214, 218)
        case .horizon: MapColour(222, 190, 140)
        case .detection: MapColour(178, 203, 232)
        case .reaction: MapColour(244, 174, 160)
        }
    }

    static func words(_ limit: EnvelopeLimit) -> String {
        switch limit {
        case .kinematic: "no missile gets there"
        case .horizon: "behind the horizon"
        case .detection: "echo too weak, or outside the beam"
        case .reaction: "seen too late to react"
        }
    }

    package func draw(to out: String) throws(Gnuplot.Failure) {
        try Gnuplot.draw(script: script(), files: [("cells.txt", cells())], to: out)
    }

    /// Edges half-way between the middles.
    private static func edges(_ middles: [Double], first: Double) -> [Double] {
        var edges = [first]
        for (a, b) in zip(middles, middles.dropFirst()) { edges.append(0.5 * (a + b)) }
        let last = middles[middles.count - 1]
        return edges + [last + (last - edges[edges.count - 1])]
    }

    private var rangeEdges: [Double] { Self.edges(envelope.ranges, first: 0) }
    private var altitudeEdges: [Double] { Self.edges(envelope.altitudes, first: 0.7 * envelope.altitudes[0]) }

    private func cells() -> Data {
        var out = ""
        for row in envelope.altitudes.indices {
            for column in envelope.ranges.indices {
                let best = envelope[column, row].best
                let colour = best.limit.map(Self.colour) ?? Self.kill.first { best.killProbability >= $0.from }!.colour
                let number = Int(colour.red) << 16 | Int(colour.green) << 8 | Int(colour.blue)
                let x = (rangeEdges[column] / 1000, rangeEdges[column + 1] / 1000)
                let y = (altitudeEdges[row], altitudeEdges[row + 1])
                out += "\(0.5 * (x.0 + x.1)) \(0.5 * (y.0 + y.1)) \(x.0) \(x.1) \(y.0) \(y.1) \(number)\n"
            }
        }
        return Data(out.utf8)
    }

    private func script() -> String {
        let width = 1100.0
        let height = 736.0
        var out = """
            set terminal pngcairo noenhanced size 1100,736 font "DejaVu Sans,11" background rgb "white"
            set output "picture.png"
            unset key
            set lmargin at screen \(98 / width)
            set rmargin at screen \(1 - 30 / width)
            set bmargin at screen \(206 / height)
            set tmargin at screen \(1 - 78 / height)
            set tics out nomirror
            set logscale y
            set xrange [0:\(rangeEdges.last! / 1000)]
            set yrange [\(altitudeEdges.first!):\(altitudeEdges.last!)]
            set ytics ("25 m" 25, "50 m" 50, "100 m" 100, "200 m" 200, "500 m" 500, "1 km" 1000, "2 km" 2000, "5 km" 5000, "10 km" 10000, "20 km" 20000, "30 km" 30000)
            set xlabel "ground range of the intercept, km"
            set ylabel "altitude of the intercept, logarithmic" offset 0.5
            set label 1 \(Gnuplot.quoted(title)) at screen 0.5,\(1 - 26 / height) center font "DejaVu Sans Bold,17"
            set label 2 \(Gnuplot.quoted(subtitle)) at screen 0.5,\(1 - 52 / height) center font ",11"
            set label 3 \(Gnuplot.quoted(note)) at screen \(30 / width),\(14 / height) left font ",8.5" tc rgb "#555555"
            set label 4 "One missile kills with probability" at screen \(92 / width),\(130 / height) left font "DejaVu Sans Bold,11"
            set label 5 "No intercept, because" at screen \(92 / width),\(76 / height) left font "DejaVu Sans Bold,11"

            """
        var number = 10
        func entry(_ x: Double, _ y: Double, _ colour: MapColour, _ label: String) {
            out +=
                "set object \(number) rectangle from screen \(x / width),\((y - 7) / height) to screen \((x + 26) / width),\((y + 7) / height) "
            out += "fillcolor rgb \"\(colour.hexadecimal)\" fillstyle solid border lc rgb \"#333333\"\n"
            out += "set label \(number) \(Gnuplot.quoted(label)) at screen \((x + 34) / width),\(y / height) left\n"
            number += 1
        }
        // Only what occurs: five greens say nothing of a picture of one.
        let occurring = envelope.occurring
        for (place, step) in Self.kill.enumerated().filter({ occurring.kill.contains($0.offset) }).map(\.element).enumerated() {
            entry(92 + 190 * Double(place), 106, step.colour, step.label)
        }
        for (place, limit) in EnvelopeLimit.allCases.enumerated() where occurring.limits.contains(limit) {
            entry(92 + [0, 214, 400, 720][place], 50, Self.colour(limit), Self.words(limit))
        }
        out += "plot \"cells.txt\" using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid border lw 0.5 lc rgb variable"
        if let usualAltitude, usualAltitude > altitudeEdges[0], usualAltitude < altitudeEdges.last! {
            let right = rangeEdges.last! / 1000
            out = out.replacing(
                "plot \"cells.txt\"",
                with: "set arrow 9 from 0,\(usualAltitude) to \(right),\(usualAltitude) nohead dt 2 lw 1.6 lc rgb \"#202020\" front\n"
                    + "set label 9 \"this class usually flies here\" at \(0.99 * right),\(usualAltitude) right offset 0,0.7 front\n"
                    + "plot \"cells.txt\"")
        }
        return out + "\n"
    }
}

extension Envelope {
    /// Steps of the kill probability's scale and limits that some cell has.
    var occurring: (kill: Set<Int>, limits: Set<EnvelopeLimit>) {
        var kill: Set<Int> = []
        var limits: Set<EnvelopeLimit> = []
        for row in altitudes.indices {
            for column in ranges.indices {
                let best = self[column, row].best
                if let limit = best.limit { limits.insert(limit) } else if let step = EnvelopePicture.kill.firstIndex(where: { best.killProbability >= $0.from }) { kill.insert(step) }
            }
        }
        return (kill, limits)
    }

    /// Whether at some height no missile gets to a range between two that missiles get to.
    package var hasGaps: Bool {
        altitudes.indices.contains { row in
            let reached = ranges.indices.filter { self[$0, row].best.limit != .kinematic }
            guard let first = reached.first, let last = reached.last else { return false }
            return last - first + 1 > reached.count
        }
    }
}
