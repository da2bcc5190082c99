import GRDB

/// The tables and views of an archive; docs/ARCHIVE.md explains them to readers with sqlite3 or pandas.
enum ArchiveSchema {
    /// `PRAGMA application_id`: "Cupo".
    static let applicationIdentifier = 0x4375_706F
    static let version = 3
    /// Versions that are read; 2 had no sums of rows.
    static let versionsRead = 2...3

    /// Outcome columns of `runs`, in order; one place for table, view, insert and read.
    static let outcomeColumns = [
        "raiders", "leakers", "killed", "decoys_killed", "civil_killed", "friends_killed", "assets_lost", "value_lost",
        "systems_lost", "rounds_fired", "rounds_cost_low_musd", "rounds_cost_musd", "rounds_cost_high_musd",
        "systems_cost_low_musd", "systems_cost_musd", "systems_cost_high_musd",
    ]

    /// Views, in the order in which their words are hashed.
    static let views = [
        "outcomes", "sensitivity_outcomes", "samples", "leakers_by_arm", "leakers_by_sample", "leaker_distribution", "differences",
        "causes_by_arm", "progress",
    ]

    /// Outcome columns that count things: whole numbers in the views.
    static let counts: Set<String> = [
        "raiders", "leakers", "killed", "decoys_killed", "civil_killed", "friends_killed", "assets_lost", "systems_lost", "rounds_fired",
    ]

