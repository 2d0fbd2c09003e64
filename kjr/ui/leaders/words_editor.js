// One paragraph as it will read: words are typed, figures are chips that only move or go.
const OPEN = "{", CLOSE = "}";

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const own = parentElement.querySelector(".k-words") || build(parentElement);
  own.send = setTriggerValue;
  const isSame = own.data && own.data.key === data.key && own.data.fresh === data.fresh;
  // Somebody else's newer text never takes the place of what is being typed here.
  if (isSame && isDirty(own)) own.data = { ...data, seen: own.data.seen, text: own.data.text };
  else if (!isSame || own.data.text !== data.text) begin(own, data);
  else own.data = data;
  refreshChips(own);
  show(own);
}

function build(parent) {
  const own = document.createElement("div");
  own.className = "k-words";
  const made = (tag, name, text = "") => {
    const element = document.createElement(tag);
    element.className = `k-words-${name}`;
    element.textContent = text;
    return element;
  };
  own.box = made("div", "box");
  own.box.setAttribute("role", "textbox");
  own.box.setAttribute("aria-multiline", "true");
  own.box.setAttribute("aria-label", "文字");
  own.box.contentEditable = "true";
  own.result = made("div", "result");
  own.result.setAttribute("aria-label", "印出来的样子");
  own.note = made("div", "note");
  own.note.setAttribute("role", "status");
  own.palette = made("div", "palette");
  const sides = made("div", "sides");
  sides.append(own.box, own.result);
  const buttons = made("div", "buttons");
  own.undo = made("button", "undo", "撤销");
  own.redo = made("button", "redo", "重做");
  own.save = made("button", "save", "保存修改");
  for (const button of [own.undo, own.redo, own.save]) button.type = "button";
  buttons.append(own.undo, own.redo, own.save, own.note);
  own.append(sides, own.palette, buttons);
  parent.append(own);
  own.undo.onclick = () => step(own, -1);
  own.redo.onclick = () => step(own, 1);
  own.save.onclick = () => own.send("save", { key: own.data.key, seen: own.data.seen, text: read(own.box) });
  own.box.addEventListener("beforeinput", (event) => guard(own, event));
  own.box.addEventListener("input", (event) => typed(own, event));
  own.box.addEventListener("paste", (event) => {
    event.preventDefault();
    document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
  });
  own.box.addEventListener("drop", (event) => event.preventDefault());
  own.box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      document.execCommand("insertText", false, "\n");
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
      event.preventDefault();
      step(own, event.shiftKey ? 1 : -1);
    }
  });
  return own;
}

function begin(own, data) {
  if (own.data && own.data.fresh !== data.fresh) sessionStorage.removeItem(place(own.data));
  own.data = data;
  const kept = sessionStorage.getItem(place(data));
  own.past = kept === null || kept === data.text ? [data.text] : [data.text, kept];
  own.at = own.past.length - 1;
  write(own, own.past[own.at]);
}

function place(data) {
  return `kjr-words\n${location.pathname}\n${data.key}\n${data.seen}`;
}

function isDirty(own) {
  return read(own.box) !== own.data.text;
}

function chip(own, name) {
  const element = document.createElement("span");
  element.className = "k-words-chip";
  element.contentEditable = "false";
  element.dataset.name = name;
  element.textContent = (own.data.shown[name] ?? `没有叫“${name}”的数`) || "（现在没有）";
  element.title = "跟着看板走的数字：可以挪动、去掉，不能手改";
  return element;
}

function write(own, text) {
  own.box.replaceChildren();
  for (const piece of text.split(/(\{[^{}]*\})/)) {
    if (piece.startsWith(OPEN) && piece.endsWith(CLOSE)) own.box.append(chip(own, piece.slice(1, -1).trim()));
    else if (piece) own.box.append(document.createTextNode(piece));
  }
}

