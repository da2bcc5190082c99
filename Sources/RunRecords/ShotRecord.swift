/// One round fired at a target; it stands in the record of that target.
public struct ShotRecord: Sendable, Equatable, Codable {
    /// Names of the fire unit (the battery) and the missile type.
    public var fireUnit: String
    /// Identifier of the missile type.
    public var missile: String
    /// Name of the launcher among the record's assets; nil for a closed form's round, which is not flown.
    public var launcher: String?
    /// Seconds since the start of the run.
    public var launchTime: Double
    /// Time of closest approach or self-destruction; nil while in flight at the end of the run.
    public var endTime: Double?
    /// How its flight ended; nil while in flight at the end of the run.
    public var end: RoundEndWord?
    /// Closest approach, metres; nil where the round never came near.
    public var missDistance: Double?
    /// Single-shot kill probability at that miss distance, 0…1.
    public var killProbability: Double
    /// Whether this round brought the target down.
    public var killed: Bool
    /// Ground range from the launcher to the point of closest approach, metres.
    public var interceptRange: Double?
    /// Height of that point above the ellipsoid, metres.
    public var interceptHeight: Double?

    package init(fireUnit: String, missile: String, launcher: String? = nil, launchTime: Double) {
        self.fireUnit = fireUnit
        self.missile = missile
        self.launcher = launcher
        self.launchTime = launchTime
        killProbability = 0
        killed = false
    }

    private enum CodingKeys: String, CodingKey {
        case fireUnit, missile, launcher, launchTime, endTime, end, missDistance, killProbability, killed, interceptRange
        case interceptHeight
    }

    /// Records of models up to 4 say why a round failed, and nothing where it did not.
    private enum OldKeys: String, CodingKey { case failure }

    /// Reads this program's records, and those of models up to 4.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        fireUnit = try fields.decode(String.self, forKey: .fireUnit)
        missile = try fields.decode(String.self, forKey: .missile)
        launcher = try fields.decodeIfPresent(String.self, forKey: .launcher)
        launchTime = try fields.decode(Double.self, forKey: .launchTime)
        endTime = try fields.decodeIfPresent(Double.self, forKey: .endTime)
        missDistance = try fields.decodeIfPresent(Double.self, forKey: .missDistance)
        killProbability = try fields.decode(Double.self, forKey: .killProbability)
        killed = try fields.decode(Bool.self, forKey: .killed)
        interceptRange = try fields.decodeIfPresent(Double.self, forKey: .interceptRange)
        interceptHeight = try fields.decodeIfPresent(Double.self, forKey: .interceptHeight)
        if let word = try fields.decodeIfPresent(RoundEndWord.self, forKey: .end) {
            end = word
        } else if let word = try decoder.container(keyedBy: OldKeys.self).decodeIfPresent(RoundEndWord.self, forKey: .failure) {
            end = word
        } else {
            end = missDistance == nil ? nil : killed ? .kill : .miss
        }
    }
}
