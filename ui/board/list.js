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

/** Draw the rows from `first` on as lists, one for each service where they are grouped. */
function drawList(element, rows, first, asked, words, rowElement) {
  const shown = rows.slice(first, first + MOST_ROWS), windowed = rows.length > MOST_ROWS;
  const list = (from) => {
    const made = document.createElement("ol");
    made.className = "rows";
    made.start = from + 1;
    return made;
  };
  const parts = [];
  shown.forEach((row, at) => {
    const begins = at === 0 || (asked.grouped && row.service !== shown[at - 1].service);
    if (begins && asked.grouped) {
      const heading = document.createElement("h2");
      heading.className = "service";
      heading.textContent = row.service || words.noService;
      parts.push(heading);
    }
    if (begins) parts.push(list(first + at));
    const item = rowElement(row);
    if (windowed) {
      item.setAttribute("aria-posinset", first + at + 1);
      item.setAttribute("aria-setsize", rows.length);
    } else {
      item.removeAttribute("aria-posinset");
      item.removeAttribute("aria-setsize");
    }
    parts.at(-1).append(item);
  });
  element.replaceChildren(...parts);
  return shown;
}
