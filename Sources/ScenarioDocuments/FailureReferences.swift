// A failure must hit something in at least one arm: a typing error must not switch it off in silence.
extension ReferenceCheck {
    mutating func failure(_ failure: FailureDocument, in arms: [ArmDocument], _ place: DocumentPlace, _ path: String) {
        let units = arms.flatMap { $0.units.map(\.name) + $0.companions.map(\.name) }
        guard need(failure.unit, among: units, "unit or companion", place, "\(path).unit") else { return }
        let found = arms.flatMap { names(of: failure.element, in: failure.unit, of: $0) }
        guard !found.isEmpty else {
            fault(place, "\(path).what", "\(failure.unit) has no \(failure.element.rawValue) in any arm")
            return
        }
        guard let name = failure.name else { return }
        if failure.element == .commandPost {
            fault(place, "\(path).name", "a unit has one command-post; allowed: no name")
            return
        }
        var allowed: [String] = []
        for word in found where !allowed.contains(word) { allowed.append(word) }
        need(name, among: allowed, "\(failure.element.rawValue) of \(failure.unit)", place, "\(path).name")
    }

    /// What the elements of a kind may be called in an arm; a post has the unit's name.
    private func names(of element: FailureDocument.Element, in name: String, of arm: ArmDocument) -> [String] {
        var names: [String] = []
        func called(_ radar: String) -> [String] { [radar] + [catalogue.radar(radar)?.name].compactMap { $0 } }
        for unit in arm.units where unit.name == name {
            let system = catalogue.system(unit.system)
            switch element {
            case .commandPost: names.append(name)
            case .link, .launchers: names += unit.battalions.map(\.name)
            case .acquisitionRadar:
                for radar in unit.acquisitionRadars { names += [radar.name].compactMap { $0 } + called(radar.radar) }
            case .engagementRadar:
                for battalion in unit.battalions {
                    names += [battalion.name] + called(battalion.engagementRadar ?? system?.engagementRadar ?? "")
                }
            case .lowAltitudeRadar:
                for battalion in unit.battalions {
                    guard let low = battalion.lowAltitudeRadar else { continue }
                    names += [battalion.name] + [low.name].compactMap { $0 } + called(low.radar)
                }
            }
        }
        for companion in arm.companions where companion.name == name {
            let system = catalogue.system(companion.system)
            switch element {
            case .commandPost, .launchers, .engagementRadar: names.append(name)
            case .link: if companion.reportsTo != nil { names.append(name) }
            case .acquisitionRadar:
                for radar in system?.acquisitionRadars ?? [] { names += [name] + called(radar) }
            case .lowAltitudeRadar: break
            }
        }
        return names
    }
}
