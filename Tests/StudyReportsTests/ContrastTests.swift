import Foundation
import Testing

@testable import StudyReports

/// WCAG 2.1 contrast of the page's palettes: text at least 4.5:1, marks of figures at least 3:1.
@Suite struct ContrastTests {
    /// Relative luminance of `#rrggbb`. - Source: WCAG 2.1, "relative luminance".
    private func luminance(_ colour: String) -> Double {
        let value = Int(colour.dropFirst(), radix: 16)!
        func channel(_ shift: Int) -> Double {
            let share = Double((value >> shift) & 255) / 255
            return share <= 0.03928 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
    }

    private func contrast(_ a: String, _ b: String) -> Double {
        let (high, low) = (max(luminance(a), luminance(b)), min(luminance(a), luminance(b)))
        return (high + 0.05) / (low + 0.05)
    }

    @Test(arguments: [true, false]) func `text and marks stand out from the paper`(isLight: Bool) throws {
        let palette = isLight ? HTMLStyle.light : HTMLStyle.dark
        func colour(_ name: String) throws -> String { try #require(palette.first { $0.name == name }?.value) }
        let paper = try colour("paper")
        for name in ["ink", "soft", "link"] { #expect(contrast(try colour(name), paper) >= 4.5, "\(name)") }
        #expect(contrast(try colour("ink"), try colour("wash")) >= 4.5)
        for place in 0..<6 { #expect(contrast(try colour("a\(place)"), paper) >= 3, "a\(place)") }
    }

    @Test func `black on white is twenty-one to one`() {
        #expect(abs(contrast("#000000", "#ffffff") - 21) < 1e-9)
    }
}
