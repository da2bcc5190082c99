import GRDB

/// The tables of an archive; docs/ARCHIVE.md explains them to readers with sqlite3 or pandas.
enum ArchiveSchema {
    /// `PRAGMA application_id`: "Cupo".
    static let applicationIdentifier = 0x4375_706F
    static let version = 1

    /// Outcome columns of `runs`, in order; one place for table, view, insert and read.
    static let outcomeColumns = [
        "raiders", "leakers", "killed", "decoys_killed", "civil_killed", "friends_killed", "assets_lost", "value_lost",
        "systems_lost", "rounds_fired", "rounds_cost_low_musd", "rounds_cost_musd", "rounds_cost_high_musd",
        "systems_cost_low_musd", "systems_cost_musd", "systems_cost_high_musd",
    ]

    static func create(_ database: Database, causes: [String]) throws {
        try database.execute(sql: "PRAGMA application_id = \(applicationIdentifier)")
        try database.execute(sql: "PRAGMA user_version = \(version)")
        let outcomes = outcomeColumns.map { "\($0) REAL NOT NULL" }.joined(separator: ", ")
        let causeColumns = causes.map { "cause_\($0) INTEGER NOT NULL" }.joined(separator: ", ")
        try database.execute(
            sql: """
                CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
                CREATE TABLE documents (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, text TEXT NOT NULL) WITHOUT ROWID;
                CREATE TABLE arms (arm INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, description TEXT NOT NULL,
                    price_low_musd REAL, price_musd REAL, price_high_musd REAL);
                CREATE TABLE settings (setting INTEGER PRIMARY KEY, label TEXT NOT NULL);
                CREATE TABLE factors (setting INTEGER NOT NULL REFERENCES settings, factor TEXT NOT NULL,
                    value TEXT NOT NULL, PRIMARY KEY (setting, factor)) WITHOUT ROWID;
                CREATE TABLE samples (sample INTEGER NOT NULL, parameter TEXT NOT NULL, value REAL NOT NULL,
                    PRIMARY KEY (sample, parameter)) WITHOUT ROWID;
                CREATE TABLE runs (setting INTEGER NOT NULL, sample INTEGER NOT NULL, arm INTEGER NOT NULL,
                    run INTEGER NOT NULL, digest TEXT NOT NULL, \(outcomes), \(causeColumns),
                    PRIMARY KEY (setting, sample, arm, run)) WITHOUT ROWID;
                CREATE TABLE records (setting INTEGER NOT NULL, sample INTEGER NOT NULL, arm INTEGER NOT NULL,
                    run INTEGER NOT NULL, json TEXT NOT NULL, PRIMARY KEY (setting, sample, arm, run)) WITHOUT ROWID;
                CREATE VIEW outcomes AS SELECT arms.name AS arm, runs.sample AS sample, runs.run AS run,
                    settings.label AS setting, \(outcomeColumns.map { "runs.\($0) AS \($0)" }.joined(separator: ", ")),
                    \(causes.map { "runs.cause_\($0) AS cause_\($0)" }.joined(separator: ", ")), runs.digest AS digest
                    FROM runs JOIN arms ON arms.arm = runs.arm JOIN settings ON settings.setting = runs.setting;
                CREATE VIEW leakers_by_arm AS SELECT arm, setting, COUNT(*) AS runs, AVG(leakers) AS mean_leakers,
                    AVG(assets_lost) AS mean_assets_lost, AVG(rounds_fired) AS mean_rounds_fired
                    FROM outcomes GROUP BY arm, setting;
                """)
    }
}
