// A slider over the zones of its ratings: the same wherever it stands.

/** Make the slider of a row's field; template : with a range, zones, their names, and perhaps a rail and a field. */
function makeSlider(model, row, field, template) {
  const element = template.content.cloneNode(true).firstElementChild;
  const find = (selector) => element.querySelector(selector);
  const range = find("input[type=range]"), typed = find(".typed"), zones = find(".zones"), names = find(".names"), rail = find(".rail");
  const { low, high, step } = row.range[field], caption = model.words.captions[field], isValue = field === "value";
  let isMoving = false;
  element.dataset.field = field;
  find(".caption").textContent = caption;
  find(".caption").classList.toggle("always", row.band && !isValue);
  Object.assign(range, { min: low, max: high, step });
  range.setAttribute("aria-label", `${caption}: ${row.spoken}`);
  range.oninput = () => {
    isMoving = true;
    model.moving(row, field, Number(range.value));
  };
  range.onchange = () => {
    isMoving = false;
    model.move(row, field, Number(range.value));
  };
  // A handle that is let go where it was taken has not changed for the browser.
  range.onpointerup = range.onpointercancel = () => {
    if (isMoving) range.onchange();
  };
  range.onkeydown = (event) => {
    const to = pressed(event.key, row.range[field], Number(range.value));
    if (to === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (to !== Number(range.value)) model.move(row, field, to);
  };
  typed?.setAttribute("aria-label", `Type the ${caption.toLowerCase()}: ${row.spoken}`);

  const ends = isValue ? [inUnit(row, low), inUnit(row, high)] : [low, high];
  if (rail) drawRail(rail, row.rail, ...ends);
  const putTargets = rail && isValue ? followTargets(rail, model, row, ...ends) : () => {};

  /** Bring it up to date; what somebody is typing is left alone, unless it was just `taken`. */
  function show(taken = false) {
    const value = model.now(row, "value"), at = model.limits(row), figure = isValue ? value : model.now(row, field);
    const places = isValue ? decimalsFor(figure, row.decimals, at, row.roundTo) : decimalsNeeded(figure);
    range.value = isValue ? placeOf(row, figure) : figure;
    range.setAttribute("aria-valuetext", `${written(figure, places, row.format)}, ${model.words.ratings[model.rating(row)].word.toLowerCase()}`);
    if (typed && (taken || typed.getRootNode().activeElement !== typed)) typed.value = digits(figure, places);
    drawZones(zones, names, isValue ? valueZones(row, at) : targetZones(model, row, field, value), ...ends, model.words.ratings);
    putTargets();
  }

  return { element, range, typed, show };
}

function valueZones(row, at) {
  const { low, high } = row.range.value, turns = at === null ? [] : Object.values(at).filter(Number.isFinite);
  return zonesBetween(inUnit(row, low), inUnit(row, high), turns, (value) => rateAt(value, at, row.roundTo));
}

function targetZones(model, row, field, value) {
  const { low, high } = row.range[field], { edges } = row;
  const parts = edges === null || value === null ? [] : [edges.greenLow, edges.greenHigh, edges.amberLow, edges.amberHigh];
  const exact = value === null || row.roundTo === null ? value : halfUp(value, row.roundTo);
  const [lowTarget, highTarget] = model.targets(row);
  const turns = [...parts.flatMap((edge) => turnsOf(edge, exact)), 0, lowTarget, highTarget];
  return zonesBetween(low, high, turns, (target) => {
    const pair = { target_low: [target, highTarget], target_high: [lowTarget, target] }[field] ?? [target, target];
    return rateAt(value, limitsAt(edges, ...pair), row.roundTo);
  });
}
