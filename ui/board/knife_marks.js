// What is on a knife-edge: marked on the tiles and told of the counts, where somebody asks for it.

/** What a row on a knife-edge says; empty where it is on none. */
function knifeOf(model, row) {
  const { worse, better } = knifeEdge(row, model.now(row, "value"), model.limits(row)), { knifeEdge: words } = model.words;
  if (worse === better) return "";
  return row.cases ? filledIn(words.case, row.cases) : words.digit;
}

/** Follow a model where somebody asks for it: asked.knives; returns what brings it up to date for some rows. */
function makeKnives(element, tiles, model, asked) {
  const input = element.querySelector("input"), told = element.querySelector(".ranges");
  const { words } = model, edgeOf = (row) => knifeEdge(row, model.now(row, "value"), model.limits(row));
  const edges = model.rows.map(edgeOf);

  function sayRanges() {
    const counts = countsOf(model.codes), ranges = countRanges(edges);
    const wide = words.rag.filter((code) => ranges[code][0] < ranges[code][1]);
    told.textContent = wide.map((code) => filledIn(words.knifeEdge.range, {
      count: digits(counts[code], 0), rating: words.ratings[code].word.toLowerCase(),
      fewest: digits(ranges[code][0], 0), most: digits(ranges[code][1], 0),
    })).join(words.knifeEdge.between) || words.knifeEdge.none;
  }

  function show() {
    told.hidden = !asked.knives;
    if (asked.knives) sayRanges();
    for (const tile of tiles.querySelectorAll(".tile")) {
      const { worse, better } = edges[tile.place];
      tile.classList.toggle("knife", asked.knives && worse !== better);
    }
  }

  input.checked = asked.knives;
  input.onchange = () => {
    asked.knives = input.checked;
    show();
  };
  return (touched) => {
    for (const row of touched) edges[row.place] = edgeOf(row);
    if (asked.knives) show();
  };
}
