import DefenceModels
import NumericalMethods
import Quantities
import TacticalMessages
import TargetTracking

/// Where a track that has cost rounds was last seen to go.
struct LastSeen {
    var report: TrackReport
    /// Another track has taken its place; it is left alone unless plots update it after this.
    var succeededAt: SimulationTime?
}

// Track breakage: a target whose track was lost comes back under another number, and must not cost its rounds again.
extension Posts {
    /// Longest time over which a lost track is carried on.
    private static var patience: Seconds { 60 }
    /// What a target may do unseen, m/s²: between a turn of one g and none.
    private static var manoeuvre: Double { 3 }

    /// A new track takes over the account, and the open order, of the fired-at track in whose place it appears: one that is gone or that
    /// no plot updates, whose expected place and velocity agree with the new one's within three standard deviations; of several the
    /// nearest. Tracks that were called killed leave nothing.
    ///     d² = |Δp|² / (σp² + σp′² + (σv′ t)² + (a t²/2)²),  e² = |Δv|² / (σv² + σv′² + (a t)²),  both ≤ 9
    /// - Source: S. Yeddanapudi, Y. Bar-Shalom, K. Pattipati, S. Deb, *Ballistic missile track initiation from satellite
    ///   observations*, and the
    ///   track segment association of Blackman and Popoli, *Design and Analysis of Modern Tracking Systems* (1999), section 9.5.
    mutating func takeOver(_ file: inout TrackFile, _ report: TrackReport, node: Int, at now: SimulationTime) {
        var heir: (number: Int32, distance: Double)?
        for (number, old) in nodes[node].files {
            guard old.rounds > 0, old.killedAt == nil, !old.isFinal, let seen = old.lastSeen, seen.succeededAt == nil,
                let distance = Self.distance(report, seen.report)
            else { continue }
            let track = nodes[node].tracker.listEstimates(at: now).first { $0.identifier.rawValue == number }
            if let track, track.misses < 2 { continue }
            if heir.map({ (distance, number) < ($0.distance, $0.number) }) ?? true { heir = (number, distance) }
        }
        guard let number = heir?.number, let old = nodes[node].files[number] else { return }
        file.rounds = old.rounds
        file.salvos = old.salvos
        file.restUntil = old.restUntil
        nodes[node].files[number]?.lastSeen?.succeededAt = now
        guard let order = old.order else { return }
        (file.order, file.support) = (order, old.support)
        nodes[node].files[number]?.order = nil
        nodes[node].files[number]?.support = nil
        for place in nodes[node].orders.indices
        where nodes[node].orders[place].identifier == order || nodes[node].orders[place].identifier == old.support {
            nodes[node].orders[place].track = report.identifier
        }
    }

    /// Squared distance in standard deviations between a new track and where an old one should be; nil beyond three.
    private static func distance(_ new: TrackReport, _ old: TrackReport) -> Double? {
        let time = new.time.seconds(since: old.time)
        guard time >= 0, time <= patience else { return nil }
        let velocity = old.state.velocity.vector
        let gap = (new.state.position.vector - old.state.position.vector - velocity * time).lengthSquared
        let drift = old.velocityDeviation * time
        let turned = manoeuvre * time
        let place = new.positionDeviation * new.positionDeviation + old.positionDeviation * old.positionDeviation
            + drift * drift + turned * turned * time * time / 4
        let change = (new.state.velocity.vector - velocity).lengthSquared
        let spread = new.velocityDeviation * new.velocityDeviation + old.velocityDeviation * old.velocityDeviation + turned * turned
        guard gap <= 9 * place, change <= 9 * spread else { return nil }
        return gap / place + change / spread
    }

    /// Whether another track has taken this one's place and no plot has said otherwise.
    func isSucceeded(_ file: TrackFile, _ report: TrackReport) -> Bool {
        guard let time = file.lastSeen?.succeededAt else { return false }
        return report.lastUpdate <= time
    }
}
