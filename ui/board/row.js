// One measure as a row: its name, its ratings before and now, its sliders and what they mean.

/** What a measure's figure is, with the counts behind it; `nothing` where it has none. */
function figureOf(model, row) {
  const value = model.now(row, "value");
  if (value === null) return row.nothing;
  const shown = written(value, decimalsFor(value, row.decimals, model.limits(row), row.roundTo), row.format);
  return row.denominator === null ? shown : `${shown}, ${digits(placeOf(row, value), 0)} of ${digits(row.denominator, 0)}`;
}

/** The target in words, with the one that it was where that is another. */
function aimOf(model, row) {
  const { words } = model, fields = Object.keys(row.range).filter((field) => field !== "value");
  const say = (figures) => figures.map((figure) => written(figure, decimalsNeeded(figure), row.format)).join(words.to);
  if (!fields.length) return words.noTarget;
  const is = say(fields.map((field) => model.now(row, field))), was = say(fields.map((field) => row[field]));
  return (is === was ? words.target : words.targetWas).replace("{is}", () => is).replace("{was}", () => was);
}

/** Make a row; moves : tells what is being moved, `values`, `targets` or `both`; templates : of a row and of a slider. */
function makeRow(model, row, moves, templates) {
  const { words } = model;
  const element = templates.row.content.cloneNode(true).firstElementChild;
  const find = (selector) => element.querySelector(selector);
  const [name, about, reset, add, problem, way] = [".name", ".about", ".reset", ".add", ".problem", ".way"].map(find);
  const sliders = new Map();
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
  showBadge(find(".was"), words.ratings[row.rating]);
  reset.setAttribute("aria-label", `Reset: ${row.spoken}`);
  reset.onclick = () => { model.reset(row); focus(); };
  add.setAttribute("aria-label", `Add a figure: ${row.spoken}`);
  add.onclick = () => { model.move(row, "value", row.range.value.begin); focus(); };
  for (const field of Object.keys(row.range)) {
    const slider = makeSlider(model, row, field, templates.slider);
    slider.typed.onchange = () => take(field, slider);
    find(".sliders").append(slider.element);
    sliders.set(field, slider);
  }

  function focus() {
    const first = [...sliders.values()].find((slider) => !slider.element.hidden);
    (first?.range ?? add).focus();
  }

  /** Take a typed figure, or say why not; where another had to be taken, say which. */
  function take(field, slider) {
    const figure = parse(row, slider.typed.value), { low, high } = row.range[field];
    let told = words.noNumber;
    if (figure !== null) {
      const at = field === "value" ? placeTyped(row, figure) : figure;
      model.move(row, field, at);
      const taken = model.now(row, field), whole = field === "value" && row.range.value.counts;
      told = at < low || at > high ? words.beyond : "";
      if (!told && !whole && taken !== figure) told = words.taken.replace("{taken}", written(taken, decimalsNeeded(taken), row.format));
    }
    problem.textContent = told;
    problem.hidden = !told;
    slider.show(true);
  }

  function show() {
    const code = model.rating(row), value = model.now(row, "value"), isChanged = model.changed(row);
    showBadge(find(".is"), words.ratings[code]);
    find(".is").hidden = find(".arrow").hidden = code === row.rating;
    element.classList.toggle("changed", isChanged);
    find(".figure").textContent = figureOf(model, row);
    find(".aim").textContent = aimOf(model, row);
    add.hidden = value !== null || !row.range.value;
    way.textContent = isChanged ? row.told?.way ?? "" : row.way;
    way.classList.toggle("stale", isChanged && !model.answered(row));
    disable(reset, !isChanged);
    for (const [field, slider] of sliders) {
      // A figure that was added is on the screen whatever is being moved.
      const isValue = field === "value", moved = moves();
      const wanted = moved === "both" || (moved === "values") === isValue || (isValue && row.value === null);
      slider.element.hidden = !wanted || model.now(row, field) === null;
      if (!slider.element.hidden) slider.show();
    }
  }

  show();
  return { element, show, quiet() { problem.hidden = true; } };
}
