import HTTPTypes
import Hummingbird
import NIOCore
import ReplayViewer

/// Speaks HTTP for a site: every request is read and answered whole, idle connections are closed.
package enum ReplayServer {
    /// Seconds after which a connection that sends nothing is closed.
    static let idleSeconds: Int64 = 30
    /// Connections at a time; more wait in the system's queue.
    static let connections = 512

    private static let hostNames = [HTTPField.Name("Host")].compactMap { $0 }

    /// Serves until the process is told to stop.
    /// - Parameters:
    ///   - host: address to listen at; 127.0.0.1 unless the caller says otherwise.
    ///   - isRunning: called once it listens, with its port.
    package static func run(
        host: String, port: Int, makeSite: @escaping @Sendable (Int) -> ReplaySite, isRunning: @escaping @Sendable (Int) -> Void
    ) async throws {
        let holder = SiteHolder()
        let responder = CallbackResponder<BasicRequestContext> { request, _ in
            guard let site = await holder.site else { return Response(status: .serviceUnavailable) }
            // The first Host header has become the authority; any further one is still a header (RFC 9112, 3.2: to be refused).
            let hosts = [request.head.authority].compactMap { $0 } + hostNames.flatMap { request.headers[values: $0] }
            let answer = await site.answer(
                method: request.method.rawValue, path: request.uri.path, hosts: hosts, origin: request.headers[.origin])
            var headers = HTTPFields()
            for (name, value) in answer.headers {
                if let name = HTTPField.Name(name) { headers.append(HTTPField(name: name, value: value)) }
            }
            let body = request.method == .head ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
            return Response(status: .init(code: answer.status), headers: headers, body: body)
        }
        let application = Application(
            responder: responder,
            server: .http1(configuration: .init(idleTimeout: .seconds(idleSeconds))),
            configuration: .init(address: .hostname(host, port: port), serverName: nil, backlog: connections),
            onServerRunning: { channel in
                let actual = channel.localAddress?.port ?? port
                await holder.set(makeSite(actual))
                isRunning(actual)
            })
        do { try await application.runService() } catch let error as IOError { throw ListenFault.system(error.errnoCode) } catch let error as SocketAddressError.UnknownHost {
            throw ListenFault.unknownHost(error.errorDescription)
        }
    }

    /// Why nothing can be served at an address.
    package enum ListenFault: Error {
        /// The system's number (`errno`).
        case system(Int32)
        case unknownHost(String)
    }
}

/// The site, once the port is known.
private actor SiteHolder {
    private(set) var site: ReplaySite?

    func set(_ site: ReplaySite) { self.site = site }
}
