/* Hand what is pasted into the grid over as the clipboard has it: one cell with the whole text.

   The grid's own reading asks for a permission, needs https, takes Excel's HTML with its line
   wraps and merged cells, and loses its way at quotes and rare characters.
   (The page's cleaner drops a script in which a tag is spelt out.) */
(() => {
  if (window.kjrPasting) return;
  window.kjrPasting = true;
  const MARK = "\u001d";
  const HOME = ".st-key-typing";
  const SPECIAL = /[%&<>"\u00a0\r\t\n]/;
  let ours = false;

  const pack = text => text.replace(new RegExp(SPECIAL, "g"), encodeURIComponent);

  /* The grid asks navigator.clipboard first, and the event only where that is missing. */
  const withoutClipboard = send => {
    Object.defineProperty(navigator, "clipboard", { value: {}, configurable: true });
    try { send(); } finally { delete navigator.clipboard; }
  };

  const sendCell = (target, value) => {
    const table = document.createElement("table");
    table.insertRow().insertCell().setAttribute("gdg-raw-value", value);
    const data = new DataTransfer();
    data.setData("text/html", table.outerHTML);
    ours = true;
    try {
      withoutClipboard(() => target.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })));
    } finally { ours = false; }
  };

  /* What stands in no column of the sheet takes nothing: say so rather than nothing. */
  const tellPlace = (home, grid) => {
    const note = home.querySelector(".k-paste");
    const cells = [...grid.querySelectorAll('[role="gridcell"]')];
    const chosen = cells.find(cell => cell.ariaSelected === "true");
    const isLost = grid.isConnected && cells.length && chosen?.ariaReadOnly !== "false";
    if (note) note.hidden = !isLost;
  };

  const find = at => [at?.closest?.(HOME), at?.closest?.('[data-testid="stDataFrame"]')];
  const paste = text => {
    const at = document.activeElement;
    const [home, grid] = find(at);
    if (!grid) return;
    const said = text.replace(/\r?\n$/, "");
    const isBlock = SPECIAL.test(said);
    const heads = [...grid.querySelectorAll("th")].map(head => head.textContent).join("\t");
    const isOwn = grid.querySelector('[aria-selected="true"]')?.ariaReadOnly !== "true";
    sendCell(at, isBlock ? MARK + [heads, text].map(pack).join(MARK) : said);
    if (isBlock && isOwn) window.kjrAwaitRenewal?.();
    setTimeout(() => tellPlace(home, grid), 500);
  };

  window.addEventListener("paste", event => {
    const [home, grid] = find(document.activeElement);
    const text = event.clipboardData?.getData("text/plain");
    if (ours || !home || !grid || !text) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!window.kjrHoldPaste?.(() => paste(text))) paste(text);
  }, true);
})();
