import PlainText

/// Map features as GeoJSON (RFC 7946) and KML 2.2 (OGC 07-147r2).
package enum MapDocuments {
    /// A feature collection with the foreign member `generator` (RFC 7946, 6.1): WGS84, longitude before latitude, outer rings
    /// counter-clockwise, no `crs` member.
    package static func geoJSON(_ features: [MapFeature]) -> String {
        var parts: [String] = []
        for feature in features {
            let properties = JSONText.object([("name", .string(feature.name))] + feature.properties).text(indent: 3)
            parts.append(
                """
                    {
                      "type": "Feature",
                      "geometry": \(geometry(feature.shape)),
                      "properties": \(properties)
                    }
                """)
        }
        return "{\n  \"type\": \"FeatureCollection\",\n  \"generator\": \"Cupola\",\n  \"features\": [\n" + parts.joined(separator: ",\n")
            + "\n  ]\n}\n"
    }

    private static func geometry(_ shape: MapFeature.Shape) -> String {
        switch shape {
        case .point(let point): return "{\"type\": \"Point\", \"coordinates\": \(position(point))}"
        case .areas(let polygons):
            let text = polygons.map { polygon in
                "[" + ([polygon.outer] + polygon.holes).map { "[" + $0.map(position).joined(separator: ",") + "]" }
                    .joined(separator: ",") + "]"
            }
            return "{\"type\": \"MultiPolygon\", \"coordinates\": [" + text.joined(separator: ",\n") + "]}"
        }
    }

    private static func position(_ point: MapPoint) -> String {
        "[\(point.longitude),\(point.latitude)]"
    }

    /// A document with one style a feature; colours are aabbggrr; areas lie on the ground.
    package static func keyhole(_ features: [MapFeature], name: String) -> String {
        var out =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- Cupola -->\n<kml xmlns=\"http://www.opengis.net/kml/2.2\">\n<Document>\n"
        out += "<name>\(Markup.escaped(name))</name>\n"
        for (place, feature) in features.enumerated() {
            out += "<Style id=\"style\(place)\"><LineStyle><color>\(feature.colour.keyhole(alpha: 255))</color>"
            out += "<width>1.5</width></LineStyle><PolyStyle><color>\(feature.colour.keyhole(alpha: 140))</color>"
            out += "<fill>\(feature.isFilled ? 1 : 0)</fill></PolyStyle></Style>\n"
        }
        for (place, feature) in features.enumerated() {
            out += "<Placemark><name>\(Markup.escaped(feature.name))</name><styleUrl>#style\(place)</styleUrl>\n"
            if !feature.properties.isEmpty {
                out += "<ExtendedData>"
                for (key, value) in feature.properties {
                    var text = value.text()
                    if case .string(let plain) = value { text = plain }
                    out += "<Data name=\"\(Markup.escaped(key))\"><value>\(Markup.escaped(text))</value></Data>"
                }
                out += "</ExtendedData>\n"
            }
            switch feature.shape {
            case .point(let point): out += "<Point><coordinates>\(tuple(point))</coordinates></Point>\n"
            case .areas(let polygons):
                out += "<MultiGeometry>\n"
                for polygon in polygons {
                    out += "<Polygon><tessellate>1</tessellate><outerBoundaryIs>\(ring(polygon.outer))</outerBoundaryIs>"
                    for hole in polygon.holes { out += "<innerBoundaryIs>\(ring(hole))</innerBoundaryIs>" }
                    out += "</Polygon>\n"
                }
                out += "</MultiGeometry>\n"
            }
            out += "</Placemark>\n"
        }
        return out + "</Document>\n</kml>\n"
    }

    private static func ring(_ points: [MapPoint]) -> String {
        "<LinearRing><coordinates>" + points.map(tuple).joined(separator: " ") + "</coordinates></LinearRing>"
    }

    private static func tuple(_ point: MapPoint) -> String {
        "\(point.longitude),\(point.latitude)"
    }
}
