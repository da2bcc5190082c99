public import BattleSimulation
import RunRecords
public import StudyStatistics

/// Flies defences of crossed levels against the same raids, the study's versions of the catalogue in turn.
public struct CrossedFlight: Sendable {
    public var seed: UInt64
    public var raids: Int
    /// Versions of the catalogue that raids take in turn.
    public var samples: Int
    public var jobs: Int
    /// Run indices from here on; none of the study's own raids has them.
    public static let firstIndex: UInt32 = 0x5000_0000

    public init(seed: UInt64, raids: Int, samples: Int, jobs: Int) {
        self.seed = seed
        self.raids = raids
        self.samples = max(1, samples)
        self.jobs = max(1, jobs)
    }

    /// - Parameters:
    ///   - combinations: how many there are.
    ///   - outcome: what is counted.
    ///   - compile: the defence of a combination, with a version of the catalogue.
    /// - Returns: what each raid did to it, by combination, then raid.
    public func fly(
        _ combinations: Int, outcome: StudyOutcome, compile: @escaping @Sendable (_ combination: Int, _ sample: Int) throws -> BattleModel
    ) throws -> [[Double]] {
        let versions = min(samples, raids)
        // A combination's raids with one version of the catalogue are one piece of work: its model is made once and let go.
        let found = try CapacityFlight.together(combinations * versions, jobs: jobs) { place -> [Double] in
            let (combination, sample) = place.quotientAndRemainder(dividingBy: versions)
            let model = try compile(combination, sample)
            return stride(from: sample, to: raids, by: versions).map { raid in
                outcome.value(of: RunOutcome(BattleRunner.run(model, seed: seed, index: Self.firstIndex + UInt32(raid))))
            }
        }
        return (0..<combinations).map { combination in
            (0..<raids).map { raid in found[combination * versions + raid % versions][raid / versions] }
        }
    }
}
