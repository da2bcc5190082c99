import PlainText

// Short names for the report's sentences, where numbers and texts are written on every line.

func number(_ value: Double) -> String { NumberText.spoken(value) }
func whole(_ value: Double) -> String { NumberText.whole(value) }
func fine(_ value: Double) -> String { NumberText.fine(value) }
func plain(_ value: Double) -> String { NumberText.stated(value) }
func thousands(_ value: Int) -> String { NumberText.thousands(value) }
func thousands(_ value: Double) -> String { thousands(Int(value.rounded())) }
func escape(_ text: String) -> String { Markup.escaped(text) }
