// The units of the day as a table: ticked, walked through with J and K, printed whole.
// What is ticked is known here at once and told to the page; an older answer changes nothing.
const SOON = 150;  // Milliseconds in which steps through the table are told together.
const TYPED = "input:not([type=checkbox]), textarea, select, [contenteditable], [role=dialog], [role=combobox], [role=listbox]";
const PRESSED = { a: "accept", r: "return" };

// A day and its hour stay on one line.
const MOMENTS = /(\d\d-\d\d) (\d\d:\d\d)/g;

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const own = parentElement.querySelector(".k-work") || build(parentElement);
  own.send = setTriggerValue;
  const isOld = own.data && data.said < own.said && data.turn === own.data.turn;
  own.data = data;
  if (!isOld) {
    own.said = Math.max(own.said, data.said);
    own.ticked = new Set(data.ticked);
    own.at = data.at;
  }
  draw(own);
  const forget = () => {
    window.removeEventListener("keydown", own.onKey);
    window.removeEventListener("click", copyTexts, true);
  };
  forget();
  own.onKey = event => press(own, event);
  window.addEventListener("keydown", own.onKey);
  window.addEventListener("click", copyTexts, true);
  return forget;
}

// In the press itself: later the browser no longer lets a page copy.  Also without https.
// From a note that is there before the button; the program that draws what is shown is loaded later.
function copyTexts(event) {
  if (!event.target.closest?.(".st-key-copied button")) return;
  const box = document.createElement("textarea");
  box.value = document.querySelector(".k-to-copy").textContent;
  document.body.append(box);
  box.select();
  document.execCommand("copy");
  box.remove();
}

function build(parent) {
  const own = document.createElement("div");
  own.className = "k-work";
  own.append(document.createElement("table"));
  parent.append(own);
  own.said = 0;
  own.ticked = new Set();
  own.addEventListener("change", event => tick(own, event.target));
  own.addEventListener("click", event => {
    const row = event.target.closest("tr[data-unit]");
    if (row && !event.target.closest("input")) go(own, row.dataset.unit);
  });
  return own;
}

function draw(own) {
  const { label, heads, rows, every } = own.data;
  const table = own.firstChild, focused = table.contains(document.activeElement) && document.activeElement.dataset.of;
  const made = (tag, text = "", more = {}) => Object.assign(document.createElement(tag), { textContent: text }, more);
  const box = (name, of, checked) => {
    const input = made("input", "", { type: "checkbox", checked });
    if (name) input.setAttribute("aria-label", name);
    input.dataset.of = of;
    return input;
  };
  const cell = (tag, inner) => { const each = made(tag); each.append(inner); return each; };
  const head = made("tr"), body = made("tbody");
  const ticked = rows.filter(row => own.ticked.has(row.unit)).length;
  const all = box("", "", rows.length > 0 && ticked === rows.length);
  all.indeterminate = ticked > 0 && ticked < rows.length;
  const whole = made("label");
  whole.title = every;
  whole.append(all, made("span", every));
  head.append(cell("th", whole), ...heads.map(text => made("th", text, { scope: "col" })));
  for (const row of rows) {
    const line = made("tr");
    line.dataset.unit = row.unit;
    if (row.unit === own.at) line.setAttribute("aria-current", "true");
    const name = made("button", row.cells[0], { type: "button" });
    name.dataset.of = `name ${row.unit}`;
    const first = cell("th", name);
    first.scope = "row";
    const cells = row.cells.slice(1).map((text, at) => {
      const each = made("td", text.replace(MOMENTS, "$1\u00a0$2"));
      each.dataset.head = heads[at + 1];
      if (row.marks[at + 1]) each.className = `k-work-${row.marks[at + 1]}`;
      return each;
    });
    line.append(cell("td", box(`选${row.unit}`, row.unit, own.ticked.has(row.unit))), first, ...cells);
    body.append(line);
  }
  table.replaceChildren(made("caption", label), cell("thead", head), body);
  if (focused !== false && focused !== undefined)
    [...table.querySelectorAll("[data-of]")].find(each => each.dataset.of === focused)?.focus({ preventScroll: true });
}

function tick(own, input) {
  const units = input.dataset.of ? [input.dataset.of] : own.data.rows.map(row => row.unit);
  for (const unit of units) own.ticked[input.checked ? "add" : "delete"](unit);
  if (input.dataset.of) own.at = input.dataset.of;
  draw(own);
  tell(own);
}

function go(own, unit) {
  own.at = unit;
  draw(own);
  own.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  tell(own);
}

function tell(own) {
  own.said += 1;
  clearTimeout(own.later);
  own.later = setTimeout(() => flush(own), SOON);
}

function flush(own) {
  if (!own.later) return;
  clearTimeout(own.later);
  own.later = 0;
  own.send("told", { said: own.said, turn: own.data.turn, at: own.at, ticked: [...own.ticked] });
}

function press(own, event) {
  const { ctrlKey, metaKey, altKey, target } = event;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;  // also with Caps Lock on
  if (ctrlKey || metaKey || altKey || event.isComposing || target.closest?.(TYPED)) return;
  const units = own.data.rows.map(row => row.unit), here = units.indexOf(own.at), step = { j: 1, k: -1 }[key];
  if (step && units[here + step]) go(own, units[here + step]);
  else if (key === "x" && here >= 0) own.querySelectorAll("tbody input")[here].click();
  else if (key === "Enter" && here >= 0 && !target.closest?.("a, button, summary, input"))
    document.querySelector(".k-opened a")?.click();
  else if (PRESSED[key]) {
    flush(own);
    document.querySelector(`.st-key-${PRESSED[key]} button:not(:disabled)`)?.click();
  } else return;
  event.preventDefault();
}
