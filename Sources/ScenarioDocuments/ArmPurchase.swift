/// What the price of one arm would buy of what another arm has, by the catalogue's prices.
public struct ArmPurchase: Sendable, Equatable {
    package enum Item: Sendable, Equatable {
        /// Fire units of a system, by its name.
        case battalions(of: String)
        /// Rounds of a missile, by its name.
        case rounds(of: String)

        package var text: String {
            switch self {
            case .battalions(let name): "battalions of \(name)"
            case .rounds(let name): "rounds \(name)"
            }
        }
    }

    package var item: Item
    /// The dearest item for the cheapest arm, best for best, and the cheapest item for the dearest arm.
    public var low: Double
    package var best: Double
    package var high: Double

    /// Battalions and rounds of every system that other arms have and `arm` has not; rounds of its own as well.
    public static func all(
        _ arm: ArmDocument, others: [ArmDocument], catalogue: CatalogueDocument
    ) -> [ArmPurchase] {
        guard let price = ArmPrice(arm, catalogue: catalogue), price.best > 0 else { return [] }
        func purchase(_ item: Item, _ key: String?) -> ArmPurchase? {
            guard let one = key.flatMap({ catalogue.price($0) }), one.low > 0 else { return nil }
            return ArmPurchase(
                item: item, low: price.low / one.high, best: price.best / one.best, high: price.high / one.low)
        }
        let own = Set(arm.units.map(\.system))
        let systems = Set((others + [arm]).flatMap { $0.units.map(\.system) }).sorted()
        var found: [ArmPurchase] = []
        var missiles: Set<String> = []
        for system in systems.compactMap({ catalogue.system($0) }) {
            if !own.contains(system.id), let made = purchase(.battalions(of: system.name), system.priceBattalion) {
                found.append(made)
            }
            for load in system.standardLoad where load.value > 0 { missiles.insert(load.name) }
        }
        for missile in missiles.sorted().compactMap({ catalogue.missile($0) }) {
            if let made = purchase(.rounds(of: missile.name), missile.price) { found.append(made) }
        }
        return found
    }
}
