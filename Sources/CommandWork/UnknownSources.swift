import ScenarioDocuments
import StudyReports
import StudyStatistics

/// What the public record says of the values that a study draws.
package enum UnknownSources {
    /// The study's groups of unknowns with the values that its scenario's things have.
    package static func groups(_ study: StudyInputs, scenario: String) -> [UnknownGroup] {
        let used = things(scenario, study.catalogue)
        let names = Dictionary(study.catalogue.sections.map { ($0.path, $0.name) }) { first, _ in first }
        return study.document.uncertainty.map { pattern in
            let found = study.catalogue.uncertainParameters(matching: [pattern]).filter { parameter in
                let parts = parameter.path.split(separator: ".").map(String.init)
                return parts.count < 3 || used.contains(parts[1])
            }
            // Beside the values that are drawn, the published figures of the same things that leave nothing open.
            let owners = Set(found.map { $0.path.split(separator: ".").dropLast().joined(separator: ".") })
            let fixed = study.catalogue.sections.filter { owners.contains($0.path) }.flatMap { section in
                section.values.all.filter { !$0.isUncertain && !$0.sources.isEmpty }.map {
                    CatalogueDocument.UncertainParameter(path: "\(section.path).\($0.key)", value: $0)
                }
            }
            return UnknownGroup(pattern: pattern, values: (found + fixed).map { parameter in
                let owner = parameter.path.split(separator: ".").dropLast().joined(separator: ".")
                let value = parameter.value
                return UnknownValue(
                    owner: names[owner] ?? owner, path: parameter.path, low: value.writtenLow, best: value.writtenBest,
                    high: value.writtenHigh, unit: value.unit.symbol, status: value.status.rawValue,
                    words: value.sources.map { word($0, study.catalogue) })
            })
        }
    }

    /// What a source says, with the source's name and link.
    package static func word(_ citation: Citation, _ catalogue: CatalogueDocument) -> UnknownValue.Word {
        let source = catalogue.source(citation.ref)
        return UnknownValue.Word(
            says: citation.says, title: source?.title ?? citation.ref, link: source.map { $0.url.hasPrefix("http") ? $0.url : "" } ?? "", date: source.map { $0.date == "None" ? "" : $0.date } ?? "",
            status: citation.status.rawValue)
    }

    /// Values of the catalogue by how well they are known.
    package static func pedigree(_ catalogue: CatalogueDocument) -> [(status: String, count: Int)] {
        let all = catalogue.sections.flatMap(\.values.all)
        return CatalogueStatus.allCases.map { status in (status.rawValue, all.count { $0.status == status }) }
    }

    /// Identifiers that a scenario names, and those that the systems it names are made of.
    private static func things(_ scenario: String, _ catalogue: CatalogueDocument) -> Set<String> {
        var used = words(scenario)
        for system in catalogue.systems where used.contains(system.id) {
            used.insert(system.engagementRadar)
        }
        return used
    }

    private static func words(_ text: String) -> Set<String> {
        Set(text.split { !($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }.map(String.init))
    }
}
