import EarthEnvironment
import NumericalMethods
import RunRecords

/// Cesium's CZML: a list of packets, earth-fixed places above the ellipsoid.
///
/// Targets are written as the keys of their path with places and velocities and the algorithm HERMITE of degree 3, so that Cesium
/// evaluates the very cubic that the record holds; rounds as places in straight lines.
/// - Source: AnalyticalGraphicsInc, *CZML Guide* and *CZML Content* (github.com/AnalyticalGraphicsInc/czml-writer, wiki).
package enum CZMLDocument {
    /// Decimals of places (metres) and velocities (m/s).
    static let placeDecimals = 3
    static let speedDecimals = 6
    /// A corner of a path has two velocities at one time, and times must rise: the second one comes this much later, seconds.
    static let cornerStep = 1e-6

    package static func text(_ scene: ExchangeScene) -> String {
        let end = max(1, scene.objects.map(\.ends).max() ?? 1)
        let epoch = scene.options.epoch
        let span = "\(epoch.text)/\(FormatText.time(end, after: epoch))"
        var packets = [
            """
            {"id":"document","name":\(FormatText.json(scene.title)),"version":"1.0","description":\(FormatText.json(scene.remarks)),\
            "clock":{"interval":"\(span)","currentTime":"\(epoch.text)","multiplier":10,"range":"LOOP_STOP",\
            "step":"SYSTEM_CLOCK_MULTIPLIER"}}
            """
        ]
        for object in scene.objects { packets.append(packet(object, epoch)) }
        for (place, event) in scene.events.enumerated() {
            if let packet = packet(event, number: place + 1, scene) { packets.append(packet) }
        }
        return "[\n" + packets.joined(separator: ",\n") + "\n]\n"
    }

    private static func colour(_ side: ExchangeObject.Side) -> String {
        switch side {
        case .defence: "[40,120,220,255]"
        case .hostile: "[220,60,40,255]"
        case .civil: "[30,150,90,255]"
        }
    }

    private static func packet(_ object: ExchangeObject, _ epoch: ExchangeEpoch) -> String {
        let colour = colour(object.side)
        let isRound = object.kind == .round
        let from = FormatText.time(object.begins, after: epoch)
        let to = FormatText.time(max(object.ends, object.begins + 1e-3), after: epoch)
        var parts = [
            "\"id\":\(FormatText.json(object.key))", "\"name\":\(FormatText.json(object.name))",
            "\"availability\":\"\(from)/\(to)\"", "\"description\":\(FormatText.json(description(object)))",
            "\"properties\":{\"side\":\"\(sideWord(object.side))\",\"type\":\(FormatText.json(object.type))"
                + (object.parent.map { ",\"launcher\":\($0)" } ?? "") + (object.aim.map { ",\"target\":\($0)" } ?? "")
                + ",\"number\":\(object.number)}",
            "\"position\":\(position(object, epoch))",
            "\"point\":{\"pixelSize\":\(isRound ? 4 : 8),\"color\":{\"rgba\":\(colour)},\"outlineWidth\":0}",
        ]
        if object.path.isMoving {
            parts.append(
                "\"path\":{\"width\":1,\"leadTime\":0,\"trailTime\":\(isRound ? 30 : 120),\"resolution\":5,"
                    + "\"material\":{\"solidColor\":{\"color\":{\"rgba\":\(colour)}}}}")
        }
        if !isRound {
            parts.append(
                "\"label\":{\"text\":\(FormatText.json(object.name)),\"font\":\"10pt sans-serif\",\"fillColor\":{\"rgba\":\(colour)},"
                    + "\"pixelOffset\":{\"cartesian2\":[0,-14]}}")
        }
        return "{" + parts.joined(separator: ",") + "}"
    }

    static func sideWord(_ side: ExchangeObject.Side) -> String {
        switch side {
        case .defence: "defence"
        case .hostile: "hostile"
        case .civil: "civil"
        }
    }

    private static func description(_ object: ExchangeObject) -> String {
        let fate =
            switch object.fate {
            case .stays: ""
            case .destroyed: ", destroyed"
            case .spent: object.kind == .round ? "" : ", reaches its objective"
            case .left: ", leaves"
            }
        return "\(object.type), \(sideWord(object.side))\(fate)"
    }

    private static func position(_ object: ExchangeObject, _ epoch: ExchangeEpoch) -> String {
        switch object.path.shape {
        case .standing(let places):
            let samples = places.filter { $0.time <= object.ends }
            func degrees(_ time: Double) -> String {
                return degreesText(object.path.place(at: time))
            }
            guard samples.count > 1 else { return "{\"cartographicDegrees\":\(degrees(object.begins))}" }
            // It stands here until the next time, then there.
            let ends = samples.dropFirst().map(\.time) + [max(object.ends, object.begins + 1e-3)]
            let parts = zip(samples, ends).map { sample, end in
                "{\"interval\":\"\(FormatText.time(sample.time, after: epoch))/\(FormatText.time(end, after: epoch))\","
                    + "\"cartographicDegrees\":\(degrees(sample.time))}"
            }
            return "[" + parts.joined(separator: ",") + "]"
        case .target(let target):
            var numbers: [String] = []
            var last = -Double.infinity
            for (place, key) in target.keys.enumerated() {
                // Three keys of one time are no corner; the middle one says nothing.
                let isBetween = place > 0 && place < target.keys.count - 1
                if isBetween, key.time == target.keys[place - 1].time, key.time == target.keys[place + 1].time { continue }
                let time = key.time > last + cornerStep / 2 ? key.time : last + cornerStep
                last = time
                let position = object.path.earthFixed(key.position)
                let velocity = object.path.frame.earthFixedFromLocal * key.velocity
                numbers.append(FormatText.fixed(time, 7))
                numbers += [position.x, position.y, position.z].map { FormatText.fixed($0, placeDecimals) }
                numbers += [velocity.x, velocity.y, velocity.z].map { FormatText.fixed($0, speedDecimals) }
            }
            return "{\"epoch\":\"\(epoch.text)\",\"interpolationAlgorithm\":\"HERMITE\",\"interpolationDegree\":3,"
                + "\"cartesianVelocity\":[\(numbers.joined(separator: ","))]}"
        case .round(let round):
            var numbers: [String] = []
            var last = -Double.infinity
            for place in round.positions.indices {
                let time = round.time(ofPosition: place)
                guard time > last + 1e-7 else { continue }
                last = time
                let position = object.path.earthFixed(round.positions[place])
                numbers.append(FormatText.fixed(time, 7))
                numbers += [position.x, position.y, position.z].map { FormatText.fixed($0, placeDecimals) }
            }
            return "{\"epoch\":\"\(epoch.text)\",\"interpolationAlgorithm\":\"LINEAR\",\"interpolationDegree\":1,"
                + "\"cartesian\":[\(numbers.joined(separator: ","))]}"
        }
    }

    /// A mark where it happened, for a while.
    private static func packet(_ event: ExchangeEvent, number: Int, _ scene: ExchangeScene) -> String? {
        guard event.isMark, let object = event.objects.first.map({ scene.object($0) }) else { return nil }
        let epoch = scene.options.epoch
        let place = object.path.place(at: event.time)
        return """
            {"id":"event-\(number)","name":\(FormatText.json(event.text)),\
            "availability":"\(FormatText.time(event.time, after: epoch))/\(FormatText.time(event.time + markSeconds, after: epoch))",\
            "properties":{"kind":"\(event.kind.rawValue)","time_s":\(FormatText.fixed(event.time, 3))},\
            "position":{"cartographicDegrees":\(degreesText(place))},\
            "label":{"text":\(FormatText.json(event.text)),"font":"12pt sans-serif","fillColor":{"rgba":[255,220,80,255]}}}
            """
    }

    /// Longitude, latitude (0.1 mm) and height (1 mm).
    private static func degreesText(_ place: PlacedSample) -> String {
        "[\(FormatText.fixed(place.longitude, 9)),\(FormatText.fixed(place.latitude, 9)),\(FormatText.fixed(place.height, 3))]"
    }

    /// How long a mark is shown, seconds.
    private static let markSeconds = 30.0
}
