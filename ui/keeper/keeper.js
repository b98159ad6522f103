// The browser's side of the address: it says when somebody goes back or forward, has the address name what is on
// screen, and offers the last version of this browser where the address names none.

const here = (globalThis.addressLink ??= {
  went: 0, isGoing: false, told: null, page: "", arrived: false, forgotten: "", send: null,
});

export default function ({ data, setStateValue }) {
  if (here.send === null) addEventListener("popstate", go);
  Object.assign(here, { send: setStateValue, page: data.page });
  const last = here.arrived || data.query.version ? null : remembered();
  here.arrived = true;
  remember(data.query);
  if (data.forget !== here.forgotten) {
    here.forgotten = data.forget;
    // Whoever went on with it is there by now, and may come back again.
    if (data.forget !== data.query.version && remembered()?.version === data.forget) forget();
  }
  if (last?.version && last.version !== data.forget) setStateValue("last", last);
  here.isGoing &&= !isHere() || asked() !== (data.query.version ?? "");
  if (!here.isGoing) correct(data);
  else if (isHere()) tell();
}

const asked = () => new URL(location).searchParams.get("version") ?? "";

const isHere = () => location.pathname.replaceAll("/", "") === here.page;

/**
 * Somebody went back or forward: from now on it is the address that counts, until what is on screen is what it names.
 * Where it leads to another page, the host goes there first and draws this again: to speak before would call it back.
 */
function go() {
  here.isGoing = true;
  here.told = null;
  if (isHere()) tell();
}

function tell() {
  if (here.told === location.href) return;
  here.told = location.href;
  here.send("went", (here.went += 1));
}

/** Have the address name what is on screen, unless it has moved on. */
function correct({ query, asked: wasAsked, follows }) {
  if (!follows || asked() !== wasAsked) return;
  const shown = new URL(location);
  for (const name of ["scorecard", "area", "period", "version"]) {
    if (name in query) shown.searchParams.set(name, query[name]);
    else shown.searchParams.delete(name);
  }
  history.replaceState(history.state, "", shown);
}
