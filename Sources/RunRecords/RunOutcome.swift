/// The numbers that a table prints of one run, all computed from its record.
public struct RunOutcome: Sendable, Equatable, Codable {
    /// Armed hostile targets, and how many of them got through.
    public var raiders: Int
    /// Armed raiders that reached their objective.
    public var leakers: Int
    /// Raiders brought down.
    public var killed: Int
    /// Hostile targets without a weapon (decoys, jammers) that were shot down.
    public var decoysKilled: Int
    /// Civil aircraft brought down.
    public var civilKilled: Int
    /// Own aircraft brought down.
    public var friendsKilled: Int
    /// Defended assets destroyed; the defence's own parts are not counted.
    public var assetsLost: Int
    /// Value of defended assets lost, in the scenario's units.
    public var valueLost: Double
    /// Radars, command posts and launchers of the defence that were lost.
    public var systemsLost: Int
    /// Rounds that left their launchers.
    public var roundsFired: Int
    /// Rounds fired × public price, million US dollars.
    public var roundsCost: PriceRecord
    /// Systems lost × public price, million US dollars.
    public var systemsCost: PriceRecord
    /// Leakers by limiting cause, in the order of `LimitingCause.allCases`; adds up to `leakers`.
    public var causes: [Int]

    package init(
        raiders: Int, leakers: Int, killed: Int, decoysKilled: Int, civilKilled: Int, friendsKilled: Int,
        assetsLost: Int, valueLost: Double, systemsLost: Int, roundsFired: Int, roundsCost: PriceRecord,
        systemsCost: PriceRecord, causes: [Int]
    ) {
        self.raiders = raiders
        self.leakers = leakers
        self.killed = killed
        self.decoysKilled = decoysKilled
        self.civilKilled = civilKilled
        self.friendsKilled = friendsKilled
        self.assetsLost = assetsLost
        self.valueLost = valueLost
        self.systemsLost = systemsLost
        self.roundsFired = roundsFired
        self.roundsCost = roundsCost
        self.systemsCost = systemsCost
        self.causes = causes
    }

    package init(_ record: RunRecord) {
        let raid = record.targets.filter { $0.allegiance == .hostile && $0.armed }
        raiders = raid.count
        leakers = raid.count { $0.outcome == .leaked }
        killed = raid.count { $0.outcome == .killed }
        decoysKilled = record.targets.count { $0.allegiance == .hostile && !$0.armed && $0.outcome == .killed }
        civilKilled = record.targets.count { $0.allegiance == .civil && $0.outcome == .killed }
        friendsKilled = record.targets.count { $0.allegiance == .friend && $0.outcome == .killed }
        let lost = record.assets.filter { $0.lost != nil }
        assetsLost = lost.count { $0.value > 0 }
        valueLost = lost.reduce(0) { $0 + $1.value }
        systemsLost = lost.count { $0.value == 0 }
        roundsFired = record.magazines.reduce(0) { $0 + $1.fired }
        roundsCost = record.magazines.reduce(.zero) { $0 + $1.price * Double($1.fired) }
        systemsCost = lost.filter { $0.value == 0 }.reduce(.zero) { $0 + ($1.price ?? .zero) }
        causes = LimitingCause.allCases.map { cause in raid.count { $0.limitingCause == cause } }
    }
}
