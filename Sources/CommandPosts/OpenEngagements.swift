import CommandAndControl
import DefenceModels
import FireControl
package import Quantities
package import TacticalMessages

/// An order that is taken back, unless a round has left by then.
package struct BreakOff {
    package var order: OrderIdentifier
    package var unit: Int
}

// Orders that are not over: what may be broken off, what a second battery may join.
extension Posts {
    /// An order as its post keeps it.
    func opened(_ fire: PostDecision.Fire, _ identifier: OrderIdentifier, unit: Int, node: Int, at now: SimulationTime) -> OpenOrder {
        let model = tables.fireUnits[tables.nodes[node].fireUnits[unit]]
        let option = nodes[node].picture.flatMap { picture in
            picture.options.first {
                picture.candidates[$0.track].identifier == fire.track && $0.fireUnit == unit && $0.interceptorType == fire.interceptorType
            }
        }
        let met = option?.interceptTime ?? fire.launchNotAfter
        var order = OpenOrder(
            identifier: identifier, track: fire.track, unit: unit, type: Int(fire.interceptorType.rawValue), salvo: fire.salvo,
            sentAt: now, launchNotAfter: fire.launchNotAfter, over: met == .distantFuture ? met : met.advanced(by: model.assessmentDelay))
        order.killProbability = fire.expectedKillProbability
        order.price = option?.price ?? 0
        order.isLastChance = option?.isLastChance ?? false
        return order
    }

    /// A node's engagements, where a target may want the channel of one, or one has become needless.
    func openEngagements(_ place: Int, _ picture: Picture) -> [OpenEngagement] {
        guard picture.doctrine.breaksOff, !nodes[place].orders.isEmpty else { return [] }
        let isShort = !picture.candidates.isEmpty
            && picture.units.contains { $0.isAble && min($0.freeTargetChannels, $0.freeGuidanceChannels) <= 0 }
        guard isShort || picture.tracks.contains(where: { $0.isCalledKilled && $0.order != nil }) else { return [] }
        return nodes[place].orders.map { order in
            let engaged = picture.units[order.unit].engaged.first { $0.order == order.identifier }
            let track = picture.tracks.first { $0.report.identifier == order.track }
            var isUnfired = order.isAcknowledged && engaged?.hasFired == false && order.brokenOffAt == nil
            var worth = 0.0
            if isUnfired {
                // What its post no longer sees its unit may: that is left to the unit.
                let assessment = track.flatMap { ThreatEvaluation.evaluate($0.report, assets: tables.defended) }
                isUnfired = track != nil
                worth = assessment.map {
                    CommandCycle.worth(
                        value: $0.value, timeToArrive: $0.timeToArrive, killed: order.killProbability,
                        lateness: order.over.seconds(since: picture.time), price: order.price)
                } ?? 0
            }
            return OpenEngagement(
                order: order.identifier, fireUnit: order.unit, interceptorType: order.type, salvo: order.salvo, worth: worth,
                launchNotAfter: order.launchNotAfter, over: order.over, isUnfired: isUnfired,
                isCalledKilled: track?.isCalledKilled ?? false)
        }
    }

    /// The orders that a decision takes back, remembered as such.
    package mutating func breakOff(_ decision: PostDecision, node: Int, at now: SimulationTime) -> [BreakOff] {
        decision.breakOffs.compactMap { identifier in
            guard let place = nodes[node].orders.firstIndex(where: { $0.identifier == identifier }),
                nodes[node].orders[place].brokenOffAt == nil
            else { return nil }
            nodes[node].orders[place].brokenOffAt = now
            return BreakOff(order: identifier, unit: tables.nodes[node].fireUnits[nodes[node].orders[place].unit])
        }
    }

    /// The order that holds a track where a second battery may join it: at the last opportunity of the first, against what falls freely or
    /// homes on radars; nil where none may.
    func joinable(_ file: TrackFile, _ report: TrackReport, node place: Int) -> OpenOrder? {
        guard let identifier = file.order, file.support == nil, tables.nodes[place].doctrine.engagesTwice,
            tables.nodes[place].fireUnits.count > 1, report.ballisticProbability > 0.5 || EmissionRule.isSeeker(report),
            let order = nodes[place].orders.first(where: { $0.identifier == identifier }), order.isLastChance, order.brokenOffAt == nil
        else { return nil }
        return order
    }

    /// Whether what is threatened is one of the defence's own radars.
    func isRadar(_ asset: AssetIdentifier) -> Bool { tables.model.radars.contains { $0.asset == Int(asset.rawValue) } }
}
