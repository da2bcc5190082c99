import NumericalMethods

/// Coverage of one arm at several heights as lines on a map, over the scenario's ground.
struct MapFigure {
    let maps: CoverageMaps
    let arm: Int
    /// Place of the arm in the study, for the figure's name.
    let number: Int

    private var entry: CoverageMaps.Arm { maps.arms[arm] }

    /// Kilometres from the origin to the frame: all that any arm covers, or the assets, with a margin.
    private var frame: Double {
        var reach = 40.0
        for arm in maps.arms {
            for values in arm.detection {
                for (place, value) in values.enumerated() where value >= Float(maps.threshold) {
                    let east = Double(place % maps.nodes) * maps.spacing - maps.halfSide
                    let north = Double(place / maps.nodes) * maps.spacing - maps.halfSide
                    reach = max(reach, abs(east), abs(north))
                }
            }
        }
        for place in maps.assets { reach = max(reach, abs(place.east), abs(place.north)) }
        return min(maps.halfSide, (reach * 1.05 / 10).rounded(.up) * 10)
    }

    var figure: Figure {
        let areas = zip(maps.heights, entry.areas).map { "at \(thousands(Int($0))) m, \(thousands($1)) km²" }.joined(separator: "; ")
        let circle = Int(entry.instrumentedRange.rounded())
        let brochure = Int((Double.pi * entry.instrumentedRange * entry.instrumentedRange).rounded())
        var rows: [[String]] = []
        for (place, height) in maps.heights.enumerated() {
            for (node, value) in entry.detection[place].enumerated() where value >= Float(maps.threshold) {
                rows.append([
                    datum(height), datum(Double(node % maps.nodes) * maps.spacing - maps.halfSide),
                    datum(Double(node / maps.nodes) * maps.spacing - maps.halfSide), datum((Double(value) * 1000).rounded() / 1000),
                ])
            }
        }
        return Figure(
            name: "map\(number)", title: "Where \(entry.name) sees a \(maps.target), at \(maps.heights.count) heights above the ground",
            alternative: "Map of \(Int(2 * frame)) by \(Int(2 * frame)) kilometres. Area seen: \(areas). The brochures' circle of \(circle) km would be \(thousands(brochure)) km².",
            note: "Area seen: \(areas). The brochures give a circle of \(circle) km, which is \(thousands(brochure)) km², for large targets that fly high.",
            header: ["height_above_ground_m", "east_km", "north_km", "probability_of_detection"], rows: rows, draw: script(width:))
    }

    /// The chance of detection at which a place counts as seen, in words.
    static func chance(_ maps: CoverageMaps) -> String { "\(Int((100 * maps.threshold).rounded())) %" }

    /// How to read the maps, once for all of them.
    static func note(_ maps: CoverageMaps) -> String {
        "Inside a line, at least one radar finds a \(maps.target) (\(fine(maps.crossSection)) m² from the front) with a chance of "
            + "\(chance(maps)) or better in one look, without jamming. Triangles are radars, rings are defended sites."
            + "\(attackWords(maps)) Ground: \(maps.ground)."
    }

    /// Where the raids come from.
    private static func attackWords(_ maps: CoverageMaps) -> String {
        guard !maps.attacks.isEmpty else { return "" }
        return " Arrows: where the raids come from (" + maps.attacks.map { "\($0.name) from \(compass($0.bearing))" }.joined(separator: ", ") + ")."
    }

    /// The nearest of sixteen points of the compass.
    static func compass(_ bearing: Double) -> String {
        let names = [
            "the north", "the north-north-east", "the north-east", "the east-north-east", "the east", "the east-south-east", "the south-east",
            "the south-south-east", "the south", "the south-south-west", "the south-west", "the west-south-west", "the west", "the west-north-west",
            "the north-west", "the north-north-west",
        ]
        return names[Int((bearing / 22.5).rounded()) % 16]
    }

    /// Bearings of the raids, those of neighbours together.
    private var arrows: [Double] {
        var groups: [[Double]] = []
        for bearing in maps.attacks.map(\.bearing).sorted() {
            if let last = groups.last?.last, bearing - last < 15 { groups[groups.count - 1].append(bearing) } else { groups.append([bearing]) }
        }
        return groups.map { $0.reduce(0, +) / Double($0.count) }
    }

