// What the keyboard can reach: the focus goes to a control where what had it is gone, each time that Python asks for
// it, once; and a table that is wider than its place can be scrolled by keyboard.

const led = (globalThis.focusLed ??= { times: 0, watch: null, waits: false });

export default function ({ data }) {
  led.watch ??= watch();
  if (!data.control || data.times === led.times) return;
  led.times = data.times;
  // What had it goes a moment later; whoever has moved on by then is left alone.
  requestAnimationFrame(() => requestAnimationFrame(() => {
    if (document.activeElement === document.body) document.querySelector(`.st-key-${CSS.escape(data.control)} button`)?.focus();
  }));
}

/** From now on, look at the tables again in the frame after anything has changed. */
function watch() {
  const changed = () => {
    if (led.waits) return;
    led.waits = true;
    requestAnimationFrame(() => {
      led.waits = false;
      document.querySelectorAll("[data-testid=stTable] > div").forEach(reach);
    });
  };
  addEventListener("resize", changed);
  changed();
  const watched = new MutationObserver(changed);
  watched.observe(document.body, { childList: true, subtree: true });
  return watched;
}

function reach(place) {
  const scrolls = place.scrollWidth > place.clientWidth;
  for (const [name, text] of Object.entries({ tabindex: "0", role: "group", "aria-label": "A table that scrolls sideways" })) {
    if (scrolls) place.setAttribute(name, text);
    else place.removeAttribute(name);
  }
}
