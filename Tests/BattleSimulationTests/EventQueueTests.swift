@testable import BattleSimulation
import Quantities
import Testing

@Suite struct EventQueueTests {
    private func order(_ queue: inout EventQueue) -> [Int] {
        var order: [Int] = []
        while let (_, event) = queue.next() {
            if case .commandCycle(let node) = event { order.append(node) }
        }
        return order
    }

    @Test func `what is due first comes first, whenever it was set`() {
        var queue = EventQueue()
        // 97 × n mod 101 visits every time once, in no order.
        for number in 1...100 {
            queue.schedule(
                .commandCycle(node: 97 * number % 101), at: SimulationTime(nanoseconds: Int64(97 * number % 101)), phase: .command)
        }
        #expect(order(&queue) == Array(1...100))
        #expect(queue.isEmpty && queue.nextTime == nil)
    }

    @Test func `at one time the phases follow each other, and within a phase the order of setting`() {
        var queue = EventQueue()
        let now = SimulationTime(seconds: 3)
        queue.schedule(.commandCycle(node: 4), at: now, phase: .flight)
        queue.schedule(.commandCycle(node: 2), at: now, phase: .command)
        queue.schedule(.commandCycle(node: 3), at: now, phase: .command)
        queue.schedule(.commandCycle(node: 1), at: now, phase: .failure)
        #expect(queue.nextTime == now)
        #expect(order(&queue) == [1, 2, 3, 4])
    }
}
