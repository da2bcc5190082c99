/// GeoJSON (RFC 7946): longitude, latitude (six decimals, section 11.2), metres above the ellipsoid; lines that cross the
/// antimeridian are cut there (section 3.1.9).
package enum GeoJSONDocument {
    /// Straight lines between samples stay this close to the path, metres.
    static let tolerance = 2.0
    static let quantum = 0.001

    package static func text(_ scene: ExchangeScene) -> String {
        var features: [String] = []
        for object in scene.objects {
            let samples = object.path.samples(tolerance: tolerance, quantum: quantum)
            var properties = [
                ("name", FormatText.json(object.name)), ("type", FormatText.json(object.type)),
                ("kind", FormatText.json(word(object.kind))), ("side", FormatText.json(CZMLDocument.sideWord(object.side))),
                ("begins_s", FormatText.fixed(object.begins, 3)),
                ("ends_s", FormatText.fixed(object.ends, 3)), ("fate", FormatText.json("\(object.fate)")),
            ]
            if let parent = object.parent { properties.append(("parent", FormatText.json(scene.object(parent).key))) }
            if let aim = object.aim { properties.append(("target", FormatText.json(scene.object(aim).key))) }
            let lines = cut(samples)
            let geometry: String
            if object.path.isMoving, samples.count > 1 {
                let texts = lines.map { "[" + $0.map(position).joined(separator: ",") + "]" }
                let times = lines.map { "[" + $0.map { FormatText.fixed($0.time, 3) }.joined(separator: ",") + "]" }
                properties.append(("times_s", times.count == 1 ? times[0] : "[\(times.joined(separator: ","))]"))
                geometry =
                    texts.count == 1
                    ? "{\"type\":\"LineString\",\"coordinates\":\(texts[0])}"
                    : "{\"type\":\"MultiLineString\",\"coordinates\":[\(texts.joined(separator: ","))]}"
            } else {
                geometry = "{\"type\":\"Point\",\"coordinates\":\(position(samples[samples.count - 1]))}"
            }
            features.append(feature(object.key, geometry, properties))
        }
        for (number, event) in scene.events.enumerated() {
            guard let first = event.objects.first else { continue }
            let place = scene.object(first).path.place(at: event.time)
            let names = "[" + event.objects.map { FormatText.json(scene.object($0).key) }.joined(separator: ",") + "]"
            features.append(
                feature(
                    "event-\(number + 1)", "{\"type\":\"Point\",\"coordinates\":\(position(place))}",
                    [
                        ("name", FormatText.json(event.text)), ("kind", FormatText.json(event.kind.rawValue)),
                        ("time_s", FormatText.fixed(event.time, 3)), ("objects", names),
                    ]))
        }
        return "{\"type\":\"FeatureCollection\",\"generator\":\"Cupola\",\"features\":[\n" + features.joined(separator: ",\n") + "\n]}\n"
    }

    static func word(_ kind: ExchangeObject.Kind) -> String {
        switch kind {
        case .target(let threat): threat.rawValue
        case .round: "round"
        case .radar(let isEngagement): isEngagement ? "engagement radar" : "acquisition radar"
        case .launcher: "launcher"
        case .post: "post"
        case .asset: "asset"
        }
    }

    private static func feature(_ id: String, _ geometry: String, _ properties: [(String, String)]) -> String {
        let inside = properties.map { "\(FormatText.json($0.0)):\($0.1)" }.joined(separator: ",")
        return "{\"type\":\"Feature\",\"id\":\(FormatText.json(id)),\"geometry\":\(geometry),\"properties\":{\(inside)}}"
    }

    private static func position(_ sample: PlacedSample) -> String {
        "[\(FormatText.fixed(sample.longitude, 6)),\(FormatText.fixed(sample.latitude, 6)),\(FormatText.fixed(sample.height, 2))]"
    }

    /// Stretches that stay on one side of the antimeridian, each ending on it where the line goes on beyond.
    static func cut(_ samples: [PlacedSample]) -> [[PlacedSample]] {
        var lines: [[PlacedSample]] = [[]]
        for sample in samples {
            if let last = lines[lines.count - 1].last, abs(sample.longitude - last.longitude) > 180 {
                let edge = last.longitude > 0 ? 180.0 : -180.0
                let beyond = sample.longitude + (edge > 0 ? 360 : -360)
                let share = beyond == last.longitude ? 0 : (edge - last.longitude) / (beyond - last.longitude)
                var crossing = last.mixed(with: sample, share)
                crossing.longitude = edge
                if crossing != last { lines[lines.count - 1].append(crossing) }
                crossing.longitude = -edge
                lines.append([crossing])
            }
            lines[lines.count - 1].append(sample)
        }
        return lines.filter { $0.count > 1 }.isEmpty ? lines : lines.filter { $0.count > 1 }
    }
}
