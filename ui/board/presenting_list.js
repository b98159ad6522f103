// The measures beside the one on the wall, by rating as it was when the list was made: nothing in it changes its place.

/** Make the list, and the same to choose from where there is no room for it; returns its order, and what marks a row. */
function makePresentedList(nav, select, model, began, go) {
  const { words, rows, codes } = model, texts = words.presenting;
  const made = new Map(), order = [];
  nav.setAttribute("aria-label", texts.measures);

  function button(row) {
    const element = document.createElement("button"), name = document.createElement("span"), badge = document.createElement("span");
    element.type = "button";
    element.title = row.name;
    name.className = "short";
    name.textContent = row.short;
    badge.className = "badge";
    element.append(name, " ", badge);
    element.onclick = () => go(row, true);
    return element;
  }

  for (const code of texts.order) {
    const here = rows.filter((row) => began[row.place] === code);
    if (!here.length) continue;
    const heading = document.createElement("h3"), badge = document.createElement("span"), list = document.createElement("ol");
    const group = document.createElement("optgroup");
    badge.className = "badge";
    showBadge(badge, words.ratings[code]);
    group.label = badge.textContent;
    for (const row of here) {
      const item = document.createElement("li"), option = new Option(row.short, String(row.place));
      made.set(row, { button: button(row), option });
      item.append(made.get(row).button);
      list.append(item);
      group.append(option);
      order.push(row);
    }
    heading.append(badge);
    nav.append(heading, list);
    select.append(group);
  }
  select.onchange = () => go(rows[Number(select.value)]);

  /** Say beside a name which rating it has now, where that is another than when the list was made. */
  function show(touched) {
    for (const row of touched) {
      const { button: element, option } = made.get(row), now = words.ratings[codes[row.place]], badge = element.querySelector(".badge");
      const flipped = codes[row.place] !== began[row.place];
      badge.hidden = !flipped;
      showBadge(badge, now);
      option.textContent = flipped ? filledIn(texts.changed, { rating: now.word.toLowerCase(), name: row.short }) : row.short;
    }
  }

  function mark(row) {
    for (const element of nav.querySelectorAll("[aria-current]")) element.removeAttribute("aria-current");
    if (!row) return;
    const { button: element } = made.get(row);
    element.setAttribute("aria-current", "true");
    element.scrollIntoView({ block: "nearest" });
    select.value = String(row.place);
  }

  show(rows);
  return { order, show, mark };
}
