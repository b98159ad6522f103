// The counts for the wall: as it stands and with changes, in symbol, word and number, and a tile for each measure.

// More tiles than these have a line of their own.
const MOST_BESIDE = 60;
// How large a tile is at most, and how much room all have together, beside the counts and beneath them: in em.
const TILE = 1.3, ROOM_BESIDE = 24, ROOM_BENEATH = 80;

/** Draw the counts of the key measures, of all where there are none; returns what brings them up to date. */
function makePresentedCounts(element, model) {
  const { words, before, codes } = model, texts = words.presenting;
  const find = (selector) => element.querySelector(selector);
  const key = model.rows.filter((row) => row.key), counted = new Set(key.length ? key : model.rows);
  const lineOf = (of) => new Map(key.length ? model.keyLine(of) : model.countLine(of));
  const most = String(counted.size).length;
  const area = counted.size > MOST_BESIDE ? ROOM_BENEATH : ROOM_BESIDE;
  find("h3").textContent = texts.counts[key.length ? "key" : "all"];
  element.classList.toggle("crowded", counted.size > MOST_BESIDE);
  element.style.setProperty("--tile", `${Math.min(TILE, Math.sqrt(area / Math.max(1, counted.size)))}em`);
  element.style.setProperty("--digits", `${most}ch`);

  function chip({ word, symbol, name }, count, was) {
    const made = document.createElement("span"), badge = document.createElement("span"), number = document.createElement("span");
    badge.className = "badge";
    showBadge(badge, { word, symbol, name });
    number.className = count === was ? "number" : "number boxed";
    number.textContent = digits(count, 0);
    made.className = "chip";
    made.append(badge, " ", number);
    return made;
  }

  /** Write a line, in which a number that is another than it was is boxed; what is in either line is in both. */
  function write(selector, line, was, ratings) {
    const place = find(`.count${selector}`), count = (of, { word }) => of.get(word) ?? 0;
    place.replaceChildren(...ratings.map((each) => chip(each, count(line, each), count(was, each))));
    return ratings.map((each) => `${each.word} ${digits(count(line, each), 0)}`).join(", ");
  }

  const pictured = { rows: [...counted], words };
  makeTiles(find(".before"), pictured, before);
  const follow = followTiles(find(".after"), { ...pictured, codes });

  function show(touched) {
    const stands = lineOf(before), changes = lineOf(codes);
    const ratings = words.order.map((code) => words.ratings[code]).filter(({ word }) => stands.has(word) || changes.has(word));
    find(".before").setAttribute("aria-label", write(".line-before", stands, stands, ratings));
    find(".after").setAttribute("aria-label", write(".line-after", changes, stands, ratings));
    follow([...touched].filter((row) => counted.has(row)));
  }

  show([]);
  return { show };
}
