// Answers a step as ui/board/answer.py does, where there is no Python: ratings, ways, flips, greens by a moved target.

/** What a measure becomes by some changes of its fields: its value, the cases behind it, its targets, its rating. */
function becomeOf(row, to) {
  const at = (field) => to[field] ?? row[field];
  const made = madeOf(row, at("value"));
  const [low, high] = row.band ? [at("target_low"), at("target_high")] : [at("target"), at("target")];
  return { ...made, low, high, rating: rateAt(made.value, limitsAt(row.edges, low, high), row.roundTo) };
}

/** Whether it is green, and would not be with its targets left where they stand. */
function isWonByTarget(row, { value, rating }) {
  return rating === GREEN && rateAt(value, limitsAt(row.edges, ...row.stands), row.roundTo) !== GREEN;
}

/** The answer to a step; words : those of the ratings, and the templates; others : what the scenario sets beside. */
function answerTo({ number, changes, horizon }, rows, words, templates, others) {
  const byId = new Map();
  for (const { id, field, value } of changes) byId.set(id, { ...byId.get(id), [field]: value });
  const became = rows.map((row) => becomeOf(row, byId.get(row.id) ?? {}));
  const codes = became.map(({ rating }) => rating);
  const places = new Map(rows.map((row, at) => [row.id, at]));
  const word = (code) => words.ratings[code].word.toLowerCase();
  const told = [...byId.keys()].map((id) => {
    const at = places.get(id);
    return [id, { rating: codes[at], way: wayInWords(rows[at], became[at], templates) }];
  });
  const won = rows.filter((row, at) => isWonByTarget(row, became[at])).length;
  return {
    number, changes, horizon,
    rows: Object.fromEntries(told),
    sentence: changes.length || others ? `${shortForm(rows.map((row) => row.rating), codes, words.short)}.` : templates.noChanges,
    sum: [],
    flips: rows.flatMap((row, at) => (codes[at] === row.rating ? []
      : [filledIn(templates.flip, { before: word(row.rating), after: word(codes[at]), name: row.short })])),
    won: won ? filledIn(templates.won[won === 1 ? 0 : 1], { count: digits(won, 0) }) : "",
    kept: others, others: 0, fault: "",
  };
}
