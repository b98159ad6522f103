// The board: the lines of counts, the tiles, the controls and the rows, over a model.

/** Make the board in `root`; kept : how somebody had it before it was drawn anew, null at first. */
function makeBoard(root, facts, trail, send, kept = null, askFirst = null) {
  const model = makeModel(facts, trail, send, askFirst), { words } = model;
  const find = (selector) => root.querySelector(selector);
  const asked = { move: "values", show: facts.show, search: "", order: "report", grouped: false, knives: false, ...kept };
  const whole = (count) => digits(count, 0);
  const templates = { row: find("template.row"), slider: find("template.slider") };
  // A row is made when it is first shown, and only put elsewhere from then on.
  const made = new Map();
  const drawList = makeList(find(".list"), words, (row) => viewOf(row).element);
  let first = 0, shown = [], wanted = [];

  function viewOf(row) {
    if (!made.has(row)) made.set(row, { ...makeRow(model, row, () => asked.move, templates), isOld: false });
    const view = made.get(row);
    if (view.isOld) view.show();
    view.isOld = false;
    return view;
  }

  /** Bring rows up to date; those that are not shown only when they are again. */
  function showRows(touched) {
    const here = new Set(shown);
    for (const row of touched) {
      const view = made.get(row);
      if (here.has(row)) view.show();
      else if (view) view.isOld = true;
    }
  }

  function showCounts(touched) {
    follow(touched);
    showKnives(touched);
    writeLine(find(".count-after"), "", model.countLine(model.codes), model.countLine(model.before));
    writeLine(find(".key-after"), "Key: ", model.keyLine(model.codes), model.keyLine(model.before));
    find(".tiles.after").setAttribute("aria-label", find(".count-after").textContent);
  }

  /** Choose the rows to show; they stay, in their order, until something else is asked for. */
  function choose() {
    const rows = rowsWanted(model, asked);
    wanted = rows;
    many.refresh();
    shown = drawList(rows, first, asked);
    find(".windows").hidden = rows.length <= MOST_ROWS;
    find(".place").textContent = `Rows ${[first + 1, first + shown.length].map(whole).join(" to ")} of ${whole(rows.length)}`;
    disable(find(".earlier"), first === 0);
    disable(find(".later"), first + shown.length >= rows.length);
    find(".shown").textContent = rows.length ? words.shown.replace("{shown}", whole(rows.length)).replace("{all}", whole(model.rows.length))
      : words.none[asked.search.trim() ? "search" : asked.show];
  }

  function ask(what) {
    Object.assign(asked, what);
    first = 0;
    choose();
  }

  function turnTo(to) {
    if (isDisabled(find(to > first ? ".later" : ".earlier"))) return;
    first = to;
    choose();
  }

  function makeRadios(element, options, chosen, pick) {
    const name = element.dataset.name;
    for (const [value, text] of options) {
      const label = document.createElement("label"), input = document.createElement("input");
      Object.assign(input, { type: "radio", name, value, checked: value === chosen });
      input.onchange = () => pick(value);
      label.append(input, ` ${text}`);
      element.append(label);
    }
  }

  function moveWhat(value) {
    asked.move = root.dataset.move = value;
    for (const view of made.values()) view.isOld = true;
    for (const row of shown) viewOf(row);
  }

  writeLine(find(".count-before"), "", model.countLine(model.before), model.countLine(model.before));
  writeLine(find(".key-before"), "Key: ", model.keyLine(model.before), model.keyLine(model.before));
  makeTiles(find(".tiles.before"), model, model.before);
  find(".tiles.before").setAttribute("aria-label", find(".count-before").textContent);
  const follow = followTiles(find(".tiles.after"), model);
  const showKnives = makeKnives(find(".knives"), find(".tiles.after"), model, asked);
  makeRadios(find(".move"), words.moves, asked.move, moveWhat);
  makeRadios(find(".show"), words.shows, asked.show, (show) => ask({ show }));
  find(".search input").value = asked.search;
  find(".search input").oninput = (event) => ask({ search: event.target.value });
  find(".order select").append(...words.orders.map(([value, text]) => new Option(text, value)));
  find(".order select").value = asked.order;
  find(".order select").onchange = (event) => ask({ order: event.target.value });
  find(".grouped").hidden = new Set(model.rows.map((row) => row.service)).size < 2;
  find(".grouped input").checked = asked.grouped;
  find(".grouped input").onchange = (event) => ask({ grouped: event.target.checked });
  find(".earlier").onclick = () => turnTo(first - MOST_ROWS);
  find(".later").onclick = () => turnTo(first + MOST_ROWS);
  const horizon = find(".horizon select");
  horizon.onchange = () => model.projectFor(horizon.value);
  find(".horizon").hidden = model.horizons.length === 0;
  find(".undo").onclick = () => model.undo();
  find(".redo").onclick = () => model.redo();
  find(".reset-all").onclick = () => model.resetAll();
  root.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.target.matches("input[type=text], input[type=search]")) return;
    const step = { z: event.shiftKey ? "redo" : "undo", y: "redo" }[event.key.toLowerCase()];
    if (!step) return;
    event.preventDefault();
    model[step]();
  });

  /** The buttons of steps and the horizon, where they are another than before. */
  function showSteps() {
    disable(find(".undo"), !model.canUndo);
    disable(find(".redo"), !model.canRedo);
    disable(find(".reset-all"), !model.canReset);
    // What a row says of a projected value names its time.
    if (horizon.value !== model.horizon) showRows(model.rows.filter(model.changed));
    if (horizon.options.length !== model.horizons.length) horizon.replaceChildren(...model.horizons.map((period) => new Option(period, period)));
    horizon.value = model.horizon;
  }

  const many = makeMany(find("section.many"), model, () => wanted, asked);
  model.watch({
    show(touched) {
      showRows(touched);
      showCounts(touched);
      showSteps();
    },
    moving(row) {
      showRows([row]);
      showCounts([row]);
    },
    stepped(touched) {
      for (const row of touched) made.get(row)?.quiet();
    },
    told({ won }) { find(".won").textContent = won; },
  });
  makeChanges(find(".changes"), model);
  root.dataset.move = asked.move;
  model.show(model.rows);
  choose();
  makePresenting(root, model, facts, asked);

  /** Take an answer, and what would come true of what was asked. */
  function answer(told, preview = null) {
    model.answer(told);
    many.take(preview);
  }

  return { answer, retrace: model.retrace, model, asked };
}
