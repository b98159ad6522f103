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

/** What a projected value means beside the one where it began: "14 more children by 2016/17 Q4"; empty where it is there. */
function movedOf({ words, now, horizon }, row) {
  const value = now(row, "value");
  if (row.value === null || value === row.value) return "";
  if (row.cases) {
    const cases = placeOf(row, value) - row.start, things = Math.abs(cases) === 1 ? row.cases.one : row.cases.many;
    // A figure from elsewhere may lie between two cases.
    if (cases === 0) return "";
    return filledIn(cases > 0 ? words.moreBy : words.fewerBy, { count: digits(Math.abs(cases), 0), things, horizon });
  }
  const by = Math.abs(value - row.value), { prefix, points: suffix, points_one: suffix_one } = row.format;
  const distance = written(by, decimalsNeeded(by), { prefix, suffix, suffix_one });
  return filledIn(value > row.value ? words.distanceMoreBy : words.distanceLessBy, { distance, horizon });
}

/** Show the way to green that Python told last, as an old one until it has told of the row as it is now. */
function showWay(element, { changed, answered }, row) {
  const isChanged = changed(row), told = isChanged ? row.told : null;
  element.textContent = (told ?? row).way;
  element.classList.toggle("stale", isChanged && !answered(row));
}

/** Make a row; moves : tells what is being moved, `values`, `targets` or `both`; templates : of a row and of a slider. */
function makeRow(model, row, moves, templates) {
  const { words } = model;
  const element = templates.row.content.cloneNode(true).firstElementChild;
  const find = (selector) => element.querySelector(selector);
  const [name, about, reset, add, problem, way] = [".name", ".about", ".reset", ".add", ".problem", ".way"].map(find);
  const [moved, beyond, knife] = [".moved", ".beyond", ".knife"].map(find);
  const sliders = new Map();
  name.textContent = row.short;
  about.replaceChildren(...row.about.map((text) => {
    const line = document.createElement("span");
    line.textContent = text;
    return line;
  }));
  nameMarks(find(".marks"), row.rail);
  name.onclick = () => {
    about.hidden = !about.hidden;
    name.setAttribute("aria-expanded", String(!about.hidden));
  };
  showBadge(find(".was"), words.ratings[row.rating]);
  reset.setAttribute("aria-label", `Reset: ${row.spoken}`);
  reset.onclick = () => { model.reset(row); focus(); };
  add.setAttribute("aria-label", `Add a figure: ${row.spoken}`);
  add.onclick = () => { model.move(row, "value", row.range.value.begin); focus(); };

  /** The slider of a field; made when it is first wanted, because most of those for targets never are. */
  function sliderOf(field) {
    if (!sliders.has(field)) {
      const slider = makeSlider(model, row, field, templates.slider);
      slider.typed.onchange = () => take(field, slider);
      sliders.set(field, slider);
    }
    return sliders.get(field);
  }

  /** Whether a field has a slider now: a figure that was added is on the screen whatever is being moved. */
  function isHere(field) {
    const isValue = field === "value", what = moves();
    const isWanted = what === "both" || (what === "values") === isValue || (isValue && row.value === null);
    return isWanted && model.now(row, field) !== null;
  }

  function focus() {
    (find("input[type=range]") ?? add).focus();
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
    showWay(way, model, row);
    moved.textContent = movedOf(model, row);
    knife.textContent = knifeOf(model, row);
    disable(reset, !isChanged);
    const here = Object.keys(row.range).filter(isHere);
    fill(find(".sliders"), [add, ...here.map((field) => sliderOf(field).element)]);
    for (const field of here) sliderOf(field).show();
    beyond.textContent = here.map((field) => beyondOf(row, field, model.now(row, field))).filter(Boolean).join(" ");
  }

  show();
  return { element, show, quiet() { problem.hidden = true; } };
}
