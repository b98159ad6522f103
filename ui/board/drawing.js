// What is drawn the same way wherever it stands: a line of counts, a badge, the zones of a track, children in order.

/** Write a line of counts; a number that is another than before is boxed. */
function writeLine(element, prefix, parts, before) {
  const was = new Map(before), pieces = parts.length ? [prefix] : [];
  parts.forEach(([word, count], at) => {
    const number = document.createElement("span");
    number.textContent = count;
    number.classList.toggle("boxed", (was.get(word) ?? 0) !== count);
    pieces.push(`${at ? ", " : ""}${word} `, number);
  });
  const text = pieces.map((piece) => piece.textContent ?? piece).join("");
  // Written only where it says something else: a live region speaks whenever it is written.
  if (element.textContent !== text) element.replaceChildren(...pieces);
}

/** A rating as a badge: its symbol and its word. */
function showBadge(element, { word, symbol, name }) {
  element.textContent = `${symbol} ${word}`;
  element.dataset.rating = name;
}

/** Draw zones and their names; a track whose zones are as they were is left alone. */
function drawZones(bar, names, zones, low, high, ratings) {
  const drawn = zones.map((zone) => `${zone.to}:${zone.rating}`).join();
  if (bar.dataset.drawn === drawn) return;
  bar.dataset.drawn = drawn;
  const share = (from, to) => (100 * (to - from)) / (high - low);
  const part = (zone, style, text) => {
    const element = document.createElement("span");
    element.dataset.rating = ratings[zone.rating].name;
    Object.assign(element.style, style);
    element.textContent = text;
    return element;
  };
  bar.replaceChildren(...zones.map((zone) => part(zone, { width: `${share(zone.from, zone.to)}%` }, "")));
  names.replaceChildren(...zones.map((zone) => {
    const { symbol, word } = ratings[zone.rating], wide = share(zone.from, zone.to);
    return part(zone, { flexGrow: wide }, zones.length <= 3 || wide > 16 ? `${symbol} ${word}` : symbol);
  }));
}

/** Have an element hold these children. What is in it and stays in order is not touched: moving is most of the work. */
function fill(element, children) {
  const wanted = new Set(children);
  for (const child of [...element.children]) if (!wanted.has(child)) child.remove();
  const stays = children.filter((child) => child.parentNode === element);
  if ([...element.children].some((child, at) => child !== stays[at])) {
    element.replaceChildren(...children);
    return;
  }
  let next = element.firstElementChild;
  for (const child of children) {
    if (child === next) next = next.nextElementSibling;
    else element.insertBefore(child, next);
  }
}
