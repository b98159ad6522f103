// The other end of the board's link to Streamlit: answers in, messages out.

const link = (globalThis.boardLink ??= { name: "", board: null, told: null, send: null });

export default function ({ data, setStateValue }) {
  remember(data.query);
  link.send = (message) => setStateValue("message", message);
  // Whichever of the two is drawn first, the answer finds the board that it is about.
  link.told = { name: data.name, answer: JSON.parse(data.answer) };
  if (link.name === data.name) link.board?.answer(link.told.answer);
}
