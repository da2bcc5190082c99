import CommandAndControl
import DefenceModels
import EarthEnvironment
import NumericalMethods
import Quantities
import RadarSensing
import RunRecords

extension ReplayScene {
    /// The scene of a defence: everything that stands, in the frame of the scene's origin.
    init(_ tables: DefenceTables, in frame: LocalLevelFrame, dice: RunDice, heading: Witness.Heading) {
        let model = tables.model
        let origin = frame.origin
        self.init(
            scenario: heading.scenario, arm: heading.arm, seed: dice.seed, index: dice.index, modelVersion: heading.modelVersion,
            origin: ReplayPlace(latitudeDegrees: origin.latitudeDegrees, longitudeDegrees: origin.longitudeDegrees, height: origin.height),
            end: 0, refraction: model.radars.first?.site.horizon.earth.k ?? Refraction.standardFactor)
        func place(_ position: GeodeticPosition) -> Vector3 { frame.toLocal(WGS84.earthFixed(position)).vector }
        missiles = model.interceptors.map(\.name)
        posts = model.nodes.map { node in
            ReplayPost(name: node.name, position: place(node.frame.origin), superior: node.superior)
        }
        radars = model.radars.map { radar in
            var entry = ReplayRadar(
                name: radar.name, role: radar.role == .acquisition ? .acquisition : .engagement, position: place(radar.site.frame.origin),
                sectorCentre: 0, sectorWidth: 2 * .pi, range: radar.site.model.instrumentedRange, period: radar.site.model.renewalPeriod)
            entry.model = radar.site.model.name
            entry.frequency = radar.site.model.frequency
            return entry
        }
        for unit in model.fireUnits {
            radars[unit.engagementRadar].sectorCentre = unit.sectorCentre
            radars[unit.engagementRadar].sectorWidth = unit.sectorWidth
        }
        batteries = model.fireUnits.enumerated().map { number, unit in
            let post = model.nodes.firstIndex { $0.superior == nil && $0.fireUnits.contains(number) }
            return ReplayBattery(
                name: unit.name, system: unit.system, radar: unit.engagementRadar, post: post ?? unit.node, channels: unit.targetChannels,
                guidanceChannels: unit.guidanceChannels)
        }
        for (number, unit) in model.fireUnits.enumerated() {
            for launcher in unit.launchers {
                launchers.append(
                    ReplayLauncher(
                        name: model.assets[launcher.asset].name, battery: number, position: place(model.assets[launcher.asset].position)))
            }
        }
        assets = model.assets.map { asset in
            ReplayAsset(name: asset.name, kind: asset.kind, position: place(asset.position), value: asset.value, radius: asset.radius)
        }
        corridors = model.corridors.map { corridor in
            ReplayCorridor(
                points: corridor.points.map { frame.toLocal(Position<EarthFixed>($0)).vector }, halfWidth: corridor.halfWidth,
                altitudeMinimum: corridor.altitudeMinimum, altitudeMaximum: corridor.altitudeMaximum)
        }
    }
}

extension ReplayRecorder {
    /// What was lost for good; radars, posts and launchers that fell with it were written down as they did.
    mutating func addLosses(_ record: RunRecord) {
        var changes = replay.changes
        for (place, asset) in record.assets.enumerated() {
            guard let time = asset.lost else { continue }
            changes.append(
                ReplayChange(time: time, subject: .asset, number: place, condition: .lost, position: replay.scene.assets[place].position))
        }
        // In time; those of one time in the order in which they came.
        replay.changes = changes.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
    }
}
