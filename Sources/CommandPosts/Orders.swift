import CommandAndControl
import DefenceModels
package import Quantities
import TacticalMessages

// Orders given, and what fire units report of them: messages that may be late, and lost.
extension Posts {
    /// A fire unit's message reaches its post.
    /// - Returns: whether it calls for a cycle that is not set yet.
    package mutating func take(_ message: UnitMessage, node: Int, at now: SimulationTime) -> Bool {
        guard decides(node), let unit = tables.nodes[node].fireUnits.firstIndex(of: Int(message.status.fireUnit.rawValue))
        else { return false }
        if let report = message.report, Int(report.order.post.rawValue) == node { close(report, node: node, at: now) }
        guard message.status.time >= nodes[node].statuses[unit].time else { return false }
        nodes[node].statuses[unit] = message.status
        nodes[node].isReachable[unit] = true
        for place in nodes[node].orders.indices.reversed() where nodes[node].orders[place].unit == unit {
            let order = nodes[node].orders[place]
            if message.status.engaged.contains(where: { $0.order == order.identifier }) {
                nodes[node].orders[place].isAcknowledged = true
            } else if order.isAcknowledged {
                // It was under way and is not any more: the report on it was lost.
                forget(order, node: node, rounds: order.salvo)
            }
        }
        return isCycleDue(node)
    }

    /// A fire unit is silent, or is heard again.
    package mutating func setReachable(_ isReachable: Bool, unit: Int, node: Int) {
        guard let place = tables.nodes[node].fireUnits.firstIndex(of: unit) else { return }
        nodes[node].isReachable[place] = isReachable
        guard !isReachable else { return }
        // What it was told to do it may have done; others may be told to do it too.
        for order in nodes[node].orders where order.unit == place {
            forget(order, node: node, rounds: order.isAcknowledged ? order.salvo : 0)
        }
    }

    /// Orders that nobody has acknowledged in time were lost, and may be given again.
    mutating func noticeLostOrders(_ node: Int, at now: SimulationTime) {
        guard !nodes[node].orders.isEmpty else { return }
        let model = tables.nodes + node
        let patience = model.pointee.orderPatience
        for order in nodes[node].orders where !order.isAcknowledged && now.seconds(since: order.sentAt) > patience {
            forget(order, node: node, rounds: 0)
        }
    }

    /// Fire units as a node knows them: last reports, less what its orders on their way will take.
    func known(_ node: Int) -> [UnitStatus] {
        var known = nodes[node].statuses
        for place in known.indices where !nodes[node].isReachable[place] || !known[place].isAble {
            known[place].isAble = false
            known[place].freeTargetChannels = 0
            known[place].freeGuidanceChannels = 0
            known[place].canMove = false
        }
        for order in nodes[node].orders where !order.isAcknowledged {
            known[order.unit].freeTargetChannels -= 1
            known[order.unit].freeGuidanceChannels -= order.salvo
            known[order.unit].readyRounds[order.type] = max(0, known[order.unit].readyRounds[order.type] - order.salvo)
            known[order.unit].isEngaged = true
        }
        return known
    }

    /// Turns a decision into orders; each holds its track from now on.
    package mutating func give(_ decision: PostDecision, node: Int, at now: SimulationTime) -> [OrderMessage] {
        var messages: [OrderMessage] = []
        for fire in decision.fires {
            guard let unit = tables.nodes[node].fireUnits.firstIndex(of: Int(fire.fireUnit.rawValue)), fire.salvo > 0,
                tables.interceptors.indices.contains(Int(fire.interceptorType.rawValue)),
                let track = nodes[node].picture?.tracks.first(where: { $0.report.identifier == fire.track })
            else { continue }
            let identifier = OrderIdentifier(post: PostIdentifier(rawValue: Int32(node)), number: nodes[node].orderCount)
            nodes[node].orderCount += 1
            nodes[node].orders.append(opened(fire, identifier, unit: unit, node: node, at: now))
            if nodes[node].files[fire.track.rawValue]?.order == nil {
                nodes[node].files[fire.track.rawValue]?.order = identifier
            } else {
                nodes[node].files[fire.track.rawValue]?.support = identifier
            }
            nodes[node].files[fire.track.rawValue]?.salvos += 1
            nodes[node].files[fire.track.rawValue]?.rounds += fire.salvo
            messages.append(
                OrderMessage(
                    order: EngagementOrder(
                        identifier: identifier, track: fire.track, fireUnit: fire.fireUnit,
                        interceptorType: fire.interceptorType, salvo: fire.salvo, time: now,
                        launchNotBefore: fire.launchNotBefore, launchNotAfter: fire.launchNotAfter,
                        expectedKillProbability: fire.expectedKillProbability),
                    designation: track.report))
        }
        if tables.nodes[node].refusalIsFinal {
            for refusal in decision.refusals { nodes[node].files[refusal.track.rawValue]?.isFinal = true }
        }
        return messages
    }

    /// An engagement is over. Where nothing was launched its track rests for 5 s; where the target is called killed it is
    /// left alone until it is seen to go on.
    private mutating func close(_ report: KillReport, node: Int, at now: SimulationTime) {
        guard let order = nodes[node].orders.first(where: { $0.identifier == report.order }) else { return }
        forget(order, node: node, rounds: report.launched)
        let track = order.track.rawValue
        if report.launched == 0 { nodes[node].files[track]?.restUntil = now.advanced(by: 5) }
        guard report.assessment == .killed else { return }
        if tables.fireUnits[Int(report.fireUnit.rawValue)].rechecksKills {
            nodes[node].files[track]?.killedAt = report.time
            nodes[node].files[track]?.updatesSinceKill = 0
        } else {
            nodes[node].files[track]?.isFinal = true
        }
    }

    /// - Parameter rounds: that were fired, as far as the post knows.
    private mutating func forget(_ order: OpenOrder, node: Int, rounds: Int) {
        nodes[node].orders.removeAll { $0.identifier == order.identifier }
        let track = order.track.rawValue
        guard let file = nodes[node].files[track], file.order == order.identifier || file.support == order.identifier else { return }
        if file.order == order.identifier { nodes[node].files[track]?.order = file.support }
        nodes[node].files[track]?.support = nil
        nodes[node].files[track]?.rounds += rounds - order.salvo
        if rounds == 0 { nodes[node].files[track]?.salvos -= 1 }
    }
}
