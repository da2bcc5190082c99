public import ScenarioDocuments
public import StudyStatistics

/// What a study does not know: the catalogue's values that it draws, in groups, one for each entry of `uncertainty`.
public struct Uncertainty: Sendable {
    public let paths: [String]
    public let groups: [String]
    public let values: [CatalogueValue]
    /// The group of each value.
    public let groupOfValue: [Int]
    private let design: StudyDesign
    private let seed: UInt64

    public init(_ document: StudyDocument, _ catalogue: CatalogueDocument) {
        var paths: [String] = []
        var seen: Set<String> = []
        var values: [CatalogueValue] = []
        var places: [Int] = []
        for (place, pattern) in document.uncertainty.enumerated() {
            // A value that two entries match belongs to the first.
            for found in catalogue.uncertainParameters(matching: [pattern]) where seen.insert(found.path).inserted {
                paths.append(found.path)
                values.append(found.value)
                places.append(place)
            }
        }
        self.paths = paths
        self.values = values
        groups = document.uncertainty
        groupOfValue = places
        design = document.design == .sobol ? .sobol : .latinHypercube
        seed = document.seed
    }

    /// A sample's value of each path, in the unit of its key: the first part's samples, then the sensitivity part's.
    public func draws(samples: Int, sensitivity: SensitivityPlan?) -> @Sendable (_ sample: Int) -> [Double] {
        let values = self.values
        guard !values.isEmpty else { return { _ in [] } }
        let first = DesignPoints(design, count: samples, dimensions: values.count, seed: seed)
        let second = sensitivity.map { SensitivityPoints($0, groups: groupOfValue, seed: seed) }
        return { sample in
            let point = sample < samples ? first[sample] : second?[sample - samples] ?? []
            return zip(values, point).map { $0.quantile($1) }
        }
    }
}

extension SensitivityDocument {
    /// The form as a plan has it.
    public var planned: SensitivityPlan.Form {
        switch form {
        case .indices(let base): .indices(base: base)
        case .screening: .screening
        }
    }

    /// Places of the arms that are flown among the study's; nil for all.
    public func flown(of names: [String]) -> [Int]? { arms.isEmpty ? nil : names.indices.filter { arms.contains(names[$0]) } }
}

extension StudyDocument.Outcome {
    /// The number of a run that it stands for.
    public var counted: StudyOutcome {
        switch self {
        case .leakers: .leakers
        case .leakerFraction: .leakerFraction
        case .kills: .kills
        case .roundsFired: .roundsFired
        case .assetValueLost: .valueLost
        case .assetsLost: .assetsLost
        case .systemsLost: .systemsLost
        case .civilLosses: .civilKilled
        case .friendlyLosses: .friendsKilled
        case .costMusd: .cost
        case .roundsPerKill: .roundsPerKill
        }
    }
}
