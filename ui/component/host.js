// What every component needs of its host, Streamlit: a fresh start when its facts are others, and the theme.

const mounts = new WeakMap();

/** What is remembered of a component between calls, with its root: made anew by `make` when the name is another. */
function mounted(parentElement, selector, name, make) {
  const mount = mounts.get(parentElement) ?? { blank: parentElement.querySelector(selector).cloneNode(true) };
  mounts.set(parentElement, mount);
  if (mount.name !== name) {
    mount.name = name;
    mount.root = mount.blank.cloneNode(true);
    parentElement.querySelector(selector).replaceWith(mount.root);
    mount.made = make(mount);
  }
  mount.root.dataset.theme = isDark(mount.root) ? "dark" : "light";
  return mount;
}

/** Whether the theme's background is a dark one. */
function isDark(element) {
  const background = getComputedStyle(element).getPropertyValue("--st-background-color").trim();
  const [red, green, blue] = background.replace("#", "").match(/../g)?.map((pair) => parseInt(pair, 16)) ?? [255, 255, 255];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128;
}
