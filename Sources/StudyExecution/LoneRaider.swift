import BattleSimulation
import Dispatch
import NumericalMethods
import RunRecords
import Synchronization

/// How an asset fares against a single cruise missile from any side: the plainest question to a deployment.
///
/// One raider flies at one asset from a bearing that the run's dice draw, and nothing else is in the air.
public struct LoneRaiderResult: Sendable, Equatable {
    public var asset: String
    /// Height above the ground, metres.
    public var height: Double
    public var runs: Int
    /// Runs in which it got through.
    public var through: Int

    public init(asset: String, height: Double, runs: Int, through: Int) {
        self.asset = asset
        self.height = height
        self.runs = runs
        self.through = through
    }

    /// The share that gets through, with Clopper's and Pearson's interval.
    public func share(confidence: Double = 0.95) -> (value: Double, low: Double, high: Double) {
        let bounds = BinomialInterval.clopperPearson(successes: through, of: runs, confidence: confidence)
        return (Double(through) / Double(max(1, runs)), bounds.low, bounds.high)
    }

    /// Open: at least half of them get through.
    public var isOpen: Bool { 2 * through >= runs }
}

public enum LoneRaider {
    /// How far out it starts, kilometres.
    public static let distance = 70

    /// The raid of a scenario, as text.
    public static func raid(at asset: String, threat: String, height: Double) -> String {
        """
        - name: lone raider
          threat: \(threat)
          count: 1
          approach: {bearing_deg: 0, distance_km: \(distance), spread_deg: 180}
          altitude_m: \(Int(height))
          above: ground
          targets: assets
          assets: ["\(asset.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))"]

        """
    }

    /// Flies lone raiders at every asset.
    /// - Parameters:
    ///   - assets: what is flown at.
    ///   - threat: class of the raider.
    ///   - heights: of the approaches, metres.
    ///   - runs: raids flown for each.
    ///   - seed: seed of the random streams.
    ///   - compile: the defence against a raid that is given as text.
    public static func survey(
        assets: [String], threat: String, heights: [Double], runs: Int, seed: UInt64,
        compile: @escaping @Sendable (_ raid: String) throws -> BattleModel
    ) throws -> [LoneRaiderResult] {
        let cases = assets.flatMap { asset in heights.map { (asset: asset, height: $0) } }
        let found = Mutex<[Result<Int, any Error>]>(Array(repeating: .success(0), count: cases.count))
        DispatchQueue.concurrentPerform(iterations: cases.count) { place in
            let entry = cases[place]
            let result = Result { () throws -> Int in
                let model = try compile(raid(at: entry.asset, threat: threat, height: entry.height))
                return (0..<runs).reduce(0) { $0 + RunOutcome(BattleRunner.run(model, seed: seed, index: UInt32($1))).leakers }
            }
            found.withLock { $0[place] = result }
        }
        return try zip(cases, found.withLock { $0 }).map { entry, through in
            LoneRaiderResult(asset: entry.asset, height: entry.height, runs: runs, through: try through.get())
        }
    }
}
