// The measures of each rating as one bar, where they are too many for a tile each to be a picture.

/** Draw the bars of some codes; returns what has a row count for another rating. What was rated otherwise is apart. */
function makeBars(element, { rows, words }, codes) {
  const bars = new Map(words.order.map((code) => {
    const bar = document.createElement("span"), parts = ["part", "part flipped"].map((className) => {
      const part = document.createElement("span");
      part.className = className;
      return part;
    });
    bar.className = "group";
    return [code, { bar, parts, counts: [0, 0] }];
  }));
  const drawn = new Map(rows.map((row) => [row, codes[row.place]]));
  const count = (row, code, by) => { bars.get(code).counts[row.rating === code ? 0 : 1] += by; };

  function draw(code) {
    const { symbol, name, word } = words.ratings[code], { bar, parts, counts } = bars.get(code);
    bar.style.flexGrow = counts[0] + counts[1];
    parts.forEach((part, at) => {
      part.dataset.rating = name;
      part.style.flexGrow = counts[at];
      part.textContent = `${symbol} ${digits(counts[at], 0)}`;
      part.title = `${word}: ${digits(counts[at], 0)}`;
    });
    fill(bar, parts.filter((_, at) => counts[at]));
  }

  for (const [row, code] of drawn) count(row, code, 1);
  bars.forEach((_, code) => draw(code));
  element.classList.add("bars");
  element.replaceChildren(...[...bars.values()].map(({ bar }) => bar));
  return (row, code) => {
    const was = drawn.get(row);
    count(row, was, -1);
    count(row, code, 1);
    drawn.set(row, code);
    draw(was);
    draw(code);
  };
}
