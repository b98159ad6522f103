"""Charts as pictures, drawn here: no browser, no network, no file of the machine, and a font that comes along."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import vl_convert

from ui.pack.document import plain

# The drawer brings the first; whoever shows an SVG without it has one of the others, which are as wide.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
# That font has no such shape as the first, and has the second. Else another font, if there is one, draws all the text
# beside it too.
_SHAPES = ("\N{BLACK DIAMOND}", "\N{BLACK DIAMOND SUIT}")


def svg(spec: dict[str, Any], font: str = FONT) -> str:
    """A chart of Vega-Lite as SVG, whose text is text; font : what whoever shows it has, the best first."""
    return vl_convert.vegalite_to_svg(_set(spec, plain, font), allowed_base_urls=[])


def png(spec: dict[str, Any], scale: float = 2) -> bytes:
    """A chart of Vega-Lite as PNG; scale : how many pixels there are for each of the chart's own."""
    own = _set(spec, lambda text: plain(text).replace(*_SHAPES), FONT)
    return vl_convert.vegalite_to_png(own, scale=scale, allowed_base_urls=[])


def _set(spec: dict[str, Any], told: Callable[[str], str], font: str) -> dict[str, Any]:
    own: dict[str, Any] = _own(spec, told)
    return own | {"config": {**own.get("config", {}), "font": font}}


def _own(part: Any, told: Callable[[str], str]) -> Any:
    """The same with every text as told; refused where it would fetch something.

    The drawer's own list of addresses leaves the files of the machine open, so nothing may have an address at all.
    """
    if isinstance(part, dict):
        if "url" in part:
            raise ValueError("A chart brings its data along: it may fetch nothing from an address.")
        return {name: _own(inner, told) for name, inner in part.items()}
    if isinstance(part, list):
        return [_own(inner, told) for inner in part]
    return told(part) if isinstance(part, str) else part
