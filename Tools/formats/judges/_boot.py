"""Re-exec the calling script inside the judges' virtual environment (Tools/setup.sh formats makes both).

VALIDATOR_VENV   main environment
VALIDATOR_VENV2  second environment for packages that clash with the main one
                 (asterix_decoder and libasterix both own the module name `asterix`;
                 opendis 1.0 pins numpy<2)
"""
import os, sys
HERE = os.path.dirname(os.path.abspath(__file__))
MAIN = os.path.abspath(os.environ.get("VALIDATOR_VENV", os.path.expanduser("~/.cache/cupola-validators/venv")))
ALT = os.path.abspath(os.environ.get("VALIDATOR_VENV2", os.path.expanduser("~/.cache/cupola-validators/venv2")))

def enter(which="main"):
    want = MAIN if which == "main" else ALT
    py = os.path.join(want, "bin", "python")
    if os.path.realpath(sys.prefix) != os.path.realpath(want) and os.path.exists(py):
        os.execv(py, [py] + sys.argv)

class Report:
    """Collects errors and warnings; done() prints one line and exits 0 or 1."""
    def __init__(self, name):
        self.name, self.err, self.warn, self.fig = name, [], [], {}
        if len(sys.argv) < 2: print(f"usage: {os.path.basename(sys.argv[0])} FILE [-v]"); sys.exit(2)
        def hook(tp, x, tb):
            self.e(f"reading stopped: {tp.__name__}: {x}"); self.fig = {}
            self.done()
        sys.excepthook = hook
    def e(self, *a): self.err.append(" ".join(str(x) for x in a))
    def w(self, *a): self.warn.append(" ".join(str(x) for x in a))
    def done(self, limit=12):
        if "--strict" in sys.argv: self.err += ["(strict) " + x for x in self.warn]      # warnings count as errors
        for x in self.err[:limit]: print("  error:", x, file=sys.stderr)
        if len(self.err) > limit: print(f"  ... {len(self.err)-limit} more errors", file=sys.stderr)
        if "-v" in sys.argv:
            for x in self.warn[:limit]: print("  warning:", x, file=sys.stderr)
        fig = " ".join(f"{k}={v}" for k, v in self.fig.items())
        print(f"{self.name} {'FAIL' if self.err else 'OK'} {fig} warnings={len(self.warn)} malformed={len(self.err)}")
        sys.exit(1 if self.err else 0)
