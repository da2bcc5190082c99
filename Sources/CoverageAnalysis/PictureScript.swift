import EarthEnvironment
import Foundation
import NumericalMethods
import Quantities
import RadarSensing

/// The gnuplot script of a map of regions.
struct PictureScript {
    let picture: RegionPicture
    /// Half the side of the map, metres.
    let reach: Metres

    func outlines() -> Data {
        text(picture.projection.lines(picture.outlines, within: 1.6 * reach))
    }

    /// Meridians and parallels every so many degrees.
    func graticule() -> Data { text(graticuleLines().map(\.points)) }

    /// The circles.
    func circles() -> Data {
        text(
            zip(picture.places, picture.circles).map { place, radius in
                let at = picture.projection.point(latitude: place.latitude, longitude: place.longitude)
                return (0...360).map { degree in
                    let direction = Elementary.sincos(Double(degree) * Units.degree)
                    return (at.east + radius * direction.sin, at.north + radius * direction.cos)
                }
            })
    }

    /// Degrees between lines: four to eight of them across the map.
    private var spacing: Double {
        let degrees = 2 * reach / 111_000
        return [0.1, 0.25, 0.5, 1, 2, 5, 10].first { degrees / $0 <= 6 } ?? 20
    }

    private func graticuleLines() -> [(label: String, isMeridian: Bool, points: [(east: Double, north: Double)])] {
        let centre = picture.projection.centre
        let tall = 1.5 * reach / 111_000
        let wide = tall / max(0.05, Elementary.cos(centre.latitude))
        var lines: [(label: String, isMeridian: Bool, points: [(east: Double, north: Double)])] = []
        func multiples(_ middle: Double, _ half: Double) -> [Double] {
            Array(stride(from: ((middle - half) / spacing).rounded(.up) * spacing, through: middle + half, by: spacing))
        }
        func project(_ latitude: Double, _ longitude: Double) -> (east: Double, north: Double) {
            picture.projection.point(latitude: latitude * Units.degree, longitude: longitude * Units.degree)
        }
        for latitude in multiples(centre.latitudeDegrees, tall) where abs(latitude) < 89 {
            let points = (0...40).map { project(latitude, centre.longitudeDegrees + wide * (Double($0) / 20 - 1)) }
            lines.append(("\(plain(abs(latitude)))°\(latitude < 0 ? "S" : "N")", false, points))
        }
        for longitude in multiples(centre.longitudeDegrees, wide) {
            let points = (0...40).compactMap { place -> (east: Double, north: Double)? in
                let latitude = centre.latitudeDegrees + tall * (Double(place) / 20 - 1)
                return abs(latitude) < 89 ? project(latitude, longitude) : nil
            }
            let turned = longitude - 360 * (longitude / 360).rounded()
            lines.append(("\(plain(abs(turned)))°\(turned < 0 ? "W" : "E")", true, points))
        }
        return lines
    }

    private func plain(_ value: Double) -> String {
        value == value.rounded() ? String(Int(value)) : String((value * 100).rounded() / 100)
    }

    /// Lines in kilometres, parted by blank lines.
    private func text(_ lines: [[(east: Double, north: Double)]]) -> Data {
        var out = ""
        for line in lines {
            for point in line { out += "\(km(point.east)) \(km(point.north))\n" }
            out += "\n"
        }
        return Data((out.isEmpty ? "0 0\n" : out).utf8)
    }

    private func km(_ metres: Double) -> String { String((metres).rounded() / 1000) }

    /// Side of a map on the picture, pixels: one map alone is drawn larger.
    private var side: Double { picture.isBeside ? Double(RegionPicture.pixels) : 760 }

