import EarthEnvironment
import NumericalMethods
import Quantities
import RunRecords

/// Makes a scene's objects and events out of a record and its replay.
struct ExchangeBuilder {
    let record: RunRecord
    let replay: Replay
    let lift: Double
    let frame: LocalLevelFrame
    var objects: [ExchangeObject] = []
    var events: [ExchangeEvent] = []
    var objectOfTarget: [Int?] = []
    var objectOfRound: [Int?] = []
    var objectOfRadar: [Int] = []
    private var objectOfLauncher: [Int] = []
    private var end: Double { max(replay.scene.end, record.endTime) }

    init(record: RunRecord, replay: Replay, options: ExchangeScene.Options) {
        self.record = record
        self.replay = replay
        lift = options.geoidUndulation
        let origin = replay.scene.origin
        frame = LocalLevelFrame(
            origin: GeodeticPosition(
                latitude: origin.latitudeDegrees * Units.degree, longitude: origin.longitudeDegrees * Units.degree, height: origin.height))
    }

    mutating func build() {
        addSites()
        addTargets()
        addRounds()
        for event in record.events {
            let named = objects.first { $0.name == event.subject }
            add(.system, event.time, "\(event.subject): \(event.what.title)", named.map { [$0.number] } ?? [], isMark: true)
        }
    }

    private mutating func add(_ kind: ExchangeEvent.Kind, _ time: Double, _ text: String, _ objects: [Int], isMark: Bool = false) {
        events.append(ExchangeEvent(time: time, kind: kind, text: text, objects: objects, isMark: isMark))
    }

    private mutating func add(
        _ key: String, _ name: String, _ type: String, _ kind: ExchangeObject.Kind, _ side: ExchangeObject.Side, group: String,
        path: ExchangePath, fate: ExchangeObject.Fate, parent: Int? = nil, aim: Int? = nil
    ) -> Int {
        let number = objects.count + 1
        objects.append(
            ExchangeObject(
                number: number, key: key, name: name, type: type, kind: kind, side: side, parent: parent, aim: aim, group: group,
                path: path, fate: fate))
        return number
    }

    // MARK: What stands

    /// Where something stands over time, and when it was destroyed: what fails, packs up or marches is not.
    private func standing(
        _ subject: ReplayChange.Subject, _ number: Int, _ name: String, _ place: Vector3
    ) -> (path: ExchangePath, lost: Double?) {
        var places: [(time: Double, place: Vector3)] = [(0, place)]
        let lost = record.assets.first { $0.name == name }?.lost
        for change in replay.changes where change.subject == subject && change.number == number {
            if change.position != places[places.count - 1].place { places.append((change.time, change.position)) }
        }
        let path = ExchangePath(shape: .standing(places), frame: frame, lift: lift, begins: 0, ends: lost ?? end)
        return (path, lost)
    }

    private mutating func addSites() {
        let scene = replay.scene
        var batteryOfRadar: [Int: ReplayBattery] = [:]
        for battery in scene.batteries { batteryOfRadar[battery.radar] = battery }
        for (place, post) in scene.posts.enumerated() {
            addSite(.post, place, post.position, "post", post.name, "command post", .post, group: post.name)
        }
        for (place, radar) in scene.radars.enumerated() {
            let battery = batteryOfRadar[place]
            addSite(
                .radar, place, radar.position, "radar", radar.name, battery?.system ?? "radar",
                .radar(isEngagement: radar.role == .engagement), group: battery?.name ?? "")
            objectOfRadar.append(objects.count)
        }
        for (place, launcher) in scene.launchers.enumerated() {
            let battery = scene.batteries[launcher.battery]
            addSite(
                .launcher, place, launcher.position, "launcher", launcher.name, battery.system, .launcher, group: battery.name,
                parent: objectOfRadar[battery.radar])
            objectOfLauncher.append(objects.count)
        }
        // The defence's own parts stand there already, under their own kinds.
        for (place, asset) in scene.assets.enumerated() where asset.value > 0 {
            addSite(.asset, place, asset.position, "asset", asset.name, asset.kind, .asset, group: "")
        }
    }

