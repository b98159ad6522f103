// The last version of this browser, kept by the browser itself, in case that its way to the server is lost.

const LAST = "rag-what-if-last";

/** Remember what names a version; what names none leaves the one before remembered. */
function remember(query) {
  if (!query.version) return;
  try {
    localStorage.setItem(LAST, JSON.stringify(query));
  } catch {
    // A browser that keeps nothing has nothing to offer later.
  }
}

/** What is remembered; null where that is nothing. */
function remembered() {
  try {
    return JSON.parse(localStorage.getItem(LAST));
  } catch {
    return null;
  }
}

function forget() {
  try {
    localStorage.removeItem(LAST);
  } catch {
    // There was nothing.
  }
}
