// The board for the wall: a few things, large, over the same model; worked by keyboard. There is none until it is opened.

/** Make what the button "Present" opens; kept : where it remembers, over boards, whether it is open and what is on it. */
function makePresenting(root, model, facts, kept) {
  const opener = root.querySelector(".present"), template = root.querySelector("template.presenting");
  const chosen = (kept.wall ??= { isOpen: false, place: null, began: null });
  let wall = null, sentence = "";

  /** Open it; its list has its order by the ratings with which it began. */
  function open(began) {
    const dialog = template.content.cloneNode(true).firstElementChild;
    Object.assign(chosen, { isOpen: true, began });
    root.append(dialog);
    wall = makeWall(dialog, model, facts, chosen);
    dialog.onclose = () => {
      chosen.isOpen = false;
      wall = null;
      // What is taken out of the page is not full-screen any more.
      dialog.remove();
      opener.focus();
    };
    dialog.oncancel = (event) => {
      event.preventDefault();
      leave(dialog);
    };
    wall.say(sentence);
    dialog.showModal();
    wall.focus();
    return dialog;
  }

  opener.onclick = () => fillScreen(open(model.codes.slice()));

  model.watch({
    show(touched) { wall?.show(touched); },
    moving(row) {
      wall?.wait();
      wall?.show([row]);
    },
    stepped() { wall?.wait(); },
    told(told) {
      sentence = told.sentence;
      wall?.say(sentence);
    },
  });
  // It was open on the board before this one, as where another tolerance made another. What had the whole screen is gone
  // with that: it is as large as the window.
  if (chosen.isOpen) open(chosen.began);
}

/** Have the whole screen, where the browser gives it; whoever gives it back with Escape leaves with the same key. */
function fillScreen(dialog) {
  const stage = dialog.querySelector(".stage");
  stage.onfullscreenchange = () => {
    if (!dialog.getRootNode().fullscreenElement) dialog.close();
  };
  // Refused, it is as large as the window: nothing else differs.
  stage.requestFullscreen?.().catch(() => {});
}

/** Close it, with the whole screen given back before: a key that is pressed on the way goes nowhere. */
function leave(dialog) {
  if (dialog.getRootNode().fullscreenElement) document.exitFullscreen().catch(() => dialog.close());
  else dialog.close();
}

/** Make the view in its dialog; chosen : the place of its measure, null at first, and the codes that order its list. */
function makeWall(dialog, model, facts, chosen) {
  const { words } = model, texts = words.presenting;
  const find = (selector) => dialog.querySelector(selector);
  const [said, moving, keys] = [".said", ".moving", ".keys"].map(find);
  const controls = [...dialog.querySelectorAll("[data-act]")];
  const letters = new Map(Object.entries(texts.letters).map(([act, letter]) => [letter, act]));
  const controlOf = (act) => controls.find((control) => control.dataset.act === act);

  dialog.setAttribute("aria-label", texts.name);
  for (const element of dialog.querySelectorAll("[data-word]")) element.textContent = texts[element.dataset.word];
  find(".title").textContent = facts.strip.title;
  find(".where").textContent = facts.strip.place;
  find(".illustrative").textContent = facts.strip.illustrative;
  find(".leave").onclick = () => leave(dialog);
  for (const control of controls) nameControl(control, texts);

  const counts = makePresentedCounts(find(".counted"), model);
  const list = makePresentedList(find(".measures"), find(".pick select"), model, chosen.began, go);
  const measure = makePresentedMeasure(find(".measure"), model, find("template.handle"));
  let current = null;

  /** Put a measure on the wall, and go to its handle if so wanted; to whoever stays elsewhere its name is read out. */
  function go(row, toHandle = measure.hasFocus()) {
    measure.put(row, toHandle ? "off" : "polite");
    current = row;
    if (row) chosen.place = row.place;
    list.mark(row);
    showActs();
    if (toHandle) measure.focus();
  }

  const beside = (steps) => list.order[list.order.indexOf(current) + steps];
  const acts = {
    add: () => measure.add(),
    target: () => measure.moveTarget(controlOf("target").checked),
    previous: () => go(beside(-1)),
    next: () => go(beside(1)),
    undo: () => model.undo(),
    redo: () => model.redo(),
    reset: () => model.reset(current),
    resetAll: () => model.resetAll(),
  };

  function showActs() {
    const cannot = {
      previous: !beside(-1), next: !beside(1), undo: !model.canUndo, redo: !model.canRedo,
      reset: !current || !model.changed(current), resetAll: !model.canReset,
    };
    for (const [act, is] of Object.entries(cannot)) disable(controlOf(act), is);
  }

  function showKeys() {
    dialog.classList.toggle("silent", !keys.checked);
    for (const control of controls) {
      const { act } = control.dataset, works = [keys.checked && texts.letters[act], texts.shortcuts[act]].filter(Boolean);
      if (works.length) control.setAttribute("aria-keyshortcuts", works.join(" "));
      else control.removeAttribute("aria-keyshortcuts");
    }
  }

  for (const control of controls) {
    const act = () => {
      if (!isDisabled(control)) acts[control.dataset.act]();
    };
    if (control.type === "checkbox") control.onchange = act;
    else control.onclick = act;
  }
  keys.onchange = showKeys;
  dialog.addEventListener("keydown", (event) => {
    const control = controlOf(letters.get(event.key.toUpperCase()));
    const isTyped = event.target.matches("select, input[type=text]") || event.ctrlKey || event.metaKey || event.altKey;
    if (!keys.checked || isTyped || !control?.checkVisibility()) return;
    event.preventDefault();
    // The host has keys of its own.
    event.stopPropagation();
    control.click();
  });

  const hasKey = model.rows.some((row) => row.key), count = digits(model.rows.length, 0);
  const ofAll = (sentence) => (hasKey ? filledIn(texts.every, { count, sentence }) : sentence);

  /** Say a sentence; it is read out where it is another than before. */
  function say(sentence) {
    if (said.textContent !== ofAll(sentence)) said.textContent = ofAll(sentence);
    find(".saying").classList.remove("waiting");
  }

  /** Until the next sentence, its short form is there to be seen. */
  function wait() {
    find(".saying").classList.add("waiting");
  }

  showKeys();
  go(model.rows[chosen.place] ?? list.order[0] ?? null);

  return {
    say, wait,
    /** Begin at the handle, where it can be seen without scrolling. */
    focus() {
      if (find(".measures").checkVisibility()) measure.focus();
    },
    show(touched) {
      moving.textContent = ofAll(shortForm(model.before, model.codes, words.short));
      counts.show(touched);
      list.show(touched);
      measure.show();
      showActs();
    },
  };
}

/** Write on a control what it does, and the key that does it. */
function nameControl(control, texts) {
  const { act } = control.dataset, key = document.createElement("kbd"), name = document.createElement("span");
  name.textContent = texts.acts[act];
  key.textContent = texts.letters[act];
  key.className = "letter";
  key.setAttribute("aria-hidden", "true");
  const place = control.type === "checkbox" ? control.parentElement : control;
  place.append(name, " ", key);
}
