// Many measures moved at once: what somebody asks, what would then come true, and one step that does it.

// Until somebody has stopped typing.
const TYPING_MS = 300;
const OWN_UNIT = "points, or each measure’s own unit";
// What an amount is in, what it is at first, and what is to be said of it.
const MANY = {
  gap: { unit: "% of the gap", amount: "50", hint: "All of the gap, 100%, is green." },
  points: { unit: OWN_UNIT, amount: "5", hint: "Less than 0 is worse." },
  per_cent: { unit: "% of the figure", amount: "5", hint: "Less than 0 is worse." },
  target: { unit: OWN_UNIT, amount: "2", hint: "Less than 0 is easier." },
  benchmark: { unit: "", amount: "", hint: "" },
  tolerance: { unit: OWN_UNIT, amount: "3", hint: "How far short of its target is still amber. Empty is the scorecard’s own tolerance." },
  tolerance_per_cent: { unit: "% of the target", amount: "3", hint: "How far short of its target is still amber. Empty is the scorecard’s own tolerance." },
};
// An amount may be typed with its unit: 3% is no number of points.
const typedAs = (unit) => ({ format: { prefix: "", suffix: unit.charAt(0) === "%" ? "%" : "", suffix_one: "" } });
const SERVICE = "service:";
// Each ask of this page has another number, whichever board it is about.
let manyAsked = 0;

/** Make the panel; shown : tells the rows that are on the screen; kept : where it remembers what was chosen. */
function makeMany(element, model, shown, kept) {
  if (!model.ask) return { refresh() {}, take() {} };
  const find = (selector) => element.querySelector(selector);
  const [details, button, preview] = ["details", ".many-move", ".many-preview"].map(find);
  const [what, which, amount] = [".many-what select", ".many-which select", ".many-amount input"].map(find);
  const chosen = (kept.many ??= { isOpen: false, what: "gap", which: "shown", amounts: {} });
  const services = [...new Set(model.rows.map((row) => row.service))].filter(Boolean);
  let sent = "", told = null, typing = 0;

  const isTolerance = () => chosen.what.startsWith("tolerance");
  function rowsOf(of) {
    if (of === "shown") return shown();
    if (of === "red") return model.rows.filter((row) => model.codes[row.place] === RED);
    if (of === "all") return model.rows;
    return model.rows.filter((row) => SERVICE + row.service === of);
  }

  /** What was typed: null for nothing, and a text that is no number as it is. */
  function amountTyped() {
    const text = amount.value.trim();
    return text === "" ? null : parse(typedAs(MANY[chosen.what].unit), text) ?? text;
  }

  /** Ask again, where what would be asked is another than before. */
  function refresh() {
    clearTimeout(typing);
    if (!chosen.isOpen) return;
    for (const option of which.options) {
      const text = `${option.dataset.text} (${digits(rowsOf(option.value).length, 0)})`;
      if (option.text !== text) option.text = text;
    }
    const ids = isTolerance() ? [] : rowsOf(chosen.which).map((row) => row.id);
    const asked = { kind: chosen.what, amount: amountTyped(), ids };
    if (JSON.stringify(asked) === sent) return;
    sent = JSON.stringify(asked);
    wait();
    manyAsked += 1;
    send({ number: manyAsked, ...asked });
  }

  /** Ask, and again where nothing comes of it: a host may drop what is sent between two runs. A late answer will do. */
  function send(asked, times = 1) {
    model.ask({ ...asked, times });
    setTimeout(() => {
      if (chosen.isOpen && element.isConnected && asked.number === manyAsked && !told) send(asked, times + 1);
    }, UNANSWERED_MS);
  }

  /** What is told is of something else by now. */
  function wait() {
    told = null;
    preview.classList.add("stale");
    disable(button, true);
  }

  function showAsked() {
    const { unit, amount: first, hint } = MANY[chosen.what];
    amount.value = chosen.amounts[chosen.what] ?? first;
    find(".many-unit").textContent = unit;
    find(".many-hint").textContent = hint;
    find(".many-amount").hidden = chosen.what === "benchmark";
    find(".many-which").hidden = isTolerance();
  }

  which.append(...[["shown", "All shown"], ["red", "All red"], ...(services.length > 1 ? services.map((service) => [SERVICE + service, service]) : []), ["all", "All"]].map(([value, text]) => {
    const option = new Option(text, value);
    option.dataset.text = text;
    return option;
  }));
  what.value = chosen.what;
  which.value = chosen.which;
  details.open = chosen.isOpen;
  element.hidden = false;
  showAsked();
  wait();
  details.ontoggle = () => {
    if (details.open === chosen.isOpen) return;
    chosen.isOpen = details.open;
    if (!chosen.isOpen) model.ask(null);
    sent = "";
    refresh();
  };
  what.onchange = () => {
    chosen.what = what.value;
    showAsked();
    refresh();
  };
  which.onchange = () => {
    chosen.which = which.value;
    refresh();
  };
  amount.oninput = () => {
    chosen.amounts[chosen.what] = amount.value;
    // What is typed again as it was is asked again too: what was told of it is gone.
    sent = "";
    wait();
    clearTimeout(typing);
    typing = setTimeout(refresh, TYPING_MS);
  };
  amount.onchange = refresh;
  button.onclick = () => {
    if (isDisabled(button)) return;
    const { size, changes } = told;
    if (size === null) model.moveMany(changes);
    else {
      wait();
      model.setTolerance(size);
    }
  };
  model.watch({ stepped: wait, show: refresh });

  return {
    refresh,
    /** Take what Python makes of the ask; of one that is older than the last ask or step, nothing. */
    take(found) {
      if (!chosen.isOpen || found?.number !== manyAsked || found.step !== model.number) return;
      told = found;
      preview.classList.remove("stale");
      disable(button, Boolean(found.problem));
      for (const part of ["moves", "problem", "sentence", "left"]) {
        if (find(`.many-${part}`).textContent !== found[part]) find(`.many-${part}`).textContent = found[part];
      }
      writeLine(find(".many-now"), "", model.countLine(model.codes), model.countLine(model.codes));
      writeLine(find(".many-key-now"), "Key: ", model.keyLine(model.codes), model.keyLine(model.codes));
      writeLine(find(".many-then"), "", model.countLine(found.codes), model.countLine(model.codes));
      writeLine(find(".many-key-then"), "Key: ", model.keyLine(found.codes), model.keyLine(model.codes));
    },
  };
}
