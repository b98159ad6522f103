"""What a component is made of: the HTML, style and scripts of its folder, joined with what all components share."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ui.words import colour_css

SHARED = Path(__file__).parent


@dataclass(frozen=True)
class Source:
    """A component without a host; js : scripts that know none, to be joined with those of one into a module."""

    name: str
    html: str
    css: str
    js: str


def joined(folder: Path, *names: str) -> str:
    """The text of some files of a folder, one after another: scripts become one module."""
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in names)


def source(folder: Path, *scripts: str, parts: tuple[str, ...] = ()) -> Source:
    """The component of a folder's name, of `<name>.html`, `<name>.css` and its scripts.

    parts : each has HTML and a style of its own; the first stands where the HTML of the whole says `<!-- part -->`
    """
    html = joined(folder, f"{folder.name}.html")
    for part in parts:
        html = html.replace(f"<!-- {part} -->", joined(folder, f"{part}.html"))
    styles = joined(folder, *(f"{name}.css" for name in (folder.name, *parts)))
    return Source(
        folder.name,
        html,
        "\n".join([colour_css(), joined(SHARED, "look.css"), styles]),
        "\n".join([joined(SHARED, "controls.js"), joined(folder, *scripts)]),
    )
