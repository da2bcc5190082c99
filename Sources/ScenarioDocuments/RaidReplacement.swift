import PlainText

extension ScenarioDocument {
    /// Reads a scenario with another raid in place of its own and nobody else in the air: for questions that the file does not ask
    /// itself.
    /// - Parameters: raid: a list of raid groups as text, of the program's own making.  overriding: put in place before.
    public static func load(path: String, overriding overrides: [PathOverride] = [], raid: String) throws(DocumentErrors)
        -> ScenarioDocument
    {
        var node = try DocumentParser.parse(path: path).changed(by: overrides, file: path)
        node["raids"] = try DocumentParser.parse(text: raid, file: "raid")
        let empty = DocumentNode(line: 0, column: 0, content: .list([]))
        for key in ["civil", "friends", "failures"] where node[key] != nil { node[key] = empty }
        return try FieldReader.decode(Self.self, from: node, file: path)
    }

    /// The text of a scenario with the battalions of an arm at other places, east and north of the origin, metres.
    ///
    /// Battalions are named by unit and battalion. Units that the arm uses get the places where they are used, so that other arms keep
    /// theirs.
    public static func text(
        path: String, arm: String, places: [(unit: String, battalion: String, east: Double, north: Double)]
    ) throws(DocumentErrors) -> String {
        var node = try DocumentParser.parse(path: path)
        guard var arms = node["arms"], var defence = arms[arm] else {
            throw DocumentErrors(file: path, message: "arms: no arm is named \(arm)")
        }
        for place in places {
            let position = DocumentNode(
                line: 0, column: 0,
                content: .map([("east_km", place.east), ("north_km", place.north)].map {
                    Entry(key: $0.0, line: 0, column: 0, value: DocumentNode(text: StrictNumber.text($0.1 / 1000)))
                }))
            if var units = defence["units"], let number = units.items.firstIndex(where: { $0.textOfKey("name") == place.unit }) {
                var items = units.items
                items[number].move(place.battalion, to: position)
                units.content = .list(items)
                defence["units"] = units
            } else if var uses = defence["use"],
                let number = uses.items.firstIndex(where: { ($0.textOfKey("name") ?? $0.textOfKey("unit")) == place.unit })
            {
                var items = uses.items
                var known = items[number]["places"] ?? DocumentNode.emptyMap
                known[place.battalion] = position
                items[number]["places"] = known
                uses.content = .list(items)
                defence["use"] = uses
            }
        }
        arms[arm] = defence
        node["arms"] = arms
        return node.yaml
    }

    private typealias Entry = DocumentNode.Entry
}

extension DocumentNode {
    /// Puts a battalion of a unit elsewhere.
    fileprivate mutating func move(_ battalion: String, to position: DocumentNode) {
        guard var battalions = self["battalions"] else { return }
        battalions.content = .list(battalions.items.map { item in
            guard item.textOfKey("name") == battalion else { return item }
            var moved = item
            moved["position"] = position
            return moved
        })
        self["battalions"] = battalions
    }
}
