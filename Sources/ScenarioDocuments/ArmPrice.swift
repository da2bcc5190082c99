/// What an arm costs to buy, by the scenario's own figure or by the catalogue's prices of its battalions and vehicles.
public struct ArmPrice: Sendable, Equatable {
    /// USD.
    public var low: Double
    package var best: Double
    package var high: Double

    /// nil where a system of the arm has no public price.
    public init?(_ arm: ArmDocument, catalogue: CatalogueDocument) {
        if let price = arm.price {
            (low, best, high) = (price, price, price)
            return
        }
        (low, best, high) = (0, 0, 0)
        for (name, count) in arm.fireUnitCounts {
            guard let key = catalogue.system(name)?.priceBattalion, let price = catalogue.price(key) else { return nil }
            low += Double(count) * price.low
            best += Double(count) * price.best
            high += Double(count) * price.high
        }
    }
}

extension ArmDocument {
    /// Battalions and single vehicles by system, in alphabetical order.
    public var fireUnitCounts: [(system: String, count: Int)] {
        var counts: [String: Int] = [:]
        for unit in units { counts[unit.system, default: 0] += unit.battalions.count }
        for companion in companions { counts[companion.system, default: 0] += 1 }
        return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
