"""Cupola from Python: fly raids and studies, and read what they leave as pandas data frames.

>>> import cupola
>>> raid = cupola.run("Scenarios/saturation.yaml", arm="s-400")
>>> raid.targets.groupby(["threat_class", "outcome"]).size()
>>> cupola.plot.raid(raid)
"""

from . import plot, traffic
from ._version import __version__
from .asterix import to_asterix
from .commands import explain, run, study
from .errors import CupolaError
from .parquet import to_parquet
from .program import find_program
from .results import Results, Run, Study, read

__all__ = [
    "CupolaError",
    "Results",
    "Run",
    "Study",
    "__version__",
    "explain",
    "find_program",
    "plot",
    "read",
    "run",
    "study",
    "to_asterix",
    "to_parquet",
    "traffic",
]
