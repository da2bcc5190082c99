"""tacview_judge.py FILE: what the package tacview-duckdb finds in an ACMI file, as JSON: hits and misses of each weapon by CallSign."""

from __future__ import annotations

import contextlib
import io
import json
import sys
import tempfile
from pathlib import Path

from tacview_duckdb.enrichment import airports
from tacview_duckdb.enrichment.weapons import WeaponEnricher

COLUMNS = "id,ident,type,name,latitude_deg,longitude_deg,elevation_ft,continent,iso_country,iso_region,municipality"


def main(file: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        # The package fetches a list of airports; one row stands in for it, since nothing here lands.
        table = Path(folder) / "airports.csv"
        table.write_text(f"{COLUMNS}\n1,none,small_airport,none,0,0,0,XX,XX,XX,none\n")
        airports.download_airports_data = lambda force=False: table
        from tacview_duckdb.api import parse_acmi

        with contextlib.redirect_stdout(io.StringIO()):
            store = parse_acmi(file, output_dir=folder, enrichments=[], async_enrichments=False)
            connection = store._write_conn
            enricher = WeaponEnricher(connection, None, time_window=1.0, find_launchers=False)
            # The package forgets to keep what it is given.
            enricher.queue = None
            enricher.enrich()
        rows = connection.execute(
            "SELECT event_type, w.id, t.id FROM tactical_events e JOIN objects w ON w.id = e.initiator_id"
            " LEFT JOIN objects t ON t.id = e.target_id WHERE event_type LIKE 'WEAPON_%'"
        ).fetchall()
        launchers = connection.execute("SELECT count(*), count(parent_id) FROM objects WHERE type_basic = 'Missile' AND coalition = 'Defence'").fetchone()
    print(json.dumps({"events": rows, "rounds": launchers[0], "with_launcher": launchers[1]}))


main(sys.argv[1])
