// Which rows are shown, in which order, and in which groups. They stay until something else is asked for.

const MOST_ROWS = 500;

// How rows may be ordered; each compares two rows of a model, and rows that it does not tell apart stay as they are.
const ORDERS = {
  report: () => 0,
  name: (_, one, other) => one.short.localeCompare(other.short),
  // Those without a rating come last.
  worst: ({ codes }, one, other) => rank(codes[one.place]) - rank(codes[other.place]) || 0,
};
const rank = (code) => (code < RED ? Infinity : code);

/** The rows that are wanted, in their order; asked : {show, search, order, grouped}. */
function rowsWanted(model, { show, search, order, grouped }) {
  const sought = search.trim().toLowerCase();
  const wanted = { key: (row) => row.key, all: () => true, changed: model.changed, red: (row) => model.codes[row.place] === RED }[show];
  const fits = (row) => [row.name, row.short, row.service].some((text) => text.toLowerCase().includes(sought));
  const rows = model.rows.filter((row) => wanted(row) && fits(row));
  if (order !== "report") rows.sort((one, other) => ORDERS[order](model, one, other));
  if (!grouped) return rows;
  return [...Map.groupBy(rows, (row) => row.service).values()].flat();
}

/** Make the list in `element`; returns what draws the rows from `first` on, in a list for each service where grouped. */
function makeList(element, words, rowElement) {
  // Each list that was ever drawn, by its service, or by null where all rows are in one: most of it may stay.
  const lists = new Map();

  function listOf(service) {
    if (!lists.has(service)) {
      const heading = document.createElement("h2"), list = document.createElement("ol");
      heading.className = "service";
      heading.textContent = service || words.noService;
      list.className = "rows";
      lists.set(service, { heading, list });
    }
    return lists.get(service);
  }

  return (rows, first, { grouped }) => {
    const shown = rows.slice(first, first + MOST_ROWS), size = rows.length > MOST_ROWS ? rows.length : null, parts = [];
    let at = first;
    for (const [service, own] of Map.groupBy(shown, (row) => (grouped ? row.service : null))) {
      const { heading, list } = listOf(service);
      list.start = at + 1;
      fill(list, own.map((row) => placed(rowElement(row), (at += 1), size)));
      parts.push(...(grouped ? [heading, list] : [list]));
    }
    fill(element, parts);
    return shown;
  };
}

/** An item that says its place in the whole; size : of the whole, null where all of it is in the page. */
function placed(item, place, size) {
  for (const [name, value] of [["aria-posinset", place], ["aria-setsize", size]]) {
    if (size === null) item.removeAttribute(name);
    else item.setAttribute(name, value);
  }
  return item;
}
