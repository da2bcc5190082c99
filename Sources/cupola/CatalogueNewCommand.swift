import ArgumentParser
import CatalogueCalibration
import CommandWork
import Foundation
import PlainText
import ScenarioDocuments

/// `cupola catalogue new`: an entry of one's own from a handful of public figures.
struct CatalogueNewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Write an entry of one's own from a few public figures, calibrated.",
        discussion: """
            What the figures do not say is derived or assumed, with its spread, and marked so;
            nothing is taken from another entry.

            Examples:
              cupola catalogue new missile lance --range-km 60 --altitude-km 20 --speed-mps 1100 --guidance active --out own
              cupola catalogue new radar lens --range-km 150 --rcs-m2 1 --period-s 2 --antenna-m 8 --out own
              cupola catalogue new system keep --missile lance --engagement-radar lens --channels 8 --rounds-guided 16 --reaction-s 10 --out own
            """,
        subcommands: [Missile.self, Radar.self, System.self])

    /// What every entry is given.
    struct Common: ParsableArguments {
        @Argument(help: "Identifier: small letters, digits, - and _.") var id: String
        @Option(help: ArgumentHelp("Folder of one's own catalogue; made where it is missing.", valueName: "dir")) var out: String
        @Option(help: "Name for tables; the identifier when absent.") var name: String?
        @Option(help: "Title of the public source of the figures; without one they are marked as assumed.") var source: String?
        @Option(name: .customLong("source-url"), help: "Its address.") var sourceURL: String = ""
        @Option(name: .customLong("source-date"), help: "Its date, as it gives it.") var sourceDate: String = ""
        @Flag(help: "Replace an entry that is there already.") var force = false

        func validate() throws {
            let letters = Set("abcdefghijklmnopqrstuvwxyz0123456789-_")
            guard !id.isEmpty, id.utf8.count <= 60, id.allSatisfy({ letters.contains($0) }), id.first != "-" else {
                throw ValidationError("identifier: found \(id), allowed: small letters, digits, - and _, at most 60")
            }
            guard !out.isEmpty else { throw ValidationError("--out: found nothing, allowed: a folder") }
        }

        var folder: EntryFolder { EntryFolder(path: out, replaces: force) }

        /// Writes the source, if one is named, and returns its key.
        func figureSource() throws -> FigureSource {
            guard let source else { return FigureSource(ref: nil) }
            try CatalogueNewCommand.writing { () throws(EntryFolder.Refusal) in
                try folder.add(source: "own_\(id)", title: source, url: sourceURL, date: sourceDate)
            }
            return FigureSource(ref: "own_\(id)")
        }
    }

    /// Refusals end the program: 2 for places, 65 for files, 1 where writing failed.
    static func writing<Result>(_ body: () throws(EntryFolder.Refusal) -> Result) throws -> Result {
        do { return try body() } catch {
            switch error.kind {
            case .place: throw CommandFailure.wrongCall(error.message)
            case .input: throw CommandFailure.badInput(error.message)
            case .failure: throw CommandFailure.whileRunning(error.message)
            }
        }
    }
}

