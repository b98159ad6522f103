// The board inside Streamlit: data in, messages out. Streamlit calls this again whenever the data or theme changes.

const mounts = new WeakMap();

export default function ({ data, parentElement, setStateValue }) {
  const mount = mounts.get(parentElement) ?? { blank: parentElement.querySelector(".board").cloneNode(true) };
  mounts.set(parentElement, mount);
  mount.send = (message) => setStateValue("message", message);
  if (mount.name !== data.name) {
    const root = mount.blank.cloneNode(true);
    parentElement.querySelector(".board").replaceWith(root);
    Object.assign(mount, { name: data.name, root, board: makeBoard(root, JSON.parse(data.facts), (message) => mount.send(message)) });
  }
  mount.root.dataset.theme = isDark(mount.root) ? "dark" : "light";
  mount.board.answer(JSON.parse(data.answer));
}

/** Whether the theme's background is a dark one. */
function isDark(element) {
  const background = getComputedStyle(element).getPropertyValue("--st-background-color").trim();
  const [red, green, blue] = background.replace("#", "").match(/../g)?.map((pair) => parseInt(pair, 16)) ?? [255, 255, 255];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128;
}
