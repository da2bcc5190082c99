import NumericalMethods

/// Bytes of DIS version 7 PDUs, network order.
///
/// - Source: IEEE 1278.1-2012, sections 6.2.66 (header), 7.2.2 (Entity State), 7.3.2 (Fire), 7.3.3 (Detonation), 7.6.2
///   (Electromagnetic Emission), 7.5.3 (Remove Entity).
enum DISRecords {
    struct Identity: Sendable, Equatable {
        var site: UInt16 = 1
        var application: UInt16 = 1
        var number: UInt16
        static let none = Identity(site: 0, application: 0, number: 0)
    }

    struct EntityState {
        var identity: Identity
        var force: UInt8
        var type: DISNumbers.EntityType
        var velocity: Vector3
        var position: Vector3
        /// ψ, θ, φ, radians.
        var orientation: Vector3
        var appearance: UInt32
        /// 1: stands still; 2: flies straight on in earth-fixed axes, without turning.
        var deadReckoning: UInt8
        var marking: String
    }

    /// Bits of a platform's appearance: destroyed (3 in bits 3 and 4), and no longer taking part (bit 23).
    static let destroyed: UInt32 = 3 << 3
    static let deactivated: UInt32 = 1 << 23

    static func entityState(_ state: EntityState, time: Double) -> [UInt8] {
        var bytes = DISBytes()
        bytes.add(state.identity)
        bytes.add(state.force)
        bytes.add(UInt8(0))
        bytes.add(state.type)
        bytes.add(state.type)
        bytes.floats(state.velocity)
        bytes.doubles(state.position)
        bytes.floats(state.orientation)
        bytes.add(state.appearance)
        bytes.add(state.deadReckoning)
        bytes.zeros(15 + 24)
        // Marking in ASCII, filled up with zeros to 11 bytes.
        bytes.add(UInt8(1))
        let letters = state.marking.unicodeScalars.filter { (32..<127).contains($0.value) }.prefix(11).map { UInt8($0.value) }
        bytes.raw += letters
        bytes.zeros(11 - letters.count)
        bytes.add(UInt32(0))
        return framed(type: 1, family: 1, bytes, time)
    }

    struct Burst {
        var firing: Identity
        var target: Identity
        var munition: Identity
        var event: UInt16
        var type: DISNumbers.EntityType
        var position: Vector3
        var velocity: Vector3
    }

    /// - Parameter range: distance to the target, metres; 0 where it is not known.
    static func fire(_ burst: Burst, range: Double, time: Double) -> [UInt8] {
        var bytes = heads(burst)
        bytes.add(UInt32(0))
        bytes.doubles(burst.position)
        descriptor(burst.type, &bytes)
        bytes.floats(burst.velocity)
        bytes.add(Float(range).bitPattern)
        return framed(type: 2, family: 2, bytes, time)
    }

    /// - Parameters:
    ///   - offset: where it bursts from the target, in the target's own axes, metres.
    ///   - result: of UID 62: 2 near the target, 5 a burst that hits nothing, 6 none.
    static func detonation(_ burst: Burst, offset: Vector3, result: UInt8, time: Double) -> [UInt8] {
        var bytes = heads(burst)
        bytes.floats(burst.velocity)
        bytes.doubles(burst.position)
        descriptor(burst.type, &bytes)
        bytes.floats(offset)
        bytes.add(result)
        bytes.zeros(3)
        return framed(type: 3, family: 2, bytes, time)
    }

    private static func heads(_ burst: Burst) -> DISBytes {
        var bytes = DISBytes()
        bytes.add(burst.firing)
        bytes.add(burst.target)
        bytes.add(burst.munition)
        bytes.add(Identity(number: burst.event))
        return bytes
    }

    /// Munition descriptor: high explosive fragments (warhead 1000), a proximity fuze (3000), one round (UID 60, 61).
    private static func descriptor(_ type: DISNumbers.EntityType, _ bytes: inout DISBytes) {
        bytes.add(type)
        for value: UInt16 in [1000, 3000, 1, 0] { bytes.add(value) }
    }

