// Puts the focus on a control where what had it is gone: each time that Python asks for it, once.

const led = (globalThis.focusLed ??= { times: 0 });

export default function ({ data }) {
  if (!data.control || data.times === led.times) return;
  led.times = data.times;
  const control = () => document.querySelector(`.st-key-${CSS.escape(data.control)} button`);
  // What had it goes a moment later; whoever has moved on by then is left alone.
  requestAnimationFrame(() => requestAnimationFrame(() => {
    if (document.activeElement === document.body) control()?.focus();
  }));
}
