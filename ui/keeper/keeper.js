// The browser's side of the address: it says when somebody goes back or forward, has the address name what is on
// screen, and offers the last version of this browser where the address names none.

const here = (globalThis.addressLink ??= { went: 0, arrived: false, send: null });

export default function ({ data, setStateValue }) {
  if (here.send === null) addEventListener("popstate", () => here.send("went", (here.went += 1)));
  here.send = setStateValue;
  const last = here.arrived || data.query.version ? null : remembered();
  here.arrived = true;
  remember(data.query);
  if (data.forget && remembered()?.version === data.forget) forget();
  if (last?.version && last.version !== data.forget) setStateValue("last", last);
  correct(data);
}

/** Have the address name what is on screen, unless it has moved on, or nobody has gone there yet. */
function correct({ query, asked, follows, went }) {
  const shown = new URL(location);
  if (!follows || went !== here.went || (shown.searchParams.get("version") ?? "") !== asked) return;
  for (const name of ["scorecard", "area", "period", "version"]) {
    if (name in query) shown.searchParams.set(name, query[name]);
    else shown.searchParams.delete(name);
  }
  history.replaceState(history.state, "", shown);
}
