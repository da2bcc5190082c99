import BattleSimulation
import DefenceModels
import EarthEnvironment
import Quantities
import ScenarioDocuments

// What a fire unit needs to stand at other places.
extension Compilation {
    /// - Parameters:
    ///   - fire: the unit, its launchers in place.
    ///   - radars: those that move along, by their places in the model, with the antenna's height above the ground, metres.
    ///   - isOnMast: an antenna of it stands on a mast.
    mutating func addMovement(
        _ fire: inout FireUnitModel, _ document: MovementDocument, radars: [(radar: Int, entry: RadarEntry, antenna: Metres)],
        isOnMast: Bool, system: SystemEntry, model: BattleModel
    ) {
        guard document.arrival != nil || document.departure != nil || !document.alternates.isEmpty else { return }
        var movement = Movement()
        movement.arrival = document.arrival.map { SimulationTime(seconds: $0) }
        movement.departure = document.departure.map { SimulationTime(seconds: $0) }
        movement.marchSpeed = document.marchSpeed
        movement.setupTime = max(system.setupTime.best, isOnMast ? system.mastErectionTime?.best ?? 0 : 0)
        movement.stations = [
            Station(
                position: fire.position, radars: radars.map { .init(radar: $0.radar, site: model.radars[$0.radar].site) },
                launchers: fire.launchers.map { model.assets[$0.asset].position })
        ]
        for place in document.alternates {
            let position = ground(place)
            if terrain.isVoid(position) {
                complain(
                    "terrain.paths",
                    "have no height under an alternate position of \(fire.name) (a void, or between tiles), allowed: ground under it")
            }
            movement.stations.append(
                Station(
                    position: position,
                    radars: radars.map { .init(radar: $0.radar, site: site($0.entry, antenna: ground(place, above: $0.antenna))) },
                    launchers: launcherPlaces(fire.launchers.count, around: position)))
        }
        fire.movement = movement
    }

    /// Launchers stand on a circle around their radar.
    func launcherPlaces(_ count: Int, around centre: GeodeticPosition) -> [GeodeticPosition] {
        (0..<count).map { number in
            var site = Compilation.destination(from: centre, bearing: 2 * .pi * Double(number) / Double(count), distance: 400)
            site.height = terrain.height(latitude: site.latitude, longitude: site.longitude)
            return site
        }
    }
}
