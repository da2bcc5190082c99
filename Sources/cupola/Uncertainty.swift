import MonteCarloStudy
import ScenarioDocuments

/// What a study does not know: the catalogue's values that it draws, in groups, one for each entry of `uncertainty`.
struct Uncertainty {
    let paths: [String]
    let groups: [String]
    private let values: [CatalogueValue]
    /// The group of each value.
    private let groupOfValue: [Int]
    private let design: StudyDesign
    private let seed: UInt64

    init(_ document: StudyDocument, _ catalogue: CatalogueDocument) {
        var paths: [String] = []
        var values: [CatalogueValue] = []
        var places: [Int] = []
        for (place, pattern) in document.uncertainty.enumerated() {
            // A value that two entries match belongs to the first.
            for found in catalogue.uncertainParameters(matching: [pattern]) where !paths.contains(found.path) {
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

    /// Each sample's value of each path, in the unit of its key: the first part's samples, then the sensitivity part's.
    func draws(samples: Int, sensitivity: SensitivityPlan?) -> [[Double]] {
        guard !values.isEmpty else { return Array(repeating: [], count: samples) }
        var points = design.points(count: samples, dimensions: values.count, seed: seed)
        if let sensitivity { points += StudyDesign.sensitivity(sensitivity, groups: groupOfValue, seed: seed) }
        return points.map { point in zip(values, point).map { $0.quantile($1) } }
    }
}

extension StudyDocument.Outcome {
    /// The number of a run that it stands for.
    var counted: StudyOutcome {
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
