// The board inside Streamlit. It is drawn once; what comes and goes with each move does so through the link below,
// which answers.js holds the other end of, so that a move sends an answer and not the board again.

const link = (globalThis.boardLink ??= { board: null, told: null, send: null });
const mounts = new WeakMap();

export default function ({ data, parentElement }) {
  const mount = mounts.get(parentElement) ?? { blank: parentElement.querySelector(".board").cloneNode(true) };
  mounts.set(parentElement, mount);
  if (mount.name !== data.name) {
    const root = mount.blank.cloneNode(true);
    parentElement.querySelector(".board").replaceWith(root);
    Object.assign(mount, { name: data.name, root });
    mount.board = makeBoard(root, JSON.parse(data.facts), JSON.parse(data.trail), (message) => link.send(message));
  }
  mount.root.dataset.theme = isDark(mount.root) ? "dark" : "light";
  link.board = mount.board;
  link.name = data.name;
  if (link.told?.name === data.name) mount.board.answer(link.told.answer);
}

/** Whether the theme's background is a dark one. */
function isDark(element) {
  const background = getComputedStyle(element).getPropertyValue("--st-background-color").trim();
  const [red, green, blue] = background.replace("#", "").match(/../g)?.map((pair) => parseInt(pair, 16)) ?? [255, 255, 255];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128;
}
