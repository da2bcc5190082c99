import Foundation
import ScenarioDocuments

/// What is public of a radar of one's own; SI throughout.
package struct RadarFigures: Sendable {
    /// Detection range, m, for `crossSection`, m².
    package var range: Double
    package var crossSection: Double
    /// Rotation, or renewal of its search frame, s.
    package var period: Double
    /// Phase centre above the ground, m.
    package var antennaHeight: Double
    /// Hz; nil: assumed.
    package var frequency: Double?
    package var purpose: RadarEntry.Purpose
    /// Targets engaged and rounds guided at once: an engagement radar has them.
    package var channels: Int?
    package var guided: Int?

    package init(
        range: Double, crossSection: Double, period: Double, antennaHeight: Double, frequency: Double? = nil,
        purpose: RadarEntry.Purpose = .acquisition, channels: Int? = nil, guided: Int? = nil
    ) {
        (self.range, self.crossSection, self.period, self.antennaHeight) = (range, crossSection, period, antennaHeight)
        (self.frequency, self.purpose, self.channels, self.guided) = (frequency, purpose, channels, guided)
    }

    /// Looks into a sector: an engagement radar, or one that renews its frame faster than an antenna of its size turns.
    var looksIntoSector: Bool { purpose == .engagement || period < 1 }

    /// The catalogue file of this radar: nothing in it is taken from another radar.
    package func text(id: String, name: String, source: FigureSource) -> String {
        var entry = EntryText(
            kind: "radar", id: id, name: name, about: "A radar of one's own, from a handful of figures.", source: source,
            heading: [
                "purpose: \(purpose.rawValue)", "steering: \(looksIntoSector ? "sector" : "rotating")", "measures_elevation: true",
                "measures_radial_speed: true", "pattern_propagation: true",
            ])
        entry.comment("The figures.")
        entry.given("reference_range_km", range / 1000)
        entry.given("reference_rcs_m2", crossSection)
        entry.given("scan_period_s", period)
        entry.given("antenna_height_m", antennaHeight)
        if let frequency { entry.given("frequency_ghz", frequency / 1e9) }
        if let channels { entry.given("target_channels_count", Double(channels)) }
        if let guided { entry.given("missile_channels_count", Double(guided)) }
        entry.comment("What follows from them, or is assumed: nothing is taken from another radar.")
        search(&entry)
        accuracy(&entry)
        if looksIntoSector { sector(&entry) }
        return entry.text
    }

    private func search(_ entry: inout EntryText) {
        if frequency == nil {
            if looksIntoSector {
                entry.assumed("frequency_ghz", 9, low: 5, high: 12, "loguniform", method: "C to X band, as engagement radars have")
            } else {
                entry.assumed("frequency_ghz", 3, low: 1.2, high: 6, "loguniform", method: "L to C band, as search radars have")
            }
        }
        entry.assumed(
            "reference_detection_probability", 0.8, low: 0.5, high: 0.9,
            method: "conditions of the figure are not published; 0.5 to 0.9 are customary")
        entry.assumed(
            "false_alarm_probability", 1e-6, low: 1e-8, high: 1e-5, "loguniform",
            method: "customary (Skolnik, Introduction to Radar Systems, ch. 2)")
        // A target of ten square metres under the fourth-root law.
        let reach = min(1_400, max(range, range * pow(10 / crossSection, 0.25)) / 1000)
        entry.derived(
            "instrumented_range_km", reach, low: 0.8 * reach, high: 1.4 * reach,
            method: "where 10 m² give the same echo (fourth-root law), no nearer than the given range")
        let near = max(0.3, min(5, 0.01 * range / 1000))
        entry.assumed("range_min_km", near, low: 0.5 * near, high: 2 * near, "loguniform", method: "a hundredth of the range")
        entry.assumed("tracks_count", 100, low: 30, high: 300, "loguniform", method: "no public figure")
        if looksIntoSector {
            entry.assumed("azimuth_sector_deg", 90, low: 60, high: 120, method: "electronic scan of one array face: 45° to either side")
            entry.assumed("elevation_max_deg", 75, low: 60, high: 85, method: "an array that tilts")
        } else {
            entry.assumed("azimuth_sector_deg", 360, method: "turns all round")
            entry.assumed("elevation_max_deg", 40, low: 20, high: 70, method: "no public figure")
        }
        entry.assumed("elevation_min_deg", -2, method: "horizon and a beam's half")
        entry.assumed("pulses_count", 8, low: 3, high: 20, "loguniform", method: "no public figure")
        entry.assumed("false_alarms_per_scan_count", 1, method: "what a tracker is given to bear")
        entry.assumed("system_loss_db", 0, low: 0, high: 3, method: "losses beyond those inside the given range")
        entry.assumed("mti_notch_mps", 12, low: 6, high: 24, "loguniform", method: "no public figure")
        entry.assumed("hits_to_destroy_count", 1, method: "no public figure")
    }

    private func accuracy(_ entry: inout EntryText) {
        let azimuth = 1.5, elevation = looksIntoSector ? 1.5 : 3.0
        entry.assumed("beamwidth_azimuth_deg", azimuth, low: 0.8, high: 2.5, "loguniform", method: "an aperture of a few metres")
        entry.assumed(
            "beamwidth_elevation_deg", elevation, low: elevation / 2, high: elevation * 2, "loguniform",
            method: "an aperture of a few metres")
        let gain = 10 * log10(26_000 / (azimuth * elevation))
        entry.derived(
            "antenna_gain_db", gain, low: gain - 4, high: gain + 4,
            method: "gain of an aperture with these beamwidths, 26,000 over their product")
        entry.assumed(
            "sidelobe_db", -gain - 10, low: -gain - 25, high: -gain + 5,
            method: "mean far side lobe of -10 dBi (Skolnik, Radar Handbook, ch. on reflectors and arrays)")
        entry.assumed("noise_figure_db", 3, low: 2, high: 5, method: "no public figure")
        let cell = looksIntoSector ? 50.0 : 150.0
        entry.assumed(
            "range_resolution_m", cell, low: cell / 2, high: cell * 2, "loguniform", method: "pulses of about a megahertz and more")
        entry.derived(
            "range_deviation_floor_m", cell / 5, low: cell / 10, high: cell / 2.5, "loguniform", method: "a fifth of a range cell")
        entry.derived(
            "azimuth_deviation_floor_deg", azimuth / 10, low: azimuth / 20, high: azimuth / 5, "loguniform", method: "a tenth of the beam")
        entry.derived(
            "elevation_deviation_floor_deg", elevation / 10, low: elevation / 20, high: elevation / 5, "loguniform",
            method: "a tenth of the beam")
        entry.assumed("radial_speed_deviation_mps", 4, low: 2, high: 8, "loguniform", method: "no public figure")
    }

    private func sector(_ entry: inout EntryText) {
        entry.assumed("dwell_ms", 10, method: "no public figure")
        entry.assumed("track_dwell_ms", 10, method: "no public figure")
        entry.assumed("track_period_s", 0.3, low: 0.1, high: 1, "loguniform", method: "no public figure")
        entry.assumed("search_fraction", 0.3, method: "no public figure")
        entry.assumed("slew_degps", 30, low: 10, high: 60, "loguniform", method: "no public figure")
    }
}

extension RadarEntry {
    /// What a file of one's own says, as figures: to write it again as an engagement radar with channels.
    package func figures(channels: Int, guided: Int) -> RadarFigures {
        RadarFigures(
            range: referenceRange.best, crossSection: referenceCrossSection.best, period: scanPeriod.best,
            antennaHeight: antennaHeight.best,
            frequency: frequency.status == .assumed && frequency.provenance.sources.isEmpty ? nil : frequency.best, purpose: .engagement,
            channels: channels, guided: guided)
    }
}
