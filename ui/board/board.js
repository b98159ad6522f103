// The board: what is on it, what moves it, what it tells. It knows no host: `send` takes its messages away, and
// whoever made it hands the answers to `board.answer`.

const MOST_ROWS = 500;
const UNANSWERED_MS = 3000;

/** Make a board; trail : the steps behind and those undone, where it was drawn before. */
function makeBoard(root, facts, trail, send) {
  const { words } = facts;
  const kept = (step) => JSON.stringify(step);
  const find = (selector) => root.querySelector(selector);
  const rows = facts.rows.map((row, place) => ({ ...row, place, changes: {}, parts: null, told: null }));
  const byId = new Map(rows.map((row) => [row.id, row]));
  const codesBefore = rows.map((row) => row.rating);
  const state = {
    number: 0, horizon: facts.horizon, past: trail.past.map(kept), future: trail.future.map(kept), unanswered: [], others: 0, move: "values", show: facts.show, search: "", first: 0,
    codes: codesBefore.slice(), drawn: codesBefore.slice(),
  };

  // ---- figures -------------------------------------------------------------------------------------------------

  const changed = (row) => Object.keys(row.changes).length > 0;
  const now = (row, field) => (field in row.changes ? row.changes[field] : row[field]);
  const targets = (row) => (row.band ? [now(row, "target_low"), now(row, "target_high")] : [now(row, "target"), now(row, "target")]);
  const limits = (row) => limitsAt(row.edges, ...targets(row));
  const rating = (row) => rateAt(now(row, "value"), limits(row), row.roundTo);
  /** Whether Python's answer is about the row as it is now. */
  const answered = (row) => row.told?.about === JSON.stringify(row.changes);

  /** Put a handle at a place; a handle where it began is no change, and the targets of a band do not cross. */
  function place(row, field, at) {
    const to = snap(row.range[field], at);
    let figure = field === "value" ? valueAt(row, to) : to;
    if (field === "target_low") figure = Math.min(figure, now(row, "target_high"));
    if (field === "target_high") figure = Math.max(figure, now(row, "target_low"));
    const own = row[field] !== null && (field === "value" ? to === row.start : figure === snap(row.range[field], row[field]));
    if (own) delete row.changes[field];
    else row.changes[field] = figure;
  }

  // ---- counts --------------------------------------------------------------------------------------------------

  const worded = (counts, shown) => words.order.filter((code) => shown(code, counts[code])).map((code) => [words.ratings[code].word, counts[code]]);
  const countLine = (codes) => worded(countsOf(codes), (code, count) => code !== UNRATED || count);
  const keyLine = (codes) => (rows.some((row) => row.key)
    ? worded(countsOf(codes.filter((_, at) => rows[at].key)), (code, count) => words.rag.includes(code) || count) : []);

  /** Tiles in groups by rating; returns what puts one tile into another group, in the order of the rows. */
  function makeTiles(element, codes) {
    const groups = new Map(words.order.map((code) => {
      const group = document.createElement("span");
      group.className = "group";
      return [code, group];
    }));
    const made = rows.map((row) => {
      const tile = document.createElement("span");
      tile.dataset.place = row.place;
      return tile;
    });
    function put(row, code) {
      const tile = made[row.place], { symbol, name, word } = words.ratings[code], group = groups.get(code);
      tile.className = row.rating === code ? "tile" : "tile flipped";
      tile.dataset.rating = name;
      tile.textContent = symbol;
      tile.title = `${row.name}: ${word}`;
      const next = [...group.children].find((other) => Number(other.dataset.place) > row.place);
      group.insertBefore(tile, next ?? null);
    }
    rows.forEach((row) => put(row, codes[row.place]));
    element.replaceChildren(...groups.values());
    return put;
  }

  /** The counts with changes, where the rating of a row is another than before. */
  function showCounts(touched) {
    for (const row of touched) {
      const code = state.codes[row.place];
      if (state.drawn[row.place] === code) continue;
      state.drawn[row.place] = code;
      putTile(row, code);
    }
    writeLine(find(".count-after"), "", countLine(state.codes), countLine(codesBefore));
    writeLine(find(".key-after"), "Key: ", keyLine(state.codes), keyLine(codesBefore));
    find(".tiles.after").setAttribute("aria-label", find(".count-after").textContent);
  }

  // ---- rows ----------------------------------------------------------------------------------------------------

  function makeRow(row) {
    const element = find("template.row").content.cloneNode(true).firstElementChild;
    const names = ["was", "is", "arrow", "figure", "aim", "way", "add", "reset", "about", "name", "problem"];
    row.parts = { element, sliders: {}, ...Object.fromEntries(names.map((name) => [name, element.querySelector(`.${name}`)])) };
    const { name, about, was, reset, add } = row.parts;
    name.textContent = row.short;
    about.replaceChildren(...row.about.map((text) => {
      const line = document.createElement("span");
      line.textContent = text;
      return line;
    }));
    name.onclick = () => {
      about.hidden = !about.hidden;
      name.setAttribute("aria-expanded", String(!about.hidden));
    };
    showBadge(was, words.ratings[row.rating]);
    reset.setAttribute("aria-label", `Reset: ${row.spoken}`);
    reset.onclick = () => { commit([row], () => { row.changes = {}; }); focusRow(row); };
    add.setAttribute("aria-label", `Add a figure: ${row.spoken}`);
    add.onclick = () => { commit([row], () => { row.changes.value = row.range.value.begin; }); focusRow(row); };
    for (const field of Object.keys(row.range)) element.querySelector(".sliders").append(makeSlider(row, field));
    showRow(row);
    return element;
  }

  function focusRow(row) {
    const first = Object.values(row.parts.sliders).find((slider) => !slider.element.hidden);
    (first?.range ?? row.parts.add).focus();
  }

  function makeSlider(row, field) {
    const element = find("template.slider").content.cloneNode(true).firstElementChild;
    const range = element.querySelector("input[type=range]"), typed = element.querySelector(".typed");
    const { low, high, step } = row.range[field], caption = words.captions[field];
    element.dataset.field = field;
    element.querySelector(".caption").textContent = caption;
    element.querySelector(".caption").classList.toggle("always", row.band && field !== "value");
    Object.assign(range, { min: low, max: high, step });
    range.setAttribute("aria-label", `${caption}: ${row.spoken}`);
    typed.setAttribute("aria-label", `Type the ${caption.toLowerCase()}: ${row.spoken}`);
    range.oninput = () => { place(row, field, Number(range.value)); showMoving(row); };
    range.onchange = () => commit([row], () => place(row, field, Number(range.value)));
    range.onkeydown = (event) => {
      const to = pressed(event.key, row.range[field], Number(range.value));
      if (to === null || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      if (to !== Number(range.value)) commit([row], () => place(row, field, to));
    };
    typed.onchange = () => take(row, field, typed);
    row.parts.sliders[field] = { element, range, typed, zones: element.querySelector(".zones"), names: element.querySelector(".names") };
    return element;
  }

  /** Take a typed figure, or say why not; where another had to be taken, say which. */
  function take(row, field, typed) {
    const figure = parse(row, typed.value), { low, high } = row.range[field];
    let problem = words.noNumber;
    if (figure !== null) {
      const at = field === "value" ? placeTyped(row, figure) : figure;
      commit([row], () => place(row, field, at));
      const taken = now(row, field), whole = field === "value" && row.range.value.counts;
      problem = at < low || at > high ? words.beyond : "";
      if (!problem && !whole && taken !== figure) problem = words.taken.replace("{taken}", written(taken, decimalsNeeded(taken), row.format));
    }
    row.parts.problem.textContent = problem;
    row.parts.problem.hidden = !problem;
    showRow(row, typed);
  }

  /** Everything that follows a handle, in the frame in which it moves. */
  function showMoving(row) {
    showRow(row);
    state.codes[row.place] = rating(row);
    showCounts([row]);
    find(".changes").classList.add("stale");
  }

  /** Bring a row up to date; what somebody is typing is left alone, unless it is the field just `taken`. */
  function showRow(row, taken = null) {
    const { parts } = row;
    if (parts === null) return;
    const value = now(row, "value"), at = limits(row), code = answered(row) ? row.told.rating : rateAt(value, at, row.roundTo);
    showBadge(parts.is, words.ratings[code]);
    parts.is.hidden = parts.arrow.hidden = code === row.rating;
    parts.element.classList.toggle("changed", changed(row));
    parts.figure.textContent = figureOf(row, value, at);
    parts.aim.textContent = aimOf(row);
    parts.add.hidden = value !== null || !row.range.value;
    parts.way.textContent = changed(row) ? row.told?.way ?? "" : row.way;
    parts.way.classList.toggle("stale", changed(row) && !answered(row));
    disable(parts.reset, !changed(row));
    for (const [field, slider] of Object.entries(parts.sliders)) showSlider(row, field, slider, value, at, code, taken);
  }

  function figureOf(row, value, at) {
    if (value === null) return row.nothing;
    const shown = written(value, decimalsFor(value, row.decimals, at, row.roundTo), row.format);
    return row.denominator === null ? shown : `${shown}, ${digits(placeOf(row, value), 0)} of ${digits(row.denominator, 0)}`;
  }

  /** The target in words, with the one that it was where that is another. */
  function aimOf(row) {
    const fields = Object.keys(row.range).filter((field) => field !== "value");
    const say = (figures) => figures.map((figure) => written(figure, decimalsNeeded(figure), row.format)).join(words.to);
    if (!fields.length) return words.noTarget;
    const is = say(fields.map((field) => now(row, field))), was = say(fields.map((field) => row[field]));
    return (is === was ? words.target : words.targetWas).replace("{is}", is).replace("{was}", was);
  }

  function showSlider(row, field, { range, typed, zones, names, element }, value, at, code, taken) {
    const isValue = field === "value", figure = isValue ? value : now(row, field);
    // A figure that was added is on the screen whatever is being moved.
    const moves = state.move === "both" || (state.move === "values") === isValue || (isValue && row.value === null);
    element.hidden = !moves || figure === null;
    if (element.hidden) return;
    const { low, high } = row.range[field];
    const places = isValue ? decimalsFor(figure, row.decimals, at, row.roundTo) : decimalsNeeded(figure);
    range.value = isValue ? placeOf(row, figure) : figure;
    range.setAttribute("aria-valuetext", `${written(figure, places, row.format)}, ${words.ratings[code].word.toLowerCase()}`);
    if (typed === taken || typed.getRootNode().activeElement !== typed) typed.value = digits(figure, places);
    if (isValue) drawZones(zones, names, valueZones(row, at), inUnit(row, low), inUnit(row, high), words.ratings);
    else drawZones(zones, names, targetZones(row, field, value), low, high, words.ratings);
  }

  function valueZones(row, at) {
    const { low, high } = row.range.value, turns = at === null ? [] : Object.values(at).filter(Number.isFinite);
    return zonesBetween(inUnit(row, low), inUnit(row, high), turns, (value) => rateAt(value, at, row.roundTo));
  }

  function targetZones(row, field, value) {
    const { low, high } = row.range[field], { edges } = row;
    const parts = edges === null || value === null ? [] : [edges.greenLow, edges.greenHigh, edges.amberLow, edges.amberHigh];
    const exact = value === null || row.roundTo === null ? value : halfUp(value, row.roundTo);
    const [lowTarget, highTarget] = targets(row);
    const turns = [...parts.flatMap((edge) => turnsOf(edge, exact)), 0, lowTarget, highTarget];
    return zonesBetween(low, high, turns, (target) => {
      const pair = { target_low: [target, highTarget], target_high: [lowTarget, target] }[field] ?? [target, target];
      return rateAt(value, limitsAt(edges, ...pair), row.roundTo);
    });
  }

  // ---- steps ---------------------------------------------------------------------------------------------------

  function snapshot() {
    const changes = rows.flatMap((row) => Object.entries(row.changes).map(([field, value]) => ({ id: row.id, field, value })));
    return JSON.stringify({ changes, horizon: state.horizon });
  }

  let settled = snapshot();

  /** Have the board as a snapshot says; returns the rows that it touched. */
  function restore(wanted) {
    const { changes, horizon } = JSON.parse(wanted), touched = new Set(rows.filter(changed));
    for (const row of touched) row.changes = {};
    for (const { id, field, value } of changes) {
      byId.get(id).changes[field] = value;
      touched.add(byId.get(id));
    }
    state.horizon = horizon;
    const select = find(".horizon select");
    if (horizon && ![...select.options].some((option) => option.value === horizon)) select.append(new Option(horizon, horizon));
    select.value = horizon;
    return [...touched];
  }

  /** Make a move, or reset everything: a step that can be undone, and that is sent. */
  function commit(touched, move, action = "move") {
    for (const row of touched) if (row.parts) row.parts.problem.hidden = true;
    move();
    if (snapshot() !== settled || action === "reset") {
      state.past.push(settled);
      state.future = [];
      settle(action);
    }
    show(touched);
  }

  /** Send a step, with those before it that have no answer yet: a host may drop a message for a later one. */
  function settle(action) {
    settled = snapshot();
    state.number += 1;
    const step = { number: state.number, action, ...JSON.parse(settled) };
    send({ ...step, earlier: state.unanswered });
    state.unanswered = [...state.unanswered, step];
    // A server that was just started again may lose a message between two runs: sent once more, it has its answer.
    setTimeout(() => {
      if (state.unanswered.at(-1) === step) send({ ...step, earlier: state.unanswered.slice(0, -1), again: true });
    }, UNANSWERED_MS);
    find(".changes").classList.add("stale");
  }

  function walk(from, to, action) {
    if (!from.length) return;
    to.push(settled);
    const touched = restore(from.pop());
    settle(action);
    show(touched);
  }

  /** Bring some rows, the counts and the buttons up to date. */
  function show(touched) {
    for (const row of touched) {
      showRow(row);
      state.codes[row.place] = answered(row) ? row.told.rating : rating(row);
    }
    showCounts(touched);
    disable(find(".undo"), !state.past.length);
    disable(find(".redo"), !state.future.length);
    disable(find(".reset-all"), !rows.some(changed) && !state.others);
  }

  // ---- which rows ----------------------------------------------------------------------------------------------

  /** Choose the rows to show; they stay, in their order, until something else is asked for. */
  function choose() {
    const sought = state.search.trim().toLowerCase();
    const wanted = { key: (row) => row.key, all: () => true, changed, red: (row) => state.codes[row.place] === RED }[state.show];
    const fits = (row) => [row.name, row.short, row.service].some((text) => text.toLowerCase().includes(sought));
    const chosen = rows.filter((row) => wanted(row) && fits(row));
    const shown = chosen.slice(state.first, state.first + MOST_ROWS);
    for (const row of rows) row.parts = null;
    find(".rows").replaceChildren(...shown.map(makeRow));
    find(".rows").start = state.first + 1;
    find(".windows").hidden = chosen.length <= MOST_ROWS;
    find(".place").textContent = `Rows ${state.first + 1} to ${state.first + shown.length} of ${chosen.length}`;
    disable(find(".earlier"), state.first === 0);
    disable(find(".later"), state.first + shown.length >= chosen.length);
    find(".shown").textContent = chosen.length ? words.shown.replace("{shown}", chosen.length).replace("{all}", rows.length)
      : words.none[sought ? "search" : state.show];
  }

  function turnTo(first) {
    if (isDisabled(find(first > state.first ? ".later" : ".earlier"))) return;
    state.first = first;
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

  // ---- beginning -----------------------------------------------------------------------------------------------

  writeLine(find(".count-before"), "", countLine(codesBefore), countLine(codesBefore));
  writeLine(find(".key-before"), "Key: ", keyLine(codesBefore), keyLine(codesBefore));
  makeTiles(find(".tiles.before"), codesBefore);
  find(".tiles.before").setAttribute("aria-label", find(".count-before").textContent);
  const putTile = makeTiles(find(".tiles.after"), codesBefore);
  makeRadios(find(".move"), words.moves, state.move, (value) => {
    state.move = root.dataset.move = value;
    rows.forEach((row) => showRow(row));
  });
  makeRadios(find(".show"), words.shows, state.show, (value) => { state.show = value; state.first = 0; choose(); });
  find(".search input").oninput = (event) => { state.search = event.target.value; state.first = 0; choose(); };
  find(".earlier").onclick = () => turnTo(state.first - MOST_ROWS);
  find(".later").onclick = () => turnTo(state.first + MOST_ROWS);
  const horizon = find(".horizon select");
  horizon.append(...facts.horizons.map((period) => new Option(period, period)));
  horizon.value = facts.horizon;
  horizon.onchange = () => commit([], () => { state.horizon = horizon.value; });
  find(".horizon").hidden = facts.horizons.length === 0;
  find(".undo").onclick = () => walk(state.past, state.future, "undo");
  find(".redo").onclick = () => walk(state.future, state.past, "redo");
  find(".reset-all").onclick = () => {
    if (!isDisabled(find(".reset-all"))) commit(rows.filter(changed), () => { for (const row of rows) row.changes = {}; }, "reset");
  };
  root.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.target.matches("input[type=text], input[type=search]")) return;
    const step = { z: event.shiftKey ? ".redo" : ".undo", y: ".redo" }[event.key.toLowerCase()];
    if (!step) return;
    event.preventDefault();
    find(step).click();
  });
  show(rows);
  choose();

  return {
    /** Have other steps behind and undone than the board's own: somebody went elsewhere by other means. */
    retrace({ past, future }) {
      Object.assign(state, { past: past.map(kept), future: future.map(kept) });
      show([]);
    },
    /** Take Python's answer; one that is older than the latest move changes nothing. */
    answer(told) {
      state.unanswered = state.unanswered.filter((step) => step.number > told.number);
      if (told.number < state.number) return;
      state.number = told.number;
      const wanted = JSON.stringify({ changes: told.changes, horizon: told.horizon });
      const answers = new Map(Object.entries(told.rows));
      const touched = new Set(rows.filter((row) => row.told || answers.has(row.id)));
      if (wanted !== settled) for (const row of restore(wanted)) touched.add(row);
      settled = snapshot();
      for (const row of touched) {
        row.told = answers.get(row.id) ?? null;
        if (row.told) row.told.about = JSON.stringify(row.changes);
      }
      find(".changes").classList.remove("stale");
      find(".sentence").textContent = told.sentence;
      // Changes that no handle here makes, as a scenario file may have them.
      state.others = told.others;
      find(".won").textContent = told.won;
      find(".kept").textContent = told.kept;
      find(".fault").textContent = told.fault;
      find(".fault").hidden = !told.fault;
      find(".begin").hidden = told.changes.length > 0;
      find(".flips").replaceChildren(...told.flips.map((flip) => {
        const item = document.createElement("li");
        item.textContent = flip;
        return item;
      }));
      show(touched);
    },
  };
}
