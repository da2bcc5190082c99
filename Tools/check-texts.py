#!/usr/bin/env python3
"""Every command line of README and docs, run as it is printed.

    Tools/check-texts.py [FILE.md…]      runs the pages (all when none is named)
    Tools/check-texts.py --refresh …     also writes what the commands printed below them
    Tools/check-texts.py --answer DEMO.cupola   puts the answer of a finished demo into README.md

A page's blocks run one after another in a folder of the page's own, in which the project's folders and the program stand:

    ```sh                       run by bash, ends at the first command that fails
    ```python                   run by the interpreter that `Tools/setup.sh test` keeps
    ```text output              what the block above prints, as far as shown; --refresh writes it
    ```swift of PATH            lines of that file, word for word; also yaml of, python of, …
    ```sh not-run: REASON       cannot be run here, for this reason; its words are checked all the same

Command lines within a sentence, and those that are not run, are held against the program's help: the command and every option
must exist. Links to files must lead somewhere. Indented command lines are refused: they would not be run.
"""
import argparse, concurrent.futures, functools, html, json, os, pathlib, re, shutil, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = pathlib.Path(os.environ.get("CUPOLA", ROOT / ".build/release/cupola")).resolve()
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "cupola"
LINKED = ["Scenarios", "Studies", "Sensors", "Validation", "catalogue", "docs", "python", "Benchmarks", "Examples", "Tools"]
LIMIT = 300  # seconds for one block


class Block:
    def __init__(self, line, info, text):
        self.line, self.text = line, text
        self.language, _, self.note = info.partition(" ")
        self.reason = self.note.removeprefix("not-run:").strip() if self.note.startswith("not-run:") else None
        self.printed = None

    @property
    def runs(self):
        return self.language in ("sh", "python") and self.note == ""

    @property
    def commands(self):
        """Command lines of a shell block: comments, here-documents' inner lines and continuations left out."""
        lines, end, goes_on = [], None, False
        for line in self.text.splitlines():
            if end:
                end = None if line.strip() == end else end
                continue
            if not goes_on and line.strip() and not line.lstrip().startswith("#"):
                lines.append(line.strip())
            goes_on = line.endswith("\\")
            if found := re.search(r"<<-?\s*'?(\w+)'?", line):
                end = found[1]
        return lines


def blocks(text):
    """Fenced blocks of a page, and its lines outside of them with their numbers."""
    found, outside, open_at, body, info = [], [], None, [], ""
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("```"):
            if open_at is None:
                open_at, body, info = number, [], line[3:].strip()
            else:
                found.append(Block(open_at, info, "".join(line + "\n" for line in body)))
                open_at = None
        elif open_at is None:
            outside.append((number, line))
        else:
            body.append(line)
    return found, outside


@functools.cache
def help_of(*words):
    answer = subprocess.run([PROGRAM, *words, "--help"], capture_output=True, text=True)
    return answer.stdout if answer.returncode == 0 else None


def words_fault(command):
    """What is wrong with a `cupola …` call by its words alone; None when nothing is."""
    words = command.split()[1:]
    path, page = [], help_of()
    while words and re.fullmatch(r"[a-z][a-z-]*", words[0]) and f"\n  {words[0]} " in page.partition("SUBCOMMANDS:")[2].replace("\n\n", "\n "):
        path.append(words.pop(0))
        page = help_of(*path)
    if not path and words and re.fullmatch(r"[a-z][a-z-]*", words[0]):
        return f"there is no command {words[0]}"
    for option in re.findall(r"(?<![\w-])--([a-z][a-z0-9-]*)", " ".join(words)):
        if option not in ("help", "version", "generate-completion-script") and not re.search(rf"--{option}\b", page):
            return f"cupola {' '.join(path)} has no option --{option}"
    return None


def workspace(folder):
    (folder / "bin").mkdir()
    os.symlink(PROGRAM, folder / "bin/cupola")
    for name in LINKED:
        if (ROOT / name).exists():
            os.symlink(ROOT / name, folder / name)


def run(block, folder):
    python = CACHE / "python/bin/python"
    environment = dict(
        os.environ, PATH=f"{folder}/bin:{os.environ['PATH']}", NO_COLOR="1", SWIFT_BACKTRACE="enable=no", MPLBACKEND="Agg",
        CUPOLA=str(PROGRAM), PYTHONPATH=str(ROOT / "python/src"))
    call = ["bash", "-eo", "pipefail", "-c", block.text] if block.language == "sh" else [python, "-c", block.text]
    return subprocess.run(call, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=LIMIT)


def shown(text, folder):
    """What a command printed, as a page shows it: without the folder's random name and without the time that it took."""
    text = re.sub(r"flown in [^;]*;", "flown in …;", text.replace(str(folder), "/home/you/cupola"))
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n") + "\n"


