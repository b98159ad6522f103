// What the browser does with the edges that Python made: rate, find the zones of a track, write figures.
// Pure functions over plain data; no rule is known here, only edges as offset + slope * t + bend * |t|.

const SLACK = 1e-12;
// As in ragcore/rounding.py: no figure is so large that the slack of a rounding is more than this part of a digit.
const MOST_SLACK = 1e-3;
// And no figure has more decimals than this.
const MOST_DECIMALS = 9;
const UNAVAILABLE = 0, UNRATED = 1, RED = 2;

/** Where an edge lies at a target; `outward` is -1 for a lower edge, 1 for an upper one. */
function edgeAt([offset, slope, bend], target, outward) {
  const along = slope * target, bent = bend * Math.abs(target);
  const larger = Math.max(Math.abs(offset), Math.abs(along), Math.abs(bent));
  return offset + along + bent + outward * SLACK * larger;
}

/** The two nested intervals of an indicator at its targets; null where it has none. Without slack they are as stated. */
function limitsAt(edges, low, high, slack = true) {
  if (edges === null || low === null || high === null) return null;
  const part = (edge, target, outward) => (edge === null ? outward * Infinity : edgeAt(edge, target, slack ? outward : 0));
  const greenLow = part(edges.greenLow, low, -1), greenHigh = part(edges.greenHigh, high, 1);
  if (greenLow > greenHigh) return { greenLow: Infinity, greenHigh: Infinity, amberLow: Infinity, amberHigh: Infinity };
  const amberLow = Math.max(part(edges.amberLow, low, -1), edges.betterLow ?? -Infinity);
  const amberHigh = Math.min(part(edges.amberHigh, high, 1), edges.betterHigh ?? Infinity);
  return { greenLow, greenHigh, amberLow: Math.min(amberLow, greenLow), amberHigh: Math.max(amberHigh, greenHigh) };
}

/** The code of a rating: the number of edges that the value is on the good side of. */
function rateAt(value, limits, roundTo) {
  if (value === null) return UNAVAILABLE;
  if (limits === null) return UNRATED;
  const rated = roundTo === null ? value : halfUp(value, roundTo);
  return (rated >= limits.amberLow) + (rated >= limits.greenLow) + (rated <= limits.greenHigh) + (rated <= limits.amberHigh);
}

/** Round to decimals, halves away from zero; binary noise does not pull a half down. */
function halfUp(value, decimals) {
  const power = 10 ** decimals, scaled = Math.abs(value) * power;
  if (scaled >= 2 ** 53) return value;
  return (Math.sign(value) * Math.floor(scaled + 0.5 + Math.min(scaled * SLACK, MOST_SLACK))) / power;
}

/** A figure in digits, with thousands commas, never "-0". */
function digits(value, decimals) {
  const rounded = halfUp(value, decimals);
  const [whole, part] = Math.abs(rounded).toFixed(decimals).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return (rounded < 0 ? "-" : "") + grouped + (part ? "." + part : "");
}

/** A figure with its unit, in the format that Python gave. */
function written(value, decimals, format) {
  const shown = digits(value, decimals), negative = shown.startsWith("-");
  const plain = negative ? shown.slice(1) : shown;
  const suffix = plain === "1" ? format.suffix_one : format.suffix;
  return (negative ? "-" : "") + format.prefix + plain + suffix;
}

/** The decimals to show a figure with: more than usual where the rounded figure would have another rating. */
function decimalsFor(value, decimals, limits, roundTo) {
  const rating = rateAt(value, limits, roundTo);
  let shown = decimals;
  while (limits !== null && shown < MOST_DECIMALS && rateAt(halfUp(value, shown), limits, null) !== rating) shown += 1;
  return shown;
}

/** The zones of a track from `low` to `high`: [{from, to, rating}], made by rating between all places in `turns`. */
function zonesBetween(low, high, turns, rating) {
  const inside = turns.filter((turn) => turn > low && turn < high);
  const ends = [low, ...[...new Set(inside)].sort((a, b) => a - b), high];
  const zones = [];
  for (let at = 1; at < ends.length; at += 1) {
    const code = rating((ends[at - 1] + ends[at]) / 2);
    const last = zones[zones.length - 1];
    if (last && last.rating === code) last.to = ends[at];
    else zones.push({ from: ends[at - 1], to: ends[at], rating: code });
  }
  // The very end of a track may be a zone of its own: a target of 100%, or of 0 missed.
  if (zones[0].rating !== rating(low)) zones.unshift({ from: low, to: low, rating: rating(low) });
  if (zones[zones.length - 1].rating !== rating(high)) zones.push({ from: high, to: high, rating: rating(high) });
  return zones;
}

/** The decimals that a target is written with: no more than it needs. */
function decimalsNeeded(value) {
  const [mantissa, exponent] = Number(value.toPrecision(9)).toExponential().split("e");
  return Math.min(MOST_DECIMALS, Math.max(0, (mantissa.split(".")[1] ?? "").length - Number(exponent)));
}

/** The targets at which an edge passes a value: one for targets above zero, one for those below. */
function turnsOf(edge, value) {
  if (edge === null) return [];
  const [offset, slope, bend] = edge;
  return [slope + bend, slope - bend].filter((steep) => steep !== 0).map((steep) => (value - offset) / steep);
}

/** How many of the codes are each rating. */
function countsOf(codes) {
  const counts = [0, 0, 0, 0, 0];
  for (const code of codes) counts[code] += 1;
  return counts;
}
