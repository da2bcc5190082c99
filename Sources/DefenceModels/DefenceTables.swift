package import CommandAndControl
package import EarthEnvironment
package import NumericalMethods
package import Quantities
import RadarSensing
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
    /// Radars where they stand now: those of a unit that moves are replaced as it leaves one place for another.
    package let radars: UnsafeBufferPointer<Fixed<RadarUnit>>
    package let interceptors: [Fixed<InterceptorType>]
    package let nodes: UnsafePointer<CommandNode>
    package let fireUnits: UnsafePointer<FireUnitModel>
    /// Where each fire unit stands, earth-fixed, metres, and which types of round it has or is brought.
    package let unitSites: UnsafeBufferPointer<Vector3>
    package let unitLoads: [[Bool]]
    /// What the planners defend, with its worth to them.
    package private(set) var defended: [DefendedAsset]
    /// Where everything that can be hit stands now.
    package private(set) var assetPlaces: [GeodeticPosition]
    /// Since when each radar has stood where it stands.
    package private(set) var placedSince: [SimulationTime]
    /// What radars, nodes and fire units are called, for the addresses of their draws.
    package let radarNames: [EntityName]
    package let nodeNames: [EntityName]
    package let unitNames: [EntityName]
    private let radarMemory: UnsafeMutablePointer<Fixed<RadarUnit>>
    private let siteMemory: UnsafeMutablePointer<Vector3>
    private let nodeMemory: UnsafeMutablePointer<CommandNode>
    private let fireUnitMemory: UnsafeMutablePointer<FireUnitModel>

    package init(_ model: DefenceModel) {
        self.model = model
        radarMemory = Self.copy(model.radars.map(Fixed.init))
        radars = UnsafeBufferPointer(start: radarMemory, count: model.radars.count)
        interceptors = model.interceptors.map(Fixed.init)
        radarNames = model.radars.map { EntityName($0.name) }
        nodeNames = model.nodes.map { EntityName($0.name) }
        unitNames = model.fireUnits.map { EntityName($0.name) }
        nodeMemory = Self.copy(model.nodes)
        fireUnitMemory = Self.copy(model.fireUnits)
        nodes = UnsafePointer(nodeMemory)
        fireUnits = UnsafePointer(fireUnitMemory)
        siteMemory = Self.copy(model.fireUnits.map { WGS84.earthFixed($0.position).vector })
        unitSites = UnsafeBufferPointer(start: siteMemory, count: model.fireUnits.count)
        unitLoads = model.fireUnits.map { unit in
            model.interceptors.indices.map { type in
                unit.launchers.contains { $0.rounds[type] > 0 } || unit.reloads[type] > 0
            }
        }
        assetPlaces = model.assets.map(\.position)
        placedSince = model.radars.map { _ in SimulationTime(nanoseconds: -1) }
        defended = model.assets.enumerated().filter { $0.element.plannerValue > 0 }.map { place, asset in
            DefendedAsset(
                identifier: AssetIdentifier(rawValue: Int32(place)), position: WGS84.earthFixed(asset.position),
                value: asset.plannerValue, radius: asset.radius)
        }
    }

    /// A fire unit leaves for another of its stations: from now on all that is reckoned of its parts is reckoned there.
    package func move(_ unit: Int, to number: Int, at now: SimulationTime) {
        let station = model.fireUnits[unit].movement.stations[number]
        siteMemory[unit] = WGS84.earthFixed(station.position).vector
        for moved in station.radars {
            var radar = radars[moved.radar].value
            radar.site = moved.site
            radarMemory[moved.radar] = Fixed(radar)
            placedSince[moved.radar] = now
            assetPlaces[radar.asset] = moved.site.frame.origin
        }
        for (launcher, place) in zip(model.fireUnits[unit].launchers, station.launchers) { assetPlaces[launcher.asset] = place }
        for place in defended.indices {
            defended[place].position = WGS84.earthFixed(assetPlaces[Int(defended[place].identifier.rawValue)])
        }
    }

    deinit {
        Self.free(radarMemory, model.radars.count)
        Self.free(siteMemory, model.fireUnits.count)
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
