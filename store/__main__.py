"""The store from the command line: `python -m store backup FOLDER FILE` and `python -m store check FOLDER`.

Where RAG_DATABASE_URL names a database on a server, `check` checks that, and needs no folder.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from store import Store, StoreError
from store.sqlite import FILE


def main(arguments: list[str]) -> int:
    """Do what the arguments say; 0 when done, 1 when the store said no."""
    parser = argparse.ArgumentParser(prog="python -m store", description=__doc__)
    url = os.environ.get("RAG_DATABASE_URL", "")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, does in (("backup", "write a sound copy to a new file"), ("check", "say whether the store is sound")):
        command = commands.add_parser(name, help=does)
        command.add_argument(
            "folder",
            type=Path,
            nargs="?" if url and name == "check" else None,
            help="the folder that RAG_DATA_DIR names",
        )
    commands.choices["backup"].add_argument("file", type=Path, help="the new file")
    told = parser.parse_args(arguments)
    if not url and not (told.folder / FILE).is_file():
        sys.stderr.write(f"There is no {FILE} in this folder; name the one that RAG_DATA_DIR names.\n")
        return 1
    store = Store(told.folder or Path(), url)
    try:
        if told.command == "backup":
            store.backup(told.file)
            return 0
        health = store.health()
    except StoreError as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    sys.stdout.write(
        f"sound, {health.scorecards} scorecards, {health.versions} versions, {health.scenarios} scenarios, "
        f"{health.bytes:,} bytes, {health.database}\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
