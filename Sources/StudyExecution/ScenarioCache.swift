public import ScenarioDocuments
public import StudyStatistics
import Synchronization

/// Scenarios by arm and setting, read once: every sample of the catalogue meets the same ones.
public final class ScenarioCache: Sendable {
    private let known = Mutex<[RunKey: ScenarioDocument]>([:])

    public init() {}

    /// - Parameters:
    ///   - key: of sample 0 and run 0.
    ///   - load: makes what is not kept yet.
    public func scenario(
        _ key: RunKey, _ load: () throws(DocumentErrors) -> ScenarioDocument
    ) throws(DocumentErrors) -> ScenarioDocument {
        if let found = known.withLock({ $0[key] }) { return found }
        let made = try load()
        known.withLock { $0[key] = made }
        return made
    }
}
