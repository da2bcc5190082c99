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
                for (place, value) in values.enumerated() where value >= 0.5 {
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
        let areas = zip(maps.heights, entry.areas).map { "at \(thousands(Int($0))) m, \(thousands(Int($1.rounded()))) km²" }.joined(separator: "; ")
        let circle = Int(entry.instrumentedRange.rounded())
        let brochure = Int((Double.pi * entry.instrumentedRange * entry.instrumentedRange).rounded())
        var rows: [[String]] = []
        for (place, height) in maps.heights.enumerated() {
            for (node, value) in entry.detection[place].enumerated() where value >= 0.5 {
                rows.append([
                    datum(height), datum(Double(node % maps.nodes) * maps.spacing - maps.halfSide),
                    datum(Double(node / maps.nodes) * maps.spacing - maps.halfSide), datum((Double(value) * 1000).rounded() / 1000),
                ])
            }
        }
        return Figure(
            name: "map\(number)", title: "Where \(entry.name) sees a \(maps.target), at three heights above the ground",
            alternative: "Map of \(Int(2 * frame)) by \(Int(2 * frame)) kilometres. Area seen: \(areas). The brochures' circle of \(circle) km would be \(thousands(brochure)) km².",
            note: "Inside a line, at least one radar finds a \(maps.target) (\(fine(maps.crossSection)) m² from the front) with an even chance or better in one look, without jamming. Area seen: \(areas). The brochures give a circle of \(circle) km, which is \(thousands(brochure)) km², for large targets that fly high. Ground: \(maps.ground).",
            header: ["height_above_ground_m", "east_km", "north_km", "probability_of_detection"], rows: rows, draw: script(width:))
    }

    private func script(width: Int) -> (script: String, height: Int) {
        let isNarrow = width < 500
        let side = isNarrow ? 284.0 : 520.0
        let entries = maps.heights.count + 2
        let key = isNarrow ? 22 + 18 * entries : 22 + 18 * ((entries + 1) / 2)
        let height = key + Int(side) + 56
        let left = isNarrow ? 64.0 : 110.0
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
        script += "set contour base\nunset surface\nset cntrparam levels discrete 0.5\nset cntrparam linear\n"
        for place in entry.detection.indices where entry.detection[place].contains(where: { $0 >= 0.5 }) {
            script += "set table $lines\(place)\nsplot $grid\(place) using 1:2:3 with lines notitle\nunset table\n"
        }
        script += "unset contour\n$radars << EOD\n"
        for radar in entry.radars { script += "\(radar.east) \(radar.north)\n" }
        script += "EOD\n$assets << EOD\n"
        for asset in maps.assets { script += "\(asset.east) \(asset.north) \(Gnuplot.quote(asset.name))\n" }
        let legend = "set key at screen 0.02, screen \(1 - 4 / Double(height)) left top Left reverse samplen 2 vertical maxrows \(isNarrow ? entries : (entries + 1) / 2) maxcols 2"
        script += """
            EOD
            set lmargin at screen \(left / Double(width))
            set rmargin at screen \((left + side) / Double(width))
            set tmargin at screen \(1 - Double(key) / Double(height))
            set bmargin at screen \(1 - (Double(key) + side) / Double(height))
            set xrange [\(-frame):\(frame)]
            set yrange [\(-frame):\(frame)]
            set border 15
            set grid lc \(Gnuplot.Ink.line.code) lw 0.7 dt solid
            set xlabel "kilometres east" offset 0,0.3
            set ylabel "kilometres north" offset \(isNarrow ? 1.0 : 0.5),0
            set xtics \(frame > 120 ? 100 : 20)
            set ytics \(frame > 120 ? 100 : 20)
            \(legend)

            """
        var plots: [String] = []
        for (place, height) in maps.heights.enumerated() {
            let title = "seen at \(thousands(Int(height))) m"
            if entry.detection[place].contains(where: { $0 >= 0.5 }) {
                plots.append("$lines\(place) using 1:2 with lines lc \(inks[place % 5].code) lw \(widths[place % 5]) dt \(dashes[place % 5]) title \(Gnuplot.quote(title))")
            } else {
                plots.append("keyentry with lines lc \(inks[place % 5].code) lw \(widths[place % 5]) dt \(dashes[place % 5]) title \(Gnuplot.quote(title + ": nowhere"))")
            }
        }
        plots.append("$radars using 1:2 with points pt 9 ps 0.8 lc \(Gnuplot.Ink.text.code) title \"radar\"")
        plots.append("$assets using 1:2 with points pt 6 ps 0.8 lw 2 lc \(Gnuplot.Ink.text.code) title \"defended site\"")
        return (script + "plot " + plots.joined(separator: ", \\\n"), height)
    }
}
