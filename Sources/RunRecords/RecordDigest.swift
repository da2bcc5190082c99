import NumericalMethods

/// The digest of a run record: SHA-256 over every field in order, doubles by their bits, words by their sentences (as records
/// of models up to 4 wrote them).
public struct RecordDigest {
    private var hash = SHA256()
    /// What models up to 4 did not record is no part of their digests.
    private var isComplete = true

    /// SHA-256 over the record's content in its fixed order, 64 hexadecimal digits; traces, effort and submitted decisions are no part of
    /// it.
    public static func hexadecimal(of record: RunRecord) -> String {
        var digest = RecordDigest()
        digest.feed(record)
        return digest.hash.hexadecimal
    }

    private mutating func feed(_ value: UInt64) {
        hash.update(littleEndian: value)
    }

    private mutating func feed(_ value: Double) { feed(value.bitPattern) }
    private mutating func feed(_ value: Int) { feed(UInt64(bitPattern: Int64(value))) }

    private mutating func feed(_ text: String) {
        feed(text.utf8.count)
        hash.update(text.utf8)
    }

    private mutating func feed(_ value: Double?) {
        feed(value == nil ? 0 : 1)
        if let value { feed(value) }
    }

    private mutating func feed(_ text: String?) {
        feed(text == nil ? 0 : 1)
        if let text { feed(text) }
    }

    private mutating func feed(_ price: PriceRecord) {
        feed(price.low)
        feed(price.best)
        feed(price.high)
    }

    private mutating func feed(_ record: RunRecord) {
        isComplete = !["1", "2", "3", "4"].contains(record.modelVersion)
        feed(record.scenario)
        feed(record.arm)
        feed(record.seed)
        feed(UInt64(record.index))
        feed(record.modelVersion)
        feed(record.endTime)
        feed(record.targets.count)
        for target in record.targets { feed(target) }
        feed(record.assets.count)
        for asset in record.assets {
            feed(asset.name)
            feed(asset.kind)
            feed(asset.value)
            feed(asset.hits)
            feed(asset.lost)
            feed(asset.price == nil ? 0 : 1)
            if let price = asset.price { feed(price) }
            guard isComplete else { continue }
            for part in [asset.place?.latitude, asset.place?.longitude, asset.place?.height] { feed(part) }
        }
        feed(record.magazines.count)
        for magazine in record.magazines {
            feed(magazine.missile)
            feed(magazine.loaded)
            feed(magazine.fired)
            feed(magazine.price)
        }
        feed(record.events.count)
        for event in record.events {
            feed(event.time)
            feed(event.subject)
            feed(event.what.title)
        }
    }

    private mutating func feed(_ target: TargetRecord) {
        feed(target.name)
        feed(target.threatClass)
        feed(UInt64(target.allegiance.rawValue))
        feed(target.armed ? 1 : 0)
        feed(target.objective)
        feed(target.appears)
        for time in [
            target.enteredLineOfSight, target.firstDetected, target.firstDetectedRange, target.tracked,
            target.identified, target.judgedThreat, target.windowOpens, target.windowCloses,
            target.assessedKilledWrongly, target.outcomeTime,
        ] { feed(time) }
        feed(target.firstDetectedBy)
        feed(target.identity)
        feed(target.decisions.count)
        for decision in target.decisions {
            feed(decision.time)
            feed(decision.decider)
            feed(decision.refusal?.title)
            feed(decision.order?.title)
        }
        feed(target.shots.count)
        for shot in target.shots {
            feed(shot.fireUnit)
            feed(shot.missile)
            feed(shot.launchTime)
            feed(shot.endTime)
            feed(shot.missDistance)
            feed(shot.killProbability)
            feed(shot.killed ? 1 : 0)
            feed(shot.end.flatMap { $0.isFailure ? $0.title : nil })
            feed(shot.interceptRange)
            feed(shot.interceptHeight)
            guard isComplete else { continue }
            feed(shot.launcher)
            feed(shot.end?.rawValue)
        }
        feed(UInt64(target.outcome.rawValue))
        feed(target.limitingCause.map { Int($0.rawValue) } ?? -1)
    }
}