extension CatalogueNewCommand {
    struct Missile: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "missile", abstract: "A missile from its range, altitude, speed and guidance.",
            discussion: """
                Example:
                  cupola catalogue new missile lance --range-km 60 --altitude-km 20 --speed-mps 1100 --guidance active --out own
                """)
        enum Guidance: String, ExpressibleByArgument, CaseIterable {
            case command, tvm, semiActive = "semi-active", active

            var entry: MissileEntry.Guidance {
                switch self {
                case .command: .command
                case .tvm: .trackViaMissile
                case .semiActive: .semiActive
                case .active: .active
                }
            }
        }

        @OptionGroup var common: Common
        @Option(name: .customLong("range-km"), parsing: .unconditional, help: "Greatest range against aircraft.", transform: Allowed.number(1e-6...1e6)) var range: Double
        @Option(name: .customLong("altitude-km"), parsing: .unconditional, help: "Greatest altitude of a target.", transform: Allowed.number(1e-6...1e6)) var altitude: Double
        @Option(name: .customLong("speed-mps"), parsing: .unconditional, help: "Top speed.", transform: Allowed.number(1e-6...1e6)) var speed: Double
        @Option(name: .customLong("mass-kg"), parsing: .unconditional, help: "Launch mass; derived when absent.", transform: Allowed.number(1e-6...1e6)) var mass: Double?
        @Option(name: .customLong("warhead-kg"), parsing: .unconditional, help: "Warhead; assumed when absent.", transform: Allowed.number(1e-6...1e6)) var warhead: Double?
        @Option(help: "Who steers it at the end: command, tvm, semi-active or active.") var guidance: Guidance
        @Flag(name: .customLong("hot-launch"), help: "Its motor lights on the launcher.") var isHot = false

        func validate() throws {
            if let mass, let warhead, warhead > 0.5 * mass {
                throw ValidationError("--warhead-kg: found \(readable(warhead)), allowed: at most half of --mass-kg")
            }
        }

        func run() throws {
            try writing { () throws(EntryFolder.Refusal) in try common.folder.check(MissileEntry.self, common.id) }
            let derived = DerivedMissile(
                MissileFigures(
                    range: range * 1000, altitude: altitude * 1000, speed: speed, mass: mass, warhead: warhead, guidance: guidance.entry,
                    isColdLaunched: !isHot))
            let source = try common.figureSource()
            let file = try writing { () throws(EntryFolder.Refusal) in
                try common.folder.write(
                    MissileEntry.self, common.id, text: derived.text(id: common.id, name: common.name ?? common.id, source: source))
            }
            print(CalibrationTable.text([(common.id, derived.result, range, altitude, speed, nil)]))
            print("\n\(file)")
        }
    }

    struct Radar: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "radar", abstract: "A radar from its range, period and antenna height.",
            discussion: """
                Example:
                  cupola catalogue new radar lens --range-km 150 --rcs-m2 1 --period-s 2 --antenna-m 8 --out own
                """)
        @OptionGroup var common: Common
        @Option(name: .customLong("range-km"), parsing: .unconditional, help: "Detection range for --rcs-m2.", transform: Allowed.number(1e-6...1e6)) var range: Double
        @Option(name: .customLong("rcs-m2"), parsing: .unconditional, help: "Radar cross-section that the range is given for.", transform: Allowed.number(1e-6...1e6)) var crossSection: Double
        @Option(name: .customLong("period-s"), parsing: .unconditional, help: "Rotation, or renewal of a search frame.", transform: Allowed.number(1e-6...1e6)) var period: Double
        @Option(name: .customLong("antenna-m"), parsing: .unconditional, help: "Height of the antenna's centre above the ground.", transform: Allowed.number(1e-6...1e6)) var antenna: Double
        @Option(name: .customLong("frequency-ghz"), parsing: .unconditional, help: "Carrier; assumed when absent.", transform: Allowed.number(1e-6...1e6)) var frequency: Double?
        @Option(help: "acquisition, low-altitude or engagement; engagement needs --channels and --rounds-guided.")
        var purpose: RadarEntry.Purpose = .acquisition
        @Option(parsing: .unconditional, help: "Targets engaged at once, of an engagement radar.", transform: Allowed.count(1...100_000)) var channels: Int?
        @Option(name: .customLong("rounds-guided"), parsing: .unconditional, help: "Rounds guided at once, of an engagement radar.", transform: Allowed.count(1...100_000)) var guided: Int?

        func validate() throws {
            guard purpose != .engagement || (channels != nil && guided != nil) else {
                throw ValidationError("--purpose engagement needs --channels and --rounds-guided (catalogue new system writes them too)")
            }
        }

        func run() throws {
            let figures = RadarFigures(
                range: range * 1000, crossSection: crossSection, period: period, antennaHeight: antenna,
                frequency: frequency.map { $0 * 1e9 },
                purpose: purpose, channels: channels, guided: guided)
            let source = try common.figureSource()
            print(
                try writing { () throws(EntryFolder.Refusal) in
                    try common.folder.write(
                        RadarEntry.self, common.id, text: figures.text(id: common.id, name: common.name ?? common.id, source: source))
                })
        }
    }

    struct System: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "system", abstract: "A system from its missiles, radar, channels and reaction time.",
            discussion: """
                Example:
                  cupola catalogue new system keep --missile lance --engagement-radar lens --channels 8 --rounds-guided 16 --reaction-s 10 --out own
                The radar of one's own becomes an engagement radar with these channels.
                """)
        @OptionGroup var common: Common
        @Option(name: .customLong("missile"), help: "A missile's identifier; several, the longest reach first.") var missiles: [String]
        @Option(name: .customLong("engagement-radar"), help: "A radar's identifier.") var radar: String
        @Option(name: .customLong("acquisition-radar"), help: "A radar's identifier; several.") var acquisition: [String] = []
        @Option(parsing: .unconditional, help: "Targets engaged at once.", transform: Allowed.count(1...100_000)) var channels: Int
        @Option(name: .customLong("rounds-guided"), parsing: .unconditional, help: "Rounds guided at once.", transform: Allowed.count(1...100_000)) var guided: Int
        @Option(name: .customLong("reaction-s"), parsing: .unconditional, help: "From a track to the first launch.", transform: Allowed.number(1e-6...1e6)) var reaction: Double
        @Option(parsing: .unconditional, help: "Launchers of a fire unit; assumed when absent.", transform: Allowed.count(1...100_000)) var launchers: Int?
        @Option(parsing: .unconditional, help: "Tubes of a launcher; assumed when absent.", transform: Allowed.count(1...100_000)) var tubes: Int?
        @OptionGroup var catalogue: CatalogueOption

        func validate() throws {
            if missiles.isEmpty { throw ValidationError("--missile: found none, allowed: at least one") }
        }

        func run() throws {
            let own = common.folder
            var known: CatalogueDocument?
            if catalogue.isGiven { known = try catalogue.load() }
            for id in missiles where try guarded({ () throws(DocumentErrors) in try own.entry(MissileEntry.self, id) }) == nil {
                guard known?.missile(id) != nil else { throw Self.missing("missile", id, own.path) }
            }
            for id in acquisition where try guarded({ () throws(DocumentErrors) in try own.entry(RadarEntry.self, id) }) == nil {
                guard known?.radar(id) != nil else { throw Self.missing("acquisition-radar", id, own.path) }
            }
            try completeRadar(own, known)
            let figures = SystemFigures(
                missiles: missiles, engagementRadar: radar, acquisitionRadars: acquisition, channels: channels, guided: guided,
                reaction: reaction, launchers: launchers, tubes: tubes)
            let source = try common.figureSource()
            print(
                try writing { () throws(EntryFolder.Refusal) in
                    try own.write(
                        SystemEntry.self, common.id, text: figures.text(id: common.id, name: common.name ?? common.id, source: source))
                })
        }

        /// Channels belong to the radar: one's own is written again with them, another's must have them.
        private func completeRadar(_ own: EntryFolder, _ known: CatalogueDocument?) throws {
            if let entry = try guarded({ () throws(DocumentErrors) in try own.entry(RadarEntry.self, radar) }) {
                guard entry.targetChannels?.best != Double(channels) || entry.missileChannels?.best != Double(guided) else { return }
                let source = FigureSource(ref: entry.referenceRange.sources.first?.ref)
                let text = entry.figures(channels: channels, guided: guided).text(id: radar, name: entry.name, source: source)
                _ = try writing { () throws(EntryFolder.Refusal) in try own.write(RadarEntry.self, radar, text: text, again: true) }
                return
            }
            guard let entry = known?.radar(radar) else { throw Self.missing("engagement-radar", radar, own.path) }
            guard entry.targetChannels?.best == Double(channels), entry.missileChannels?.best == Double(guided) else {
                throw CommandFailure.badInput(
                    "--engagement-radar: \(radar) has \(readable(entry.targetChannels?.best ?? 0)) channels and guides "
                        + "\(readable(entry.missileChannels?.best ?? 0)); allowed: a radar of one's own in \(own.path)"
                )
            }
        }

        private static func missing(_ option: String, _ id: String, _ folder: String) -> CommandFailure {
            .badInput("--\(option): no \(id) in \(folder); write it first with catalogue new, or give its folder with --catalogue")
        }
    }
}

extension RadarEntry.Purpose: ExpressibleByArgument {}
