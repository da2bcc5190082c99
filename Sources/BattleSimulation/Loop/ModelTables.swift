import Quantities

/// A battle model's larger tables, copied once into memory that the loop reads in place; it lives as long as its run.
final class ModelTables {
    let radars: UnsafeMutablePointer<RadarUnit>
    let nodes: UnsafeMutablePointer<CommandNode>
    let fireUnits: UnsafeMutablePointer<FireUnitModel>
    let interceptors: UnsafeMutablePointer<InterceptorType>
    private let counts: (radars: Int, nodes: Int, fireUnits: Int, interceptors: Int)

    init(_ model: BattleModel) {
        radars = Self.copy(model.radars)
        nodes = Self.copy(model.nodes)
        fireUnits = Self.copy(model.fireUnits)
        interceptors = Self.copy(model.interceptors)
        counts = (model.radars.count, model.nodes.count, model.fireUnits.count, model.interceptors.count)
    }

    deinit {
        Self.free(radars, counts.radars)
        Self.free(nodes, counts.nodes)
        Self.free(fireUnits, counts.fireUnits)
        Self.free(interceptors, counts.interceptors)
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
