import FlightDynamics
import ScenarioDocuments
import Synchronization

/// Fly-out tables made so far, by the numbers that they follow from, so that arms and settings share them.
final class FlyOutCache: Sendable {
    static let shared = FlyOutCache()
    private let tables = Mutex<[String: FlyOutTable]>([:])

    func table(_ entry: MissileEntry, _ model: InterceptorModel) -> FlyOutTable {
        let key = entry.id + entry.words.map { "\($0.name)=\($0.value)" }.joined(separator: ";")
            + entry.values.all.map { "\($0.key)=\($0.best)" }.joined(separator: ";")
            + "\(entry.dragCoasting.abscissae) \(entry.dragCoasting.ordinates) \(entry.dragPowered.ordinates)"
        if let known = tables.withLock({ $0[key] }) { return known }
        let made = ModelParts.flyOut(entry, model)
        tables.withLock { known in
            if known.count > 256 { known.removeAll() }
            known[key] = made
        }
        return made
    }
}
