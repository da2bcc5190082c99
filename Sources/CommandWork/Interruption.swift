import Foundation
import OutputFiles
import Synchronization

/// What happens when the program is told to stop: nothing of it is left lying about, and a line says what is kept.
package enum Interruption {
    private static let words = Mutex<String>("")
    /// The end of a pipe that the handler may write to: of all calls, `write` is safe there.
    nonisolated(unsafe) private static var writeEnd: Int32 = -1

    /// - Parameter words: what is kept and how to go on, said when the program is stopped from now on; empty for nothing.
    package static func say(_ words: String) { Self.words.withLock { $0 = words } }

    package static func listen() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return }
        let readEnd = ends[0]
        writeEnd = ends[1]
        let reader = Thread {
            var number: UInt8 = 0
            while true {
                let count = read(readEnd, &number, 1)
                if count < 0, errno == EINTR { continue }
                guard count == 1 else { return }
                stop(Int32(number))
            }
        }
        reader.start()
        var heard = sigset_t()
        sigemptyset(&heard)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            // Whoever started the program may have told it to pay no heed, as nohup does.
            var old = sigaction()
            sigaction(number, nil, &old)
            guard unsafeBitCast(old.__sigaction_handler.sa_handler, to: Int.self) != unsafeBitCast(SIG_IGN, to: Int.self) else { continue }
            signal(number) { number in
                var byte = UInt8(truncatingIfNeeded: number)
                _ = write(Interruption.writeEnd, &byte, 1)
            }
            sigaddset(&heard, number)
        }
        // A parent that blocks them (a parallel runner, some job systems) hands that on; what is handled must arrive.
        pthread_sigmask(SIG_UNBLOCK, &heard, nil)
    }

    private static func stop(_ number: Int32) -> Never {
        PrivateFolder.removeAll()
        let text = words.withLock { $0 }
        // Below the progress bar, where there is one.
        if !text.isEmpty { complain((isatty(2) == 1 ? "\n" : "") + text) }
        // Ends as it would have ended, so that a shell sees which signal it was.
        signal(number, SIG_DFL)
        var own = sigset_t()
        sigemptyset(&own)
        sigaddset(&own, number)
        pthread_sigmask(SIG_UNBLOCK, &own, nil)
        raise(number)
        _exit(128 + number)
    }
}
