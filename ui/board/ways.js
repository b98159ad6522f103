// The way of a measure to green, without Python: as ragcore/gap.py finds it and ragcore/sentences.py tells it, in
// templates of ui/board/ways.py. Pure functions over a row's facts and what became of it: {value, cases, low, high}, the
// cases behind the value, and the targets of either edge.

const GREEN = 4;
const MOST_DECIMALS_OF_A_GAP = 3;

/** The largest value that can be; what is above its whole is no share of one. */
const mostOf = (row, value) => (row.share === null || value > row.share ? Infinity : row.share);
/** The largest numerator that can be. */
const mostCases = (row, value) => (Number.isFinite(mostOf(row, value)) ? row.denominator : Infinity);

/** What setting a value makes: of a measure with counts the nearest whole case that still meets it, if that can be. */
function madeOf(row, value) {
  if (row.denominator === null || value === row.value) return { value, cases: row.denominator === null ? null : row.start };
  const most = mostCases(row, row.value), least = Math.min(row.start, 0);
  const cases = Math.min(Math.max(placeTyped(row, value), least), most);
  return { value: valueAt(row, cases), cases };
}

/** The way to green: {gap, cases, reachable}; null for a gap or cases that are none. */
function wayTo(row, became) {
  const { value, low, high } = became;
  const limits = limitsAt(row.edges, low, high), rating = rateAt(value, limits, row.roundTo);
  if (rating <= UNRATED) return { gap: null, cases: null, reachable: false };
  if (rating === GREEN) return { gap: 0, cases: 0, reachable: true };
  const stated = limitsAt(row.edges, low, high, false), worth = asRated(row, value);
  const gap = Math.max(stated.greenLow - worth, worth - stated.greenHigh, 0);
  const cases = row.denominator === null ? null : casesTo(row, became, limits);
  const reachable = row.denominator === null ? isSomeValue(row, value, limits) : cases !== null;
  return { gap: Number.isFinite(gap) ? gap : null, cases, reachable };
}

const asRated = (row, value) => (row.roundTo === null ? value : halfUp(value, row.roundTo));

/** The least change of the numerator that rates green; null where none does. */
function casesTo(row, { value, cases: own }, limits) {
  const most = mostCases(row, value), perCase = row.scale / row.denominator;
  let { greenLow: low, greenHigh: high } = limits;
  const towards = asRated(row, value) > high ? -1 : 1;
  if (row.roundTo !== null) {
    const half = 0.5 * 10 ** -row.roundTo;
    low = firstShown(low, row.roundTo, Math.ceil) - half;
    high = firstShown(high, row.roundTo, Math.floor) + half;
  }
  const edges = [Math.ceil(low / perCase), Math.floor(high / perCase)];
  // Whole numbers on both sides of each edge are rated: a rounded quotient could miss it by one.
  const tried = [own + towards, own - towards, ...[-1, 0, 1].flatMap((by) => edges.map((edge) => edge + by))];
  let least = null;
  for (const cases of tried) {
    if (!Number.isFinite(cases) || cases === own || cases < Math.min(own, 0) || cases > most) continue;
    if (rateAt((row.scale * cases) / row.denominator, limits, row.roundTo) !== GREEN) continue;
    // Of two that are equally near, the first is taken.
    if (least === null || Math.abs(cases - own) < Math.abs(least)) least = cases - own;
  }
  return least;
}

/** The first figure with so many decimals that is on an edge, upwards or downwards from it. */
const firstShown = (edge, decimals, rounded) => rounded(edge * 10 ** decimals) / 10 ** decimals;

/** Whether any value that can be rates green, where there are no counts. */
function isSomeValue(row, value, limits) {
  const most = mostOf(row, value);
  let low = Math.max(limits.greenLow, Number.isFinite(most) ? 0 : -Infinity);
  if (row.roundTo !== null) low = firstShown(low, row.roundTo, Math.ceil);
  const high = Math.min(limits.greenHigh, most);
  return low <= high && low < Infinity && high > -Infinity;
}

/** What it would take to turn green, in points and in cases. */
function wayInWords(row, became, words) {
  const { value, low, high } = became;
  const limits = limitsAt(row.edges, low, high), rating = rateAt(value, limits, row.roundTo);
  if (rating === UNAVAILABLE) return words.noFigure;
  if (rating === UNRATED) return words.noTarget;
  if (rating === GREEN) return words.isGreen;
  const way = wayTo(row, became);
  if (!way.reachable) return outOfReach(row, became, words);
  const distance = gapInWords(row, value, way.gap, limits, words);
  if (way.cases === null) return filledIn(words.way, { distance });
  return filledIn(words.wayInCases, {
    count: digits(Math.abs(way.cases), 0), more: way.cases > 0 ? words.more : words.fewer, whole: digits(row.denominator, 0), distance,
    things: Math.abs(way.cases) === 1 ? row.cases.one : row.cases.many,
  });
}

/** How far a figure is from green, written as finely as the figure and as the edge that it is measured from. */
function gapInWords(row, value, gap, limits, words) {
  const worth = asRated(row, value);
  const edge = Math.min(decimalsNeeded(worth - gap), decimalsNeeded(worth + gap), MOST_DECIMALS_OF_A_GAP);
  const places = Math.max(decimalsFor(value, row.decimals, limits, row.roundTo), edge);
  // The edge of "better than the previous figure" may be no distance away that can be shown.
  if (gap < 0.5 * 10 ** -places) return words.anyImprovement;
  return written(gap, places, { prefix: row.format.prefix, suffix: row.format.points, suffix_one: row.format.points_one });
}

/** Why no figure that can be rates green. */
function outOfReach(row, { value, low, high }, words) {
  if (low > high) return words.upsideDown;
  const most = mostOf(row, value);
  if (row.whole >= 0 && low > most) return filledIn(words.aboveMost, { most: written(most, 0, row.format) });
  if (row.denominator === null || !Number.isFinite(mostCases(row, value))) return words.notWithThis;
  return filledIn(words.noCase, { whole: digits(row.denominator, 0), things: row.cases.many });
}
