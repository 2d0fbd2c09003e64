/* Let an input method write into a closed cell of the grid.

   A canvas takes letters, but no words in the making: the first letter of a word in pinyin opened
   the cell as it was, and only the others became a word.  An EditContext takes them (newer
   browsers have it); it belongs to the canvas, so the keyboard must not be with a cell inside it.
   On a phone the keyboard would come up at every touch. */
(() => {
  if (window.kjrComposing) return;
  const HOME = ".st-key-typing";
  const { ACTS, grid, chosen, reach } = window.kjrPlaces;
  let making = null;
  window.kjrComposing = () => !!making;
  if (!window.EditContext || matchMedia("(pointer: coarse)").matches) return;

  /* What is being composed is shown in its cell, and the list of words below it. */
  const show = context => {
    const { x, y, width, height } = reach(chosen());
    const place = new DOMRect(x, y, width, height);
    context.updateControlBounds(place);
    context.updateSelectionBounds(place);
    context.updateCharacterBounds(0, Array(context.text.length).fill(place));
    making ??= document.body.appendChild(document.createElement("div"));
    making.textContent = context.text;
    making.style.cssText = `position: fixed; left: ${x}px; top: ${y}px; z-index: 1000;
      min-width: ${width}px; height: ${height}px; padding: 6px 8px; box-sizing: border-box;
      background: #fff; outline: 2px solid; font-size: 14px; text-decoration: underline`;
  };
  const hand = context => {
    const { text } = context;
    making?.remove();
    making = null;
    context.updateText(0, text.length, "");
    context.updateSelection(0, 0);
    if (text) window.kjrWrite(text);
  };
  const attend = canvas => {
    const context = canvas.editContext = new EditContext();
    context.addEventListener("compositionstart", () => show(context));
    context.addEventListener("textupdate", () => making ? show(context) : hand(context));
    context.addEventListener("compositionend", () => hand(context));
  };
  /* A press elsewhere ends a word half made and leaves it in its cell; no more, unless it was on
     something to press. */
  let isEnd = false;
  for (const kind of ["pointerdown", "mousedown", "pointerup", "mouseup", "click"])
    window.addEventListener(kind, event => {
      if (kind === "pointerdown") {
        isEnd = making && !event.target.closest(ACTS);
        if (making) {
          grid().blur();
          grid().focus();
        }
      }
      if (!isEnd) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    }, true);

  /* The grid gives the keyboard to the cell it is in, which would end a word half made. */
  const canvasOf = target => target.closest?.(`${HOME} canvas`);
  const { focus } = HTMLElement.prototype;
  HTMLTableCellElement.prototype.focus = function (options) {
    const canvas = canvasOf(this);
    if (canvas?.editContext && canvas === document.activeElement) enter(canvas, this);
    else focus.call(this, options);
  };
  const enter = (canvas, cell) => {
    canvas.role = "application";
    canvas.ariaLabel = "台账";
    canvas.setAttribute("aria-activedescendant", cell.id);
  };
  window.addEventListener("focusin", ({ target }) => {
    const canvas = canvasOf(target);
    if (!canvas) return;
    if (!canvas.editContext) attend(canvas);
    if (target === canvas) return;
    enter(canvas, target);
    canvas.focus({ preventScroll: true });
  }, true);

  /* A key that an input method takes is none of the grid's. */
  const BY_INPUT_METHOD = 229;
  window.addEventListener("keydown", event => {
    if (event.keyCode === BY_INPUT_METHOD && event.target === grid()) event.stopImmediatePropagation();
  }, true);
})();