    private mutating func addSite(
        _ subject: ReplayChange.Subject, _ number: Int, _ position: Vector3, _ word: String, _ name: String, _ type: String,
        _ kind: ExchangeObject.Kind, group: String, parent: Int? = nil
    ) {
        let (path, lost) = standing(subject, number, name, position)
        let object = add(
            "\(word)-\(number + 1)", name, type, kind, .defence, group: group, path: path, fate: lost == nil ? .stays : .destroyed,
            parent: parent)
        if let lost { add(.lost, lost, "\(name) is destroyed", [object], isMark: true) }
    }

    // MARK: What flies

    private mutating func addTargets() {
        for (place, target) in replay.targets.enumerated() {
            guard let first = target.keys.first, let last = target.keys.last else {
                objectOfTarget.append(nil)
                continue
            }
            let entry = record.targets.indices.contains(place) ? record.targets[place] : nil
            let fate: ExchangeObject.Fate =
                switch entry?.outcome {
                case .killed: .destroyed
                case .leaked: .spent
                case .passed: .left
                case .airborne, nil: .stays
                }
            let path = ExchangePath(shape: .target(target), frame: frame, lift: lift, begins: first.time, ends: last.time)
            let side: ExchangeObject.Side =
                switch target.allegiance {
                case .hostile: .hostile
                case .friend: .defence
                case .civil: .civil
                }
            let object = add(
                "target-\(place + 1)", target.name, target.threatClass, .target(ThreatKind(threatClass: target.threatClass)), side,
                group: entry?.objective ?? "", path: path, fate: fate)
            objectOfTarget.append(object)
            guard let entry else { continue }
            let time = min(entry.outcomeTime ?? last.time, last.time)
            switch entry.outcome {
            case .leaked:
                let cause = entry.limitingCause.map { ": \($0.title)" } ?? ""
                add(.leak, time, "\(target.name) got through\(cause)", [object], isMark: true)
            case .killed:
                // The loss of what was not hostile is worth a mark of its own.
                let owner = side == .civil ? "civil" : "the defence's own"
                let word = side == .hostile ? "is shot down" : "is shot down, though it is \(owner)"
                add(.kill, time, "\(target.name) \(word)", [object], isMark: side != .hostile)
            case .passed: add(.left, time, "\(target.name) leaves", [object])
            case .airborne: break
            }
        }
    }

    private mutating func addRounds() {
        for (place, round) in replay.rounds.enumerated() {
            guard !round.positions.isEmpty else {
                objectOfRound.append(nil)
                continue
            }
            let missile = replay.scene.missiles[round.missile]
            let battery = replay.scene.batteries[round.battery]
            let launcher = objectOfLauncher[round.launcher]
            let aim = round.target.flatMap { objectOfTarget[$0] }
            let last = round.time(ofPosition: round.positions.count - 1)
            let path = ExchangePath(shape: .round(round), frame: frame, lift: lift, begins: round.launch, ends: last)
            let object = add(
                "round-\(place + 1)", "\(missile) no. \(place + 1)", missile, .round, .defence, group: battery.name, path: path,
                fate: round.end == .flying ? .stays : .spent, parent: launcher, aim: aim)
            objectOfRound.append(object)
            let aimed = aim.map { " at \(objects[$0 - 1].name)" } ?? ""
            let both = [object, launcher] + (aim.map { [$0] } ?? [])
            add(.launch, round.launch, "\(battery.name) launches \(missile)\(aimed)", both)
            let named = [object] + (aim.map { [$0] } ?? [])
            let miss = round.missDistance.map { " by \(FormatText.fixed($0, 0)) m" } ?? ""
            switch round.end {
            case .flying: break
            case .killed:
                let what = aim.map { objects[$0 - 1].name } ?? "its target"
                add(.kill, last, "\(missile) of \(battery.name) kills \(what)", named, isMark: true)
            case .missed:
                add(.miss, last, "\(missile) misses\(miss)", named)
            case .failed:
                let why = round.reason.isEmpty ? "" : ": \(round.reason)"
                add(.failure, last, "\(missile) fails\(why)", named)
            }
        }
    }
}
