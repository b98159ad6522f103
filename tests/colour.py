"""Measure colours: contrast, how colour-blind people see them, how different they look.

A colour is written "#RRGGBB" in sRGB; a Lab colour is CIELAB under D65, as (L, a, b).
"""

from collections.abc import Iterable
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Vision = Literal["normal", "protan", "deutan", "tritan"]

# Machado, Oliveira and Fernandes (2009), doi:10.1109/TVCG.2009.113, at severity 1.0: one kind
# of cone is lost wholly, the hardest case. They act on linear light, not on "#RRGGBB" values.
SIMULATIONS: dict[Vision, ArrayLike] = {
    "normal": np.eye(3),
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}

# Linear sRGB to XYZ, IEC 61966-2-1; each row sums to that coordinate of white.
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def linear(colour: str) -> NDArray[np.float64]:
    """Return the red, green and blue light of a colour, each from 0 to 1."""
    encoded = np.array(list(bytes.fromhex(colour.removeprefix("#")))) / 255
    return np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)


def contrast(a: str, b: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21, whichever is lighter.

    Source: WCAG 2.2, "relative luminance" and "contrast ratio".
    """
    darker, lighter = sorted(float(XYZ[1] @ linear(colour)) for colour in (a, b))
    return (lighter + 0.05) / (darker + 0.05)


def simulated(colour: str, vision: Vision) -> NDArray[np.float64]:
    """Return the Lab colour that a person of this vision sees."""
    # A simulated colour may lie beyond what a screen shows; the screen would clip it.
    light = np.clip(np.asarray(SIMULATIONS[vision]) @ linear(colour), 0, 1)
    xyz = XYZ @ light / XYZ.sum(axis=1)
    x, y, z = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz * (29 / 6) ** 2 / 3 + 4 / 29)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def difference(a: ArrayLike, b: ArrayLike) -> float:
    """Return the CIEDE2000 difference of two Lab colours; 1 is about the least one can see.

    Source: Sharma, Wu and Dalal (2005), doi:10.1002/col.20070, whose symbols these are.
    """
    lightness, green_red, blue_yellow = np.stack([a, b], axis=1)
    # Near grey the eye is finer along green-red than Lab is.
    green_red = green_red * (1.5 - vividness(np.hypot(green_red, blue_yellow).mean()) / 2)
    chroma = np.hypot(green_red, blue_yellow)
    hue = np.degrees(np.arctan2(blue_yellow, green_red)) % 360
    # Hue is a circle: its step, and so its mean, go the shorter way round.
    step = hue[1] - hue[0]
    if abs(step) > 180:
        step -= np.copysign(360, step)
    mean_chroma = chroma.mean()
    mean_hue = (hue[0] + step / 2) % 360
    waves = [mean_hue - 30, 2 * mean_hue, 3 * mean_hue + 6, 4 * mean_hue - 63]
    t = 1 + np.cos(np.radians(waves)) @ [-0.17, 0.24, 0.32, -0.20]
    from_middle = (lightness.mean() - 50) ** 2
    s_l = 1 + 0.015 * from_middle / np.sqrt(20 + from_middle)
    s_c = 1 + 0.045 * mean_chroma
    s_h = 1 + 0.015 * mean_chroma * t
    turn = np.radians(60 * np.exp(-(((mean_hue - 275) / 25) ** 2)))
    r_t = -2 * vividness(mean_chroma) * np.sin(turn)
    d_l = (lightness[1] - lightness[0]) / s_l
    d_c = (chroma[1] - chroma[0]) / s_c
    d_h = 2 * np.sqrt(chroma.prod()) * np.sin(np.radians(step / 2)) / s_h
    return float(np.sqrt(d_l**2 + d_c**2 + d_h**2 + r_t * d_c * d_h))


def vividness(chroma: float) -> float:
    """Return the root that CIEDE2000 uses twice: 0 for a grey, towards 1 for a vivid colour."""
    return float(np.sqrt(chroma**7 / (chroma**7 + 25**7)))


def least_difference(colours: Iterable[str]) -> float:
    """Return the least difference of any two of the colours in any vision."""
    return min(
        difference(simulated(a, vision), simulated(b, vision))
        for a, b in combinations(colours, 2)
        for vision in SIMULATIONS
    )
