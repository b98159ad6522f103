"""The colour measures agree with their published figures."""

import pytest
from colour import SIMULATIONS, contrast, difference, least_difference, simulated

# Sharma, Wu and Dalal (2005), table 1: L, a, b, then L, a, b, then the CIEDE2000 difference.
# Pairs 9 to 16 try the turns of the hue circle, where faulty versions fail.
SHARMA = {
    1: (50, 2.6772, -79.7751, 50, 0, -82.7485, 2.0425),
    2: (50, 3.1571, -77.2803, 50, 0, -82.7485, 2.8615),
    3: (50, 2.8361, -74.0200, 50, 0, -82.7485, 3.4412),
    4: (50, -1.3802, -84.2814, 50, 0, -82.7485, 1.0000),
    5: (50, -1.1848, -84.8006, 50, 0, -82.7485, 1.0000),
    6: (50, -0.9009, -85.5211, 50, 0, -82.7485, 1.0000),
    7: (50, 0, 0, 50, -1, 2, 2.3669),
    8: (50, -1, 2, 50, 0, 0, 2.3669),
    9: (50, 2.49, -0.001, 50, -2.49, 0.0009, 7.1792),
    10: (50, 2.49, -0.001, 50, -2.49, 0.0010, 7.1792),
    11: (50, 2.49, -0.001, 50, -2.49, 0.0011, 7.2195),
    12: (50, 2.49, -0.001, 50, -2.49, 0.0012, 7.2195),
    13: (50, -0.001, 2.49, 50, 0.0009, -2.49, 4.8045),
    14: (50, -0.001, 2.49, 50, 0.0010, -2.49, 4.8045),
    15: (50, -0.001, 2.49, 50, 0.0011, -2.49, 4.7461),
    16: (50, 2.5, 0, 50, 0, -2.5, 4.3065),
    17: (50, 2.5, 0, 73, 25, -18, 27.1492),
    18: (50, 2.5, 0, 61, -5, 29, 22.8977),
    19: (50, 2.5, 0, 56, -27, -3, 31.9030),
    20: (50, 2.5, 0, 58, 24, 15, 19.4535),
    21: (50, 2.5, 0, 50, 3.1736, 0.5854, 1.0000),
    22: (50, 2.5, 0, 50, 3.2972, 0, 1.0000),
    23: (50, 2.5, 0, 50, 1.8634, 0.5757, 1.0000),
    24: (50, 2.5, 0, 50, 3.2592, 0.3350, 1.0000),
    25: (60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644),
    26: (63.0109, -31.0961, -5.8663, 62.8187, -29.7946, -4.0864, 1.2630),
    27: (61.2901, 3.7196, -5.3901, 61.4292, 2.2480, -4.9620, 1.8731),
    28: (35.0831, -44.1164, 3.7933, 35.0232, -40.0716, 1.5901, 1.8645),
    29: (22.7233, 20.0904, -46.6940, 23.0331, 14.9730, -42.5619, 2.0373),
    30: (36.4612, 47.8580, 18.3852, 36.2715, 50.5065, 21.2231, 1.4146),
    31: (90.8027, -2.0831, 1.4410, 91.1528, -1.6435, 0.0447, 1.4441),
    32: (90.9257, -0.5406, -0.9208, 88.6381, -0.8985, -0.7239, 1.5381),
    33: (6.7747, -0.2908, -2.4247, 5.8714, -0.0985, -2.2286, 0.6377),
    34: (2.0776, 0.0795, -1.1350, 0.9033, -0.0636, -0.5514, 0.9082),
}


@pytest.mark.parametrize("pair", SHARMA.values(), ids=[f"pair {n}" for n in SHARMA])
def test_difference_is_the_published_one_both_ways_round(pair):
    a, b, published = pair[:3], pair[3:6], pair[6]

    assert difference(a, b) == pytest.approx(published, abs=6e-5)
    assert difference(b, a) == pytest.approx(published, abs=6e-5)


def test_contrast_runs_from_1_to_21_and_has_no_order():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#317E6E", "#317E6E") == 1


def test_contrast_puts_the_known_greys_on_either_side_of_4_5():
    assert contrast("#767676", "#FFFFFF") > 4.5 > contrast("#777777", "#FFFFFF")


@pytest.mark.parametrize(
    ("colour", "lab"),
    [
        ("#FFFFFF", (100, 0, 0)),
        ("#000000", (0, 0, 0)),
        ("#FF0000", (53.24, 80.09, 67.20)),
        ("#0000FF", (32.30, 79.19, -107.86)),
    ],
)
def test_normal_vision_sees_the_known_lab_colour(colour, lab):
    assert simulated(colour, "normal") == pytest.approx(lab, abs=0.05)


@pytest.mark.parametrize("vision", SIMULATIONS)
@pytest.mark.parametrize("grey", ["#000000", "#808080", "#FFFFFF"])
def test_greys_look_the_same_in_every_vision(grey, vision):
    seen, normal = simulated(grey, vision), simulated(grey, "normal")

    assert difference(seen, normal) < 0.1


def test_a_red_and_a_green_that_deutans_confuse_are_near_though_others_see_them_far():
    red, green = "#A85A3C", "#6E7A36"

    normal = difference(simulated(red, "normal"), simulated(green, "normal"))

    assert least_difference([red, green]) < normal / 2


def test_least_difference_is_that_of_the_nearest_two():
    assert least_difference(["#000000", "#808080", "#FFFFFF", "#FEFEFE"]) == pytest.approx(
        least_difference(["#FFFFFF", "#FEFEFE"])
    )
