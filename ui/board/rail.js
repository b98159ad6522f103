// The honest rail: what a figure or a target is argued with, in the scale of its slider and in words.

/** The sign of a kind of mark: each kind has a shape of its own. */
function makeMark(kind) {
  const mark = document.createElement("span");
  mark.className = "mark";
  mark.dataset.kind = kind;
  mark.setAttribute("aria-hidden", "true");
  return mark;
}

/** Draw the marks of a row beside a track from `low` to `high`, in its unit; what lies beyond its ends is left off. */
function drawRail(element, { marks }, low, high) {
  const share = (at) => (100 * (at - low)) / (high - low), taken = new Set();
  for (const { kind, at, from = at, to = at } of marks) {
    const begin = Math.max(from, low), end = Math.min(to, high);
    // Signs of one place would hide each other: the first is drawn, and the words below name them all.
    if (begin > end || taken.has(at)) continue;
    if (at !== undefined) taken.add(at);
    const mark = makeMark(kind);
    mark.style.left = `${share(begin)}%`;
    if (kind === "usual") mark.style.width = `${share(end) - share(begin)}%`;
    element.append(mark);
  }
}

/** Add the present targets to a rail; returns what puts them elsewhere. */
function followTargets(element, model, row, low, high) {
  const marks = model.targets(row).filter((_, at) => at === 0 || row.band).map(() => makeMark("target"));
  element.append(...marks);
  return () => marks.forEach((mark, at) => {
    const target = model.targets(row)[at];
    mark.hidden = target === null || target < low || target > high;
    mark.style.left = `${(100 * (target - low)) / (high - low)}%`;
  });
}

/** Name the marks of a row, each behind its sign. */
function nameMarks(element, { marks }) {
  element.replaceChildren(...marks.flatMap(({ kind, name, text }, at) => {
    const said = document.createElement("span");
    said.append(makeMark(kind), `${name} ${text}`);
    return at ? [" · ", said] : [said];
  }));
}

/** What is said where a figure of a field lies beyond anything that was ever achieved; empty where it does not. */
function beyondOf({ rail, roundTo }, field, figure) {
  const { low, high, beyond } = rail, isValue = field === "value";
  const exact = isValue && roundTo !== null ? halfUp(figure, roundTo) : figure, slack = SLACK * Math.abs(exact);
  const isBeyond = exact < (low ?? -Infinity) - slack || exact > (high ?? Infinity) + slack;
  return isBeyond ? beyond[isValue ? "value" : "target"] : "";
}
