import PlainText

extension FieldReader {
    /// Reads the first lines that every catalogue file has.
    mutating func header(kind: String) -> (id: String, name: String, about: String) {
        version(CatalogueDocument.version)
        fixedWord("kind", kind)
        let id = text("id", "identifier: the file's name without .yaml")
        let name = text("name", "name for tables")
        return (id, name, text("about", default: "", "a sentence or two for a reader"))
    }

    mutating func fixedWord(_ key: String, _ word: String) {
        guard let node = value(key, .choice([word]), required: true, "kind of the file") else { return }
        if case .scalar(let text, _) = node.content, text == word { return }
        fault(at: node, path: inner(key), "found \(node.found), allowed: \(word)")
    }

    /// Reads every declared value of a kind.
    mutating func values(_ declared: [CatalogueField]) -> CatalogueValues {
        var values = CatalogueValues()
        for field in declared {
            switch field.kind {
            case .number(let bounds):
                if let value = catalogueNumber(field.key, bounds, field.role, required: field.isRequired, field.help) {
                    values.insert(value)
                } else if field.isRequired {
                    values.insert(Self.placeholderValue(field.key, bounds.lowerBound, field.role))
                }
            case .text:
                if let text = catalogueText(field.key, field.help) { values.texts.append(text) }
            case .table:
                if let table = catalogueTable(field.key, required: field.isRequired, field.help) { values.tables.append(table) }
            }
        }
        return values
    }

    private static func placeholderValue(_ key: String, _ number: Double, _ role: CatalogueRole) -> CatalogueValue {
        let provenance = Provenance(
            status: .assumed, sources: [], note: "", method: "", sourceID: nil, isWeak: false, outliers: [], parameter: "",
            place: DocumentPlace(file: "", line: 0, column: 0))
        return CatalogueValue(
            key: key, role: role, low: number, best: number, high: number, distribution: .constant, provenance: provenance)
    }

    mutating func catalogueNumber(
        _ key: String, _ bounds: ClosedRange<Double>, _ role: CatalogueRole, required: Bool, _ help: String
    ) -> CatalogueValue? {
        let unit = DocumentUnit.named(by: key)
        let shape = FieldShape.catalogueNumber(unit: unit, low: bounds.lowerBound, high: bounds.upperBound)
        guard let node = value(key, shape, required: required, help) else { return nil }
        if unit == .none, !isDescribing {
            fault(at: node, path: inner(key), "the key names no unit; allowed endings: _km, _mps, _count, _probability, …")
        }
        var child = FieldReader(node: node, file: file, path: inner(key))
        let value = child.catalogueNumberBody(key, unit, bounds, role)
        child.refuseUnknownKeys()
        absorb(child)
        return value
    }

    private mutating func catalogueNumberBody(
        _ key: String, _ unit: DocumentUnit, _ bounds: ClosedRange<Double>, _ role: CatalogueRole
    ) -> CatalogueValue? {
        func written(_ name: String, required: Bool, _ help: String, _ reader: inout FieldReader) -> Double? {
            guard
                let node = reader.value(
                    name, .number(unit: unit, low: bounds.lowerBound, high: bounds.upperBound), required: required, help)
            else { return nil }
            return reader.scalarNumber(node, path: reader.inner(name), unit: unit, bounds)
        }
        let best = written("best", required: true, "best estimate", &self)
        let low = written("low", required: false, "lowest that sources allow; best when absent", &self)
        let high = written("high", required: false, "highest that sources allow; best when absent", &self)
        let distribution = optionalChoice("dist", CatalogueDistribution.self, "how a study draws between low and high")
        if let given = optionalText("unit", "a reminder; it must agree with the key"), given != unit.suffix, given != unit.symbol {
            complain("unit", "found \(given), but the key says \(unit.symbol.isEmpty ? "no unit" : unit.symbol)")
        }
        let provenance = provenance()
        guard let best else { return nil }
        let lowest = low ?? best
        let highest = high ?? best
        if lowest > best || best > highest {
            let order = [lowest, best, highest].map(StrictNumber.text).joined(separator: ", ")
            complain("best", "low, best, high are \(order), allowed: in rising order")
        }
        let chosen = distribution ?? (lowest < highest ? .triangular : .constant)
        if chosen == .logUniform, lowest <= 0 {
            complain("low", "\(StrictNumber.text(lowest)) cannot be the low end of loguniform; allowed: above 0")
        }
        return CatalogueValue(
            key: key, role: role, low: lowest, best: best, high: highest, distribution: chosen, provenance: provenance)
    }

