/// A large part of the model behind a reference: a loop that reads one field copies nothing.
final class Fixed<Value: Sendable>: Sendable {
    let value: Value

    init(_ value: Value) { self.value = value }
}

/// The model's tables of mid-sized entries in memory of their own, read in place; it lives as long as its run.
final class ModelTables {
    let nodes: UnsafeMutablePointer<CommandNode>
    let fireUnits: UnsafeMutablePointer<FireUnitModel>
    private let nodeCount: Int
    private let fireUnitCount: Int

    init(_ model: BattleModel) {
        nodes = Self.copy(model.nodes)
        fireUnits = Self.copy(model.fireUnits)
        nodeCount = model.nodes.count
        fireUnitCount = model.fireUnits.count
    }

    deinit {
        Self.free(nodes, nodeCount)
        Self.free(fireUnits, fireUnitCount)
    }

    private static func copy<Entry>(_ entries: [Entry]) -> UnsafeMutablePointer<Entry> {
        let memory = UnsafeMutablePointer<Entry>.allocate(capacity: max(1, entries.count))
        memory.initialize(from: entries, count: entries.count)
        return memory
    }

    private static func free<Entry>(_ memory: UnsafeMutablePointer<Entry>, _ count: Int) {
        memory.deinitialize(count: count)
        memory.deallocate()
    }
}
