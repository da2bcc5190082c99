/// A large part of the model, read in place in the tables of the run: a loop that reads one field copies and counts nothing.
struct Fixed<Value> {
    private let pointer: UnsafePointer<Value>

    init(_ pointer: UnsafePointer<Value>) { self.pointer = pointer }

    var value: Value {
        @inline(__always) _read { yield pointer.pointee }
    }
}

/// The model's tables of mid-sized entries in memory of their own, read in place; it lives as long as its run.
final class ModelTables {
    let nodes: UnsafeMutablePointer<CommandNode>
    let fireUnits: UnsafeMutablePointer<FireUnitModel>
    private let radars: UnsafeMutablePointer<RadarUnit>
    private let interceptors: UnsafeMutablePointer<InterceptorType>
    private let nodeCount: Int
    private let fireUnitCount: Int
    private let radarCount: Int
    private let interceptorCount: Int

    var radarUnits: [Fixed<RadarUnit>] { (0..<radarCount).map { Fixed(UnsafePointer(radars + $0)) } }
    var interceptorTypes: [Fixed<InterceptorType>] { (0..<interceptorCount).map { Fixed(UnsafePointer(interceptors + $0)) } }

    init(_ model: BattleModel) {
        nodes = Self.copy(model.nodes)
        fireUnits = Self.copy(model.fireUnits)
        radars = Self.copy(model.radars)
        interceptors = Self.copy(model.interceptors)
        nodeCount = model.nodes.count
        fireUnitCount = model.fireUnits.count
        radarCount = model.radars.count
        interceptorCount = model.interceptors.count
    }

    deinit {
        Self.free(nodes, nodeCount)
        Self.free(fireUnits, fireUnitCount)
        Self.free(radars, radarCount)
        Self.free(interceptors, interceptorCount)
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
