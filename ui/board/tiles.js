// Every measure as a tile with its symbol, in groups by rating.

// More measures than these have smaller tiles, and more than those have bars.
const MOST_LARGE = 100, MOST_TILES = 500;

/** Draw the tiles of some codes; returns what puts the tile of a row into another group, in the order of the rows. */
function makeTiles(element, { rows, words }, codes) {
  if (rows.length > MOST_TILES) return makeBars(element, { rows, words }, codes);
  element.classList.toggle("small", rows.length > MOST_LARGE);
  const groups = new Map(words.order.map((code) => {
    const group = document.createElement("span");
    group.className = "group";
    return [code, group];
  }));
  const made = new Map(rows.map((row) => {
    const tile = document.createElement("span");
    tile.className = "tile";
    tile.place = row.place;
    return [row, tile];
  }));

  function look(row, code) {
    const tile = made.get(row), { symbol, name, word } = words.ratings[code];
    tile.classList.toggle("flipped", row.rating !== code);
    tile.dataset.rating = name;
    tile.textContent = symbol;
    tile.title = `${row.name}: ${word}`;
    return tile;
  }

  /** The first tile of a group that comes after a place; found by halving, because there may be thousands. */
  function after(group, place) {
    const { children } = group;
    let low = 0, high = children.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (children[middle].place > place) high = middle;
      else low = middle + 1;
    }
    return children[low] ?? null;
  }

  for (const row of rows) groups.get(codes[row.place]).append(look(row, codes[row.place]));
  element.replaceChildren(...groups.values());
  return (row, code) => {
    const tile = look(row, code);
    tile.remove();
    groups.get(code).insertBefore(tile, after(groups.get(code), row.place));
  };
}

/**
 * Draw tiles that follow a model; returns what brings those of some rows up to date. Where they are many they are a frame
 * behind: to draw them takes as long as to draw all else that a move changes, and the counts say it before.
 */
function followTiles(element, model) {
  const put = makeTiles(element, model, model.codes), drawn = model.codes.slice(), touched = new Set();
  const areMany = model.rows.length > MOST_LARGE && model.rows.length <= MOST_TILES;

  function draw() {
    for (const row of touched) {
      const code = model.codes[row.place];
      if (drawn[row.place] === code) continue;
      drawn[row.place] = code;
      put(row, code);
    }
    touched.clear();
  }

  return (rows) => {
    for (const row of rows) touched.add(row);
    if (areMany) requestAnimationFrame(() => setTimeout(draw));
    else draw();
  };
}
