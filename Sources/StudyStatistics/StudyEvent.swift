public import RunRecords

/// Something that a raid ends with or does not; studies count how often.
public enum StudyEvent: String, Sendable, CaseIterable {
    case nothingGotThrough = "nothing_got_through"
    case noAssetLost = "no_asset_lost"
    case civilShotDown = "civil_shot_down"

    public func happened(in outcome: RunOutcome) -> Bool {
        switch self {
        case .nothingGotThrough: outcome.leakers == 0
        case .noAssetLost: outcome.assetsLost == 0
        case .civilShotDown: outcome.civilKilled > 0
        }
    }

    /// In words, for tables.
    public var title: String {
        switch self {
        case .nothingGotThrough: "nothing got through"
        case .noAssetLost: "no asset lost"
        case .civilShotDown: "a civil aircraft shot down"
        }
    }
}
