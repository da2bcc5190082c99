import CommandAndControl
import EarthEnvironment
import FlightDynamics
import NumericalMethods
import Quantities
import RadarSensing
import RunRecords
import Stochastics
import TacticalMessages
import TargetTracking

/// One object in the air, in truth; a reference, because the loop over rounds in flight reads it millions of times.
final class TargetState {
    var path: TargetPath
    /// Counts the paths it has had; an end event of an older path is void.
    var generation: Int32 = 0
    var appears: SimulationTime
    var ends: SimulationTime
    var isAlive = true
    var isEvading = false
    /// Where it was at the last refresh, for bucketing and jamming only.
    var snapshot: KinematicState<EarthFixed>
    /// Rounds now in flight against it.
    var inboundRounds = 0

    let evasion: EvasionModel?

    init(path: TargetPath, evasion: EvasionModel?) {
        self.path = path
        self.evasion = evasion
        appears = path.startTime
        ends = path.endTime
        snapshot = path.state(at: path.startTime)
    }

    /// Where it truly is.
    @inline(__always)
    func state(at time: SimulationTime) -> KinematicState<EarthFixed> { path.state(at: time) }
}

/// What changes about a radar.
struct RadarState {
    var isAlive = true
    var falseAlarmStream: RandomStream
    var linkStream: RandomStream
    /// Targets by sector of the present scan: time of dwell and target.
    var buckets: [[(time: SimulationTime, target: Int32)]] = []
    var scanStart: SimulationTime = .zero
}

/// A batch of plots on its way.
struct PlotBatch {
    var radar: Int
    var node: Int
    var time: SimulationTime
    var detections: [Detection]
    var sweptFrom: Radians
    var sweptTo: Radians
}

/// What a node knows of a track beyond its state.
struct TrackFile {
    var identification: IdentificationState
    var identity: TrackIdentity = .unknown
    /// Engagement that holds it, if any.
    var engagement: Int?
    /// Salvos already spent on it.
    var salvos = 0
    /// Not looked at again before this time.
    var restUntil: SimulationTime = .zero
    /// The truth that the record keeper believes it follows; perception never reads it.
    var truth: Int32 = -1
    var isFinal = false
    var seenAt: SimulationTime = .zero
}

/// A node's picture.
struct NodeState {
    var isAlive = true
    /// Whether it decides now: its superior is dead or unlinked, or it has none.
    var isInCharge: Bool
    var tracker: MultiTargetTracker
    var files: [Int32: TrackFile] = [:]
    /// Launch windows by track, of each fire unit and type of round.
    var windowMemos: [Int32: [WindowMemo]] = [:]
    var cycleScheduled = false
}

/// What changes about a fire unit.
struct FireUnitState {
    var isAlive = true
    var isLinked = true
    var sectorCentre: Radians
    var rounds: [[Int]]
    var reloads: [Int]
    var launcherAlive: [Bool]
    var reloadingUntil: [SimulationTime]
    var nextLaunch: SimulationTime = .zero
    var engagements: [Int] = []
    var guidedRounds = 0
    var reservedRounds: [Int]
    var isFraming = false
}

/// Where an engagement stands.
enum EngagementPhase { case ordered, designated, locked, flying, assessing, released }

/// One fire unit against one track, from order to release.
struct Engagement {
    var order: EngagementOrder
    var node: Int
    var fireUnit: Int
    var interceptor: Int
    var phase: EngagementPhase = .ordered
    /// The echo that the beam found where it was pointed; −1 before.
    var truth: Int32 = -1
    var filter: TrackFilter?
    /// The node's estimate as handed over.
    var designation: TrackReport
    var nextLook: SimulationTime = .zero
    var hits = 0
    var looks = 0
    var lastHit: SimulationTime = .zero
    var readyAt: SimulationTime = .zero
    var launched = 0
    var launchPending = false
    var rounds: [Int] = []
    var roundsFlying = 0
}

/// One round in flight; a reference for the same reason.
final class Round {
    let engagement: Int
    let interceptor: Int
    var state: InterceptorState
    let launchPosition: Position<EarthFixed>
    var receiver: RoundReceiver
    var isFlying = true
    let launchTime: SimulationTime
    /// Where it is to meet its target, by the present estimate, and how steeply it climbs to get there.
    var interceptPoint: Vector3
    var climbAngle: Double
    /// When, by the last plan.
    var intercept: SimulationTime?
    var nextPlan: SimulationTime = .zero
    /// How far its flight has been integrated, and when it is to be flown on.
    var flownTo: SimulationTime
    var due: SimulationTime
    /// Place of its record: target and shot.
    let target: Int
    let shot: Int

    init(
        engagement: Int, interceptor: Int, state: InterceptorState, launchPosition: Position<EarthFixed>,
        receiver: RoundReceiver, launchTime: SimulationTime, interceptPoint: Vector3, climbAngle: Double, target: Int,
        shot: Int
    ) {
        self.engagement = engagement
        self.interceptor = interceptor
        self.state = state
        self.launchPosition = launchPosition
        self.receiver = receiver
        self.launchTime = launchTime
        flownTo = launchTime
        due = launchTime
        self.interceptPoint = interceptPoint
        self.climbAngle = climbAngle
        self.target = target
        self.shot = shot
    }
}
