/// The page's style: readable on a phone, in print, in the light and in the dark.
enum HTMLStyle {
    static let text = """
        :root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --soft: #57606a; --line: #d0d7de; --a0: #6e7781; --a1: #b35900; --a2: #0a5fb4; --a3: #0b7a4b; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --soft: #9da7b3; --line: #30363d; --a0: #8b949e; --a1: #f0a04b; --a2: #6cb2ff; --a3: #4cc38a; } }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; }
        main { max-width: 52rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
        h1 { font-size: 1.6rem; line-height: 1.25; } h2 { font-size: 1.2rem; margin-top: 2.2rem; }
        .answer { font-size: 1.2rem; border-left: 4px solid var(--a2); padding-left: 1rem; }
        .scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
        thead th { border-bottom: 2px solid var(--line); } .range { color: var(--soft); white-space: nowrap; }
        .total th, .total td { border-top: 2px solid var(--line); font-weight: 600; }
        code { font-size: .9em; } svg { max-width: 100%; height: auto; } svg text { fill: var(--ink); font: 13px system-ui, sans-serif; }
        @media print { body { font-size: 10pt; } section { break-inside: avoid; } }
        """
}
