/// A capture of UDP datagrams, as Wireshark reads it.
///
/// - Source: draft-ietf-opsawg-pcap (libpcap format), RFC 791, RFC 768.
package enum CaptureFile {
    /// "Cupo" in the field for the accuracy of time stamps, which readers pass over: captures of ours are known by it.
    package static let mark = "opuC"

    /// - Parameter port: UDP port of sender and receiver; 3000 is DIS' customary one.
    package static func bytes(_ datagrams: [DISRecording.Datagram], epoch: ExchangeEpoch, port: UInt16 = 3000) -> [UInt8] {
        var out: [UInt8] = []
        // Magic, version 2.4, no zone, a mark for the accuracy, longest packet, raw IPv4 (link type 228); little-endian.
        for (value, size) in [(0xA1B2_C3D4, 4), (2, 2), (4, 2), (0, 4), (0x4375_706F, 4), (65_535, 4), (228, 4)] {
            little(value, size, &out)
        }
        for (place, datagram) in datagrams.enumerated() {
            let packet = internet(datagram.bytes, number: UInt16(truncatingIfNeeded: place), port: port)
            let micros = Int((datagram.time * 1e6).rounded())
            let (seconds, rest) = micros.quotientAndRemainder(dividingBy: 1_000_000)
            for value in [Int(epoch.seconds) + seconds, rest, packet.count, packet.count] { little(value, 4, &out) }
            out += packet
        }
        return out
    }

    private static func little(_ value: Int, _ size: Int, _ out: inout [UInt8]) {
        for place in 0..<size { out.append(UInt8(truncatingIfNeeded: value >> (8 * place))) }
    }

    private static func internet(_ payload: [UInt8], number: UInt16, port: UInt16) -> [UInt8] {
        var head = DISBytes()
        for byte: UInt8 in [0x45, 0] { head.add(byte) }
        head.add(UInt16(28 + payload.count))
        head.add(number)
        head.add(UInt16(0))
        for byte: UInt8 in [64, 17] { head.add(byte) }
        head.add(UInt16(0))
        // From one address of the loopback to another: nothing leaves the machine.
        for byte: UInt8 in [127, 0, 0, 1, 127, 0, 0, 1] { head.add(byte) }
        let sum = checksum(head.raw)
        head.raw[10] = UInt8(sum >> 8)
        head.raw[11] = UInt8(sum & 0xFF)
        for value in [port, port, UInt16(8 + payload.count), 0] { head.add(value) }
        return head.raw + payload
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt16 {
        var sum: UInt32 = 0
        for place in stride(from: 0, to: bytes.count, by: 2) { sum += UInt32(bytes[place]) << 8 | UInt32(bytes[place + 1]) }
        while sum > 0xFFFF { sum = (sum & 0xFFFF) + (sum >> 16) }
        return ~UInt16(sum)
    }
}