    struct Beam {
        /// Hertz.
        var frequency: Double
        /// Radians: middle and half width of the sector, of the sweep in elevation.
        var azimuthCentre: Double
        var azimuthSweep: Double
        /// 1 search, 2 height finding …; 5 tracking (UID 78).
        var function: UInt8
        var targets: [Identity]
    }

    /// - Parameter function: of the emitter: 33 (early warning and surveillance) or 65 (fire control); UID 76.
    static func emission(_ identity: Identity, event: UInt16, emitter: UInt16, function: UInt8, beam: Beam?, time: Double) -> [UInt8] {
        var bytes = DISBytes()
        bytes.add(identity)
        bytes.add(Identity(number: event))
        // 0: a heartbeat, everything that it sends.
        bytes.add(UInt8(0))
        bytes.add(UInt8(1))
        bytes.add(UInt16(0))
        // Ten targets at most in a list (DISBytes' tests hold the lengths).
        let targets = beam?.targets.prefix(10) ?? []
        let beamWords = beam == nil ? 0 : 13 + 2 * targets.count
        bytes.add(UInt8(5 + beamWords))
        bytes.add(UInt8(beam == nil ? 0 : 1))
        bytes.add(UInt16(0))
        bytes.add(emitter)
        bytes.add(function)
        bytes.add(UInt8(1))
        bytes.floats(.zero)
        guard let beam else { return framed(type: 23, family: 6, bytes, time) }
        bytes.add(UInt8(beamWords))
        bytes.add(UInt8(1))
        bytes.add(UInt16(0))
        let numbers: [Double] = [
            beam.frequency, 0, 0, 0, 0, beam.azimuthCentre, beam.azimuthSweep, .pi / 4, .pi / 4, 0,
        ]
        for number in numbers { bytes.add(Float(number).bitPattern) }
        bytes.add(beam.function)
        bytes.add(UInt8(targets.count))
        bytes.add(UInt8(0))
        bytes.add(UInt8(0))
        bytes.add(UInt32(0))
        for target in targets {
            bytes.add(target)
            bytes.add(UInt16(0))
        }
        return framed(type: 23, family: 6, bytes, time)
    }

    static func removeEntity(_ identity: Identity, request: UInt32, time: Double) -> [UInt8] {
        var bytes = DISBytes()
        bytes.add(Identity(number: 0xFFFE))
        bytes.add(identity)
        bytes.add(request)
        return framed(type: 12, family: 5, bytes, time)
    }

    /// Units of an hour's 2³¹st part since the hour; the last bit 0: relative to no clock but the run's.
    static func timestamp(_ time: Double) -> UInt32 {
        let share = time.truncatingRemainder(dividingBy: 3600) / 3600
        return UInt32(min(0x7FFF_FFFF, (share * 0x1p31).rounded(.down))) << 1
    }

    private static func framed(type: UInt8, family: UInt8, _ body: DISBytes, _ time: Double) -> [UInt8] {
        var head = DISBytes()
        for byte: UInt8 in [7, 1, type, family] { head.add(byte) }
        head.add(timestamp(time))
        head.add(UInt16(12 + body.raw.count))
        head.zeros(2)
        return head.raw + body.raw
    }
}

/// Bytes in network order.
struct DISBytes {
    var raw: [UInt8] = []

    mutating func add<Number: FixedWidthInteger>(_ value: Number) {
        for place in stride(from: Number.bitWidth - 8, through: 0, by: -8) { raw.append(UInt8(truncatingIfNeeded: value >> Number(place))) }
    }

    mutating func zeros(_ count: Int) { raw += Array(repeating: 0, count: count) }

    mutating func floats(_ vector: Vector3) { for value in [vector.x, vector.y, vector.z] { add(Float(value).bitPattern) } }
    mutating func doubles(_ vector: Vector3) { for value in [vector.x, vector.y, vector.z] { add(value.bitPattern) } }

    mutating func add(_ identity: DISRecords.Identity) {
        for value in [identity.site, identity.application, identity.number] { add(value) }
    }

    mutating func add(_ type: DISNumbers.EntityType) {
        add(type.kind)
        add(type.domain)
        add(type.country)
        for value in [type.category, type.subcategory, type.specific, type.extra] { add(value) }
    }
}
