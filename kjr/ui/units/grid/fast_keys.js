/* Keep the keys that are pressed while a cell opens or the grid is drawn anew, and give them to
   it once it is ready; let no press overtake the cell that was typed last.

   The grid opens a cell a moment after the first key; what is typed in that moment would open it
   anew and replace what stands there.  Drawn anew, it lets go of the keyboard.  It hands a cell
   over a moment after that is left.  And a pasted block has it drawn anew: what is typed into the
   old one would go with it. */
(() => {
  if (window.kjrFastKeys) return;
  window.kjrFastKeys = true;
  const { ACTS, sleep, until, paint, isAtRest, grid, chosen, isDrawn, spot, goTo } =
    window.kjrPlaces;
  const HOME = ".st-key-typing";
  const PATIENCE = 15000;  /* Milliseconds a busy page may take. */
  const SURE = 500;  /* Milliseconds after which what a screen reader finds is up to date. */
  const SENT = 400;  /* Milliseconds after which the grid has handed over a cell that was left. */
  const ANSWERED = 5000;  /* Milliseconds after which the page has said what it makes of it. */
  let typed = 0;
  let waiting = null;
  let renewing = null;
  let isGiving = false;
  let isLeft = false;
  let pointed = 0;
  let touched = 0;

  const isEditing = () => !!document.activeElement?.closest?.("#portal");
  const isInGrid = () => !!document.activeElement?.closest?.(`${HOME} canvas`);
  const isHere = () => isEditing() || isInGrid() || document.activeElement === document.body;
  const isComposing = () => window.kjrComposing();
  const isClosed = () => chosen()?.ariaReadOnly === "true";
  const closes = key => key === "Enter" || key === "Tab" || key === "Escape";
  const steps = key => /^(Arrow.*|Home|End|PageUp|PageDown)$/.test(key);
  const passes = key => key === "Tab" || steps(key);
  const moves = key => key === "Enter" || passes(key);
  const opens = key => key.length === 1 || key === "Enter";
  const press = pressed => document.activeElement.dispatchEvent(
    new KeyboardEvent("keydown", { ...pressed, bubbles: true, cancelable: true }));

  /* From a pasted block on, until the grid is drawn anew with it: what is typed meanwhile waits, and
     goes where it was meant for.  A click chooses its cell a moment later. */
  const awaitRenewal = async () => {
    const old = grid(), start = {};
    renewing = { isHome: isInGrid(), place: start };
    const end = Date.now() + PATIENCE;
    let isRun = false, rest = 0;
    const isAnswered = () => {
      if (grid() && grid() !== old) return true;
      if (old.isConnected) renewing.place.where = spot() ?? renewing.place.where;
      isRun ||= !isAtRest();
      rest = isAtRest() ? rest || Date.now() : 0;
      return isRun && rest && Date.now() > rest + ANSWERED;
    };
    while (!isAnswered() && (isRun || Date.now() < end)) await sleep();
    await until(isDrawn);
    const keys = waiting ?? [], isNew = grid() !== old;
    const elsewhere = isHere() ? null : document.activeElement;
    const isChosen = keys.length && "where" in keys[0];
    renewing = null;
    waiting = [];
    if (isChosen || !isNew && isEditing() || !(elsewhere && !keys.length) && await goTo(start.where)) {
      await giveBack(false, keys);
      elsewhere?.focus();
    }
    waiting = renewing ? waiting : null;
  };

  const giveBack = async (isOpening, keys = []) => {
    waiting = [...keys, ...waiting ?? []];
    await paint();
    while (isOpening || waiting.length) {
      const since = Date.now();
      if (isOpening) await until(() => isEditing() || Date.now() > since + SURE && isClosed());
      if (!isOpening) await until(() => !isComposing());  /* else the word would be cut */
      if (!await until(() => isEditing() || isInGrid()) || !waiting.length) break;
      const pressed = waiting.shift();
      if (pressed.act) {
        pressed.act();
        if (renewing) return;  /* what is left waits for the next one */
        continue;
      }
      if ("where" in pressed) {
        if (!await goTo(pressed.where)) break;
        continue;
      }
      isOpening = !isEditing() && (pressed.isText ? !pressed.isTried : opens(pressed.key));
      if (isOpening && pressed.isText) {
        press({ key: "Enter" });
        waiting.unshift({ ...pressed, isTried: true });
      } else if (isEditing() && (pressed.isText || pressed.key.length === 1)) {
        isGiving = true;
        document.execCommand("insertText", false, pressed.key);
        isGiving = false;
      } else if (!pressed.isText) {
        if (isEditing()) await paint();  /* The grid knows a letter only once it has drawn it. */
        const before = chosen()?.id;
        press(pressed);
        await paint();
        /* What acts on a cell has to know which; what passes it only goes on. */
        const [next] = waiting;
        if (moves(pressed.key) && next && !passes(next.key))
          await until(() => isEditing() || chosen()?.id !== before, SURE);
      }
    }
    waiting = null;
    typed = Date.now();
  };

  const isOurs = event => event.isTrusted && (isEditing() || isInGrid());
  const hold = event => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const isSent = () => !waiting && !isEditing() && !isComposing() && Date.now() > typed + SENT;
  const saveButton = () => document.querySelector('[class*="st-key-save-grid-"] button');
  /* Drawn anew, a button is another one with the same words. */
  const findAct = act => act.isConnected ? act : [...document.querySelectorAll(act.localName)]
    .find(each => each.textContent === act.textContent);

  /* Whatever else is pressed waits until the page has the cell that was typed last before; who
     goes on typing in another one does not hold it up. */
  const pressAfterTyping = async (act, isSaving) => {
    const pressed = Date.now(), isHeldUp = waiting || renewing;
    let last = typed;
    await until(() => !waiting && !renewing, 40 * PATIENCE);
    if (isHeldUp) last = Date.now();
    if (isEditing() && touched <= pressed) {
      await paint();
      if (isEditing()) press({ key: "Enter" });  /* else it has just closed by itself */
      await until(() => !isEditing());
      typed = last = Date.now();
    }
    await until(() => Date.now() > last + SENT);
    await until(isAtRest);
    const now = () => isSaving ? saveButton() : findAct(act);
    await until(() => now()?.disabled !== true, ANSWERED);
    /* Else it was pressed by its keys, or who pressed it is in the grid again. */
    if (act && touched <= pressed) now()?.focus();
    now()?.click();
  };
  let held = null;
  const holdPress = event => {
    const act = event.target.closest?.(ACTS);
    if (!event.isTrusted || !act || act.closest(`${HOME}, #portal`)) return;
    if (event.type === "pointerdown") held = isSent() ? null : act;
    if (held !== act) return;
    hold(event);
    if (event.type === "pointerup") pressAfterTyping(act, saveButton()?.contains(act));
  };
  for (const kind of ["pointerdown", "mousedown", "pointerup", "mouseup", "click"])
    window.addEventListener(kind, holdPress, true);
  /* A cell that closes gives the keyboard back to the grid. */
  for (const kind of ["pointerdown", "focusin"])
    window.addEventListener(kind, event => { if (isOurs(event)) typed = Date.now(); }, true);
  for (const kind of ["pointerdown", "keydown"])
    window.addEventListener(kind, event => {
      if (event.isTrusted && event.target.closest?.(`${HOME}, #portal`)) touched = Date.now();
    }, true);
  window.addEventListener("keydown", event => {
    held = null;  /* The keyboard's click on it is another press. */
    if (!isOurs(event)) return;
    if (!event.ctrlKey && !event.metaKey) typed = Date.now();
    else if (event.code === "KeyS" && !event.shiftKey && !event.altKey) {
      hold(event);
      pressAfterTyping(null, true);
    }
  }, true);
  /* Who leaves the page with a cell that is not handed over yet is asked by the browser. */
  window.addEventListener("beforeunload", event => { if (!isSent()) event.preventDefault(); });

  window.addEventListener("keydown", event => {
    const { key, shiftKey, ctrlKey, metaKey, isTrusted } = event;
    if (!isTrusted || event.altKey || event.isComposing) return;
    /* In an open cell such a step is one within its text. */
    if ((ctrlKey || metaKey) && (isEditing() || !steps(key))) return;
    if (renewing) {
      if (!isOurs(event) && !(renewing.isHome && isHere())) return;
      hold(event);
      waiting ??= [];
      if (isEditing() && !renewing.isOpen) waiting.push({ key: "Enter" });
      renewing.isOpen = isEditing();
      waiting.push({ key, shiftKey, ctrlKey, metaKey });
      return;
    }
    if (waiting && !isHere()) return;
    if (!waiting && !isLeft && !(isEditing() && closes(key))) {
      if (opens(key) && isInGrid()) giveBack(true);
      return;
    }
    /* A key that closes a cell waits too. */
    hold(event);
    if (!waiting) giveBack(false);
    waiting.push({ key, shiftKey, ctrlKey, metaKey });
  }, true);

  /* What comes without a key, such as words from a list of an input method, keeps its turn;
     a closed cell is opened for it. */
  window.kjrWrite = text => {
    typed = Date.now();
    if (!waiting && !renewing) giveBack(false);
    waiting = [...waiting ?? [], { key: text, isText: true }];
  };
  window.addEventListener("beforeinput", event => {
    const isText = event.inputType === "insertText" && event.data && !event.isComposing;
    if (!isText || !waiting || isGiving || !isOurs(event)) return;
    hold(event);
    window.kjrWrite(event.data);
  }, true);

  /* What is chosen or pasted meanwhile keeps its turn as well. */
  window.addEventListener("pointerup", event => {
    if (!renewing || !event.isTrusted || !event.target.closest?.(HOME)) return;
    renewing.isHome = true;
    renewing.place = { where: null };
    waiting = [...waiting ?? [], renewing.place];
  }, true);
  window.kjrHoldPaste = act => {
    if (renewing || waiting) waiting = [...waiting ?? [], { act }];
    return !!(renewing || waiting);
  };
  window.kjrAwaitRenewal = awaitRenewal;

  /* Nobody leaves for nowhere but with a pointer. */
  window.addEventListener("pointerdown", () => { pointed = Date.now(); }, true);
  window.addEventListener("focusout", async event => {
    if (!event.target.closest?.(`${HOME} canvas`)) return;
    await sleep();
    if (document.activeElement !== document.body || Date.now() < pointed + SURE) return;
    isLeft = true;
    await until(() => document.querySelector(`${HOME} canvas`));
    if (document.activeElement === document.body) document.querySelector(`${HOME} canvas`)?.focus();
    isLeft = false;
  }, true);
})();
