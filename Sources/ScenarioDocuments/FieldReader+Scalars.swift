import PlainText

extension FieldReader {
    /// A required number in the unit that the key names, inside `bounds` (in that unit); returns SI, radians, linear.
    public mutating func number(_ key: String, in bounds: ClosedRange<Double>, _ help: String = "") -> Double {
        readNumber(key, bounds, required: true, help) ?? DocumentUnit.named(by: key).toSI(bounds.lowerBound)
    }

    /// A number with a default (in the key's unit).
    public mutating func number(
        _ key: String, in bounds: ClosedRange<Double>, default value: Double, _ help: String = ""
    ) -> Double {
        readNumber(key, bounds, required: false, help, standard: .number(value)) ?? DocumentUnit.named(by: key).toSI(value)
    }

    /// A number that may be absent.
    public mutating func optionalNumber(_ key: String, in bounds: ClosedRange<Double>, _ help: String = "") -> Double? {
        readNumber(key, bounds, required: false, help)
    }

    package mutating func integer(_ key: String, in bounds: ClosedRange<Int>, _ help: String = "") -> Int {
        readInteger(key, bounds, required: true, help) ?? bounds.lowerBound
    }

    package mutating func integer(_ key: String, in bounds: ClosedRange<Int>, default value: Int, _ help: String = "") -> Int {
        readInteger(key, bounds, required: false, help, standard: .number(Double(value))) ?? value
    }

    package mutating func optionalInteger(_ key: String, in bounds: ClosedRange<Int>, _ help: String = "") -> Int? {
        readInteger(key, bounds, required: false, help)
    }

    package mutating func flag(_ key: String, default value: Bool, _ help: String = "") -> Bool {
        guard let node = self.value(key, .flag, required: false, help, standard: .flag(value)) else { return value }
        return scalarFlag(node, path: inner(key)) ?? value
    }

    package mutating func text(_ key: String, _ help: String = "") -> String {
        guard let node = value(key, .text, required: true, help) else { return "" }
        return written(node, key) ?? ""
    }

    package mutating func text(_ key: String, default value: String, _ help: String = "") -> String {
        let standard: FieldDescription.Standard? = value.isEmpty ? nil : .word(value)
        guard let node = self.value(key, .text, required: false, help, standard: standard) else { return value }
        return written(node, key) ?? value
    }

    /// A text as it is written. Sentences and rows of tables are made of names: they stand on one line.
    private mutating func written(_ node: DocumentNode, _ key: String) -> String? {
        let text = scalarText(node, path: inner(key))
        if key == "name", text?.contains(where: \.isNewline) == true { complain(key, "holds a line break; allowed: one line") }
        return text
    }

    package mutating func optionalText(_ key: String, _ help: String = "") -> String? {
        guard let node = value(key, .text, required: false, help) else { return nil }
        return written(node, key)
    }

    /// The name of an entry of the catalogue.
    public mutating func identifier(_ key: String, of kind: IdentifierKind, default value: String? = nil, _ help: String) -> String {
        guard let node = self.value(key, .identifier(kind), required: value == nil, help, standard: value.map { .word($0) })
        else { return value ?? "" }
        return scalarText(node, path: inner(key)) ?? value ?? ""
    }

    package mutating func optionalIdentifier(_ key: String, of kind: IdentifierKind, _ help: String) -> String? {
        guard let node = value(key, .identifier(kind), required: false, help) else { return nil }
        return scalarText(node, path: inner(key))
    }

