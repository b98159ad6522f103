// What changes, in words: one sentence, its short form while a handle is on its way, the sum behind it, and each flip.

/** Follow a model in the part of the board that says what changes. */
function makeChanges(element, { words, before, codes, watch }) {
  const find = (selector) => element.querySelector(selector);
  const [moving, sentence, sum, fault] = [".moving", ".sentence", ".sum", ".fault"].map(find);

  /** From now until the answer, what Python said last is old. What a live region has it says once, with the answer. */
  function goStale() {
    // What is below stays where it is, whichever sentence is longer.
    if (!element.classList.contains("stale")) element.style.minHeight = `${element.offsetHeight}px`;
    element.classList.add("stale");
    moving.hidden = false;
    sayShort();
  }

  function sayShort() {
    if (!moving.hidden) moving.textContent = shortForm(before, codes, words.short);
  }

  function list(element, texts) {
    element.replaceChildren(...texts.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  }

  watch({
    moving: goStale,
    stepped: goStale,
    show: sayShort,
    told(told) {
      moving.hidden = true;
      element.classList.remove("stale");
      element.style.minHeight = "";
      if (sentence.textContent !== told.sentence) sentence.textContent = told.sentence;
      list(sum.querySelector("ul"), told.sum);
      sum.hidden = !told.sum.length;
      find(".kept").textContent = told.kept;
      fault.textContent = told.fault;
      fault.hidden = !told.fault;
      find(".begin").hidden = told.changes.length > 0;
      list(find(".flips"), told.flips);
    },
  });
}
