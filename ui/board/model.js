// What is on the board and what moves it, without a page: rows, changes, counts, steps. It knows no host: `send` takes
// its messages away, and whoever made it hands the answers to `answer`. Views watch it, and are told what to draw again.
// `ask` has somebody say what would come true before it is done; null where there is nobody to ask.

const UNANSWERED_MS = 3000;

/** Make a model; trail : the step that is on with its number, those behind and those undone, where there are any. */
function makeModel(facts, trail, send, ask = null) {
  const { words } = facts;
  const kept = (step) => JSON.stringify(step);
  const rows = facts.rows.map((row, place) => ({ ...row, place, changes: {}, told: null }));
  const byId = new Map(rows.map((row) => [row.id, row]));
  const before = rows.map((row) => row.rating), codes = before.slice();
  const horizons = facts.horizons.slice(), hasKey = rows.some((row) => row.key);
  const state = { number: trail.number ?? 0, horizon: facts.horizon, past: trail.past.map(kept), future: trail.future.map(kept), unanswered: [], told: null, others: 0 };
  const views = [];
  const tell = (what, ...told) => views.forEach((view) => view[what]?.(...told));

  // ---- figures -------------------------------------------------------------------------------------------------

  const changed = (row) => Object.keys(row.changes).length > 0;
  const now = (row, field) => (field in row.changes ? row.changes[field] : row[field]);
  const targets = (row) => (row.band ? [now(row, "target_low"), now(row, "target_high")] : [now(row, "target"), now(row, "target")]);
  const limits = (row) => limitsAt(row.edges, ...targets(row));
  /** Whether Python's answer is about the row as it is now. */
  const answered = (row) => row.told?.about === JSON.stringify(row.changes);
  const rating = (row) => (answered(row) ? row.told.rating : rateAt(now(row, "value"), limits(row), row.roundTo));

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
  /** How many have each rating, as [word, count]. */
  const countLine = (of) => worded(countsOf(of), (code, count) => code !== UNRATED || count);
  /** The same for the key measures; empty where there are none. */
  const keyLine = (of) => (hasKey ? worded(countsOf(of.filter((_, at) => rows[at].key)), (code, count) => words.rag.includes(code) || count) : []);

  // ---- steps ---------------------------------------------------------------------------------------------------

  function snapshot() {
    const changes = rows.flatMap((row) => Object.entries(row.changes).map(([field, value]) => ({ id: row.id, field, value })));
    return JSON.stringify({ changes, horizon: state.horizon });
  }

  let settled = snapshot();

  /** Have everything as a snapshot says; returns the rows that it touched. */
  function restore(wanted) {
    const { changes, horizon } = JSON.parse(wanted), touched = new Set(rows.filter(changed));
    for (const row of touched) row.changes = {};
    for (const { id, field, value } of changes) {
      byId.get(id).changes[field] = value;
      touched.add(byId.get(id));
    }
    state.horizon = horizon;
    if (horizon && !horizons.includes(horizon)) horizons.push(horizon);
    return [...touched];
  }

  // A step carries all that is changed: one that is made before the first answer must have what others made before.
  if (trail.now) {
    restore(kept(trail.now));
    settled = snapshot();
  }

  /** Bring some rows and what follows from them up to date. */
  function show(touched) {
    for (const row of touched) codes[row.place] = rating(row);
    tell("show", touched);
  }

  /** A handle on its way: everything that follows it, in the frame in which it moves, and no step. */
  function moving(row, field, at) {
    place(row, field, at);
    codes[row.place] = rating(row);
    tell("moving", row);
  }

  /** Make a move, or reset everything: a step that can be undone, and that is sent. */
  function commit(touched, move, action = "move", more = {}) {
    move();
    if (snapshot() !== settled || action !== "move") {
      state.past.push(settled);
      state.future = [];
      settle(action, more);
      tell("stepped", touched);
    } else if (state.told && !state.unanswered.length) {
      // A handle came back to where it was: what was told last is true again, and no other answer will come.
      tell("told", state.told);
    }
    show(touched);
  }

  /** Send a step, with those before it that have no answer yet: a host may drop a message for a later one. */
  function settle(action, more = {}) {
    settled = snapshot();
    state.number += 1;
    const step = { number: state.number, action, ...more, ...JSON.parse(settled) };
    send({ ...step, earlier: state.unanswered });
    state.unanswered = [...state.unanswered, step];
    // A server that was just started again may lose a message between two runs: sent once more, it has its answer.
    setTimeout(() => {
      if (state.unanswered.at(-1) === step) send({ ...step, earlier: state.unanswered.slice(0, -1), again: true });
    }, UNANSWERED_MS);
  }

  function walk(from, to, action) {
    if (!from.length) return;
    to.push(settled);
    const touched = restore(from.pop());
    settle(action);
    tell("stepped", touched);
    show(touched);
  }

  return {
    words, rows, before, codes, horizons, changed, now, targets, limits, rating, answered, countLine, keyLine, moving, commit, show, ask,
    get number() { return state.number; },
    get horizon() { return state.horizon; },
    get canUndo() { return state.past.length > 0; },
    get canRedo() { return state.future.length > 0; },
    get canReset() { return state.others > 0 || rows.some(changed); },
    /** Have a view told what to draw again: `show`, `moving`, `stepped` and `told`, each where it has it. */
    watch(view) { views.push(view); },
    /** Put a handle somewhere, as a step. */
    move(row, field, at) { commit([row], () => place(row, field, at)); },
    /** Make many changes at once, as one step: [{id, field, value}], beside those that are there. */
    moveMany(changes) {
      const touched = [...new Set(changes.map(({ id }) => byId.get(id)))];
      commit(touched, () => {
        for (const { id, field, value } of changes) {
          const row = byId.get(id);
          if (value === row[field]) delete row.changes[field];
          else row.changes[field] = value;
        }
      });
    },
    /** Have another tolerance for the whole scorecard, '3' or '3%'; '' for its own: Python then makes another board. */
    setTolerance(size) { commit([], () => {}, "tolerance", { size }); },
    reset(row) { commit([row], () => { row.changes = {}; }); },
    resetAll() {
      const touched = rows.filter(changed);
      if (touched.length || state.others) commit(touched, () => { for (const row of touched) row.changes = {}; }, "reset");
    },
    projectFor(horizon) { commit([], () => { state.horizon = horizon; }); },
    undo() { walk(state.past, state.future, "undo"); },
    redo() { walk(state.future, state.past, "redo"); },
    /** The changes that are on, and the period that projected values are for. */
    settled: () => JSON.parse(settled),
    /** The steps behind and those undone, as `retrace` takes them. */
    trail: () => ({ past: state.past.map((step) => JSON.parse(step)), future: state.future.map((step) => JSON.parse(step)) }),
    /** Have other steps behind and undone than its own: somebody went elsewhere by other means. */
    retrace({ past, future }) {
      Object.assign(state, { past: past.map(kept), future: future.map(kept) });
      show([]);
    },
    /** Take an answer; one that is older than the latest move changes nothing. */
    answer(told) {
      state.unanswered = state.unanswered.filter((step) => step.number > told.number);
      if (told.number < state.number) return;
      state.number = told.number;
      const wanted = JSON.stringify({ changes: told.changes, horizon: told.horizon });
      const answers = new Map(Object.entries(told.rows));
      const touched = new Set(rows.filter((row) => row.told || answers.has(row.id)));
      if (wanted !== settled) {
        for (const row of restore(wanted)) touched.add(row);
        settled = snapshot();
      }
      // A handle that is on its way meanwhile is no part of what is settled.
      const about = new Map();
      for (const { id, field, value } of JSON.parse(settled).changes) about.set(id, { ...about.get(id), [field]: value });
      for (const row of touched) {
        row.told = answers.get(row.id) ?? null;
        if (row.told) row.told.about = JSON.stringify(about.get(row.id) ?? {});
      }
      // Changes that no handle here makes, as a scenario file may have them.
      state.others = told.others;
      state.told = told;
      tell("told", told);
      show(touched);
    },
  };
}
