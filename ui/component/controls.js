// What controls of every component need; it knows no host.

/** A button that cannot be used keeps the focus: it is not disabled, but says that it is. */
function disable(button, cannot) {
  button.setAttribute("aria-disabled", String(cannot));
}

function isDisabled(button) {
  return button.getAttribute("aria-disabled") === "true";
}
