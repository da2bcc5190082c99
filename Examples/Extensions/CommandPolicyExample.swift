import CupolaEngine
import Testing

/// A command policy of one's own: the track that arrives first is fired at first, with the salvo of the doctrine, by the way that
/// kills most probably; value at stake, prices and what other tracks will need do not matter to it.
enum FirstToArrive {
    static func decide(on picture: Picture) -> PostDecision {
        var decision = PostDecision()
        var free = picture.units.map { (channels: $0.freeTargetChannels, guidance: $0.freeGuidanceChannels, rounds: $0.readyRounds) }
        let order = picture.candidates.indices.sorted {
            (picture.candidates[$0].timeToArrive, $0) < (picture.candidates[$1].timeToArrive, $1)
        }
        for place in order {
            let track = picture.candidates[place]
            let salvo = min(picture.doctrine.rounds(afterSalvos: track.salvosSpent), track.roundsLeft)
            let ways = picture.options.filter { option in
                let unit = free[option.fireUnit]
                return option.track == place && salvo > 0 && unit.channels > 0 && unit.guidance >= salvo
                    && unit.rounds[Int(option.interceptorType.rawValue)] >= salvo
            }
            guard let way = ways.max(by: { $0.killProbability < $1.killProbability }) else {
                decision.refusals.append(.init(track: track.identifier, reason: track.refusal))
                continue
            }
            free[way.fireUnit].channels -= 1
            free[way.fireUnit].guidance -= salvo
            free[way.fireUnit].rounds[Int(way.interceptorType.rawValue)] -= salvo
            var missed = 1.0
            for _ in 0..<salvo { missed *= 1 - way.killProbability }
            decision.fires.append(
                .init(
                    track: track.identifier, fireUnit: picture.units[way.fireUnit].fireUnit, interceptorType: way.interceptorType,
                    salvo: salvo, launchNotBefore: way.launchNotBefore, launchNotAfter: way.launchNotAfter,
                    expectedKillProbability: 1 - missed))
        }
        return decision
    }
}

@Suite struct CommandPolicyExample {
    /// Every post of the raid decides by a policy, through the doors.
    private func fly(_ model: BattleModel, _ policy: (Picture) -> PostDecision) -> RunRecord {
        var session = BattleSession(model, seed: 1, index: 0, manned: Set(model.nodes.indices))
        while let post = session.advance(to: .distantFuture) {
            if let picture = session.picture(of: post) { session.submit(policy(picture), by: post) }
        }
        return session.finish()
    }

    @Test func `a policy of one's own decides a raid, and the record flies again the same`() throws {
        let model = try Scene.model("saturation")
        let own = fly(model, FirstToArrive.decide)
        let builtIn = fly(model, BuiltInDoctrine.decide)
        #expect(own.targets.contains { !$0.shots.isEmpty } && own.targets.contains { $0.outcome == .killed })
        #expect(RecordDigest.hexadecimal(of: own) != RecordDigest.hexadecimal(of: builtIn))
        #expect(RecordDigest.hexadecimal(of: BattleRunner.replay(own, of: model)) == RecordDigest.hexadecimal(of: own))
        let inside = BattleRunner.run(model, seed: 1, index: 0)
        #expect(RecordDigest.hexadecimal(of: builtIn) == RecordDigest.hexadecimal(of: inside), "the built-in doctrine uses the same doors")
    }
}
