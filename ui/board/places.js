// Where a handle may be, and what it stands for there: pure functions over a row's facts and a range.

const PRESS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 };

/** What a place on the value track is in the indicator's unit. */
const inUnit = (row, place) => (row.range.value.counts ? (row.scale * place) / row.denominator : place);
/** The value that a place stands for: where the handle began stands for the file's own. */
const valueAt = (row, place) => (row.value !== null && place === row.start ? row.value : inUnit(row, place));

/** The place on the value track that stands for a value. */
function placeOf(row, value) {
  if (value === row.value) return row.start;
  return row.range.value.counts ? Math.round((value * row.denominator) / row.scale) : value;
}

/** The place for a typed value: the nearest whole case that still meets it, or the figure itself. */
function placeTyped(row, value) {
  if (value === row.value) return row.start;
  if (!row.range.value.counts) return value;
  const cases = (value * row.denominator) / row.scale, noise = SLACK * Math.abs(cases);
  if (row.whole > 0) return Math.ceil(cases - noise);
  return row.whole < 0 ? Math.floor(cases + noise) : Math.floor(cases + 0.5);
}

/** The nearest place that a handle can be at. */
function snap({ low, high, step }, place) {
  const steps = Math.floor((Math.min(Math.max(place, low), high) - low) / step + 0.5 + MOST_SLACK);
  return Math.min(high, Number((low + steps * step).toFixed(9)));
}

/** Where a key takes a handle; null for keys that are not ours. */
function pressed(key, range, at) {
  if (key === "Home") return range.low;
  if (key === "End") return range.high;
  return key in PRESS ? snap(range, at + PRESS[key] * range.arrow) : null;
}

/** A typed figure, with or without its unit; null where it is none. A comma may only part thousands. */
function parse(row, text) {
  const { prefix, suffix, suffix_one: one } = row.format;
  let plain = text.trim().replace("\u2212", "-");
  for (const unit of [suffix, one]) if (unit.trim() && plain.endsWith(unit.trim())) plain = plain.slice(0, -unit.trim().length).trim();
  plain = plain.replace(prefix, "").trim();
  return /^-?(\d{1,3}(,\d{3})+|\d+)?(\.\d*)?$/.test(plain) && /\d/.test(plain) ? Number(plain.replaceAll(",", "")) : null;
}