    mutating func catalogueText(_ key: String, required: Bool = false, _ help: String) -> CatalogueText? {
        guard let node = value(key, .catalogueText, required: required, help) else { return nil }
        var child = FieldReader(node: node, file: file, path: inner(key))
        let text = child.text("text", "the words")
        let provenance = child.provenance()
        child.refuseUnknownKeys()
        absorb(child)
        return CatalogueText(key: key, text: text, provenance: provenance)
    }

    mutating func catalogueTable(_ key: String, required: Bool, _ help: String) -> CatalogueTable? {
        guard let node = value(key, .catalogueTable, required: required, help) else { return nil }
        var child = FieldReader(node: node, file: file, path: inner(key))
        let (abscissae, ordinates) = child.points()
        let provenance = child.provenance()
        child.refuseUnknownKeys()
        absorb(child)
        return CatalogueTable(key: key, abscissae: abscissae, ordinates: ordinates, provenance: provenance)
    }

    private mutating func points() -> (abscissae: [Double], ordinates: [Double]) {
        let number = FieldShape.number(unit: .none, low: -1e9, high: 1e9)
        let shape = FieldShape.list(.list(number, low: 2, high: 2), low: 2, high: 200)
        var abscissae: [Double] = []
        var ordinates: [Double] = []
        for item in items("points", shape, 2...200, "pairs, the first rising") {
            guard case .list(let pair) = item.node.content, pair.count == 2 else {
                fault(at: item.node, path: item.path, "found \(item.node.found), allowed: a pair of numbers")
                continue
            }
            guard let x = scalarNumber(pair[0], path: item.path + "[0]", unit: .none, -1e9...1e9),
                let y = scalarNumber(pair[1], path: item.path + "[1]", unit: .none, -1e9...1e9)
            else { continue }
            if let last = abscissae.last, x <= last {
                fault(
                    at: pair[0], path: item.path + "[0]", "\(StrictNumber.text(x)) after \(StrictNumber.text(last)), allowed: rising values"
                )
            }
            abscissae.append(x)
            ordinates.append(y)
        }
        return (abscissae, ordinates)
    }

    /// Who says so.
    mutating func citations(count: ClosedRange<Int>) -> [Citation] {
        list("sources", CitationObject.self, count: count, "who says so").map(\.citation)
    }

    /// Status, sources and notes: what every value of the catalogue must say of itself.
    mutating func provenance() -> Provenance {
        let status = choice("status", CatalogueStatus.self, "how well the best value is known")
        let citations = citations(count: 0...100)
        let method = text("method", default: "", "how a derived or assumed value came about")
        if citations.isEmpty, has("status") {
            switch status {
            case .found, .secondary, .recalled: complain("status", "\(status.rawValue) without a source; allowed: at least one in sources")
            case .derived, .assumed:
                if method.isEmpty { complain("status", "\(status.rawValue) without a source or a method; allowed: either") }
            }
        }
        return Provenance(
            status: status, sources: citations, note: text("note", default: "", "what a reader should know besides"), method: method,
            sourceID: optionalText("source_id", "identifier in the parameter sheet"),
            isWeak: flag("weak", default: false, "rests on data that names its own source only loosely"),
            outliers: texts("outliers", "figures seen and left outside the range"),
            parameter: text("parameter", default: "", "what the value is"),
            place: place)
    }
}

private struct CitationObject: DocumentObject {
    let citation: Citation

    init(reading fields: inout FieldReader) {
        citation = Citation(
            ref: fields.text("ref", "key in sources.yaml"),
            status: fields.choice("status", CatalogueStatus.self, default: .found, "whether the source itself was seen"),
            says: fields.text("says", default: "", "what the source says, in our words"))
    }
}
