import CommandWork
import PlainText

/// Words for people on standard output: names out of files can neither steer the terminal nor fill it.
func print(_ text: String, terminator: String = "\n") {
    StandardOutput.write(ShownText.lines(text, width: 1_000) + terminator)
}

/// Data for programs on standard output: whole, control characters written out as in JSON.
func printData(_ text: String, terminator: String = "\n") {
    StandardOutput.write(ShownText.safe(text) + terminator)
}