    /// A word out of a closed set.
    public mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: String, _ type: Choice.Type, default value: Choice? = nil, _ help: String = ""
    ) -> Choice where Choice.RawValue == String {
        optionalChoice(key, type, required: value == nil, help, standard: value.map { .word($0.rawValue) }) ?? value ?? Choice.allCases
            .first!
    }

    package mutating func optionalChoice<Choice: RawRepresentable & CaseIterable>(
        _ key: String, _ type: Choice.Type, required: Bool = false, _ help: String = "", standard: FieldDescription.Standard? = nil
    ) -> Choice? where Choice.RawValue == String {
        let names = Choice.allCases.map(\.rawValue)
        guard let node = value(key, .choice(names), required: required, help, standard: standard) else { return nil }
        guard case .scalar(let text, _) = node.content, let choice = Choice(rawValue: text) else {
            var message = "found \(node.found), allowed: \(names.joined(separator: ", "))"
            if case .scalar(let text, _) = node.content, let near = Spelling.nearest(to: text, among: names) {
                message += "; did you mean \(near)?"
            }
            fault(at: node, path: inner(key), message)
            return nil
        }
        return choice
    }

    /// The version of the document's form, which must be one that this program knows.
    public mutating func version(_ known: Int) {
        guard let node = value("version", .integer(low: known, high: known), required: true, "version of the form") else { return }
        if case .scalar(let text, quoted: false) = node.content, text == String(known) { return }
        fault(at: node, path: inner("version"), "found \(node.found), allowed: \(known)")
    }

    // MARK: One scalar

    private mutating func readNumber(
        _ key: String, _ bounds: ClosedRange<Double>, required: Bool, _ help: String, standard: FieldDescription.Standard? = nil
    ) -> Double? {
        let unit = DocumentUnit.named(by: key)
        let shape = FieldShape.number(unit: unit, low: bounds.lowerBound, high: bounds.upperBound)
        guard let node = value(key, shape, required: required, help, standard: standard) else { return nil }
        return scalarNumber(node, path: inner(key), unit: unit, bounds).map(unit.toSI)
    }

    private mutating func readInteger(
        _ key: String, _ bounds: ClosedRange<Int>, required: Bool, _ help: String, standard: FieldDescription.Standard? = nil
    ) -> Int? {
        let shape = FieldShape.integer(low: bounds.lowerBound, high: bounds.upperBound)
        guard let node = value(key, shape, required: required, help, standard: standard) else { return nil }
        return scalarInteger(node, path: inner(key), bounds)
    }

    /// The number as written, in its own unit.
    mutating func scalarNumber(
        _ node: DocumentNode, path: String, unit: DocumentUnit, _ bounds: ClosedRange<Double>
    ) -> Double? {
        let shape = FieldShape.number(unit: unit, low: bounds.lowerBound, high: bounds.upperBound)
        guard case .scalar(let text, let quoted) = node.content else {
            fault(at: node, path: path, "found \(node.found), allowed: \(shape.words)")
            return nil
        }
        guard !quoted else {
            fault(at: node, path: path, "found \(node.found) in quotes, allowed: \(shape.words), without quotes")
            return nil
        }
        switch StrictNumber.parse(text) {
        case .failure(.notANumber):
            fault(at: node, path: path, "found \(node.found), allowed: \(shape.words)")
        case .failure(.notFinite):
            fault(at: node, path: path, "found \(node.found), which is not finite; allowed: \(shape.words)")
        case .failure(.leadingZero(let bare)):
            fault(at: node, path: path, "found \(text), which YAML may read as octal; write \(bare)")
        case .success(let value):
            guard bounds.contains(value) else {
                let range =
                    "\(StrictNumber.text(bounds.lowerBound))…\(bounds.upperBound == .infinity ? "" : StrictNumber.text(bounds.upperBound))"
                fault(at: node, path: path, "\(text) is outside \(range)\(unit.symbol.isEmpty ? "" : " " + unit.symbol)")
                return nil
            }
            return value
        }
        return nil
    }

    mutating func scalarInteger(_ node: DocumentNode, path: String, _ bounds: ClosedRange<Int>) -> Int? {
        let range = FieldShape.integer(low: bounds.lowerBound, high: bounds.upperBound).words
        guard case .scalar(let text, quoted: false) = node.content, case let parsed = StrictNumber.parse(text) else {
            fault(at: node, path: path, "found \(node.found), allowed: \(range)")
            return nil
        }
        if case .failure(.leadingZero(let bare)) = parsed {
            fault(at: node, path: path, "found \(text), which YAML may read as octal; write \(bare)")
            return nil
        }
        guard case .success(let value) = parsed, let whole = Int(exactly: value) ?? Int(text) else {
            fault(at: node, path: path, "found \(node.found), allowed: \(range)")
            return nil
        }
        guard bounds.contains(whole) else {
            fault(
                at: node, path: path,
                "\(text) is outside \(bounds.lowerBound)…\(bounds.upperBound == .max ? "" : String(bounds.upperBound))")
            return nil
        }
        return whole
    }

    mutating func scalarFlag(_ node: DocumentNode, path: String) -> Bool? {
        if case .scalar(let text, quoted: false) = node.content {
            if text == "true" { return true }
            if text == "false" { return false }
        }
        fault(at: node, path: path, "found \(node.found), allowed: true or false")
        return nil
    }

    /// Text. A bare word that another YAML reader takes for a truth value or a number must stand in quotes.
    mutating func scalarText(_ node: DocumentNode, path: String) -> String? {
        guard case .scalar(let text, let quoted) = node.content, !node.isNothing else {
            fault(at: node, path: path, "found \(node.found), allowed: text")
            return nil
        }
        if !quoted {
            if ["yes", "no", "on", "off", "true", "false", "y", "n"].contains(text.lowercased()) {
                fault(at: node, path: path, "found \(text), which YAML 1.1 reads as a truth value; write \"\(text)\"")
                return nil
            }
            if case .failure(.notANumber) = StrictNumber.parse(text) {} else {
                fault(at: node, path: path, "found the number \(text), allowed: text; write \"\(text)\"")
                return nil
            }
        }
        return text
    }
}
