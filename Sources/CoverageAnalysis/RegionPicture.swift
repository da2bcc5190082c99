import EarthEnvironment
import Foundation
import NumericalMethods
import Quantities
import RadarSensing

/// A map of nested regions for people: what is seen, or reached, at each height, inside a circle.
package struct RegionPicture: Sendable {
    /// One region of the legend, at a height.
    package struct Layer: Sendable {
        package var height: Metres
        package var label: String
        package var colour: MapColour

        package init(height: Metres, label: String, colour: MapColour) {
            self.height = height
            self.label = label
            self.colour = colour
        }
    }

    /// A sign on the map.
    package struct Mark: Sendable {
        package enum Kind: Sendable { case radar, jammer }
        package var place: GeodeticPosition
        package var label: String
        package var kind: Kind

        package init(place: GeodeticPosition, label: String, kind: Kind) {
            self.place = place
            self.label = label
            self.kind = kind
        }
    }

    /// Where radars and fire units stand; the first is the middle of the map.
    package var places: [GeodeticPosition]
    package var terrain: TerrainModel
    /// Whether a place (latitude, longitude) belongs to the region at a height.
    package var isInside: @Sendable (Radians, Radians, Metres) -> Bool
    package var title: String
    package var subtitle: String
    /// Credits and cautions under the map.
    package var note: String
    /// What must be known of the ground on the picture itself: invented, or missing; empty where it is real and whole.
    package var warning = ""
    /// From the highest to the lowest.
    package var layers: [Layer]
    /// Radius of the circle about each place, metres.
    package var circles: [Metres]
    package var circleLabel: String
    /// Whether the circle gets a map of its own, beside.
    package var isBeside: Bool
    package var marks: [Mark]
    /// Coasts and borders, degrees.
    package var outlines: [[MapPoint]]
    package var jobs: Int

    package init(
        places: [GeodeticPosition], terrain: TerrainModel, isInside: @escaping @Sendable (Radians, Radians, Metres) -> Bool, title: String,
        subtitle: String, note: String, layers: [Layer], circles: [Metres],
        circleLabel: String, isBeside: Bool, marks: [Mark], outlines: [[MapPoint]], jobs: Int
    ) {
        self.places = places
        self.terrain = terrain
        self.isInside = isInside
        self.title = title
        self.subtitle = subtitle
        self.note = note
        self.layers = layers
        self.circles = circles
        self.circleLabel = circleLabel
        self.isBeside = isBeside
        self.marks = marks
        self.outlines = outlines
        self.jobs = jobs
    }

    /// Marks that would stand on each other, with one label for all of them: those nearer than a fiftieth of the picture's side.
    func joinedMarks(half: Metres) -> [Mark] {
        var joined: [Mark] = []
        for mark in marks {
            let here = projection.point(latitude: mark.place.latitude, longitude: mark.place.longitude)
            let near = joined.firstIndex { other in
                let there = projection.point(latitude: other.place.latitude, longitude: other.place.longitude)
                return other.kind == mark.kind && Elementary.hypot(here.east - there.east, here.north - there.north) < 0.04 * half
            }
            if let near {
                if !joined[near].label.split(separator: ", ").contains(Substring(mark.label)) { joined[near].label += ", " + mark.label }
            } else {
                joined.append(mark)
            }
        }
        return joined
    }

    static let circleColour = MapColour(164, 197, 232)
    static let pixels = 560

    var projection: MapProjection { MapProjection(centre: places[0]) }

    /// Half the side of the map, metres: every circle is whole.
    var reach: Metres {
        let projection = self.projection
        return zip(places, circles).map { place, radius in
            let at = projection.point(latitude: place.latitude, longitude: place.longitude)
            return radius + max(abs(at.east), abs(at.north))
        }.max()! * 1.04
    }

    /// Draws the map into a PNG.
    package func draw(to out: String, progress: @escaping @Sendable (Int) -> Void = { _ in }) throws(Gnuplot.Failure) {
        let images = self.images(progress: progress)
        let plan = PictureScript(picture: self, reach: reach)
        var files: [(name: String, data: Data)] = [
            ("seen.rgb", images.seen), ("outlines.txt", plan.outlines()), ("graticule.txt", plan.graticule()),
            ("circles.txt", plan.circles()),
        ]
        if isBeside { files.append(("circle.rgb", images.circle)) }
        try Gnuplot.draw(script: plan.text(), files: files, to: out)
    }

    /// Rows of pixels to be drawn, for progress.
    package static var rowCount: Int { pixels }

    /// The two maps' pixels, from the south-west, three bytes each.
    private func images(progress: @escaping @Sendable (Int) -> Void) -> (seen: Data, circle: Data) {
        let count = Self.pixels
        let reach = self.reach
        let projection = self.projection
        let middles = places.map { projection.point(latitude: $0.latitude, longitude: $0.longitude) }
        let picture = self
        let rows = ParallelRows.map(count: count, jobs: jobs, progress: progress) { row -> (seen: [UInt8], circle: [UInt8]) in
            var seen: [UInt8] = []
            var circle: [UInt8] = []
            let step = 2 * reach / Double(count)
            let north = -reach + (Double(row) + 0.5) * step
            for column in 0..<count {
                let east = -reach + (Double(column) + 0.5) * step
                let place = projection.place(east: east, north: north)
                let shade = picture.shade(place, step: step)
                var colour = MapColour(255, 255, 255)
                for layer in picture.layers
                where picture.isInside(place.latitude, place.longitude, layer.height) {
                    colour = layer.colour
                }
                seen += Self.shaded(colour, shade)
                let isAround = zip(middles, picture.circles).contains { Elementary.hypot(east - $0.east, north - $0.north) <= $1 }
                circle += Self.shaded(isAround ? Self.circleColour : MapColour(255, 255, 255), shade)
            }
            return (seen, circle)
        }
        return (Data(rows.flatMap(\.seen)), Data(rows.flatMap(\.circle)))
    }

    /// Light on the ground from the north-west, 0…1; eight steps keep the file small.
    private func shade(_ place: (latitude: Radians, longitude: Radians), step: Metres) -> Double {
        guard case .grid = terrain else { return 1 }
        let up = step / WGS84.polarRadius
        let along = up / max(0.05, Elementary.cos(place.latitude))
        let ahead = terrain.height(latitude: place.latitude - up, longitude: place.longitude + along)
        let behind = terrain.height(latitude: place.latitude + up, longitude: place.longitude - along)
        // Height lost towards the light over 2√2 pixels; steeper than one in eight is full shade.
        let slope = (behind - ahead) / (2.83 * step)
        let light = min(1, max(0, 0.5 - 4 * slope))
        return (light * 7).rounded() / 7
    }

    private static func shaded(_ colour: MapColour, _ shade: Double) -> [UInt8] {
        let factor = 0.88 + 0.12 * shade
        return [colour.red, colour.green, colour.blue].map { UInt8((Double($0) * factor).rounded()) }
    }
}
