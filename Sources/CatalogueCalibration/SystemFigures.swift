/// What is public of a system of one's own; SI throughout.
package struct SystemFigures: Sendable {
    /// Identifiers, the longest reach first.
    package var missiles: [String]
    package var engagementRadar: String
    package var acquisitionRadars: [String]
    package var channels: Int
    package var guided: Int
    /// s.
    package var reaction: Double
    package var launchers: Int?
    package var tubes: Int?

    package init(
        missiles: [String], engagementRadar: String, acquisitionRadars: [String] = [], channels: Int, guided: Int, reaction: Double,
        launchers: Int? = nil, tubes: Int? = nil
    ) {
        (self.missiles, self.engagementRadar, self.acquisitionRadars) = (missiles, engagementRadar, acquisitionRadars)
        (self.channels, self.guided, self.reaction, self.launchers, self.tubes) = (channels, guided, reaction, launchers, tubes)
    }

    /// Launchers of a fire unit, and tubes of a launcher, where no figure is given.
    static let launchersAssumed = 4, tubesAssumed = 4

    /// The catalogue file of this system: nothing in it is taken from another system.
    package func text(id: String, name: String, source: FigureSource) -> String {
        func list(_ ids: [String]) -> String { "[" + ids.map(EntryText.quoted).joined(separator: ", ") + "]" }
        let launchers = launchers ?? Self.launchersAssumed, tubes = tubes ?? Self.tubesAssumed
        var entry = EntryText(
            kind: "system", id: id, name: name, about: "A system of one's own, from a handful of figures.", source: source,
            heading: [
                "reach: long-range", "command_post: \"own\"", "acquisition_radars: \(list(acquisitionRadars))", "low_altitude_radars: []",
                "engagement_radar: \(EntryText.quoted(engagementRadar))", "missiles: \(list(missiles))",
                "standard_load: {\(EntryText.quoted(missiles[0])): \(launchers * tubes)}",
            ])
        entry.comment("The figures.")
        entry.given("targets_simultaneous_count", Double(channels))
        entry.given("missiles_guided_count", Double(guided))
        entry.given("reaction_time_s", reaction)
        if self.launchers != nil { entry.given("launchers_per_battalion_count", Double(launchers)) }
        if self.tubes != nil { entry.given("tubes_per_launcher_count", Double(tubes)) }
        entry.comment("What is assumed: nothing is taken from another system.")
        organisation(&entry)
        command(&entry)
        return entry.text
    }

    private func organisation(_ entry: inout EntryText) {
        let none = "no public figure; a modelling assumption"
        if launchers == nil {
            entry.assumed("launchers_per_battalion_count", Double(Self.launchersAssumed), low: 2, high: 8, "discrete", method: none)
        }
        if tubes == nil { entry.assumed("tubes_per_launcher_count", Double(Self.tubesAssumed), low: 2, high: 8, "discrete", method: none) }
        entry.assumed("fire_units_max_count", 6, low: 1, high: 8, "discrete", method: none)
        entry.assumed("battalions_per_regiment_count", 2, low: 1, high: 4, "discrete", method: none)
        entry.assumed("sector_width_deg", 90, low: 60, high: 120, method: "electronic scan of one array face")
        entry.assumed("launch_interval_s", 3, low: 1, high: 6, "loguniform", method: none)
        entry.assumed("reload_time_min", 30, low: 10, high: 60, "loguniform", method: none)
        entry.assumed("setup_time_s", 600, low: 180, high: 1800, "loguniform", method: none)
        entry.assumed("hits_to_destroy_launcher_count", 1, method: none)
    }

    private func command(_ entry: inout EntryText) {
        let none = "no public figure; a modelling assumption"
        entry.assumed("command_tracks_count", 100, low: 30, high: 300, "loguniform", method: none)
        entry.assumed("decision_cycle_s", 2, low: 1, high: 5, method: none)
        entry.assumed("link_latency_ms", 500, low: 100, high: 2000, "loguniform", method: none)
        entry.assumed("link_loss_probability", 0.01, low: 0.001, high: 0.05, "loguniform", method: none)
        entry.assumed("identification_time_s", 6, low: 2, high: 20, method: none)
        entry.assumed("iff_answer_probability", 0.98, low: 0.9, high: 0.999, method: none)
        entry.assumed("iff_false_answer_probability", 0.002, low: 0.0001, high: 0.01, "loguniform", method: none)
        entry.assumed("hostile_threshold_probability", 0.9, low: 0.8, high: 0.99, method: none)
        entry.assumed("kill_assessment_time_s", 4, low: 2, high: 10, method: none)
        entry.assumed("false_kill_probability", 0.03, low: 0.005, high: 0.1, "loguniform", method: none)
        entry.assumed("false_miss_probability", 0.05, low: 0.01, high: 0.15, "loguniform", method: none)
    }
}
