import RunRecords

/// A run as a folder of CSV tables (RFC 4180), one header line each; the same columns as the frames of the Python package.
package enum TableDocuments {
    /// File names with their text.
    package static func tables(_ scene: ExchangeScene) -> [(name: String, text: String)] {
        [
            ("targets.csv", targets(scene)), ("shots.csv", shots(scene)), ("events.csv", events(scene)), ("objects.csv", objects(scene)),
            ("paths.csv", paths(scene)), ("tracks.csv", tracks(scene)), ("engagements.csv", engagements(scene)),
        ]
    }

    /// Straight lines between samples of `paths.csv` stay this close to the path, metres.
    static let tolerance = 1.0
    static let quantum = 0.001

    private static func table(_ columns: [String], _ rows: [[String]]) -> String {
        ([columns] + rows).map { $0.map(FormatText.cell).joined(separator: ",") + "\n" }.joined()
    }

    private static func number(_ value: Double?, _ decimals: Int = 3) -> String {
        value.map { FormatText.fixed($0, decimals) } ?? ""
    }

    private static func targets(_ scene: ExchangeScene) -> String {
        let columns = [
            "target", "threat_class", "side", "armed", "objective", "outcome", "cause", "appears_s", "entered_line_of_sight_s",
            "first_detected_s", "tracked_s", "identified_s", "judged_threat_s", "window_opens_s", "window_closes_s",
            "assessed_killed_wrongly_s", "outcome_s", "first_detected_by", "first_detected_range_m", "identity", "rounds",
        ]
        return table(
            columns,
            scene.record.targets.map { target in
                let times = [
                    target.appears, target.enteredLineOfSight, target.firstDetected, target.tracked, target.identified, target.judgedThreat,
                    target.windowOpens, target.windowCloses, target.assessedKilledWrongly, target.outcomeTime,
                ]
                return [target.name, target.threatClass, "\(target.allegiance)", "\(target.armed)", target.objective ?? ""]
                    + ["\(target.outcome)", target.limitingCause?.title ?? ""] + times.map { number($0) }
                    + [target.firstDetectedBy ?? "", number(target.firstDetectedRange, 1), target.identity ?? "", "\(target.shots.count)"]
            })
    }

    private static func shots(_ scene: ExchangeScene) -> String {
        let columns = [
            "target", "fire_unit", "missile", "launch_s", "end_s", "miss_m", "kill_probability", "killed", "end", "launcher",
            "intercept_range_m",
            "intercept_height_m",
        ]
        var rows: [[String]] = []
        for target in scene.record.targets {
            for shot in target.shots {
                rows.append([
                    target.name, shot.fireUnit, shot.missile, number(shot.launchTime), number(shot.endTime), number(shot.missDistance, 2),
                    number(shot.killProbability, 4), "\(shot.killed)", shot.end?.rawValue ?? "", shot.launcher ?? "",
                    number(shot.interceptRange, 1),
                    number(shot.interceptHeight.map { $0 + scene.options.geoidUndulation }, 1),
                ])
            }
        }
        return table(columns, rows)
    }

    private static func events(_ scene: ExchangeScene) -> String {
        table(
            ["time_s", "kind", "what", "objects"],
            scene.events.map { event in
                [
                    number(event.time), event.kind.rawValue, event.text,
                    event.objects.map { scene.object($0).key }.joined(separator: " "),
                ]
            })
    }

    private static func objects(_ scene: ExchangeScene) -> String {
        table(
            ["object", "name", "kind", "type", "side", "group", "parent", "target", "begins_s", "ends_s", "fate"],
            scene.objects.map { object in
                [
                    object.key, object.name, GeoJSONDocument.word(object.kind), object.type, CZMLDocument.sideWord(object.side),
                    object.group, object.parent.map { scene.object($0).key } ?? "", object.aim.map { scene.object($0).key } ?? "",
                    number(object.begins),
                    number(object.ends), "\(object.fate)",
                ]
            })
    }

    /// Heights above the ellipsoid.
    private static func paths(_ scene: ExchangeScene) -> String {
        var out = "object,time_s,latitude_deg,longitude_deg,height_m\n"
        for object in scene.objects {
            for sample in object.path.samples(tolerance: tolerance, quantum: quantum) {
                out += "\(object.key),\(number(sample.time)),\(number(sample.latitude, 7)),\(number(sample.longitude, 7)),"
                out += "\(number(sample.height, 2))\n"
            }
        }
        return out
    }

    private static func tracks(_ scene: ExchangeScene) -> String {
        let columns = [
            "post", "track", "target", "time_s", "latitude_deg", "longitude_deg", "height_m", "east_mps", "north_mps", "up_mps",
            "semi_major_m", "semi_minor_m", "ellipse_azimuth_deg", "vertical_m", "identity",
        ]
        guard let path = scene.objects.first?.path else { return table(columns, []) }
        var rows: [[String]] = []
        for track in scene.replay.tracks {
            let post = scene.replay.scene.posts[track.post].name
            let target = track.target.map { scene.replay.targets[$0].name } ?? ""
            for sample in track.samples {
                let place = PlacedSample(time: sample.time, earthFixed: path.earthFixed(sample.position))
                let ellipse = sample.ellipse
                rows.append([
                    post, "\(track.number)", target, number(sample.time), number(place.latitude, 7), number(place.longitude, 7),
                    number(place.height, 2), number(sample.velocity.x, 2), number(sample.velocity.y, 2), number(sample.velocity.z, 2),
                    number(ellipse.semiMajor, 1), number(ellipse.semiMinor, 1), number(ellipse.azimuth * 180 / .pi, 2),
                    number(ellipse.vertical, 1), "\(sample.identity)",
                ])
            }
        }
        return table(columns, rows)
    }

    private static func engagements(_ scene: ExchangeScene) -> String {
        let replay = scene.replay
        return table(
            ["battery", "channel", "post", "track", "target", "missile", "from_s", "locked_s", "first_launch_s", "to_s"],
            replay.engagements.map { engagement in
                [
                    replay.scene.batteries[engagement.battery].name, "\(engagement.channel)", replay.scene.posts[engagement.post].name,
                    engagement.track.map { "\(replay.tracks[$0].number)" } ?? "", engagement.target.map { replay.targets[$0].name } ?? "",
                    replay.scene.missiles[engagement.missile], number(engagement.from), number(engagement.locked),
                    number(engagement.firstLaunch), number(engagement.to),
                ]
            })
    }
}
