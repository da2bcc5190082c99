import ClosedForms

/// Fire channels that refuse, and channels that help each other (folder `loss_systems`).
enum LossSystemCases {
    static let folder = ReferenceFolder(name: "loss_systems") { url in
        try MechanismTables.answer(
            folder: url, tables: ["erlang_b": refusing, "all_free_fire": allFree, "mutual_help": helping, "two_batteries": batteries])
    }

    private static func load(_ table: ReferenceTable, _ row: Int, _ arrivals: String = "arrival_rate_per_s") throws -> Double {
        try table.positive(row, arrivals) * table.positive(row, "mean_service_s")
    }

    @Sendable private static func refusing(_ table: ReferenceTable, _ row: Int) throws -> MechanismTables.Answers {
        let queue = ChannelSaturation(channels: try table.whole(row, "channels", in: 1...10_000), load: try load(table, row))
        return MechanismTables.numbers(("P_lost", queue.lost), ("mean_busy", queue.carried))
    }

    @Sendable private static func allFree(_ table: ReferenceTable, _ row: Int) throws -> MechanismTables.Answers {
        let fire = AllFreeFire(channels: try table.whole(row, "channels", in: 1...10_000), load: try load(table, row))
        let killed = fire.killed(each: try table.probability(row, "p_kill_per_channel"))
        return MechanismTables.numbers(
            ("P_lost", fire.lost), ("mean_busy", fire.meanBusy), ("mean_channels_on_an_engaged_target", fire.meanChannels),
            ("P_killed_of_all_arrivals", killed), ("P_leak_of_all_arrivals", 1 - killed))
    }

    @Sendable private static func helping(_ table: ReferenceTable, _ row: Int) throws -> MechanismTables.Answers {
        let help = MutualHelp(channels: try table.whole(row, "channels", in: 1...60), load: try load(table, row))
        let (uniform, handed, kept) = (help.uniform, help.pairsHandedBack, help.pairsKept)
        return MechanismTables.numbers(
            ("P_lost_all_as_one", help.allAsOne.lost), ("P_lost_uniform_help", uniform.lost), ("mean_targets_uniform", uniform.meanTargets),
            ("P_lost_pairs_handback", handed.lost), ("mean_targets_pairs_handback", handed.meanTargets),
            ("P_lost_pairs_no_handback", kept.lost), ("mean_targets_pairs_no_handback", kept.meanTargets))
    }

    @Sendable private static func batteries(_ table: ReferenceTable, _ row: Int) throws -> MechanismTables.Answers {
        let pair = HelpingBatteries(
            channels: (try table.whole(row, "channels_1", in: 1...30), try table.whole(row, "channels_2", in: 1...30)),
            loads: (try load(table, row, "arrival_1_per_s"), try load(table, row, "arrival_2_per_s")),
            keptFree: try table.whole(row, "kept_free", in: 0...30))
        return MechanismTables.numbers(
            ("P_lost_1", pair.lost.first), ("P_lost_2", pair.lost.second), ("P_helped_1", pair.helped.first),
            ("P_helped_2", pair.helped.second), ("P_lost_all", pair.lostOfAll))
    }
}
