import EarthEnvironment
import NumericalMethods
import Quantities
import RunRecords

/// Tacview's ACMI 2.2: text frames of what changes; longitude, latitude, metres above mean sea level.
///
/// - Source: Raia Software, *ACMI 2.2 File Format and Real-Time Telemetry Reference* (tacview.net, public).
package struct ACMIDocument: Sendable {
    /// One moment of the recording.
    package struct Frame: Sendable {
        /// Seconds since the start of the run.
        package var time: Double
        /// Lines with their ends, without the time's own.
        package var lines: String
    }

    /// What comes before the first frame.
    package let header: String
    package let frames: [Frame]

    /// Straight lines between samples stay this close to the path, metres.
    static let tolerance = 1.0
    /// Frames lie on multiples of this, seconds.
    static let quantum = 0.001

    package init(_ scene: ExchangeScene) {
        let epoch = scene.options.epoch.text
        var header = "FileType=text/acmi/tacview\nFileVersion=2.2\n"
        header += "0,ReferenceTime=\(epoch)\n0,DataSource=Cupola\n0,DataRecorder=Cupola\n"
        header += "0,Title=\(Self.escaped(scene.title))\n0,Category=Simulated air defence\n0,Comments=\(Self.escaped(scene.remarks))\n"
        self.header = header
        var lines = FrameLines()
        // Whatever an event names has a place at its moment: recorders of games and ranges write all of them in every frame.
        var moments: [Int: [Double]] = [:]
        for event in scene.events {
            for number in event.objects { moments[number, default: []].append(event.time) }
        }
        for object in scene.objects { Self.add(object, of: scene, at: moments[object.number] ?? [], to: &lines) }
        Self.addLocks(of: scene, to: &lines)
        for event in scene.events { Self.add(event, of: scene, to: &lines) }
        frames = lines.frames
    }

    /// The whole text.
    package var text: String {
        var out = "\u{FEFF}" + header
        for frame in frames { out += Self.timeLine(frame.time) + frame.lines }
        return out
    }

    /// A frame's time as it stands in the file.
    package static func timeLine(_ time: Double) -> String { "#\(FormatText.fixed(time, 3))\n" }

    private static func id(_ number: Int) -> String { String(number, radix: 16) }

    /// Commas and backslashes are escaped; a line end is a backslash and a line end.
    private static func escaped(_ text: String) -> String {
        var out = ""
        for letter in text {
            switch letter {
            case "\\", ",": out += "\\\(letter)"
            case "\n", "\r", "\r\n": out += "\\\n"
            default: out.append(letter)
            }
        }
        return out
    }

    /// In an event, a bar separates fields.
    private static func field(_ text: String) -> String { escaped(text.replacing("|", with: "/")) }

    private static func add(_ object: ExchangeObject, of scene: ExchangeScene, at moments: [Double], to lines: inout FrameLines) {
        let name = id(object.number)
        var path = object.path
        if scene.options.geoidUndulation != 0 {
            // The path lies above the ellipsoid; the format counts from mean sea level.
            path = ExchangePath(shape: path.shape, frame: path.frame, lift: 0, begins: path.begins, ends: path.ends)
        }
        var first = true
        for sample in path.samples(tolerance: tolerance, quantum: quantum, also: moments) {
            var line = "\(name),T=\(sample.text("|"))"
            // Metres east and north of the scene's origin follow, for readers that measure in a plane.
            let plane = path.frame.localFromEarthFixed * (path.state(at: sample.time).position - path.frame.originEarthFixed.vector)
            let flat = "|\(FormatText.fixed(plane.x, 2))|\(FormatText.fixed(plane.y, 2))"
            if path.isMoving {
                let (pitch, yaw) = attitude(path, at: sample.time)
                let heading = FormatText.fixed(yaw, 1)
                line += "|0|\(FormatText.fixed(pitch, 1))|\(heading)\(flat)|\(heading)"
            } else {
                line += flat
            }
            if first { line += "," + properties(object) }
            first = false
            lines.add(sample.time, .update, line)
        }
        switch object.fate {
        case .stays: break
        case .destroyed: lines.add(object.ends, .event, "0,Event=Destroyed|\(name)|\(field(object.name))")
        case .spent, .left: lines.add(object.ends, .event, "0,Event=LeftArea|\(name)|\(field(object.name))")
        }
        if object.fate != .stays { lines.add(object.ends, .removal, "-\(name)") }
    }

    /// Pitch and heading of its motion, degrees.
    private static func attitude(_ path: ExchangePath, at time: Double) -> (pitch: Double, yaw: Double) {
        let motion = LocalMotion(path, at: time)
        return (motion.climbDegrees, motion.courseDegrees)
    }

    private static func properties(_ object: ExchangeObject) -> String {
        var parts = ["Name=\(escaped(object.type))", "CallSign=\(escaped(object.name))", "Type=\(type(of: object))"]
        switch object.side {
        case .defence: parts += ["Coalition=Defence", "Color=Blue"]
        case .hostile: parts += ["Coalition=Raid", "Color=Red"]
        case .civil: parts += ["Coalition=Neutral", "Color=Green"]
        }
        if !object.group.isEmpty { parts.append("Group=\(escaped(object.group))") }
        if let parent = object.parent { parts.append("Parent=\(id(parent))") }
        if let aim = object.aim, object.kind == .round { parts += ["LockedTarget=\(id(aim))", "LockedTargetMode=1"] }
        return parts.joined(separator: ",")
    }

    private static func type(of object: ExchangeObject) -> String {
        switch object.kind {
        case .round: "Weapon+Missile"
        case .radar: "Ground+Static+Sensor"
        case .launcher: "Ground+AntiAircraft+Vehicle"
        case .post: "Ground+Static+Vehicle"
        case .asset: "Ground+Static+Building"
        case .target(let kind):
            switch kind {
            case .fighter: "Air+FixedWing+Light"
            case .bomber, .jammer, .earlyWarning, .airliner: "Air+FixedWing+Heavy"
            case .drone: "Air+FixedWing+Minor"
            case .decoy: "Air+FixedWing+Decoy"
            case .cruiseMissile, .antiRadiationMissile, .ballisticMissile: "Weapon+Missile"
            }
        }
    }

    /// What engagement radars hold, by fire channel: the first nine.
    private static func addLocks(of scene: ExchangeScene, to lines: inout FrameLines) {
        for engagement in scene.replay.engagements where engagement.channel < 9 {
            guard let locked = engagement.locked, let target = engagement.target.flatMap({ scene.objectOfTarget[$0] }) else { continue }
            let radar = scene.object(scene.objectOfRadar[scene.replay.scene.batteries[engagement.battery].radar])
            let held = scene.object(target)
            let from = max(locked, held.begins)
            let until = min(engagement.to, held.ends)
            guard until > from, from < radar.ends else { continue }
            let property = "LockedTarget" + (engagement.channel == 0 ? "" : String(engagement.channel + 1))
            lines.add(from, .update, "\(id(radar.number)),\(property)=\(id(target))")
            if until < radar.ends { lines.add(until, .release, "\(id(radar.number)),\(property)=0") }
        }
    }

    private static func add(_ event: ExchangeEvent, of scene: ExchangeScene, to lines: inout FrameLines) {
        let known = event.objects.map { scene.object($0) }.filter { $0.begins <= event.time + quantum && event.time <= $0.ends + quantum }
        let names = known.map { id($0.number) + "|" }.joined()
        lines.add(event.time, .event, "0,Event=Message|\(names)\(field(event.text))")
        if event.isMark { lines.add(event.time, .event, "0,Event=Bookmark|\(field(event.text))") }
    }
}

/// Lines of frames, put into order: releases, updates, events, removals.
private struct FrameLines {
    enum Order: Int { case release, update, event, removal }

    private var lines: [(moment: Int, order: Int, text: String)] = []

    mutating func add(_ time: Double, _ order: Order, _ text: String) {
        lines.append((Int((time / ACMIDocument.quantum).rounded()), order.rawValue, text))
    }

    var frames: [ACMIDocument.Frame] {
        let sorted = lines.enumerated().sorted {
            ($0.element.moment, $0.element.order, $0.offset) < ($1.element.moment, $1.element.order, $1.offset)
        }
        var frames: [ACMIDocument.Frame] = []
        var last: Int?
        for (_, line) in sorted {
            if line.moment != last { frames.append(ACMIDocument.Frame(time: Double(line.moment) * ACMIDocument.quantum, lines: "")) }
            last = line.moment
            frames[frames.count - 1].lines += line.text + "\n"
        }
        return frames
    }
}