    private func isSeen(_ height: Int, east: Double, north: Double) -> Bool {
        let column = Int(((east + maps.halfSide) / maps.spacing).rounded())
        let row = Int(((north + maps.halfSide) / maps.spacing).rounded())
        guard (0..<maps.nodes).contains(column), (0..<maps.nodes).contains(row) else { return false }
        return entry.detection[height][row * maps.nodes + column] >= Float(maps.threshold)
    }

    /// Where a line of the map crosses a ray from its middle, as far out as the frame shows it; nil where it does not.
    private func crossing(_ height: Int, bearing: Double) -> (east: Double, north: Double)? {
        let (sine, cosine) = (Elementary.sin(bearing * .pi / 180), Elementary.cos(bearing * .pi / 180))
        var distance = 0.93 * frame
        while distance > maps.spacing {
            if isSeen(height, east: distance * sine, north: distance * cosine) { return (distance * sine, distance * cosine) }
            distance -= maps.spacing / 2
        }
        return nil
    }

    /// Labels that stand clear of each other: a text with its place in pixels of the frame, moved until it does.
    private struct Labels {
        var boxes: [(left: Double, top: Double, right: Double, bottom: Double)] = []

        /// Takes the first of some places that is free, the last where none is.
        mutating func place(_ text: String, near x: Double, _ y: Double, within side: Double) -> (x: Double, y: Double) {
            let (width, height) = (6.8 * Double(text.count) + 4, 16.0)
            var chosen = (x: x, y: y)
            for (right, down) in [(10.0, 0.0), (-10 - width, 0), (-width / 2, -16), (-width / 2, 16), (10, -14), (10, 14), (-10 - width, -14), (-10 - width, 14)] {
                chosen = (min(max(2, x + right), side - width - 2), min(max(10, y + down), side - 10))
                let box = (left: chosen.x, top: chosen.y - height / 2, right: chosen.x + width, bottom: chosen.y + height / 2)
                if !boxes.contains(where: { $0.left < box.right && box.left < $0.right && $0.top < box.bottom && box.top < $0.bottom }) { break }
            }
            boxes.append((chosen.x, chosen.y - height / 2, chosen.x + width, chosen.y + height / 2))
            return chosen
        }
    }

    private func script(width: Int) -> (script: String, height: Int) {
        let isNarrow = width < 500
        let side = isNarrow ? 284.0 : 560.0
        let height = 8 + Int(side) + 56
        let left = isNarrow ? 64.0 : 90.0
        let inks: [Gnuplot.Ink] = [.arm1, .arm3, .arm2, .arm4, .arm5]
        let widths = [3.2, 2.2, 1.4, 1.2, 1.0]
        let dashes = [1, 4, 2, 3, 5]
        var script = ""
        for (place, values) in entry.detection.enumerated() {
            script += "$grid\(place) << EOD\n"
            for row in 0..<maps.nodes {
                for column in 0..<maps.nodes {
                    let value = values[row * maps.nodes + column]
                    script += "\(Double(column) * maps.spacing - maps.halfSide) \(Double(row) * maps.spacing - maps.halfSide) \(value)\n"
                }
                script += "\n"
            }
            script += "EOD\n"
        }
        let drawn = entry.detection.indices.filter { entry.detection[$0].contains { $0 >= Float(maps.threshold) } }
        script += "set contour base\nunset surface\nset cntrparam levels discrete \(maps.threshold)\nset cntrparam linear\n"
        for place in drawn { script += "set table $lines\(place)\nsplot $grid\(place) using 1:2:3 with lines notitle\nunset table\n" }
        script += "unset contour\n$radars << EOD\n"
        for radar in entry.radars { script += "\(radar.east) \(radar.north)\n" }
        script += "EOD\n$assets << EOD\n"
        for asset in maps.assets { script += "\(asset.east) \(asset.north)\n" }
        script += """
            EOD
            set lmargin at screen \(left / Double(width))
            set rmargin at screen \((left + side) / Double(width))
            set tmargin at screen \(1 - 8 / Double(height))
            set bmargin at screen \(1 - (8 + side) / Double(height))
            set xrange [\(-frame):\(frame)]
            set yrange [\(-frame):\(frame)]
            set border 15
            set xlabel "kilometres east" offset 0,0.3
            set ylabel "kilometres north" offset \(isNarrow ? 1.0 : 0.5),0
            set xtics \(frame > 120 ? 100 : 20)
            set ytics \(frame > 120 ? 100 : 20)
            unset key

            """ + labels(drawn, side: side, inks: inks)
        var plots = drawn.map { "$lines\($0) using 1:2 with lines lc \(inks[$0 % 5].code) lw \(widths[$0 % 5]) dt \(dashes[$0 % 5]) notitle" }
        plots.append("$radars using 1:2 with points pt 9 ps 0.8 lc \(Gnuplot.Ink.text.code) notitle")
        plots.append("$assets using 1:2 with points pt 6 ps 0.8 lw 2 lc \(Gnuplot.Ink.text.code) notitle")
        return (script + "plot " + plots.joined(separator: ", \\\n"), height)
    }