    /// The whole script.
    func text() -> String {
        let panels = picture.isBeside ? 2 : 1
        let left = 78.0
        let gap = 92.0
        let legendRows = picture.layers.count + 1
        let bottom = 118.0 + 24 * Double(panels == 2 ? (picture.layers.count + 1) / 2 : legendRows)
        let top = panels == 2 ? 118.0 : 92.0
        let width = left + side * Double(panels) + gap * Double(panels - 1) + 30
        let height = bottom + side + top
        // A letter's mean width in pixels for each point of size, measured on such pictures; long lines are set smaller.
        func size(_ text: String, largest: Double, pixelsPerPoint: Double) -> Double {
            min(largest, (0.92 * width / (Double(max(1, text.count)) * pixelsPerPoint) * 10).rounded(.down) / 10)
        }
        var out = """
            set terminal pngcairo noenhanced size \(Int(width)),\(Int(height)) font "DejaVu Sans,11" background rgb "white"
            set output "picture.png"
            set multiplot
            unset key
            set style textbox opaque fillcolor rgb "white" noborder margins 0.4,0.4
            set tics out nomirror font ",9"
            set label 1 \(Gnuplot.quoted(picture.title)) at screen 0.5,\(1 - 28 / height) center font "DejaVu Sans Bold,\(size(picture.title, largest: 17, pixelsPerPoint: 0.77))"
            set label 2 \(Gnuplot.quoted(picture.subtitle)) at screen 0.5,\(1 - 54 / height) center font ",\(size(picture.subtitle, largest: 11, pixelsPerPoint: 0.7))"
            set label 3 \(Gnuplot.quoted(picture.note)) at screen \(left / width),\(16 / height) left font ",\(size(picture.note, largest: 8.5, pixelsPerPoint: 0.78))" tc rgb "#555555"

            """
        out += legend(width: width, height: height, left: left, top: bottom - 76, columns: panels)
        for panel in 0..<panels {
            let x = left + Double(panel) * (side + gap)
            if panel == 1 { out += "unset label\nunset object\n" }
            let isCircle = panels == 2 && panel == 0
            out += "set lmargin at screen \(x / width)\nset rmargin at screen \((x + side) / width)\n"
            out += "set bmargin at screen \(bottom / height)\nset tmargin at screen \((bottom + side) / height)\n"
            if panels == 2 {
                let name = isCircle ? "The brochure" : "What is left of it"
                out += "set title \(Gnuplot.quoted(name)) font \"DejaVu Sans Bold,13\" offset 0,-0.4\n"
            }
            out += plot(image: isCircle ? "circle.rgb" : "seen.rgb", isFirst: panel == 0)
        }
        return out + "unset multiplot\n"
    }

    private static let edgeLine = "lc rgb \"#333333\""
    private static let circleLine = "lc rgb \"#1f5fa8\" lw 2"

    /// Boxes of colour and their words, at the bottom, in one or two columns.
    private func legend(width: Double, height: Double, left: Double, top: Double, columns: Int) -> String {
        typealias Row = (colour: MapColour, edge: String, label: String)
        var rows: [Row] = picture.layers.map { ($0.colour, Self.edgeLine, $0.label) }
        // On a map of its own the circle is filled; around other regions it is a line.
        let circle: Row = columns == 2
            ? (RegionPicture.circleColour, Self.edgeLine, picture.circleLabel)
            : (MapColour(255, 255, 255), Self.circleLine, picture.circleLabel)
        if columns == 1 { rows.insert(circle, at: 0) }
        var out = ""
        func entry(_ number: Int, x: Double, y: Double, _ row: Row) {
            out += "set object \(number) rectangle from screen \(x / width),\((y - 7) / height) to screen "
            out += "\((x + 26) / width),\((y + 7) / height) fillcolor rgb \"\(row.colour.hexadecimal)\" fillstyle solid "
            out += "border \(row.edge)\n"
            out += "set label \(number) \(Gnuplot.quoted(row.label)) at screen \((x + 36) / width),\(y / height) left\n"
        }
        let second = left + side + 92
        if columns == 2 { entry(10, x: left, y: top, circle) }
        for (place, row) in rows.enumerated() {
            let x = columns == 2 ? second + (place % 2 == 0 ? 0 : side / 2 + 4) : left
            let y = top - 24 * Double(columns == 2 ? place / 2 : place)
            entry(11 + place, x: x, y: y, row)
        }
        return out
    }