function read(node) {
  let text = "";
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) text += child.data.replaceAll(OPEN, "（").replaceAll(CLOSE, "）");
    else if (child.dataset?.name) text += OPEN + child.dataset.name + CLOSE;
    else if (child.tagName === "BR") text += "\n";
    else text += (child.tagName === "DIV" && text ? "\n" : "") + read(child);
  }
  return text.replaceAll("\u00a0", " ");
}

function chips(text) {
  return (text.match(/\{[^{}]*\}/g) || []).length;
}

// Typing over a selection that holds figures would type over them.
function guard(own, event) {
  if (!event.inputType.startsWith("insert")) return;
  for (const range of event.getTargetRanges()) {
    if (own.box.querySelectorAll(".k-words-chip").length === 0) return;
    const live = document.createRange();
    live.setStart(range.startContainer, range.startOffset);
    live.setEnd(range.endContainer, range.endOffset);
    if (live.cloneContents().querySelector(".k-words-chip")) {
      event.preventDefault();
      own.note.textContent = "数字不能打字盖掉；要去掉请选中后按删除键";
    }
  }
}

function typed(own, event) {
  const text = read(own.box), before = own.past[own.at];
  // An input method may not be stopped beforehand: what it typed over comes back.
  if ((event.inputType || "").startsWith("insert") && chips(text) < chips(before)) {
    write(own, before);
    own.note.textContent = "数字不能打字盖掉；要去掉请选中后按删除键";
    return;
  }
  own.note.textContent = "";
  own.past = [...own.past.slice(0, own.at + 1), text].slice(-500);
  own.at = own.past.length - 1;
  keep(own, text);
  show(own);
}

function step(own, by) {
  own.at = Math.min(Math.max(own.at + by, 0), own.past.length - 1);
  write(own, own.past[own.at]);
  keep(own, own.past[own.at]);
  show(own);
}

function keep(own, text) {
  if (text === own.data.text) sessionStorage.removeItem(place(own.data));
  else sessionStorage.setItem(place(own.data), text);
}

function refreshChips(own) {
  for (const element of own.box.querySelectorAll(".k-words-chip")) {
    const shown = own.data.shown[element.dataset.name] || "（现在没有）";
    if (element.dataset.name in own.data.shown && shown !== element.textContent) element.textContent = shown;
  }
}

function show(own) {
  const text = read(own.box);
  own.result.replaceChildren();
  for (const line of text.split("\n").map((each) => each.trim()).filter(Boolean)) {
    const paragraph = document.createElement("p");
    const read = line.replace(/\{([^{}]*)\}/g, (_, name) => own.data.shown[name.trim()] ?? `【待补：没有叫“${name}”的数】`);
    for (const piece of read.split(/(【待[补核][^】]*】)/)) {
      const element = document.createElement(piece.startsWith("【待") ? "mark" : "span");
      element.textContent = piece;
      paragraph.append(element);
    }
    own.result.append(paragraph);
  }
  if (!own.result.childNodes.length) own.result.textContent = "（这一段不印）";
  own.undo.disabled = own.at === 0;
  own.redo.disabled = own.at === own.past.length - 1;
  own.save.disabled = !isDirty(own);
  const gone = own.data.names.filter((name) => !text.includes(OPEN + name + CLOSE));
  own.palette.replaceChildren(...gone.map((name) => offer(own, name)));
  if (gone.length) own.palette.prepend("去掉的数字，点一下放回光标处：");
}

function offer(own, name) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "k-words-chip";
  button.textContent = own.data.shown[name] || name;
  button.onmousedown = (event) => event.preventDefault();
  button.onclick = () => {
    const selection = getSelection(), at = selection.rangeCount && selection.getRangeAt(0);
    const made = chip(own, name);
    if (at && own.box.contains(at.startContainer)) {
      at.collapse(false);
      at.insertNode(made);
    } else own.box.append(made);
    typed(own, { inputType: "" });
  };
  return button;
}
