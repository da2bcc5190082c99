/// A part of a study that is complete before the next begins, so that a stopping rule sees the same rows whatever the
/// threads, the batches and the interruptions.
public struct StudyStage: Sendable, Equatable {
    public var samples: Range<Int>
    public var runs: Range<Int>
    public var settings: Range<Int>

    public init(samples: Range<Int>, runs: Range<Int>, settings: Range<Int>) {
        self.samples = samples
        self.runs = runs
        self.settings = settings
    }
}

extension StudyPlan {
    /// The stages of the first part: all of it at once, or cut where the rule looks.
    ///
    /// With several samples a look comes after every `lookInterval` samples, with one after every `lookInterval` runs.
    public func stages(lookInterval: Int?) -> [StudyStage] {
        let all = StudyStage(samples: 0..<samples, runs: 0..<runs, settings: 0..<settings.count)
        guard let lookInterval else { return [all] }
        let step = max(1, lookInterval)
        if samples > 1 {
            return stride(from: 0, to: samples, by: step).map {
                StudyStage(samples: $0..<min($0 + step, samples), runs: all.runs, settings: all.settings)
            }
        }
        return stride(from: 0, to: runs, by: step).map {
            StudyStage(samples: all.samples, runs: $0..<min($0 + step, runs), settings: all.settings)
        }
    }

    /// The second part as a stage.
    public var sensitivityStage: StudyStage? {
        sensitivity.map {
            StudyStage(samples: samples..<(samples + $0.samples), runs: 0..<$0.runs, settings: $0.setting..<($0.setting + 1))
        }
    }
}
