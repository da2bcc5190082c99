public import BattleSimulation
import Dispatch
import RunRecords
public import StudyStatistics
import Synchronization

/// Flies raids of growing and shrinking size until the largest that an arm holds is found.
///
/// All arms and sizes meet the same dice; the runs take the study's versions of the catalogue in turn, so that what is not known is in
/// the
/// share of raids held as well.
public struct CapacityFlight: Sendable {
    public var plan: CapacityPlan
    public var seed: UInt64
    /// Run indices from here on; none of the study's own raids has them.
    public static let firstIndex: UInt32 = 0x4000_0000
    /// Versions of the catalogue that runs take in turn.
    public var samples: Int
    public var jobs: Int

    public init(plan: CapacityPlan, seed: UInt64, samples: Int, jobs: Int) {
        self.plan = plan
        self.seed = seed
        self.samples = max(1, samples)
        self.jobs = max(1, jobs)
    }

    /// - Parameter compile: the defence of the arm against a raid of a size, with a version of the catalogue.
    public func fly(compile: @escaping @Sendable (_ size: Int, _ sample: Int) throws -> BattleModel) throws -> Capacity {
        var known: [Int: [Int: BattleModel]] = [:]
        return try plan.search.find { size, runs in
            let wanted = Set(runs.map { $0 % samples }).subtracting(known[size, default: [:]].keys).sorted()
            let made = try Self.together(wanted.count, jobs: jobs) { try compile(size, wanted[$0]) }
            for (sample, model) in zip(wanted, made) { known[size, default: [:]][sample] = model }
            let models = known[size, default: [:]]
            let held = try Self.together(runs.count, jobs: jobs) { place -> Int in
                let run = runs.lowerBound + place
                guard let model = models[run % samples] else { return 0 }
                let record = BattleRunner.run(model, seed: seed, index: Self.firstIndex + UInt32(run))
                return plan.outcome.value(of: RunOutcome(record)) <= plan.allowed ? 1 : 0
            }
            return held.reduce(0, +)
        }
    }

    /// Results of some pieces of work, in order, on so many threads.
    static func together<Value: Sendable>(
        _ count: Int, jobs: Int, _ work: @Sendable (_ place: Int) throws -> Value
    ) throws -> [Value] {
        let results = Mutex<[Int: Result<Value, any Error>]>([:])
        let next = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: min(jobs, count)) { _ in
            while true {
                let place = next.withLock { value -> Int in
                    defer { value += 1 }
                    return value
                }
                guard place < count else { return }
                let result = Result { try work(place) }
                results.withLock { $0[place] = result }
            }
        }
        let all = results.withLock { $0 }
        return try (0..<count).compactMap { try all[$0]?.get() }
    }
}
