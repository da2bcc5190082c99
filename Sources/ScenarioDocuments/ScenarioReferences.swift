import PlainText

extension ScenarioDocument {
    /// Holds every name of the scenario against the catalogue: systems, radars, missiles, threat classes, and rounds
    /// against the tubes that take them. Throws all faults, each with its line.
    public func check(against catalogue: CatalogueDocument) throws(DocumentErrors) {
        let faults = faults(against: catalogue)
        guard faults.isEmpty else { throw DocumentErrors(faults) }
    }

    func faults(against catalogue: CatalogueDocument) -> [DocumentError] {
        var check = ReferenceCheck(catalogue: catalogue)
        for (index, raid) in raids.enumerated() { check.raid(raid, "raids[\(index)]") }
        for (index, group) in civil.enumerated() { check.traffic(group, "civil[\(index)].threat") }
        for (index, group) in friends.enumerated() { check.traffic(group, "friends[\(index)].threat") }
        for arm in arms { check.arm(arm.value, "arms.\(arm.name)") }
        for (index, failure) in failures.enumerated() {
            check.failure(failure, in: arms.map(\.value), failure.written, "failures[\(index)]")
        }
        return check.errors
    }
}

struct ReferenceCheck {
    let catalogue: CatalogueDocument
    var errors: [DocumentError] = []

    init(catalogue: CatalogueDocument) { self.catalogue = catalogue }

    mutating func fault(_ place: DocumentPlace, _ path: String, _ message: String) {
        errors.append(DocumentError(file: place.file, line: place.line, column: place.column, path: path, message: message))
    }

    /// True when `word` is among `allowed`; a fault otherwise.
    @discardableResult
    mutating func need(_ word: String, among allowed: [String], _ what: String, _ place: DocumentPlace, _ path: String) -> Bool {
        guard !allowed.contains(word) else { return true }
        // What is missing altogether has been complained of already.
        guard !word.isEmpty else { return false }
        let near = Spelling.nearest(to: word, among: allowed)
        fault(place, path, "no \(what) \(word); " + (near.map { "did you mean \($0)?" } ?? "allowed: \(allowed.joined(separator: ", "))"))
        return false
    }

    mutating func traffic(_ group: TrafficDocument, _ path: String) {
        threat(group.threat, group.written, path)
        guard catalogue.threat(group.threat)?.category == .ballisticMissile else { return }
        fault(group.written, path, "\(group.threat) is a ballistic missile, which is no traffic; allowed: what flies routes")
    }

    private mutating func threat(_ id: String, _ place: DocumentPlace, _ path: String) {
        need(id, among: catalogue.threats.map(\.id), "threat class", place, path)
    }

    mutating func raid(_ raid: RaidGroupDocument, _ path: String) {
        threat(raid.threat, raid.written, "\(path).threat")
        for radar in raid.jammer?.radars ?? [] {
            need(radar, among: catalogue.radars.map(\.id), "radar", raid.written, "\(path).jammer.radars")
        }
        if let entry = catalogue.threat(raid.threat) {
            limits(raid, of: entry, path)
            abilities(raid, of: entry, path)
        }
    }

    /// What a class cannot do is not asked of it.
    private mutating func abilities(_ raid: RaidGroupDocument, of entry: ThreatEntry, _ path: String) {
        func refuse(_ key: String, _ message: String) { fault(raid.written, "\(path).\(key)", message) }
        if raid.isEvasive, entry.evasiveLoad.map({ $0.high <= 0 }) ?? true {
            refuse("evasive", "found true, \(entry.id) has no evasive_load_g in the catalogue; allowed: false")
        }
        if let jammer = raid.jammer, jammer.powerDensity == nil, entry.jammerPowerDensity == nil {
            refuse("jammer", "\(entry.id) carries no jammer in the catalogue; allowed: one with erp_wpmhz")
        }
        guard entry.category == .ballisticMissile else { return }
        if raid.approach == nil { refuse("route", "a ballistic missile flies no route; allowed: approach") }
        let asked = [
            ("loiters", raid.loiters), ("evasive", raid.isEvasive), ("speed_mps", raid.speed != nil), ("altitude_m", raid.height != nil),
        ]
        for (key, isAsked) in asked where isAsked { refuse(key, "a ballistic missile flies the arc of its class; allowed: none") }
    }

    /// No class flies faster or further than the highest figure of its file.
    private mutating func limits(_ raid: RaidGroupDocument, of entry: ThreatEntry, _ path: String) {
        func most(_ value: CatalogueValue) -> String { StrictNumber.text(value.writtenHigh) }
        let asked = [raid.speed].compactMap { $0 } + raid.route.compactMap(\.speed)
        if let fastest = entry.speedMaximum, let speed = asked.max(), speed > fastest.high {
            fault(raid.written, "\(path).speed_mps", "found \(StrictNumber.text(speed)), \(entry.id) flies at most \(most(fastest)) m/s")
        }
        if let reach = entry.range, let distance = raid.approach?.distance, distance > reach.high {
            fault(
                raid.written, "\(path).approach.distance_km",
                "found \(StrictNumber.text(distance / 1000)), \(entry.id) flies at most \(most(reach)) km")
        }
    }

