import CZlib
import Foundation
import NumericalMethods
import Testing

@testable import ExchangeFormats

@Suite struct BinaryFormatTests {
    private func word(_ bytes: [UInt8], _ place: Int, _ count: Int) -> UInt64 {
        bytes[place..<(place + count)].reduce(0) { $0 << 8 | UInt64($1) }
    }
    private func double(_ bytes: [UInt8], _ place: Int) -> Double { Double(bitPattern: word(bytes, place, 8)) }
    private func float(_ bytes: [UInt8], _ place: Int) -> Double { Double(Float(bitPattern: UInt32(word(bytes, place, 4)))) }
    private func vector(_ bytes: [UInt8], _ place: Int) -> Vector3 {
        Vector3(double(bytes, place), double(bytes, place + 8), double(bytes, place + 16))
    }
    private func floats(_ bytes: [UInt8], _ place: Int) -> Vector3 {
        Vector3(float(bytes, place), float(bytes, place + 4), float(bytes, place + 8))
    }

    @Test func `a receiver's dead reckoning of a turning raider stays within a metre and a tick`() throws {
        let all = DISRecording(SmallScene.scene()).datagrams
        let states = all.filter { $0.bytes[2] == 1 && word($0.bytes, 16, 2) == 5 }
        #expect(states.count > 50)
        for (state, next) in zip(states, states.dropFirst()) {
            #expect(next.time - state.time <= 5 + 1e-9)
            for share in [0.0, 0.3, 0.7, 0.999] {
                let span = (next.time - state.time) * share
                let expected = vector(state.bytes, 48) + floats(state.bytes, 36) * span
                let truth = SmallScene.earthFixed(SmallScene.raider(at: state.time + span).position)
                // A tick late at 20 m/s across: 1 m + v a few centimetres.
                #expect((expected - truth).length < 1.6)
            }
        }
    }

    @Test func `every entity ends with a last state that says it is out, and the destroyed say so`() {
        let all = DISRecording(SmallScene.scene()).datagrams
        for entity in 1...6 {
            let last = all.last { $0.bytes[2] == 1 && word($0.bytes, 16, 2) == UInt64(entity) }
            let appearance = word(last?.bytes ?? Array(repeating: 0, count: 144), 84, 4)
            #expect(appearance & (1 << 23) != 0)
            #expect((appearance >> 3 & 3 == 3) == [2, 5].contains(entity))
            #expect(all.contains { $0.bytes[2] == 12 && word($0.bytes, 22, 2) == UInt64(entity) })
        }
    }

    @Test func `orientations lead from earth-fixed axes to the nose, the right wing and the belly`() {
        let state = SmallScene.raider(at: 12)
        let position = SmallScene.earthFixed(state.position)
        let ahead = SmallScene.earthFixed(state.position + state.velocity)
        let velocity = ahead - position
        let angles = DISOrientation.angles(position: position, velocity: velocity)
        // Turn the x axis by φ about x, θ about y, ψ about z.
        let (psi, theta) = (angles.x, angles.y)
        let nose = Vector3(cos(theta) * cos(psi), cos(theta) * sin(psi), -sin(theta))
        #expect((nose - velocity.normalized).length < 1e-9)
        let phi = angles.z
        let belly = Vector3(
            cos(phi) * sin(theta) * cos(psi) + sin(phi) * sin(psi), cos(phi) * sin(theta) * sin(psi) - sin(phi) * cos(psi),
            cos(phi) * cos(theta))
        #expect(belly.dot(position.normalized) < -0.99)
    }

    @Test func `fire and detonation name launcher, target, round and type`() throws {
        let all = DISRecording(SmallScene.scene()).datagrams
        let fire = try #require(all.first { $0.bytes[2] == 2 }).bytes
        #expect(fire.count == 96 && word(fire, 8, 2) == 96)
        #expect([16, 22, 28].map { word(fire, $0, 2) } == [3, 5, 6])
        #expect(fire[64..<72].elementsEqual([2, 1, 0, 222, 1, 44, 3, 0]))
        let burst = try #require(all.first { $0.bytes[2] == 3 }).bytes
        #expect(burst.count == 104 && burst[100] == 2)
        #expect((vector(burst, 48) - SmallScene.earthFixed(SmallScene.round(at: 100))).length < 0.01)
    }

    @Test func `the radar's beam holds its target while the engagement is locked`() throws {
        let emissions = DISRecording(SmallScene.scene()).datagrams.filter { $0.bytes[2] == 23 }
        let tracking = emissions.filter { $0.bytes[28 + 20 + 45] == 1 }
        #expect(tracking.first?.time == 30 && tracking.allSatisfy { $0.time < 100 })
        let first = try #require(tracking.first).bytes
        #expect(word(first, 32, 2) == 16_960 && float(first, 28 + 20 + 4) == 1e10)
        #expect(word(first, 28 + 20 + 52 + 4, 2) == 5)
        #expect(Int(first[28]) * 4 == first.count - 28)
    }

    @Test func `a zipped file comes back as it was`() throws {
        let content = Array(ACMIDocument(SmallScene.scene()).text.utf8)
        let zip = ExchangeArchive.zipped(name: "a.txt.acmi", content: content)
        #expect(zip.count < content.count / 2)
        func little(_ place: Int, _ count: Int) -> Int { zip[place..<(place + count)].reversed().reduce(0) { $0 << 8 | Int($1) } }
        let (packed, whole, name) = (little(18, 4), little(22, 4), little(26, 2))
        #expect(whole == content.count)
        var input = Array(zip[(30 + name)..<(30 + name + packed)])
        var out = [UInt8](repeating: 0, count: whole)
        var stream = z_stream()
        #expect(inflateInit2_(&stream, -15, zlibVersion(), Int32(MemoryLayout<z_stream>.size)) == Z_OK)
        input.withUnsafeMutableBufferPointer { source in
            out.withUnsafeMutableBufferPointer { sink in
                stream.next_in = source.baseAddress
                stream.avail_in = uInt(source.count)
                stream.next_out = sink.baseAddress
                stream.avail_out = uInt(sink.count)
                #expect(inflate(&stream, Z_FINISH) == Z_STREAM_END)
            }
        }
        inflateEnd(&stream)
        #expect(out == content)
    }
}
