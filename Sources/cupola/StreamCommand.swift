import ArgumentParser
import CommandWork
import ExchangeFormats
import Foundation

struct StreamCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stream", abstract: "Play a run to others in (scaled) real time.",
        discussion: """
            Examples:
              cupola stream raid.run.cupola --dis 127.0.0.1:3000 --rate 10  # DIS 7 over UDP
              cupola stream raid.run.cupola --tacview  # Tacview's real-time telemetry, port 42674 of the loopback
              cupola stream raid.run.cupola --tacview 5000 --rate 5
            With --tacview it waits for one client and plays the run to it from the start.
            """)

    @Argument(help: ArgumentHelp("Run record, as written by `cupola run --out`.", valueName: "run")) var file: String
    @Argument(help: ArgumentHelp("Port of --tacview.", valueName: "port")) var port: String?
    @Option(help: "Receiver of DIS datagrams, HOST:PORT.") var dis: String?
    @Flag(help: "Serve Tacview's telemetry on the loopback; the port may follow (42674).") var tacview = false
    @Option(parsing: .unconditional, help: "Seconds of the run a second.", transform: Allowed.number(1e-6...1e6)) var rate: Double = 1
    @OptionGroup var scene: SceneOptions
    @Flag(help: "Print nothing.") var quiet = false

    /// Tacview's customary port.
    private static let customaryPort: UInt16 = 42_674

    func run() throws {
        switch (dis, tacview) {
        case (let receiver?, false):
            guard port == nil else { throw CommandFailure.wrongCall("\(port ?? ""): a port of its own belongs to --tacview") }
            try sendDIS(to: receiver)
        case (nil, true): try serveTelemetry()
        case (nil, false), (_?, true): throw CommandFailure.wrongCall("stream: expected one of --dis HOST:PORT and --tacview [PORT]")
        }
    }

    private func sendDIS(to receiver: String) throws {
        let parts = receiver.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, let port = UInt16(parts[1]), port > 0 else {
            throw CommandFailure.wrongCall("--dis: found \(receiver), expected HOST:PORT with a port of 1…65535")
        }
        let recording = DISRecording(try scene.scene(of: file))
        do {
            let sent = try ExchangeStream.sendDIS(recording, host: String(parts[0]), port: port, rate: rate)
            if !quiet { print("\(sent) datagrams to \(receiver)") }
        } catch { throw CommandFailure.whileRunning(error.description) }
    }

    private func serveTelemetry() throws {
        var number = Self.customaryPort
        if let port {
            guard let given = UInt16(port) else { throw CommandFailure.wrongCall("--tacview: found \(port), expected a port of 0…65535") }
            number = given
        }
        let document = ACMIDocument(try scene.scene(of: file))
        do {
            let played = try ExchangeStream.serveTelemetry(document, port: number, rate: rate) { port in
                if !quiet { print("waiting for a client on 127.0.0.1:\(port)") }
                fflush(nil)
            }
            if !quiet { print("\(played) of \(document.frames.count) frames played") }
        } catch { throw CommandFailure.whileRunning(error.description) }
    }
}
