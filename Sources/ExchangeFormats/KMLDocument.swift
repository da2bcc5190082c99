import RunRecords

/// KML 2.2 with Google's `gx:Track`: longitude, latitude, metres above mean sea level; colours are aabbggrr.
///
/// - Source: OGC 07-147r2; Google, *KML Reference*, namespace `http://www.google.com/kml/ext/2.2`.
package enum KMLDocument {
    /// Straight lines between samples stay this close to the path, metres.
    static let tolerance = 2.0
    static let quantum = 0.001

    package static func text(_ scene: ExchangeScene) -> String {
        let epoch = scene.options.epoch
        var out = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- Cupola -->
            <kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2">
            <Document>
            <name>\(FormatText.xml(scene.title))</name>
            <description>\(FormatText.xml(scene.remarks))</description>

            """
        for (side, colour) in [("defence", "ffdc7828"), ("hostile", "ff283cdc"), ("civil", "ff5a961e")] {
            out += "<Style id=\"\(side)\"><IconStyle><color>\(colour)</color><scale>0.6</scale></IconStyle>"
            out += "<LabelStyle><scale>0.7</scale></LabelStyle><LineStyle><color>\(colour)</color><width>2</width></LineStyle></Style>\n"
        }
        for (title, wanted) in folders {
            let members = scene.objects.filter { wanted($0) }
            guard !members.isEmpty else { continue }
            out += "<Folder><name>\(title)</name>\n"
            for object in members { out += placemark(object, scene, epoch) }
            out += "</Folder>\n"
        }
        let marks = scene.events.enumerated().filter { $0.element.isMark && !$0.element.objects.isEmpty }
        if !marks.isEmpty {
            out += "<Folder><name>Events</name>\n"
            for (number, event) in marks { out += placemark(event, number: number + 1, scene, epoch) }
            out += "</Folder>\n"
        }
        return out + "</Document>\n</kml>\n"
    }

    private static let folders: [(String, @Sendable (ExchangeObject) -> Bool)] = [
        ("Defence", { !$0.path.isMoving && $0.kind != .asset }),
        ("Assets", { $0.kind == .asset }),
        ("Raid", { $0.path.isMoving && $0.kind != .round && $0.side == .hostile }),
        ("Other aircraft", { $0.path.isMoving && $0.kind != .round && $0.side != .hostile }),
        ("Rounds", { $0.kind == .round }),
    ]

    /// Above mean sea level: what the geoid added is taken off again.
    private static func seaLevel(_ path: ExchangePath) -> ExchangePath {
        ExchangePath(shape: path.shape, frame: path.frame, lift: 0, begins: path.begins, ends: path.ends)
    }

    private static func point(_ sample: PlacedSample) -> String {
        "<Point><altitudeMode>absolute</altitudeMode><coordinates>\(sample.text(","))</coordinates></Point>"
    }

    private static func placemark(_ object: ExchangeObject, _ scene: ExchangeScene, _ epoch: ExchangeEpoch) -> String {
        let side = CZMLDocument.sideWord(object.side)
        var out = "<Placemark id=\"\(object.key)\"><name>\(FormatText.xml(object.name))</name>"
        out += "<description>\(FormatText.xml("\(object.type), \(side)"))</description>"
        let path = seaLevel(object.path)
        let samples = path.samples(tolerance: tolerance, quantum: quantum)
        if path.isMoving {
            out += "<styleUrl>#\(side)</styleUrl><gx:Track><altitudeMode>absolute</altitudeMode>\n"
            for sample in samples { out += "<when>\(FormatText.time(sample.time, after: epoch))</when>\n" }
            for sample in samples { out += "<gx:coord>\(sample.text(" "))</gx:coord>\n" }
            return out + "</gx:Track></Placemark>\n"
        }
        if object.fate == .destroyed || object.ends < scene.replay.scene.end {
            out += "<TimeSpan><begin>\(FormatText.time(object.begins, after: epoch))</begin>"
            out += "<end>\(FormatText.time(object.ends, after: epoch))</end></TimeSpan>"
        }
        out += "<styleUrl>#\(side)</styleUrl>"
        guard samples.count > 1 else {
            return out + point(samples[0]) + "</Placemark>\n"
        }
        out += "<gx:Track><altitudeMode>absolute</altitudeMode>\n"
        // A place holds until just before the next one.
        let steps = samples.enumerated().flatMap { place, sample in
            let next = place + 1 < samples.count ? samples[place + 1].time : object.ends
            return next - quantum > sample.time ? [(sample.time, sample), (next - quantum, sample)] : [(sample.time, sample)]
        }
        for (time, _) in steps { out += "<when>\(FormatText.time(time, after: epoch))</when>\n" }
        for (_, sample) in steps { out += "<gx:coord>\(sample.text(" "))</gx:coord>\n" }
        return out + "</gx:Track></Placemark>\n"
    }

    private static func placemark(_ event: ExchangeEvent, number: Int, _ scene: ExchangeScene, _ epoch: ExchangeEpoch) -> String {
        let object = scene.object(event.objects[0])
        let place = seaLevel(object.path).place(at: event.time)
        return "<Placemark id=\"event-\(number)\"><name>\(FormatText.xml(event.text))</name>"
            + "<TimeStamp><when>\(FormatText.time(event.time, after: epoch))</when></TimeStamp>"
            + "<styleUrl>#\(CZMLDocument.sideWord(object.side))</styleUrl>"
            + point(place) + "</Placemark>\n"
    }
}
