// The short form of the sentence, while a handle moves: as ragcore/headline_short.py makes it, of the same templates.

/** A template with its places filled in; what is put in has no places of its own. */
function filledIn(template, parts) {
  return Object.entries(parts).reduce((text, [name, part]) => text.replace(`{${name}}`, () => part), template);
}

/** Some things in a row, the last behind "and". */
function joinedAs(told, [comma, last]) {
  return told.length < 2 ? told.join("") : told.slice(0, -1).join(comma) + last + told[told.length - 1];
}

/** How many measures turned from what to what, and the counts; the codes of before and now are in the same order. */
function shortForm(codesBefore, codes, words) {
  const turns = [0, 0, 0, 0, 0].map(() => [0, 0, 0, 0, 0]);
  codes.forEach((code, row) => (turns[codesBefore[row]][code] += 1));
  const told = [];
  for (const [was, now] of words.kinds) {
    const count = turns[was][now];
    if (count === 0) continue;
    told.push(filledIn(told.length ? words.next : words.first, {
      number: words.numbers[count] ?? digits(count, 0), measures: words.measures[count > 1 ? 1 : 0],
      before: words.ratings[was], after: words.ratings[now],
    }));
  }
  const came = (rating) => words.ratings.some((_, other) => other !== rating && turns[other][rating] + turns[rating][other] > 0);
  const counts = countsOf(codes);
  const shown = words.order.filter((rating) => words.always.includes(rating) || came(rating)).map(
    (rating) => filledIn(words.count, { count: digits(counts[rating], 0), rating: words.ratings[rating] }),
  );
  const turned = joinedAs(told, words.joins) || words.none;
  const whole = filledIn(words.whole, { turned, counts: shown.join(words.joins[0]) });
  return whole.charAt(0).toUpperCase() + whole.slice(1);
}
