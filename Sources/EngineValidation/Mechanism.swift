import BattleSimulation
import BattleWorld
import CommandAndControl
import DefenceModels
import EarthEnvironment
import RadarSensing
import TargetTracking

/// One mechanism of the engine, taken out of a battle to see what it does: for tables, never for answers.
package enum Mechanism: String, CaseIterable, Sendable {
    /// Waves bend round the horizon and over edges.
    case diffraction
    /// Land echoes, and filters take it away only so far.
    case clutter
    /// Smooth ground reflects: two rays, and errors of a low target's height.
    case reflection
    /// What lies below rounds: they meet it, it shortens their fuzes' reach and shows their receivers an image.
    case ground
    /// Engagement radars report what they see of their own sector.
    case ownSearch = "own-search"
    /// Posts turn the sectors of engagement radars.
    case turningSectors = "turning-sectors"
    /// Pairs of plots as far apart as what flies faster than 1,000 m/s leaves them begin tracks.
    case fastTracks = "fast-tracks"
    /// Nothing is fired from afar at what could turn away and be out of reach.
    case noEscapeZone = "no-escape-zone"
    /// Salvos by kind of target and time left; without, always the whole salvo.
    case salvoRule = "salvo-rule"
    /// Targets that can, turn when a round comes near.
    case evasion
    /// Guns of point defences.
    case guns
    /// Engagements that have fired nothing give way to better ones.
    case breakOff = "break-off"
    /// A second battery joins at the last opportunity against what falls freely or homes on radars.
    case secondBattery = "second-battery"

    /// A model without the mechanism, all else as it was.
    package func removed(from model: BattleModel) -> BattleModel {
        var copy = model
        switch self {
        case .diffraction: Self.change(&copy) { $0.hasDiffraction = false }
        case .clutter: Self.change(&copy) { $0.landCover = nil }
        case .reflection:
            Self.change(&copy) {
                $0.hasMultipath = false
                $0.hasHeightError = false
            }
        // Far below all that flies.
        case .ground: copy.ground = GroundSurface(.flat(height: -100_000))
        case .ownSearch:
            for radar in copy.radars.indices where copy.radars[radar].role == .engagement { copy.radars[radar].nodes = [] }
        case .turningSectors: for unit in copy.fireUnits.indices { copy.fireUnits[unit].slewRate = 1e-9 }
        case .fastTracks:
            for node in copy.nodes.indices {
                copy.nodes[node].tracker.speedMaximum = min(1_000, copy.nodes[node].tracker.speedMaximum)
            }
        case .noEscapeZone: for node in copy.nodes.indices { copy.nodes[node].doctrine.keepsToNoEscapeZone = false }
        case .salvoRule: for node in copy.nodes.indices { copy.nodes[node].doctrine.mode = .salvoLookSalvo }
        case .evasion: for target in copy.targets.indices { copy.targets[target].evasion = nil }
        case .guns: for unit in copy.fireUnits.indices { copy.fireUnits[unit].gun = nil }
        case .breakOff: for node in copy.nodes.indices { copy.nodes[node].doctrine.breaksOff = false }
        case .secondBattery: for node in copy.nodes.indices { copy.nodes[node].doctrine.engagesTwice = false }
        }
        return copy
    }

    private static func change(_ model: inout BattleModel, _ edit: (inout RadarModel) -> Void) {
        for radar in model.radars.indices { model.radars[radar].site = model.radars[radar].site.changed(edit) }
    }
}