    /// Names of sites, heights of lines, arrows of attack and what must be known of the ground, clear of each other.
    private func labels(_ drawn: [Int], side: Double, inks: [Gnuplot.Ink]) -> String {
        func pixels(_ east: Double, _ north: Double) -> (x: Double, y: Double) { ((east + frame) / (2 * frame) * side, (frame - north) / (2 * frame) * side) }
        func at(_ place: (x: Double, y: Double)) -> String { "graph \(place.x / side), graph \(1 - place.y / side)" }
        var labels = Labels()
        var script = ""
        for place in maps.assets + entry.radars {
            let spot = pixels(place.east, place.north)
            labels.boxes.append((spot.x - 5, spot.y - 5, spot.x + 5, spot.y + 5))
        }
        for bearing in arrows {
            let (sine, cosine) = (Elementary.sin(bearing * .pi / 180), Elementary.cos(bearing * .pi / 180))
            let (from, to) = (pixels(0.97 * frame * sine, 0.97 * frame * cosine), pixels(0.78 * frame * sine, 0.78 * frame * cosine))
            script += "set arrow from \(at(from)) to \(at(to)) head filled size graph 0.025,20 lw 3 lc \(Gnuplot.Ink.text.code) front\n"
            labels.boxes.append((min(from.x, to.x) - 6, min(from.y, to.y) - 6, max(from.x, to.x) + 6, max(from.y, to.y) + 6))
            let spot = labels.place("raids", near: (from.x + to.x) / 2, (from.y + to.y) / 2 - 6, within: side)
            script += "set label \"raids\" at \(at(spot)) left front tc \(Gnuplot.Ink.text.code)\n"
        }
        for asset in maps.assets {
            let near = pixels(asset.east, asset.north)
            let spot = labels.place(asset.name, near: near.x, near.y, within: side)
            script += "set label \(Gnuplot.quote(asset.name)) at \(at(spot)) left front tc \(Gnuplot.Ink.text.code)\n"
        }
        for (order, place) in drawn.enumerated() {
            let text = "\(thousands(Int(maps.heights[place]))) m"
            // Each line on a side of its own, away from the arrows.
            guard let spot = crossing(place, bearing: [200, 300, 250, 330, 170][order % 5]) else { continue }
            let near = pixels(spot.east, spot.north)
            let clear = labels.place("at " + text, near: near.x, near.y, within: side)
            script += "set label \(Gnuplot.quote("at " + text)) at \(at(clear)) left front tc \(inks[place % 5].code)\n"
        }
        let nowhere = entry.detection.indices.filter { !drawn.contains($0) }.map { "at \(thousands(Int(maps.heights[$0]))) m: nowhere" }
        for (line, text) in ([maps.mark].filter { !$0.isEmpty } + nowhere).enumerated() {
            script += "set label \(Gnuplot.quote(text)) at graph 0.02, graph \(0.03 + 0.035 * Double(line) * (side < 300 ? 2 : 1)) left front tc \(Gnuplot.Ink.text.code)\n"
        }
        return script
    }
}
