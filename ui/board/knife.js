// On a knife-edge: pure functions, as in ragcore/knife_edge.py. A step is one case, or one in the last shown decimal.

/** The ratings of a value at its limits one step below it, as it is, and one step above; the worst and best of them. */
function knifeEdge(row, value, limits) {
  const rating = rateAt(value, limits, row.roundTo);
  if (value === null || limits === null) return { codes: [rating, rating, rating], worse: rating, better: rating };
  const { counts } = row.range.value;
  const begin = counts ? placeOf(row, value) : value, step = counts ? 1 : 1 / 10 ** row.decimals;
  const least = Math.min(row.least ?? -Infinity, begin), most = Math.max(row.most ?? Infinity, begin);
  const stepped = (way) => {
    const there = Math.min(Math.max(begin + way * step, least), most);
    return there === begin ? rating : rateAt(counts ? inUnit(row, there) : there, limits, row.roundTo);
  };
  const codes = [stepped(-1), rating, stepped(1)];
  return { codes, worse: Math.min(...codes), better: Math.max(...codes) };
}

/** By code, the fewest and the most there could be, if each measure had any of its codes. */
function countRanges(edges) {
  return countsOf([]).map((_, code) => [
    edges.filter(({ codes }) => codes.every((own) => own === code)).length,
    edges.filter(({ codes }) => codes.includes(code)).length,
  ]);
}
