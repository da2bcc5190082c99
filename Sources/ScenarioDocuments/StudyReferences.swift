extension StudyDocument {
    /// Holds a study against its scenario and the catalogue: arms, paths of factors and changes, patterns of uncertainty.
    ///
    /// A pattern that matches nothing, or nothing that has a range, is a fault: a misspelt one would otherwise quietly
    /// leave an unknown out of the interval.
    /// - Parameters: `file`, the study's; `scenarioFile`, the scenario's path as resolved.
    public func check(against catalogue: CatalogueDocument, file: String, scenarioFile: String) throws(DocumentErrors) {
        let scenario = try ScenarioDocument.load(path: scenarioFile)
        var errors: [DocumentError] = []
        func fault(_ path: String, _ message: String) {
            errors.append(DocumentError(file: file, line: 0, column: 0, path: path, message: message))
        }
        let armNames = scenario.arms.map(\.name)
        func known(_ name: String, at path: String) {
            guard !armNames.contains(name) else { return }
            let near = Spelling.nearest(to: name, among: armNames)
            fault(
                path,
                "no arm \(name) in \(scenarioFile); "
                    + (near.map { "did you mean \($0)?" } ?? "allowed: \(armNames.joined(separator: ", "))"))
        }
        for (index, arm) in arms.enumerated() {
            known(arm.arm ?? arm.name, at: "arms[\(index)]")
            do {
                let changed = try catalogue.overriding(arm.catalogueOverrides, file: file)
                _ = try ScenarioDocument.load(path: scenarioFile, overriding: arm.scenarioOverrides, from: file, heldAgainst: changed)
            } catch { errors += error.errors }
        }
        for factor in factors {
            for override in factor.overrides {
                do {
                    _ = try ScenarioDocument.load(path: scenarioFile, overriding: [override], from: file, heldAgainst: catalogue)
                } catch { errors += error.errors }
            }
        }
        if (actor == nil) != (asOf == nil) {
            fault(actor == nil ? "as_of" : "actor", "found without \(actor == nil ? "actor" : "as_of"), allowed: both or neither")
        } else if actor == nil, !switches.isEmpty {
            fault("switches", "found without actor and as_of, allowed: with them")
        }
        errors += try contradictions(in: DocumentParser.parse(text: ScenarioText.read(path: scenarioFile), file: scenarioFile), file: file)
        if let capacity {
            let size = PathOverride(path: capacity.path, number: 1)
            do { _ = try ScenarioDocument.load(path: scenarioFile, overriding: [size], from: file) } catch { errors += error.errors }
        }
        if let crossed {
            for (index, arm) in crossed.arms.enumerated() { known(arm.arm, at: "crossed.arms[\(index)]") }
            for level in crossed.factors.flatMap(\.levels) {
                do { _ = try ScenarioDocument.load(path: scenarioFile, overriding: level.scenarioOverrides, from: file) } catch {
                    errors += error.errors
                }
                do { _ = try catalogue.overriding(level.catalogueOverrides, file: file) } catch { errors += error.errors }
            }
        }
        let paths = catalogue.allPaths
        for (index, pattern) in uncertainty.enumerated() where catalogue.uncertainParameters(matching: [pattern]).isEmpty {
            let place = "uncertainty[\(index)]"
            if paths.contains(where: { PathPattern.matches(pattern, $0) }) {
                fault(place, "\(pattern) has no range to draw from")
            } else {
                let near = Spelling.nearest(to: pattern, among: paths)
                fault(place, "\(pattern) matches nothing in the catalogue" + (near.map { "; did you mean \($0)?" } ?? ""))
            }
        }
        guard errors.isEmpty else { throw DocumentErrors(errors) }
    }

    /// Values that another value of the study replaces, and such as no run depends on.
    private func contradictions(in scenario: DocumentNode, file: String) -> [DocumentError] {
        let scenario = scenario.withUnitsInPlace()
        var errors: [DocumentError] = []
        func fault(_ item: PathOverride, _ message: String) {
            errors.append(
                DocumentError(file: file, line: item.value.line, column: item.value.column, path: item.path, message: message))
        }
        func hold(_ item: PathOverride, _ others: [PathOverride], _ what: String) {
            let place = scenario.place(of: item.path)
            if others.contains(where: { scenario.place(of: $0.path) == place }) {
                fault(item, "is \(what) too; allowed: a place once")
            }
        }
        func read(_ item: PathOverride) {
            switch scenario.place(of: item.path) {
            case ["seed"]: fault(item, "a study's runs draw from its own seed; allowed: no change of the scenario's")
            case ["name"], ["description"]: fault(item, "no run depends on it; allowed: what runs depend on")
            default: break
            }
        }
        let varied = factors.compactMap(\.overrides.first)
        for item in varied + arms.flatMap(\.scenarioOverrides) { read(item) }
        for (index, item) in varied.enumerated() { hold(item, Array(varied[..<index]), "varied by another factor") }
        for changes in arms.map(\.scenarioOverrides) {
            for (index, item) in changes.enumerated() {
                hold(item, Array(changes[..<index]), "changed under another name")
                hold(item, varied, "varied by a factor")
            }
        }
        return errors
    }
}