def check(page, refresh):
    name = page.relative_to(ROOT)
    text = page.read_text(encoding="utf-8")
    found, outside = blocks(text)
    faults, counts = [], dict(run=0, commands=0, held=0, reasons=[])

    def fault(line, what):
        faults.append(f"{name}:{line}: {what}")

    for number, line in outside:
        if re.match(r"(?: {4,}|\t)(?:\$ )?(?:cupola|make|swift|pip|python3?|Tools/|Benchmarks/|\.build/)\b", line):
            fault(number, "an indented command line is not run; put it into a ```sh block")
        for code in re.findall(r"`(cupola [^`]*)`", line):
            counts["held"] += 1
            if wrong := words_fault(code):
                fault(number, wrong)
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", line):
            if not re.match(r"[a-z]+:", target) and not (page.parent / target).exists():
                fault(number, f"leads nowhere: {target}")
    with tempfile.TemporaryDirectory(prefix="cupola-texts-") as scratch:
        folder = pathlib.Path(scratch)
        workspace(folder)
        last = None
        for block in found:
            if block.language == "":
                fault(block.line, "a block without a language: sh, text, yaml, …")
            elif block.note.startswith("of "):
                source = ROOT / block.note[3:].strip()
                if not source.is_file() or block.text not in source.read_text(encoding="utf-8"):
                    fault(block.line, f"is not word for word in {block.note[3:]}")
            elif block.language == "text" and block.note == "output":
                if last is None:
                    fault(block.line, "no block above that prints it")
                else:
                    block.printed = last
            elif block.runs and re.search(r"\|\s*head\b", block.text):
                fault(block.line, "a command that `head` cuts off may fail; write to a file first, then show its head")
            elif block.runs and not faults:
                begin = time.monotonic()
                try:
                    answer = run(block, folder)
                    wrong = f"ended with {answer.returncode}: {(answer.stderr or answer.stdout).strip()[-600:]}" if answer.returncode else None
                except subprocess.TimeoutExpired:
                    wrong = f"not done in {LIMIT} s"
                if wrong:
                    fault(block.line, wrong)
                    break
                last = shown(answer.stdout, folder)
                counts["run"] += 1
                counts["commands"] += len(block.commands) if block.language == "sh" else 1
                counts.setdefault("seconds", []).append((time.monotonic() - begin, f"{name}:{block.line}"))
            elif block.language in ("sh", "console", "bash", "python") and not block.runs:
                if not block.reason:
                    fault(block.line, f"```{block.language} {block.note}: allowed: sh, or sh not-run: REASON")
                else:
                    counts["reasons"].append(f"{name}:{block.line}: {block.reason}")
                    for command in block.commands:
                        if command.startswith("cupola ") and (wrong := words_fault(command)):
                            fault(block.line, wrong)
    outdated = [block for block in found if block.printed is not None and block.printed != block.text]
    if refresh and outdated:
        lines = text.splitlines()
        for block in reversed(outdated):
            lines[block.line:block.line + len(block.text.splitlines())] = block.printed.splitlines()
        page.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return faults, counts, [f"{name}:{block.line}" for block in outdated]


def answer(archive):
    """The answer of a finished study, as its report gives it, and the report's first figure, between a page's marks: README.md's for the
    demo, docs/ANSWER.md's, with all that it found, for the whole study."""
    begin, end = "<!-- answer: Tools/check-texts.py --answer writes it -->\n", "<!-- end of the answer -->"
    with tempfile.TemporaryDirectory() as scratch:
        for form in ("json", "html", "md"):
            subprocess.run([PROGRAM, "report", archive, "--quiet", "--format", form, "--out", f"{scratch}/answer.{form}"], check=True)
        contents = json.loads(pathlib.Path(f"{scratch}/answer.json").read_text(encoding="utf-8"))
        page = pathlib.Path(f"{scratch}/answer.html").read_text(encoding="utf-8")
        report = pathlib.Path(f"{scratch}/answer.md").read_text(encoding="utf-8")
    is_demo = contents["name"].endswith(", small")
    place = ROOT / ("README.md" if is_demo else "docs/ANSWER.md")
    picture_file = ROOT / ("docs/images/answer.svg" if is_demo else "docs/images/answer-whole.svg")
    head, _, rest = place.read_text(encoding="utf-8").partition(begin)
    _, _, tail = rest.partition(end)
    if not tail:
        sys.exit(f"{place.name}: the marks of the answer are missing")
    caption, picture = figure(page, "leakers")
    picture_file.write_text(picture, encoding="utf-8")
    shown_picture = [
        "", f"![{caption}: averages, what the sources leave open, and single raids]({os.path.relpath(picture_file, place.parent)})", "",
        f"*{caption}; {'`make demo` makes this answer' if is_demo else 'the study’s own seed, models ' + contents['reproduction']['version of the models']}.*",
    ]
    lines = (answer_text(contents) if is_demo else whole_text(contents, report)) + shown_picture
    place.write_text(head + begin + "\n".join(lines) + "\n" + end + tail, encoding="utf-8")
    print("\n".join(lines))