    mutating func arm(_ arm: ArmDocument, _ path: String) {
        for (index, unit) in arm.units.enumerated() { self.unit(unit, "\(path).units[\(index)]") }
        for (index, companion) in arm.companions.enumerated() {
            let path = "\(path).companions[\(index)]"
            if need(companion.system, among: catalogue.systems.map(\.id), "system", companion.written, "\(path).system"),
                let system = catalogue.system(companion.system)
            {
                if system.reach != .companion {
                    let allowed = catalogue.systems.filter { $0.reach == .companion }.map(\.id).joined(separator: ", ")
                    fault(
                        companion.written, "\(path).system",
                        "\(system.id) is no vehicle beside a system but one of its own; allowed: \(allowed)")
                }
                load(companion.load, of: system, launchers: 1, companion.written, "\(path).load")
                reserve(companion.reserve, of: system, load: companion.load, companion.written, "\(path).reserve")
            }
            if let unit = companion.reportsTo {
                need(unit, among: arm.units.map(\.name), "unit of this arm", companion.written, "\(path).reports_to")
            }
        }
    }

    private mutating func unit(_ unit: UnitDocument, _ path: String) {
        for (index, radar) in unit.acquisitionRadars.enumerated() {
            self.radar(radar.radar, radar.written, "\(path).acquisition_radars[\(index)].radar")
            sector(of: radar, "\(path).acquisition_radars[\(index)]")
        }
        guard need(unit.system, among: catalogue.systems.map(\.id), "system", unit.written, "\(path).system"),
            let system = catalogue.system(unit.system)
        else { return }
        let most = system.fireUnitsMaximum.writtenHigh
        if Double(unit.battalions.count) > most {
            fault(
                unit.written, "\(path).battalions",
                "\(unit.battalions.count) battalions, allowed under one \(system.commandPost): \(StrictNumber.text(most))")
        }
        for (index, battalion) in unit.battalions.enumerated() {
            let path = "\(path).battalions[\(index)]"
            if let id = battalion.engagementRadar {
                radar(id, battalion.written, "\(path).engagement_radar", purpose: .engagement)
            }
            if let low = battalion.lowAltitudeRadar {
                radar(low.radar, low.written, "\(path).low_altitude_radar.radar")
                sector(of: low, "\(path).low_altitude_radar")
            }
            load(battalion.load, of: system, launchers: battalion.launchers, battalion.written, "\(path).load")
            reserve(battalion.reserve, of: system, load: battalion.load, battalion.written, "\(path).reserve")
        }
    }

    /// An antenna that turns watches all round.
    private mutating func sector(of post: RadarPostDocument, _ path: String) {
        guard post.sectorCentre != nil, let entry = catalogue.radar(post.radar), entry.steering == .rotating else { return }
        fault(post.written, "\(path).sector_centre_deg", "\(entry.id) turns and watches all round; allowed: none")
    }

    private mutating func radar(_ id: String, _ place: DocumentPlace, _ path: String, purpose: RadarEntry.Purpose? = nil) {
        let allowed = catalogue.radars.filter { purpose == nil || $0.purpose == purpose }.map(\.id)
        need(id, among: allowed, purpose.map { "\($0.rawValue) radar" } ?? "radar", place, path)
    }

    /// Launchers are loaded again with what they carried: other rounds would never be fired.
    private mutating func reserve(
        _ reserve: [Named<Int>], of system: SystemEntry, load: [Named<Int>], _ place: DocumentPlace, _ path: String
    ) {
        for item in reserve where need(item.name, among: system.missiles, "missile of \(system.id)", place, path) {
            guard item.value > 0, !load.contains(where: { $0.name == item.name && $0.value > 0 }) else { continue }
            fault(
                place, path,
                "\(item.name) would never be fired, since no launcher is loaded with it; allowed: what load names (\(load.map(\.name).joined(separator: ", ")))")
        }
    }

    /// Rounds must be the system's and fit its tubes, small ones sharing the place of a large one.
    private mutating func load(
        _ load: [Named<Int>], of system: SystemEntry, launchers: Int, _ place: DocumentPlace, _ path: String
    ) {
        var tubes = 0.0
        for item in load where need(item.name, among: system.missiles, "missile of \(system.id)", place, path) {
            tubes += Double(item.value) / (catalogue.missile(item.name)?.roundsPerTube.best ?? 1)
        }
        let places = Double(launchers) * system.tubesPerLauncher.best
        if tubes > places + 1e-9 {
            let needed = tubes.rounded(.up)
            fault(place, path, "needs \(StrictNumber.text(needed)) tubes, but \(launchers) launchers have \(StrictNumber.text(places))")
        }
    }
}
