package import CommandAndControl
import EarthEnvironment
package import NumericalMethods
import Quantities
package import Stochastics
import TacticalMessages

/// A large part of the model behind a reference: a loop that reads one field copies nothing.
package final class Fixed<Value: Sendable>: Sendable {
    package let value: Value

    package init(_ value: Value) { self.value = value }
}

/// The defence as a run reads it: entries in memory of their own, read in place, and what follows from them. It lives as
/// long as its run.
package final class DefenceTables {
    package let model: DefenceModel
    package let radars: [Fixed<RadarUnit>]
    package let interceptors: [Fixed<InterceptorType>]
    package let nodes: UnsafePointer<CommandNode>
    package let fireUnits: UnsafePointer<FireUnitModel>
    /// Where each fire unit stands, earth-fixed, metres, and which types of round it has or is brought.
    package let unitSites: [Vector3]
    package let unitLoads: [[Bool]]
    /// What the planners defend, with its worth to them.
    package let defended: [DefendedAsset]
    /// What radars, nodes and fire units are called, for the addresses of their draws.
    package let radarNames: [EntityName]
    package let nodeNames: [EntityName]
    package let unitNames: [EntityName]
    private let nodeMemory: UnsafeMutablePointer<CommandNode>
    private let fireUnitMemory: UnsafeMutablePointer<FireUnitModel>

    package init(_ model: DefenceModel) {
        self.model = model
        radars = model.radars.map(Fixed.init)
        interceptors = model.interceptors.map(Fixed.init)
        radarNames = model.radars.map { EntityName($0.name) }
        nodeNames = model.nodes.map { EntityName($0.name) }
        unitNames = model.fireUnits.map { EntityName($0.name) }
        nodeMemory = Self.copy(model.nodes)
        fireUnitMemory = Self.copy(model.fireUnits)
        nodes = UnsafePointer(nodeMemory)
        fireUnits = UnsafePointer(fireUnitMemory)
        unitSites = model.fireUnits.map { WGS84.earthFixed($0.position).vector }
        unitLoads = model.fireUnits.map { unit in
            model.interceptors.indices.map { type in
                unit.launchers.contains { $0.rounds[type] > 0 } || unit.reloads[type] > 0
            }
        }
        defended = model.assets.enumerated().filter { $0.element.plannerValue > 0 }.map { place, asset in
            DefendedAsset(
                identifier: AssetIdentifier(rawValue: Int32(place)), position: WGS84.earthFixed(asset.position),
                value: asset.plannerValue, radius: asset.radius)
        }
    }

    deinit {
        Self.free(nodeMemory, model.nodes.count)
        Self.free(fireUnitMemory, model.fireUnits.count)
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
