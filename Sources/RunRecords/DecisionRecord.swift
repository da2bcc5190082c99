/// A decision on a target, kept whenever its content changes.
public struct DecisionRecord: Sendable, Equatable, Codable {
    /// Seconds since the start of the run.
    public var time: Double
    /// The deciding command post or fire unit.
    public var decider: String
    /// nil when the decision was to engage.
    public var refusal: RefusalWord?
    /// What was ordered, when the decision was to engage.
    public var order: OrderRecord?

    package init(time: Double, decider: String, refusal: RefusalWord? = nil, order: OrderRecord? = nil) {
        self.time = time
        self.decider = decider
        self.refusal = refusal
        self.order = order
    }
}

/// An order to fire.
public struct OrderRecord: Sendable, Equatable, Codable {
    /// Names of the fire unit and the missile type, and rounds.
    public var fireUnit: String
    /// Identifier of the missile type.
    public var missile: String
    /// Rounds ordered, ≥ 1.
    public var salvo: Int

    package init(fireUnit: String, missile: String, salvo: Int) {
        self.fireUnit = fireUnit
        self.missile = missile
        self.salvo = salvo
    }

    /// As `2 × 9m96e2 by triumf east`.
    public var title: String { "\(salvo) × \(missile) by \(fireUnit)" }

    private enum CodingKeys: String, CodingKey { case fireUnit, missile, salvo }

    /// Records of models up to 4 hold the title in its place.
    public init(from decoder: any Decoder) throws {
        if let text = try? decoder.singleValueContainer().decode(String.self) {
            guard let match = text.wholeMatch(of: /([0-9]+) × (\S+) by (.+)/), let salvo = Int(match.1) else {
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "\(text) is no order that this program knows"))
            }
            self.init(fireUnit: String(match.3), missile: String(match.2), salvo: salvo)
            return
        }
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            fireUnit: try fields.decode(String.self, forKey: .fireUnit),
            missile: try fields.decode(String.self, forKey: .missile), salvo: try fields.decode(Int.self, forKey: .salvo))
    }
}
