// The board in a file of its own: no server behind it, and no network. It answers the model itself, and gives the
// scenario back as a file.

const taken = JSON.parse(document.getElementById("taken").textContent);
const { facts, words, scenario } = taken;

/** How far somebody was when the page was loaded again; null where the browser keeps nothing. */
function wasAt() {
  try {
    return JSON.parse(sessionStorage.getItem(taken.name));
  } catch {
    return null;
  }
}

function keep(at) {
  try {
    sessionStorage.setItem(taken.name, JSON.stringify(at));
  } catch {
    // Then a reload begins again with what the file has.
  }
}

const begin = wasAt() ?? taken.begin;
const board = makeBoard(document.querySelector(".board"), facts, begin.trail, (step) => {
  // The model has done with a step before it is answered.
  queueMicrotask(() => {
    answer(step);
    keep({ trail: board.model.trail(), step: board.model.settled() });
  });
});

function answer(step) {
  board.answer(answerTo(step, facts.rows, facts.words, words, taken.others));
}

/** The scenario as it is now, in the shape of ragcore/scenario_file.py; what no handle here moves is as it was. */
function scenarioNow() {
  const { changes, horizon } = board.model.settled();
  const rows = new Map(facts.rows.map((row) => [row.id, row]));
  const others = scenario.overrides.filter(({ id, field }) => !(field in (rows.get(id)?.range ?? {})));
  const reasonOf = (change) => scenario.overrides.find(({ id, field, value }) => id === change.id && field === change.field && value === change.value)?.reason;
  return {
    ...scenario,
    created: new Date().toISOString().replace(/\.\d+/, ""),
    horizon: horizon || null,
    overrides: [...changes.map((change) => ({ ...change, reason: reasonOf(change) })), ...others],
  };
}

document.querySelector(".save").onclick = () => {
  const address = URL.createObjectURL(new Blob([`${JSON.stringify(scenarioNow(), null, 1)}\n`], { type: "application/json" }));
  const link = document.createElement("a");
  Object.assign(link, { href: address, download: taken.file });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address));
  document.querySelector(".given").textContent = taken.given;
};

// Paper is light, whatever the screen.
const dark = matchMedia("screen and (prefers-color-scheme: dark)");
const follow = () => { document.documentElement.dataset.theme = dark.matches ? "dark" : "light"; };
dark.onchange = follow;
follow();
answer({ number: 0, ...begin.step });
