import Foundation

/// A run played to others on the network at (scaled) real time.
package enum ExchangeStream {
    /// What can go wrong, in one line.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    /// Waits until a moment of the run is due.
    private struct Pace {
        let start = ContinuousClock.now
        let rate: Double

        func wait(until time: Double) {
            let due = start + .nanoseconds(Int64(time / rate * 1e9))
            let left = due - ContinuousClock.now
            let seconds = Double(left.components.seconds) + Double(left.components.attoseconds) * 1e-18
            if seconds > 0 { Thread.sleep(forTimeInterval: seconds) }
        }
    }

    /// Sends a run's DIS datagrams.
    /// - Parameters:
    ///   - rate: seconds of the run a second, > 0.
    /// - Returns: how many datagrams were sent.
    package static func sendDIS(_ recording: DISRecording, host: String, port: UInt16, rate: Double) throws(Failure) -> Int {
        let socket = try StreamSocket.datagram(host: host, port: port)
        defer { socket.close() }
        let pace = Pace(rate: rate)
        let first = recording.datagrams.first?.time ?? 0
        for datagram in recording.datagrams {
            pace.wait(until: datagram.time - first)
            try socket.send(datagram.bytes)
        }
        return recording.datagrams.count
    }

    /// Tacview's real-time telemetry: waits on the loopback for one client, greets it, and plays the run to it.
    /// - Parameter ready: called with the port once clients may connect.
    /// - Returns: how many frames the client took; fewer than there are where it went away.
    package static func serveTelemetry(
        _ document: ACMIDocument, port: UInt16, rate: Double, ready: (UInt16) -> Void
    ) throws(Failure) -> Int {
        let listener = try StreamSocket.listening(port: port)
        defer { listener.close() }
        ready(try listener.boundPort())
        let client = try listener.accept()
        defer { client.close() }
        // The public reference: four lines, each ended by a line feed, the last by a zero.
        guard client.trySend(Array("XtraLib.Stream.0\nTacview.RealTimeTelemetry.0\nCupola\n\0".utf8)) else { return 0 }
        let greeting = try client.receive(until: 0, atMost: 4_096, seconds: 10)
        guard greeting.starts(with: Array("XtraLib.Stream.0\nTacview.RealTimeTelemetry.0\n".utf8)) else {
            throw Failure(description: "the client does not speak Tacview.RealTimeTelemetry.0")
        }
        guard client.trySend(Array(document.header.utf8)) else { return 0 }
        let pace = Pace(rate: rate)
        let first = document.frames.first?.time ?? 0
        for (place, frame) in document.frames.enumerated() {
            pace.wait(until: frame.time - first)
            guard client.trySend(Array((ACMIDocument.timeLine(frame.time) + frame.lines).utf8)) else { return place }
        }
        return document.frames.count
    }
}
