/// The page's style: readable on a phone, in print, in the light and in the dark.
///
/// Contrasts (WCAG 2.1 AA: text 4.5:1, lines and marks of figures 3:1) are held by a test over the palettes below.
package enum HTMLStyle {
    /// A colour by its name in the style sheet; `a0`… are the arms' (Okabe and Ito; two darkened for white paper).
    package static let light: [(name: String, value: String)] = [
        ("ink", "#1b1f24"), ("paper", "#ffffff"), ("soft", "#57606a"), ("line", "#d0d7de"), ("link", "#0a58a8"), ("wash", "#f3f6f9"),
        ("a0", "#6e7781"), ("a1", "#d55e00"), ("a2", "#0072b2"), ("a3", "#00875f"), ("a4", "#b0568a"), ("a5", "#8f6b00"),
    ]
    package static let dark: [(name: String, value: String)] = [
        ("ink", "#e6edf3"), ("paper", "#0d1117"), ("soft", "#9da7b3"), ("line", "#30363d"), ("link", "#7ab8ff"), ("wash", "#161b22"),
        ("a0", "#8b949e"), ("a1", "#e66a0a"), ("a2", "#56b4e9"), ("a3", "#1fbf8f"), ("a4", "#cc79a7"), ("a5", "#e69f00"),
    ]

    private static func palette(_ colours: [(name: String, value: String)]) -> String {
        colours.map { "--\($0.name): \($0.value);" }.joined(separator: " ")
    }

    /// A page for engines of print: every colour written out, since some know no variables, and everything open but the figures' data.
    package static func flatten(_ page: String) -> String {
        light.reduce(page.replacing("<details>", with: "<details open>")) { $0.replacing("var(--\($1.name))", with: $1.value) }
    }

    static let text = """
        :root { color-scheme: light dark; \(palette(light)) }
        @media (prefers-color-scheme: dark) { :root { \(palette(dark)) } }
        @media print { :root { color-scheme: light; \(palette(light)) } }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, "Liberation Sans", sans-serif; }
        main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
        h1 { font-size: 1.6rem; line-height: 1.25; } h1, h2 { text-wrap: balance; } \
        h2 { font-size: 1.25rem; margin-top: 2.4rem; line-height: 1.3; } h3 { font-size: 1.05rem; }
        a { color: var(--link); } .kicker { color: var(--soft); margin: 0; }
        .unfinished { position: sticky; top: 0; z-index: 1; margin: 0; padding: .4rem 1rem; background: #7a1212; color: #ffffff; \
        font-weight: 600; }
        .answer { font-size: 1.2rem; border-left: 4px solid var(--a2); padding: .2rem 0 .2rem 1rem; }
        .answer p { margin: .4rem 0; } .answer p + p { font-size: 1rem; }
        figure { margin: 1.5rem 0; } figcaption { margin-bottom: .5rem; } .note { color: var(--soft); font-size: .95rem; margin: .4rem 0; }
        dl.findings { margin: 1rem 0; } dl.findings dt { font-weight: 600; margin-top: .55rem; } dl.findings dd { margin: 0; }
        ul.contents { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1.1rem; margin: 1rem 0; }
        @media (min-width: 64rem) { main { max-width: 74rem; padding: .8rem 1rem 1.5rem; } h1 { margin: .4rem 0 .8rem; } \
        h2 { margin: 1.7rem 0 .6rem; } dl.findings { display: grid; grid-template-columns: 11rem 1fr; gap: .35rem 1rem; } \
        dl.findings dt { margin-top: 0; }
          .row { display: flex; flex-wrap: wrap; gap: .4rem 1.5rem; align-items: flex-start; } \
        .row > figure { flex: 0 1 22.5rem; margin: .3rem 0; } .row > .aside { flex: 1 1 19rem; min-width: 0; }
          .row:has(> .aside details[open]) > .aside { flex-basis: 100%; } .row > figure:has(details[open]) { flex: 1 1 100%; } \
        .row > figure:has(details[open]) .narrow { max-width: 22.5rem; }
          .row .wide { display: none; } .row .narrow { display: block; } .row > .broad { flex: 0 1 46rem; } \
        .row > .broad .wide { display: block; } .row > .broad .narrow { display: none; } figure .wide { max-width: 46rem; } \
        section > p { max-width: 60rem; } .aside > p:first-child { margin-top: .3rem; } .aside table { font-size: .85rem; }
          .more { display: flex; flex-wrap: wrap; gap: 0 1.4rem; } .more > details[open] { flex-basis: 100%; } }
        .narrow { display: none; } svg { display: block; width: 100%; height: auto; }
        svg text { font: 13px system-ui, "Liberation Sans", sans-serif; }
        @supports (paint-order: stroke) { svg text { paint-order: stroke; stroke: var(--paper); stroke-width: 3px; \
        stroke-linejoin: round; } }
        .name { white-space: nowrap; }
        .scroll { overflow-x: auto; } .scroll table { min-width: 36rem; } .scroll table.words { min-width: 0; } \
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { text-align: left; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; \
        font-weight: normal; }
        thead th { border-bottom: 2px solid var(--soft); font-weight: 600; } .range { color: var(--soft); white-space: nowrap; }
        .total th, .total td { border-top: 2px solid var(--soft); font-weight: 600; }
        figure > details { display: inline-block; margin: .1rem 1rem .1rem 0; font-size: .95rem; } \
        figure > details[open] { display: block; }
        details { margin: .5rem 0; } td, th { overflow-wrap: break-word; } summary { cursor: pointer; color: var(--link); } \
        details table { font-size: .85rem; }
        ol.time { list-style: none; padding: 0; } ol.time li { display: flex; gap: .9rem; margin: .25rem 0; }
        ol.time time, ol.time .at { flex: 0 0 4.2rem; color: var(--soft); font-variant-numeric: tabular-nums; }
        .missing { border: 1px solid var(--line); padding: .8rem; } code { font-size: .9em; overflow-wrap: anywhere; }
        pre { background: var(--wash); padding: .8rem; overflow-x: auto; font-size: .85rem; }
        @media (max-width: 34rem) { .wide { display: none; } .narrow { display: block; } h1 { font-size: 1.35rem; } \
        .answer { font-size: 1.1rem; } }
        @media print {
          .unfinished { position: fixed; top: 0; left: 0; right: 0; background: #ffffff; color: #7a1212; border: 1px solid #7a1212; }
          .unfinished + main { padding-top: 2.4rem; }
          html { font-size: 9.5pt; } main { max-width: none; padding: 0; } .row, .more { display: block; } \
        .wide, .row .wide { display: block; max-width: 14cm; } .narrow, .row .narrow { display: none; }
          .wide svg { max-height: 21cm; } .answer { font-size: 1.1rem; } section { margin: 0; } h2 { margin-top: 1.4rem; } \
        figure { margin: .8rem 0; }
          figure, tr, li { break-inside: avoid; } h2, h3, h4, figcaption, summary { break-after: avoid; break-inside: avoid; } \
        .caption { break-after: avoid; }
          details.data, details:not([open]) { display: none; } summary { list-style: none; color: var(--ink); font-weight: 600; }
          a { color: var(--ink); } .scroll { overflow: visible; } .scroll table { min-width: 0; font-size: .85rem; } \
        pre { white-space: pre-wrap; }
        }
        @page { size: A4; margin: 16mm; @bottom-center { content: counter(page) " of " counter(pages); font: 8pt system-ui, sans-serif; } }
        """
}
