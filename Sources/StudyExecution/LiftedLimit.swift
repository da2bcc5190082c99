public import BattleSimulation
import CommandAndControl
import DefenceModels
import RadarSensing

/// One thing that bounds a defence, taken away: what would have saved a raider's target if it had not been there?
public enum LiftedLimit: String, CaseIterable, Sendable {
    /// Every engagement radar guides as many rounds at as many targets as are asked for.
    case channels
    /// No launcher runs empty.
    case rounds
    /// Crews react and assess at once.
    case delays
    /// Radars stand over a plain at sea level: no hill hides anything; the curve of the earth remains.
    case terrain
    /// Engagement radars look all round.
    case sector
    /// What is not known to be a friend or an airliner may be fired at.
    case identity
    /// Every round that arrives kills.
    case killProbability = "kill-probability"
    /// Messages arrive at once and none is lost; no link breaks.
    case links

    /// In words, after `with`.
    public var title: String {
        switch self {
        case .channels: "as many fire channels as are asked for"
        case .rounds: "rounds without end"
        case .delays: "no delay of the crew"
        case .terrain: "no hills"
        case .sector: "engagement radars that look all round"
        case .identity: "leave to fire at all that is not friendly or civil"
        case .killProbability: "rounds that always kill"
        case .links: "links without delay or loss"
        }
    }

    /// More than any battle asks for.
    private static let plenty = 10_000

    /// A model with the limit lifted and all else as it was.
    public func lifted(_ model: BattleModel) -> BattleModel {
        var copy = model
        switch self {
        case .channels:
            for unit in copy.fireUnits.indices {
                copy.fireUnits[unit].targetChannels = Self.plenty
                copy.fireUnits[unit].guidanceChannels = Self.plenty
            }
        case .rounds:
            for unit in copy.fireUnits.indices {
                for launcher in copy.fireUnits[unit].launchers.indices {
                    copy.fireUnits[unit].launchers[launcher].rounds = copy.fireUnits[unit].launchers[launcher].rounds
                        .map { $0 > 0 ? Self.plenty : 0 }
                }
            }
        case .delays:
            for unit in copy.fireUnits.indices {
                copy.fireUnits[unit].reactionTime = 0
                copy.fireUnits[unit].assessmentDelay = 0
            }
        case .terrain:
            for radar in copy.radars.indices { copy.radars[radar].site = copy.radars[radar].site.overPlain() }
        case .sector:
            for unit in copy.fireUnits.indices { copy.fireUnits[unit].sectorWidth = 2 * .pi }
        case .identity:
            for node in copy.nodes.indices { copy.nodes[node].rules = .free }
        case .killProbability:
            for type in copy.interceptors.indices { copy.interceptors[type].fixedKillProbability = 1 }
        case .links:
            for radar in copy.radars.indices {
                copy.radars[radar].linkDelay = 0
                copy.radars[radar].linkLoss = 0
            }
            for node in copy.nodes.indices {
                copy.nodes[node].linkDelay = 0
                copy.nodes[node].linkLoss = 0
            }
            copy.failures.removeAll { if case .link = $0.subject { true } else { false } }
        }
        return copy
    }
}