    /// A factor's column in `outcomes`: `factor_` and its name in letters, digits and underscores.
    static func column(ofFactor name: String) -> String {
        "factor_" + String(name.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }.prefix(60))
    }

    /// - Parameter factors: names of what a study varies, a column each in `outcomes`.
    static func create(_ database: Database, causes: [(column: String, title: String)], factors: [String] = []) throws {
        try database.execute(sql: "PRAGMA application_id = \(applicationIdentifier)")
        try database.execute(sql: "PRAGMA user_version = \(version)")
        try database.execute(sql: tables(causes.map(\.column)))
        try database.execute(sql: runViews(causes.map(\.column), factors))
        try database.execute(sql: questionViews(causes))
    }

    private static func tables(_ causes: [String]) -> String {
        let outcomes = outcomeColumns.map { "\($0) REAL NOT NULL" }.joined(separator: ", ")
        let causeColumns = causes.map { "\($0) INTEGER NOT NULL" }.joined(separator: ", ")
        return """
            CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
            CREATE TABLE documents (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, text TEXT NOT NULL) WITHOUT ROWID;
            CREATE TABLE arms (arm INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, description TEXT NOT NULL,
                price_low_musd REAL, price_musd REAL, price_high_musd REAL);
            CREATE TABLE purchases (arm TEXT NOT NULL, item TEXT NOT NULL, low REAL NOT NULL, best REAL NOT NULL,
                high REAL NOT NULL, PRIMARY KEY (arm, item)) WITHOUT ROWID;
            CREATE TABLE settings (setting INTEGER PRIMARY KEY, label TEXT NOT NULL);
            CREATE TABLE factors (setting INTEGER NOT NULL REFERENCES settings, factor TEXT NOT NULL,
                value TEXT NOT NULL, PRIMARY KEY (setting, factor)) WITHOUT ROWID;
            CREATE TABLE parameters (parameter INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE,
                uncertainty TEXT NOT NULL, low REAL NOT NULL, best REAL NOT NULL, high REAL NOT NULL);
            CREATE TABLE draws (sample INTEGER NOT NULL, parameter INTEGER NOT NULL REFERENCES parameters,
                value REAL NOT NULL, PRIMARY KEY (sample, parameter)) WITHOUT ROWID;
            CREATE TABLE runs (setting INTEGER NOT NULL, sample INTEGER NOT NULL, run INTEGER NOT NULL,
                arm INTEGER NOT NULL, digest BLOB NOT NULL, \(outcomes), \(causeColumns),
                PRIMARY KEY (setting, sample, run, arm)) WITHOUT ROWID;
            CREATE TABLE records (setting INTEGER NOT NULL, sample INTEGER NOT NULL, run INTEGER NOT NULL,
                arm INTEGER NOT NULL, json TEXT NOT NULL, PRIMARY KEY (setting, sample, run, arm)) WITHOUT ROWID;
            """
    }

    /// One row a run and arm, by names instead of numbers.
    private static func runViews(_ causes: [String], _ factors: [String]) -> String {
        let columns: String = (outcomeColumns + causes).map {
            counts.contains($0) ? "CAST(runs.\($0) AS INTEGER) AS \($0)" : "runs.\($0) AS \($0)"
        }.joined(separator: ", ")
        var taken: Set<String> = []
        // In one order, whichever way the archive came about.
        let varied: String = factors.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }.map { factor -> String in
            var column = column(ofFactor: factor)
            while !taken.insert(column).inserted { column += "_" }
            let quoted = factor.replacing("'", with: "''")
            return
                ", (SELECT CASE WHEN CAST(CAST(value AS REAL) AS TEXT) = value OR CAST(CAST(value AS INTEGER) AS TEXT) = value THEN CAST(value AS NUMERIC) ELSE value END"
                + " FROM factors WHERE factors.setting = runs.setting AND factors.factor = '\(quoted)') AS \(column)"
        }.joined()
        let select = """
            SELECT arms.name AS arm, runs.sample AS sample, runs.run AS run, settings.label AS setting, \(columns),
                lower(hex(runs.digest)) AS digest\(varied)
                FROM runs JOIN arms ON arms.arm = runs.arm JOIN settings ON settings.setting = runs.setting
            """
        let first = "(SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'samples')"
        return """
            CREATE VIEW outcomes AS \(select) WHERE runs.sample < \(first);
            CREATE VIEW sensitivity_outcomes AS \(select) WHERE runs.sample >= \(first);
            CREATE VIEW samples AS SELECT draws.sample AS sample, parameters.path AS parameter, draws.value AS value,
                parameters.uncertainty AS uncertainty
                FROM draws JOIN parameters ON parameters.parameter = draws.parameter;
            """
    }

    /// What people ask, each a view.
    private static func questionViews(_ causes: [(column: String, title: String)]) -> String {
        let count = """
            COUNT(*) AS runs, AVG(leakers) AS mean_leakers, AVG(leakers * 1.0 / MAX(raiders, 1)) AS mean_leaker_fraction,
            AVG(leakers = 0) AS share_nothing_got_through, AVG(assets_lost) AS mean_assets_lost,
            AVG(systems_lost) AS mean_systems_lost, AVG(rounds_fired) AS mean_rounds_fired,
            AVG(rounds_cost_musd) AS mean_rounds_cost_musd, AVG(civil_killed) AS mean_civil_killed
            """
        let difference = ["leakers", "assets_lost", "systems_lost", "rounds_fired", "rounds_cost_musd"]
            .map { "mine.\($0) - theirs.\($0) AS \($0)" }.joined(separator: ", ")
        let causeRows = causes.map {
            "SELECT arm, setting, '\($0.title)' AS cause, SUM(\($0.column)) AS leakers FROM outcomes GROUP BY arm, setting"
        }.joined(separator: " UNION ALL ")
        return """
            CREATE VIEW leakers_by_arm AS SELECT arm, setting, \(count) FROM outcomes GROUP BY arm, setting;
            CREATE VIEW leakers_by_sample AS SELECT arm, setting, sample, \(count) FROM outcomes
                GROUP BY arm, setting, sample;
            CREATE VIEW leaker_distribution AS SELECT arm, setting, leakers, COUNT(*) AS runs FROM outcomes
                GROUP BY arm, setting, leakers;
            CREATE VIEW differences AS SELECT arm.name AS arm, other.name AS other, mine.sample AS sample,
                mine.run AS run, settings.label AS setting, \(difference)
                FROM runs AS mine JOIN runs AS theirs ON theirs.setting = mine.setting AND theirs.sample = mine.sample
                    AND theirs.run = mine.run AND theirs.arm < mine.arm
                JOIN arms AS arm ON arm.arm = mine.arm JOIN arms AS other ON other.arm = theirs.arm
                JOIN settings ON settings.setting = mine.setting
                WHERE mine.sample < (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'samples');
            CREATE VIEW causes_by_arm AS \(causeRows);
            CREATE VIEW progress AS SELECT (SELECT COUNT(*) FROM runs) AS runs_done,
                (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'total') AS runs_planned;
            """
    }
}
