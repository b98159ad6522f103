// The other end of the board's link to Streamlit: answers in, messages out.

const link = (globalThis.boardLink ??= { name: "", board: null, told: null, send: null, ask: null, held: null });

export default function ({ data, setStateValue }) {
  remember(data.query);
  link.send = (message) => setStateValue("message", message);
  link.ask = (asked) => setStateValue("ask", asked);
  // Whichever of the two is drawn first, the answer finds the board that it is about.
  link.told = { name: data.name, answer: JSON.parse(data.answer), preview: JSON.parse(data.preview) };
  if (link.held) link.send(link.held);
  link.held = null;
  if (link.name === data.name) link.board?.answer(link.told.answer, link.told.preview);
}
