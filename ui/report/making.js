// Says in words what becomes of a file that was asked for: a button that turns is heard by nobody.

const asked = (globalThis.askedFiles ??= { watch: null, waits: false, busy: new Set(), line: null, data: null });

export default function ({ data, parentElement }) {
  Object.assign(asked, { data, line: parentElement.querySelector("[role=status]") });
  asked.watch ??= watch();
}

/** From now on, look at the buttons again in the frame after one of them has changed. */
function watch() {
  const watched = new MutationObserver(() => {
    if (asked.waits) return;
    asked.waits = true;
    requestAnimationFrame(() => {
      asked.waits = false;
      look();
    });
  });
  watched.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled"] });
  return watched;
}

function look() {
  const drawn = document.querySelectorAll(`.${CSS.escape(asked.data.buttons)} [data-testid=stDownloadButton]`);
  if (drawn.length === 0) asked.busy.clear();
  for (const place of drawn) {
    const button = place.querySelector("button");
    const name = button.textContent.trim();
    if (button.disabled && !asked.busy.has(name)) {
      asked.busy.add(name);
      tell("making", name);
    } else if (!button.disabled && asked.busy.delete(name)) {
      tell(place.querySelector("[data-testid=stDownloadButtonError]") ? "failed" : "made", name);
      // While it was busy it could not have the focus.
      if (document.activeElement === document.body) button.focus();
    }
  }
}

function tell(what, name) {
  asked.line.textContent = asked.data.words[what].replace("{name}", () => name);
}
