import Foundation
import OutputFiles
import PlainText

/// A line, or several, on standard error.
package func complain(_ text: String) { StandardError.write(ShownText.lines(text, width: 600, most: 200) + "\n") }

/// Columns of the terminal that a stream (1: output, 2: errors) is, where it has as many as are asked for; nil where it is none.
package func terminalColumns(of stream: Int32, least: Int) -> Int? {
    var size = winsize()
    guard isatty(stream) == 1, ioctl(stream, UInt(TIOCGWINSZ), &size) == 0, Int(size.ws_col) >= least else { return nil }
    return Int(size.ws_col)
}

/// Standard error; what cannot be said there cannot be said.
package enum StandardError {
    package static func write(_ text: String) { _ = Descriptor.write(text, to: 2) }
}

/// Standard output: a full disk or a closed pipe ends the program with 1 and a line, not in silence.
package enum StandardOutput {
    package static func write(_ text: String) {
        guard let error = Descriptor.write(text, to: 1) else { return }
        PrivateFolder.removeAll()
        // Whoever read the pipe has gone: nobody is left to be told.
        if error != EPIPE { complain("standard output: cannot be written: \(String(cString: strerror(error)))") }
        Foundation.exit(1)
    }
}

private enum Descriptor {
    /// Straight to the descriptor, so that nothing waits in a buffer for the program's end.
    /// - Returns: the error's number; nil where all was written.
    static func write(_ text: String, to descriptor: Int32) -> Int32? {
        var text = text
        return text.withUTF8 { bytes in
            var done = 0
            while done < bytes.count {
                let count = Foundation.write(descriptor, bytes.baseAddress! + done, bytes.count - done)
                if count < 0, errno == EINTR || errno == EAGAIN { continue }
                guard count > 0 else { return errno }
                done += count
            }
            return nil
        }
    }
}