    private func plot(image: String, isFirst: Bool) -> String {
        let half = reach / 1000
        let step = 2 * half / Double(RegionPicture.pixels)
        let bar = [1000.0, 500, 200, 100, 50, 20, 10, 5, 2, 1].first { $0 <= 0.55 * half } ?? 1
        var out = "set xrange [\(-half):\(half)]\nset yrange [\(-half):\(half)]\n"
        out += "set xlabel \"km east of the site\"\nset ylabel \"\(isFirst ? "km north of the site" : "")\"\n"
        let x = -0.93 * half
        let y = -0.92 * half
        out += "set object 50 rectangle from \(x - 0.03 * half),\(y - 0.04 * half) to \(x + bar + 0.03 * half),\(y + 0.105 * half) "
        out += "fillcolor rgb \"white\" fillstyle solid 0.85 noborder front\n"
        out += "set arrow 50 from \(x),\(y) to \(x + bar),\(y) heads size screen 0.004,90 lw 2 front\n"
        out += "set label 50 \"\(plain(bar)) km\" at \(x + bar / 2),\(y + 0.05 * half) center front font \",10\"\n"
        var number = 60
        if !picture.warning.isEmpty {
            out += "set label 51 \(Gnuplot.quoted(picture.warning)) at \(-0.95 * half),\(0.93 * half) left front boxed font \"DejaVu Sans Bold,10\" tc rgb \"#7a1212\"\n"
        }
        for mark in picture.joinedMarks(half: half * 1000) {
            let at = picture.projection.point(latitude: mark.place.latitude, longitude: mark.place.longitude)
            let kind = mark.kind == .radar ? "pt 9 ps 1.6 lc rgb \"black\"" : "pt 2 ps 1.6 lw 2.5 lc rgb \"#6a0dad\""
            out += "set label \(number) \(Gnuplot.quoted(mark.label)) at \(at.east / 1000),\(at.north / 1000) left offset 0.9,-0.7 "
            out += "point \(kind) front boxed font \"DejaVu Sans Bold,10\"\n"
            number += 1
        }
        out += labels(from: number, half: half)
        out += "plot \"\(image)\" binary array=(\(RegionPicture.pixels),\(RegionPicture.pixels)) dx=\(step) dy=\(step) "
        out += "origin=(\(-half + step / 2),\(-half + step / 2)) format=\"%uchar\" using 1:2:3 with rgbimage, "
        out += "\"graticule.txt\" with lines lc rgb \"#99a5b0\" lw 0.6 dt 3, "
        out += "\"outlines.txt\" with lines lc rgb \"#2f3b46\" lw 1.1"
        out += ", \"circles.txt\" with lines \(Self.circleLine)"
        return out + "\n"
    }

    /// Degrees along the upper and right edges.
    private func labels(from first: Int, half: Double) -> String {
        var out = ""
        var number = first
        for line in graticuleLines() {
            let edge = line.isMeridian ? { (p: (east: Double, north: Double)) in p.north / 1000 - half }
                : { (p: (east: Double, north: Double)) in p.east / 1000 - half }
            guard let place = zip(line.points, line.points.dropFirst()).first(where: { (edge($0) < 0) != (edge($1) < 0) })
            else { continue }
            let share = edge(place.0) / (edge(place.0) - edge(place.1))
            let other = line.isMeridian ? place.0.east + share * (place.1.east - place.0.east)
                : place.0.north + share * (place.1.north - place.0.north)
            guard abs(other / 1000) < 0.93 * half else { continue }
            let at = line.isMeridian ? "\(other / 1000),\(0.975 * half) center" : "\(0.985 * half),\(other / 1000) right offset 0,0.4"
            out += "set label \(number) \"\(line.label)\" at \(at) front font \",8\" tc rgb \"#5a6670\"\n"
            number += 1
        }
        return out
    }
}
