// The table of all indicators: sorts, filters and searches in the page; choosing a name tells Streamlit.

const MOST_ROWS = 500;
const SVG = "http://www.w3.org/2000/svg";

export default function ({ data, parentElement, setTriggerValue }) {
  const mount = mounted(parentElement, ".table", data.name, (made) => makeTable(made.root, JSON.parse(data.facts), (id) => made.open(id)));
  mount.open = (id) => setTriggerValue("open", id);
}

function makeTable(root, { columns, rows, services, ratings, words }, open) {
  const find = (selector) => root.querySelector(selector);
  const state = { sort: null, falling: false, first: 0 };

  /** The rows that are asked for, in the order that is asked for; without one, in the order of the file. */
  function chosen() {
    const sought = find("[type=search]").value.trim().toLowerCase(), service = find("select.service").value;
    const rating = find("select.rating").value, onlyKey = find(".key").checked;
    const fit = rows.filter((row) => row.search.includes(sought) && (!service || row.service === service)
      && (!rating || row.rating === rating) && (!onlyKey || row.key));
    if (state.sort === null) return fit;
    const side = state.falling ? -1 : 1;
    // What has no figure comes last, whichever way the rest is sorted.
    return fit.sort((one, other) => {
      const [a, b] = [one.sort[state.sort], other.sort[state.sort]];
      if (a === null || b === null) return (a === null) - (b === null);
      return side * (typeof a === "string" ? a.localeCompare(b) : a - b);
    });
  }

  function draw() {
    const fit = chosen(), shown = fit.slice(state.first, state.first + MOST_ROWS);
    find("tbody").replaceChildren(...shown.map(makeRow));
    find("table").setAttribute("aria-rowcount", String(fit.length + 1));
    find(".shown").textContent = fit.length ? words.shown.replace("{shown}", fit.length).replace("{all}", rows.length) : words.none;
    find(".windows").hidden = fit.length <= MOST_ROWS;
    find(".place").textContent = `Rows ${state.first + 1} to ${state.first + shown.length} of ${fit.length}`;
    disable(find(".earlier"), state.first === 0);
    disable(find(".later"), state.first + shown.length >= fit.length);
    for (const [place, head] of [...find("thead tr").children].entries()) {
      head.setAttribute("aria-sort", state.sort !== place ? "none" : state.falling ? "descending" : "ascending");
      head.querySelector(".way").textContent = state.sort !== place ? "" : state.falling ? "▼" : "▲";
    }
  }

  function makeRow(row, at) {
    const line = document.createElement("tr");
    line.setAttribute("aria-rowindex", String(state.first + at + 2));
    columns.forEach((column, place) => {
      const cell = document.createElement(place === 1 ? "th" : "td");
      if (place === 1) cell.scope = "row";
      cell.className = column.kind;
      cell.append(...contents(row, column.kind, row.cells[place]));
      line.append(cell);
    });
    return line;
  }

  function contents(row, kind, text) {
    if (kind === "rating") {
      const badge = element("span", text);
      badge.className = "badge";
      badge.dataset.rating = row.rating;
      return row.published ? [badge, element("span", row.published, "published")] : [badge];
    }
    if (kind === "name") {
      const button = element("button", text);
      button.type = "button";
      button.dataset.id = row.id;
      button.onclick = () => { open({ id: row.id, at: Date.now() }); focusAfterDetail(row.id); };
      return [button];
    }
    return kind === "trend" ? trend(row) : [text];
  }

  /** When the detail is closed, the focus goes back to the name that opened it. */
  function focusAfterDetail(id) {
    let opened = false;
    const watch = new MutationObserver(() => {
      const isOpen = document.querySelector("[role=dialog]") !== null;
      if (opened && !isOpen) {
        watch.disconnect();
        root.querySelector(`[data-id="${CSS.escape(id)}"]`)?.focus();
      }
      opened = isOpen;
    });
    watch.observe(document.body, { childList: true, subtree: true });
  }

  function element(name, text, className = "") {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  /** A small line of the history, with its last point marked; nothing where there is no history. */
  function trend(row) {
    if (row.history.length < 2) return [];
    const low = Math.min(...row.history), span = Math.max(...row.history) - low || 1;
    const points = row.history.map((value, at) => [4 + (92 * at) / (row.history.length - 1), 24 - (20 * (value - low)) / span]);
    const svg = document.createElementNS(SVG, "svg"), line = document.createElementNS(SVG, "polyline"), dot = document.createElementNS(SVG, "circle");
    svg.setAttribute("viewBox", "0 0 100 28");
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", row.trend);
    line.setAttribute("points", points.map((point) => point.join()).join(" "));
    const [x, y] = points[points.length - 1];
    for (const [name, value] of [["cx", x], ["cy", y], ["r", 3]]) dot.setAttribute(name, value);
    svg.append(line, dot);
    return [svg];
  }

  function again() {
    state.first = 0;
    draw();
  }

  columns.forEach((column, place) => {
    const head = document.createElement("th"), button = element("button", column.title);
    head.scope = "col";
    head.className = column.kind;
    button.type = "button";
    button.append(element("span", "", "way"));
    button.lastChild.setAttribute("aria-hidden", "true");
    button.onclick = () => {
      state.falling = state.sort === place && !state.falling;
      state.sort = place;
      again();
    };
    head.append(button);
    find("thead tr").append(head);
  });
  find("select.service").append(new Option("All", ""), ...services.map((service) => new Option(service, service)));
  find("select.rating").append(new Option("All", ""), ...ratings.map(({ name, badge }) => new Option(badge, name)));
  find("select.service").parentElement.hidden = services.length < 2;
  find(".only-key").hidden = !rows.some((row) => row.key);
  find("[type=search]").oninput = again;
  for (const control of root.querySelectorAll("select, .key")) control.onchange = again;
  for (const [selector, step] of [[".earlier", -MOST_ROWS], [".later", MOST_ROWS]]) {
    find(selector).onclick = () => {
      if (isDisabled(find(selector))) return;
      state.first += step;
      draw();
    };
  }
  draw();
}