def whole_text(contents, report):
    """The headline, all that was found, and what decides as a table."""
    lines = [f"**{contents['answer']}**", ""] + [f"- **{finding['title']}**: {finding['text']}" for finding in contents["findings"]]
    # What decides, as the report's table has it.
    table = re.search(r"^\*[^\n]*all \d+ combinations.*?\n\n(\|.*?)\n\n", report, re.S | re.M)
    return lines + ["", table[0].strip()] if table else lines


def figure(page, name):
    """A figure of a report as a picture that stands alone, in the colours of the light: its caption, its SVG."""
    part = re.search(rf'<figure id="figure-{name}"[^>]*>(.*?)</figure>', page, re.S)[1]
    caption = html.unescape(re.search(r"<strong>(.*?)</strong>", part, re.S)[1])
    picture = re.search(r"<svg.*?</svg>", part, re.S)[0]
    colours = {}
    for key, value in re.findall(r"--([\w-]+):\s*([^;}]+)[;}]", page):
        colours.setdefault(key, value.strip())
    for _ in range(3):
        picture = re.sub(r"var\(--([\w-]+)\)", lambda match: colours.get(match[1], "#333"), picture)
    width, height = re.search(r'viewBox="0 0 (\d+) (\d+)"', picture).groups()
    ground = f'<rect width="{width}" height="{height}" fill="#fff"/>'
    picture = re.sub(r"<svg[^>]*>", lambda match: match[0].replace('aria-hidden="true" focusable="false"', f'color="{colours.get("ink", "#111")}" font-family="DejaVu Sans, sans-serif"') + ground, picture, count=1)
    return caption, picture + "\n"


def answer_text(contents):
    """The headline, and what belongs to it, as far as a first page takes it."""
    wanted = ["Raid by raid", "How large a raid is stopped", "What decides", "Assumed"]
    findings = [finding for finding in contents["findings"] if finding["title"] in wanted]
    return [f"**{contents['answer']}**", ""] + [f"- {finding['title']}: {essential(finding['text'])}" for finding in findings]


def essential(text):
    """The first sentence, and what keeps it from being misread."""
    first, *rest = re.split(r"(?<=[a-z0-9)%])[.] ", text)
    return " ".join(part.rstrip(".") + "." for part in [first, *(part for part in rest if part.startswith("These sizes are"))])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("pages", nargs="*", type=pathlib.Path)
    parser.add_argument("--refresh", action="store_true", help="write what the commands printed")
    parser.add_argument("--answer", metavar="ARCHIVE", help="put a demo's answer into README.md, the whole study's into docs/ANSWER.md")
    arguments = parser.parse_args()
    if not PROGRAM.exists():
        sys.exit(f"check-texts: no program at {PROGRAM}; run make build first")
    if arguments.answer:
        return answer(arguments.answer)
    pages = [page.resolve() for page in arguments.pages] or [
        ROOT / name for name in ["README.md", "CONTRIBUTING.md", "python/README.md", "Benchmarks/README.md", "Examples/README.md"]
        if (ROOT / name).exists()
    ] + sorted((ROOT / "docs").rglob("*.md"))
    begin = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda page: check(page, arguments.refresh), pages))
    faults = [fault for found, _, _ in results for fault in found]
    outdated = [place for _, _, places in results for place in places]
    total = {key: sum(counts[key] for _, counts, _ in results) for key in ("run", "commands", "held")}
    reasons = [reason for _, counts, _ in results for reason in counts["reasons"]]
    slowest = sorted((entry for _, counts, _ in results for entry in counts.get("seconds", [])), reverse=True)[:5]
    for line in faults:
        print(line, file=sys.stderr)
    for line in reasons:
        print(f"not run: {line}")
    print("slowest: " + ", ".join(f"{place} {seconds:.0f} s" for seconds, place in slowest if seconds > 1))
    if outdated:
        print(f"printed otherwise than shown{', now as printed' if arguments.refresh else ' (make texts writes it)'}: {', '.join(outdated)}")
    print(
        f"texts: {len(pages)} pages, {total['commands']} command lines in {total['run']} blocks run as printed, {len(reasons)} blocks not run, "
        f"{total['held']} within sentences held against the help, in {time.monotonic() - begin:.0f} s; {len(faults)} faults")
    sys.exit(1 if faults else 0)


main()
