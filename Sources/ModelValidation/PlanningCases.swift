import ClosedForms

/// The closed forms of engagement (`models/a3_leakage`, `a3_fire_channels`, `a3_hughes_salvo`) by the planning tables of command.
/// The engine is held against the same cases in battles (`EngineValidation`).
enum PlanningCases {
    static let answers: [String: @Sendable (ModelFixture) throws -> [ReferenceAnswer]] = [
        "a3_leakage": { fixture in try fixture.cases.flatMap { try leakage(fixture, $0) } },
        "a3_fire_channels": { fixture in try fixture.cases.flatMap { try channels(fixture, $0) } },
        "a3_hughes_salvo": { fixture in try fixture.cases.flatMap { try exchange(fixture, $0) } },
    ]

    private static func unknown(_ fixture: ModelFixture, _ entry: ModelFixture.Case) -> ReferenceError {
        .malformed(file: fixture.file, why: "case \(entry.name): its inputs name no question that is known")
    }

    // MARK: Leakage

    private static func leakage(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> [ReferenceAnswer] {
        let kill = try fixture.probability(entry, "pk")
        if entry.inputs["salvos"] != nil { return try looks(fixture, entry, kill) }
        if entry.inputs["magazine_M"] != nil { return try magazine(fixture, entry, kill) }
        if entry.inputs["leak_required"] != nil { return try need(fixture, entry, SalvoPlan(killProbability: kill)) }
        if entry.inputs["shots_per_target"] != nil { return try salvo(fixture, entry, SalvoPlan(killProbability: kill)) }
        throw unknown(fixture, entry)
    }

    private static func salvo(_ fixture: ModelFixture, _ entry: ModelFixture.Case, _ plan: SalvoPlan) throws -> [ReferenceAnswer] {
        let rounds = try fixture.whole(entry, "shots_per_target", in: 0...1_000)
        let raid = try fixture.whole(entry, "raid_N", in: 1...10_000)
        let magazine = try fixture.whole(entry, "interceptors_M", in: 0...1_000_000)
        let spread = plan.leakers(rounds: SalvoPlan.evenSpread(magazine: magazine, targets: raid))
        let leak = plan.leakProbability(rounds: rounds)
        return [
            fixture.answer(entry, "p_leak_one", leak), fixture.answer(entry, "p_kill_one", 1 - leak),
            fixture.answer(entry, "expected_leakers_n_each", Double(raid) * leak),
            fixture.answer(entry, "p_no_leaker_n_each", plan.cleanProbability(targets: raid, rounds: rounds)),
            fixture.answer(entry, "expected_leakers_even_spread", mean(spread)),
            fixture.answer(entry, "p_no_leaker_even_spread", spread[0]),
        ] + fixture.answers(entry, "pmf_leakers_even_spread", spread)
    }

    private static func mean(_ probabilities: [Double]) -> Double {
        probabilities.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
    }

    private static func need(_ fixture: ModelFixture, _ entry: ModelFixture.Case, _ plan: SalvoPlan) throws -> [ReferenceAnswer] {
        let raid = try fixture.whole(entry, "raid_N", in: 1...10_000)
        guard let forLeak = plan.roundsNeeded(leak: try fixture.positive(entry, "leak_required")),
            let forClean = plan.roundsNeeded(clean: try fixture.probability(entry, "p_no_leaker_required"), targets: raid)
        else { throw ReferenceError.malformed(file: fixture.file, why: "case \(entry.name): no number of rounds reaches what is required") }
        return [
            fixture.answer(entry, "shots_per_target_for_leak", Double(forLeak)),
            fixture.answer(entry, "achieved_leak", plan.leakProbability(rounds: forLeak)),
            fixture.answer(entry, "shots_per_target_for_p_no_leaker", Double(forClean)),
            fixture.answer(entry, "achieved_p_no_leaker", plan.cleanProbability(targets: raid, rounds: forClean)),
            fixture.answer(entry, "magazine_for_salvo", Double(raid * forClean)),
        ]
    }

    private static func looks(_ fixture: ModelFixture, _ entry: ModelFixture.Case, _ kill: Double) throws -> [ReferenceAnswer] {
        let salvos = try fixture.salvos(entry)
        let looked = ShootLookShoot(
            killProbability: kill, salvos: salvos,
            calledAliveAlive: try fixture.probability(entry, "p_declare_live_given_live"),
            calledAliveDead: try fixture.probability(entry, "p_declare_live_given_killed"))
        let all = salvos.reduce(0, +)
        return [
            fixture.answer(entry, "p_leak", looked.leakProbability), fixture.answer(entry, "expected_shots", looked.meanRounds),
            fixture.answer(entry, "expected_shots_same_salvo_no_look", Double(all)),
            fixture.answer(entry, "p_leak_same_salvo_no_look", SalvoPlan(killProbability: kill).leakProbability(rounds: all)),
        ]
    }

    private static func magazine(_ fixture: ModelFixture, _ entry: ModelFixture.Case, _ kill: Double) throws -> [ReferenceAnswer] {
        let stock = MagazineDepletion(
            killProbability: kill, targets: try fixture.whole(entry, "raid_N", in: 1...1_000),
            magazine: try fixture.whole(entry, "magazine_M", in: 0...10_000),
            roundsPerTarget: try fixture.whole(entry, "max_shots_per_target", in: 0...1_000))
        return [
            fixture.answer(entry, "expected_leakers", stock.meanLeakers), fixture.answer(entry, "p_no_leaker", stock.leakers[0]),
            fixture.answer(entry, "p_magazine_empty_at_end", stock.roundsLeft[0]),
            fixture.answer(entry, "expected_rounds_left", stock.meanRoundsLeft),
        ] + fixture.answers(entry, "pmf_leakers", stock.leakers)
    }

    // MARK: Channels

    private static func channels(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> [ReferenceAnswer] {
        let count = try fixture.whole(entry, "channels", in: 1...10_000)
        if entry.inputs["arrival_rate_per_s"] != nil {
            let service = try fixture.positive(entry, "service_time_s")
            let queue = ChannelSaturation(channels: count, load: try fixture.positive(entry, "arrival_rate_per_s") * service)
            var answers = [
                fixture.answer(entry, "erlang_B", queue.lost), fixture.answer(entry, "carried_erlangs", queue.carried),
                fixture.answer(entry, "mean_busy_channels", queue.carried), fixture.answer(entry, "utilisation", queue.utilisation),
            ]
            if let waiting = queue.waiting, let wait = queue.meanWait {
                answers.append(fixture.answer(entry, "erlang_C_wait_prob", waiting))
                answers.append(fixture.answer(entry, "erlang_C_mean_wait_s", wait * service))
            }
            return answers
        }
        if entry.inputs["sources"] != nil {
            let sources = try fixture.whole(entry, "sources", in: 1...100_000)
            let idle = try fixture.positive(entry, "alpha_per_idle_source")
            return [
                fixture.answer(
                    entry, "time_congestion", ChannelSaturation.congestion(channels: count, sources: sources, perIdleSource: idle)),
                fixture.answer(
                    entry, "call_congestion", ChannelSaturation.congestion(channels: count, sources: sources - 1, perIdleSource: idle)),
            ]
        }
        guard entry.inputs["window_s"] != nil else { throw unknown(fixture, entry) }
        let raid = RaidWaves(
            targets: try fixture.whole(entry, "raid_N", in: 0...100_000), channels: count,
            cycle: try fixture.positive(entry, "cycle_s"), window: try fixture.positive(entry, "window_s"))
        return [
            fixture.answer(entry, "engagement_waves", Double(raid.waves)),
            fixture.answer(entry, "max_engagements", Double(raid.engagementsMaximum)),
            fixture.answer(entry, "targets_engaged_once", Double(raid.engaged)),
            fixture.answer(entry, "unengaged", Double(raid.unengaged)),
        ]
    }

    // MARK: Salvo exchange

    private static func exchange(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> [ReferenceAnswer] {
        if entry.inputs["incoming"] != nil {
            let hits = SalvoExchange.hits(
                incoming: try fixture.whole(entry, "incoming", in: 0...10_000),
                defended: try fixture.whole(entry, "defended", in: 0...10_000),
                interceptProbability: try fixture.probability(entry, "p_intercept"), hitProbability: try fixture.probability(entry, "p_hit")
            )
            return fixture.answers(entry, "pmf_hits", hits)
                + [fixture.answer(entry, "mean_hits", mean(hits)), fixture.answer(entry, "p_zero_hits", hits[0])]
        }
        func side(_ striking: String, _ defending: String, _ staying: String) throws -> SalvoExchange.Side {
            .init(
                striking: try fixture.input(entry, striking), defending: try fixture.input(entry, defending),
                staying: try fixture.positive(entry, staying))
        }
        let exchange = SalvoExchange(first: try side("alpha", "a3", "a1"), second: try side("beta", "b3", "b1"))
        let salvos = exchange.salvos(
            fixture.salvoCount(entry), first: try fixture.input(entry, "A"), second: try fixture.input(entry, "B"))
        return salvos.enumerated().flatMap { place, salvo in
            [
                ("salvo", Double(place + 1)), ("dA", salvo.lossFirst), ("dB", salvo.lossSecond), ("A_left", salvo.leftFirst),
                ("B_left", salvo.leftSecond),
            ].map { fixture.answer(entry, "salvos.\(place).\($0.0)", $0.1) }
        }
    }
}

extension ModelFixture {
    /// Rounds of the salvos of a case, one after another.
    package func salvos(_ entry: Case) throws(ReferenceError) -> [Int] {
        let list = entry.inputs["salvos"]?.list ?? []
        let salvos = list.compactMap { $0.number.flatMap { Int(exactly: $0) } }
        guard !list.isEmpty, salvos.count == list.count, salvos.allSatisfy({ (0...1_000).contains($0) }) else {
            throw .malformed(file: file, why: "case \(entry.name): salvos is not a list of whole numbers of rounds")
        }
        return salvos
    }

    /// Exchanges that a case asks for: as many as its expected values list, three where these are blinded.
    package func salvoCount(_ entry: Case) -> Int { entry.expected["salvos"]?.list?.count ?? 3 }
}
