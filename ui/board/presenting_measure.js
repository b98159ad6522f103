// One measure on the wall, large: what it is, where it is now, its handles and what is left to green.

/** Make the place for a measure; handle : the template of a slider. */
function makePresentedMeasure(element, model, handle) {
  const { words } = model, texts = words.presenting;
  const find = (selector) => element.querySelector(selector);
  const name = find(".full"), meaning = find(".meaning"), add = find("[data-act=add]"), way = find(".way");
  let row = null, sliders = new Map(), movesTarget = false;

  /** Show another measure; live : how its name is told to those who do not see it. */
  function put(wanted, live) {
    row = wanted;
    element.hidden = row === null;
    if (!row) return;
    name.setAttribute("aria-live", live);
    name.textContent = row.name;
    meaning.replaceChildren(...row.about.slice(1).map((text) => {
      const line = document.createElement("p");
      line.textContent = text;
      return line;
    }));
    sliders = new Map(Object.keys(row.range).map((field) => [field, makeSlider(model, row, field, handle)]));
    find(".handles").replaceChildren(...[...sliders.values()].map((slider) => slider.element));
    showBadge(find(".was"), words.ratings[row.rating]);
    show();
    reachMeaning();
  }

  /** What does not fit can be scrolled by keyboard too. */
  function reachMeaning() {
    const scrolls = meaning.scrollHeight > meaning.clientHeight + 1;
    for (const [attribute, text] of Object.entries({ tabindex: "0", role: "group", "aria-label": texts.meaning })) {
      if (scrolls) meaning.setAttribute(attribute, text);
      else meaning.removeAttribute(attribute);
    }
  }

  function show() {
    if (!row) return;
    const code = model.rating(row), value = model.now(row, "value"), atHandle = hasFocus();
    showBadge(find(".is"), words.ratings[code]);
    find(".is").hidden = find(".arrow").hidden = code === row.rating;
    find(".figure").textContent = figureOf(model, row);
    find(".aim").textContent = aimOf(model, row);
    find(".moved").textContent = movedOf(model, row);
    showWay(way, model, row);
    add.hidden = value !== null || !row.range.value;
    find(".target").hidden = sliders.size === 1;
    for (const [field, slider] of sliders) {
      slider.element.hidden = model.now(row, field) === null || (field !== "value" && !movesTarget);
      if (slider.element.hidden) continue;
      slider.show();
      if (field === "value") slider.element.querySelector(".caption").textContent = filledIn(texts.projected, { horizon: model.horizon });
    }
    // A handle that came or went with a figure.
    if (atHandle && !focused()?.checkVisibility()) focus();
  }

  function focus() {
    const first = [...sliders.values()].find((slider) => !slider.element.hidden);
    (first?.range ?? add).focus();
  }

  const focused = () => element.getRootNode().activeElement;
  /** Whether the focus is on a handle, or on the button that makes one. */
  const hasFocus = () => focused() === add || find(".handles").contains(focused());

  return {
    put, show, focus, hasFocus,
    add() {
      model.move(row, "value", row.range.value.begin);
      focus();
    },
    moveTarget(moves) {
      movesTarget = moves;
      show();
    },
  };
}
