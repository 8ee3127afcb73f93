"""Check an installed cnnviz: `VENV/bin/python -I check_install.py wheel|editable`, anywhere but on the path.

Every shipped file must be found through `cnnviz.resource`, the same to the byte; a wheel must carry its own and bring
the Linux files; the console script must work and be what the menu entry starts.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import cnnviz
from cnnviz.cli.desktop import APP_ID, PLACES
from cnnviz.resource import resource

CHECKOUT = Path(__file__).resolve().parents[2]
SHARED = {f"share/{place}": suffix for suffix, place in PLACES.items()}


def check(what: str, true: object) -> None:
    print(("ok    " if true else "FAIL  ") + what, flush=True)
    if not true:
        sys.exit(1)


def same(installed: Path, original: Path) -> bool:
    return installed.is_file() and installed.read_bytes() == original.read_bytes()


def main(kind: str) -> None:
    package = Path(cnnviz.__file__).resolve().parent
    inside = package.is_relative_to(Path(sys.prefix).resolve())
    check(f"this is a{'n' * (kind == 'editable')} {kind} install in {package}", inside == (kind == "wheel"))
    originals = [path for path in (CHECKOUT / "resources").rglob("*") if path.is_file()]
    for original in originals:
        parts = original.relative_to(CHECKOUT / "resources").parts
        check(f"resources/{'/'.join(parts)}", same(resource(*parts), original))
    if kind == "wheel":
        for place, suffix in SHARED.items():
            check(
                place, same(Path(sys.prefix, place), CHECKOUT / "resources" / "linux" / f"{APP_ID}.{suffix}")
            )
    the_script_works(Path(sys.prefix, "bin", "cnnviz"))


def the_script_works(script: Path) -> None:
    version = subprocess.run([script, "--version"], capture_output=True, text=True, check=True).stdout
    check("cnnviz --version", version == f"cnnviz {cnnviz.__version__}\n")
    with tempfile.TemporaryDirectory() as home:
        environ = os.environ | {"XDG_DATA_HOME": home}
        subprocess.run([script, "--install-desktop-entry"], env=environ, capture_output=True, check=True)
        entry = Path(home, "applications", f"{APP_ID}.desktop").read_text(encoding="utf-8")
        check("the menu entry starts this very script", f'\nExec="{script}" %f\nTryExec={script}\n' in entry)
        brought = all(Path(home, place.removeprefix("share/")).is_file() for place in SHARED)
        check("and brings its icon and its description", brought)


if __name__ == "__main__":
    main(sys.argv[1])
