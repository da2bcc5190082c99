/// A unit of the scenario that an arm uses, perhaps with its battalions and its post at other places.
public struct UnitUseDocument: DocumentObject, Sendable {
    /// Name of an entry of the scenario's `units`.
    public let unit: String
    /// Its name in this arm; nil: the unit's own.
    public let name: String?
    /// Where battalions stand in this arm, by name; those that are not named stand where the unit says.
    public let places: [Named<PlaceDocument>]
    /// Battalions that the unit does not have in this arm, by name.
    public let left: [String]
    /// Where its command post stands in this arm; nil: where the unit says.
    public let commandPost: PlaceDocument?

    package init(reading fields: inout FieldReader) {
        unit = fields.text("unit", "name of one of the scenario's units")
        name = fields.optionalText("name", "its name in this arm; the unit's own when absent")
        places = fields.named("places", PlaceDocument.self, "battalions that stand elsewhere in this arm, by name")
        left = fields.texts("without", count: 0...23, "battalions that it does not have in this arm, by name")
        commandPost = fields.optionalObject("command_post", PlaceDocument.self, "where its command post stands in this arm")
    }
}

extension DocumentNode {
    /// A scenario's text with the units that its arms use written into them, so that paths, checks and compilation see one kind of arm.
    ///
    /// What does not fit is left alone: decoding complains of it at its line.
    func withUnitsInPlace() -> DocumentNode {
        guard let known = self["units"]?.items, !known.isEmpty, case .map(var entries) = content,
            let place = entries.firstIndex(where: { $0.key == "arms" }), case .map(var arms) = entries[place].value.content
        else { return self }
        for arm in arms.indices {
            guard let uses = arms[arm].value["use"]?.items, !uses.isEmpty, case .map(var fields) = arms[arm].value.content else { continue }
            let added = uses.compactMap { use -> DocumentNode? in
                guard let name = use.textOfKey("unit"), let unit = known.first(where: { $0.textOfKey("name") == name }) else { return nil }
                return unit.moved(to: use)
            }
            if let own = fields.firstIndex(where: { $0.key == "units" }) {
                fields[own].value.content = .list(fields[own].value.items + added)
            } else {
                fields.append(
                    Entry(
                        key: "units", line: arms[arm].line, column: arms[arm].column,
                        value: DocumentNode(line: arms[arm].line, column: arms[arm].column, content: .list(added))))
            }
            arms[arm].value.content = .map(fields)
        }
        entries[place].value.content = .map(arms)
        return DocumentNode(line: line, column: column, content: .map(entries))
    }

    /// The same with a study's changes: those of `units` first, so that every arm that uses a unit has them.
    func changed(by overrides: [PathOverride], file: String) throws(DocumentErrors) -> DocumentNode {
        func isOfUnits(_ item: PathOverride) -> Bool { Self.steps(of: item.path)?.first == "units" }
        return try applying(overrides.filter(isOfUnits), file: file).withUnitsInPlace()
            .applying(overrides.filter { !isOfUnits($0) }, file: file)
    }

    /// A unit under the name and at the places that a use of it gives.
    private func moved(to use: DocumentNode) -> DocumentNode {
        var unit = self
        if let name = use["name"] { unit["name"] = name }
        if let place = use["command_post"], var post = self["command_post"] {
            post["position"] = place
            unit["command_post"] = post
        }
        let left = Set((use["without"]?.items ?? []).compactMap { item -> String? in
            if case .scalar(let text, _) = item.content { text } else { nil }
        })
        var wanted: [Entry] = []
        if case .map(let entries)? = use["places"]?.content { wanted = entries }
        guard !left.isEmpty || !wanted.isEmpty, let battalions = self["battalions"] else { return unit }
        unit["battalions"] = DocumentNode(
            line: battalions.line, column: battalions.column,
            content: .list(battalions.items.filter { !left.contains($0.textOfKey("name") ?? "") }.map { battalion in
                guard let entry = wanted.first(where: { $0.key == battalion.textOfKey("name") }) else { return battalion }
                var moved = battalion
                moved["position"] = entry.value
                return moved
            }))
        return unit
    }

    /// The items of a list; none where it is not one.
    var items: [DocumentNode] {
        if case .list(let items) = content { items } else { [] }
    }

    /// The value of a key of a map; setting a key that is missing adds it, and does nothing where there is no map.
    subscript(_ key: String) -> DocumentNode? {
        get {
            guard case .map(let entries) = content else { return nil }
            return entries.first { $0.key == key }?.value
        }
        set {
            guard case .map(var entries) = content, let newValue else { return }
            if let place = entries.firstIndex(where: { $0.key == key }) {
                entries[place].value = newValue
            } else {
                entries.append(Entry(key: key, line: newValue.line, column: newValue.column, value: newValue))
            }
            content = .map(entries)
        }
    }
}
