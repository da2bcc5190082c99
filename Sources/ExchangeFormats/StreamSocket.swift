#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A socket of the operating system, closed by its user.
struct StreamSocket {
    private let descriptor: Int32

    private static func failure(_ what: String) -> ExchangeStream.Failure {
        ExchangeStream.Failure(description: "\(what): \(String(cString: strerror(errno)))")
    }

    /// UDP to one receiver.
    static func datagram(host: String, port: UInt16) throws(ExchangeStream.Failure) -> StreamSocket {
        var hints = addrinfo()
        hints.ai_family = AF_INET
        hints.ai_socktype = datagramKind
        var found: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(host, String(port), &hints, &found)
        guard status == 0, let address = found else {
            throw ExchangeStream.Failure(description: "\(host): \(String(cString: gai_strerror(status)))")
        }
        defer { freeaddrinfo(found) }
        let descriptor = socket(AF_INET, datagramKind, 0)
        guard descriptor >= 0 else { throw failure("a socket") }
        guard connect(descriptor, address.pointee.ai_addr, address.pointee.ai_addrlen) == 0 else {
            _ = shut(descriptor)
            throw failure("\(host):\(port)")
        }
        return StreamSocket(descriptor: descriptor)
    }

    /// TCP on the loopback; port 0 takes any that is free.
    static func listening(port: UInt16) throws(ExchangeStream.Failure) -> StreamSocket {
        let descriptor = socket(AF_INET, streamKind, 0)
        guard descriptor >= 0 else { throw failure("a socket") }
        var reuse: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard bound == 0, listen(descriptor, 1) == 0 else {
            let fault = failure("port \(port)")
            _ = shut(descriptor)
            throw fault
        }
        return StreamSocket(descriptor: descriptor)
    }

    func boundPort() throws(ExchangeStream.Failure) -> UInt16 {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        guard status == 0 else { throw Self.failure("a socket") }
        return UInt16(bigEndian: address.sin_port)
    }

    func accept() throws(ExchangeStream.Failure) -> StreamSocket {
        let client = acceptClient(descriptor)
        guard client >= 0 else { throw Self.failure("a client") }
        return StreamSocket(descriptor: client)
    }

    func send(_ bytes: [UInt8]) throws(ExchangeStream.Failure) {
        let sent = bytes.withUnsafeBytes { transmit(descriptor, $0.baseAddress, $0.count) }
        // Nobody listens on the loopback: that is the receiver's affair.
        guard sent == bytes.count || errno == ECONNREFUSED else { throw Self.failure("a datagram") }
    }

    /// Sends everything; false where the other side is gone.
    func trySend(_ bytes: [UInt8]) -> Bool {
        var place = 0
        while place < bytes.count {
            let sent = bytes[place...].withUnsafeBytes { transmit(descriptor, $0.baseAddress, $0.count) }
            guard sent > 0 else { return false }
            place += sent
        }
        return true
    }

    /// Bytes up to a mark (without it), no more than a limit and no longer than so many seconds.
    func receive(until mark: UInt8, atMost limit: Int, seconds: Int) throws(ExchangeStream.Failure) -> [UInt8] {
        var wait = timeval(tv_sec: seconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        var found: [UInt8] = []
        var byte: UInt8 = 0
        while found.count < limit {
            guard recv(descriptor, &byte, 1, 0) == 1 else {
                throw ExchangeStream.Failure(description: "the client does not answer the greeting within \(seconds) s")
            }
            if byte == mark { return found }
            found.append(byte)
        }
        throw ExchangeStream.Failure(description: "the client's greeting is longer than \(limit) bytes")
    }

    func close() { _ = shut(descriptor) }
}

private let streamKind = Int32(SOCK_STREAM.rawValue)
private let datagramKind = Int32(SOCK_DGRAM.rawValue)

private func shut(_ descriptor: Int32) -> Int32 { close(descriptor) }
private func acceptClient(_ descriptor: Int32) -> Int32 { accept(descriptor, nil, nil) }
/// A receiver that went away is an error, not a signal.
private func transmit(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    send(descriptor, bytes, count, Int32(MSG_NOSIGNAL))
}
