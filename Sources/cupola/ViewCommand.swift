import ArgumentParser
import CommandWork
import Foundation
import PlainText
import ReplayViewer
import RunRecords
#if VIEW_SERVER
import Dispatch
import ReplayServer
import Synchronization
#endif

struct ViewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "view", abstract: "Show replays of run records, or a study's runs, in a browser on this machine.",
        discussion: "Example: cupola view run.cupola results.cupola --open")

    @Argument(help: "Run records and studies' archives; nothing else is ever read.") var files: [String]
    @Option(parsing: .unconditional, help: "Port; 0 takes a free one.", transform: Allowed.count(0...65_535)) var port: Int = 8080
    @Option(help: "Address to listen at; any other than 127.0.0.1 asks callers for a token.") var host: String = "127.0.0.1"
    @Flag(help: "Take archives whose study is not finished; their pages are marked as such.") var partial = false
    @Flag(help: "Open the page in the browser.") var open = false
    @Flag(help: "Print the address alone.") var quiet = false

    func run() throws {
        guard (0...65_535).contains(port) else { throw CommandFailure.wrongCall("--port: found \(port), allowed: 0…65535") }
        guard !host.isEmpty, host.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || ".:-".contains($0)) }) else {
            throw CommandFailure.wrongCall("--host: found \(host), expected a name or an address")
        }
        let sources = try files.map(source)
        #if VIEW_SERVER
        let parts = PageParts()
        do { try parts.check() } catch { throw CommandFailure.badInput(error.description) }
        let isLocal = ["127.0.0.1", "localhost", "::1"].contains(host)
        // A token that nobody guesses: 128 bits of the system's.
        let token: String? = isLocal ? nil : (0..<4).map { _ in String(UInt32.random(in: 0...UInt32.max), radix: 36) }.joined()
        // The server's own lines about itself stay away unless something is wrong, whatever level other programs are told.
        setenv("LOG_LEVEL", "warning", 1)
        let (host, port, open, quiet) = (self.host, self.port, self.open, self.quiet)
        try waiting {
            try await ReplayServer.run(
                host: host, port: port,
                makeSite: { port in
                    let names = Set([host] + (isLocal ? ["127.0.0.1", "localhost"] : []))
                    let hosts = Set(names.flatMap { name in
                        let written = name.contains(":") ? "[\(name)]" : name.lowercased()
                        return port == 80 ? [written, "\(written):80"] : ["\(written):\(port)"]
                    })
                    return ReplaySite(sources: sources, parts: parts, hosts: hosts, token: token)
                },
                isRunning: { port in
                    let address = "http://\(host.contains(":") ? "[\(host)]" : host):\(port)/\(token.map { "\($0)/" } ?? "")"
                    let line = quiet ? "\(address)\n" : "\(address)  (ctrl-c ends it)\n"
                    StandardOutput.write(ShownText.safe(line))
                    if open { Self.show(address) }
                })
        }
        #else
        _ = sources
        throw CommandFailure.whileRunning("this program was built without the local server; `make build` builds it with it")
        #endif
    }

    #if VIEW_SERVER
    private final class Failure: Sendable {
        let text = Mutex<String?>(nil)
    }

    /// Waits for work that is asynchronous; the command line is not.
    private func waiting(_ work: @escaping @Sendable () async throws -> Void) throws {
        let done = DispatchSemaphore(value: 0)
        let failure = Failure()
        Task.detached {
            do { try await work() } catch ReplayServer.ListenFault.system(let number) {
                failure.text.withLock { $0 = String(cString: strerror(number)).lowercased() }
            } catch ReplayServer.ListenFault.unknownHost(let words) { failure.text.withLock { $0 = words.lowercased() } } catch {
                failure.text.withLock { $0 = "\(error)" }
            }
            done.signal()
        }
        done.wait()
        if let text = failure.text.withLock({ $0 }) { throw CommandFailure.whileRunning("\(host):\(port): cannot listen there: \(text)") }
    }
    #endif

    private func source(_ file: String) throws -> SiteSource {
        switch try ReplaySource.of(file) {
        case .record:
            let arm = try ReplayFlights.arm(fromRecord: file)
            let title = "\(arm.record.scenario), arm \(arm.record.arm), seed \(arm.record.seed), run \(arm.record.index)"
            return .page(title: title, try page([arm]))
        case .archive: return .study(try ReplayFlights.study(file, isTakenUnfinished: partial))
        case .scenario: throw CommandFailure.badInput("\(file): is neither a run record nor a study's archive")
        }
    }

    private func page(_ arms: [ReplayArm]) throws -> ReplayPage {
        do { return try ReplayPage(arms: arms, words: ReplayFlights.words, coast: ReplayFlights.coast(around: arms[0], quiet: true)) } catch
            let error as ReplayPageError
        { throw CommandFailure.badInput(error.description) }
    }

    /// Opens an address in the desktop's browser; nothing happens where there is none.
    private static func show(_ address: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["xdg-open", address]
        try? process.run()
    }
}
