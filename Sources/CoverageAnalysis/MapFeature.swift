import PlainText

/// An opaque colour, red, green and blue 0…255.
package struct MapColour: Sendable, Equatable {
    package var red: UInt8
    package var green: UInt8
    package var blue: UInt8

    package init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// #rrggbb.
    package var hexadecimal: String { "#" + Self.hex(red) + Self.hex(green) + Self.hex(blue) }

    /// aabbggrr, as KML writes it.
    package func keyhole(alpha: UInt8) -> String { Self.hex(alpha) + Self.hex(blue) + Self.hex(green) + Self.hex(red) }

    private static func hex(_ value: UInt8) -> String { (value < 16 ? "0" : "") + String(value, radix: 16) }

    /// Colours of nested regions, the widest first: pale to dark, apart in lightness so that grey prints read too.
    package static func nested(_ count: Int) -> [MapColour] {
        let ramp: [MapColour] = [
            MapColour(254, 217, 142), MapColour(249, 155, 66), MapColour(210, 84, 38), MapColour(122, 28, 34),
        ]
        guard count > 1 else { return [ramp[1]] }
        return (0..<count).map { place in
            let at = Double(place) * Double(ramp.count - 1) / Double(count - 1)
            let low = min(Int(at), ramp.count - 2)
            return ramp[low].mixed(with: ramp[low + 1], share: at - Double(low))
        }
    }

    package func mixed(with other: MapColour, share: Double) -> MapColour {
        func part(_ a: UInt8, _ b: UInt8) -> UInt8 {
            UInt8(min(255, max(0, (Double(a) + share * (Double(b) - Double(a))).rounded())))
        }
        return MapColour(part(red, other.red), part(green, other.green), part(blue, other.blue))
    }
}

/// Something on a map for other programs: areas or a point, a name and what is known of it.
package struct MapFeature: Sendable {
    package enum Shape: Sendable {
        case areas([MapPolygon])
        case point(MapPoint)
    }

    package var name: String
    package var shape: Shape
    package var properties: [(String, JSONText)]
    package var colour: MapColour
    /// Areas: filled, or their outline alone.
    package var isFilled: Bool

    package init(
        name: String, shape: Shape, properties: [(String, JSONText)] = [], colour: MapColour = MapColour(60, 60, 60),
        isFilled: Bool = true
    ) {
        self.name = name
        self.shape = shape
        self.properties = properties
        self.colour = colour
        self.isFilled = isFilled
    }
}
