// The board inside Streamlit. It is drawn once; what comes and goes with each move does so through the link below,
// which answers.js holds the other end of, so that a move sends an answer and not the board again.

const link = (globalThis.boardLink ??= { name: "", board: null, told: null, send: null, ask: null, held: null });

export default function ({ data, parentElement }) {
  const had = parentElement.getRootNode().activeElement;
  const mount = mounted(parentElement, ".board", data.name, ({ root, made, place }) => {
    const send = (message) => {
      const named = { name: data.name, ...message };
      // Until the other end is there the last one is held: it has those before it with it.
      if (link.send) link.send(named);
      else link.held = named;
    };
    const ask = (asked) => link.ask?.(asked && { name: data.name, ...asked });
    // Another tolerance makes another board, and what somebody had asked to see stays.
    const board = makeBoard(root, JSON.parse(data.facts), JSON.parse(data.trail), send, place === data.place ? made.asked : null, ask);
    if (had && place === data.place) focusLike(root, had);
    return board;
  });
  mount.place = data.place;
  // Somebody opened another scenario, or went back in the browser: the steps are others than the board's own.
  if (mount.walked !== undefined && mount.walked !== data.walked) mount.made.retrace(JSON.parse(data.trail));
  mount.walked = data.walked;
  Object.assign(link, { name: data.name, board: mount.made });
  if (link.told?.name === data.name) link.board.answer(link.told.answer, link.told.preview);
}

/** Give the focus to the control that is what another was on the board before; the last of them is on top. */
function focusLike(root, had) {
  const label = had.getAttribute("aria-label"), alike = root.querySelectorAll(had.localName);
  [...alike].filter((control) => control.className === had.className && control.getAttribute("aria-label") === label).at(-1)?.focus();
}
