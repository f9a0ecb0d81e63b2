// The page of the coding widget: it shows the state that Python sends, and sends back what the coder does. What a key or
// a choice means is decided in Python (session.py); only marking words by keyboard and the help are worked out here.

const WAIT = 4000; // milliseconds without an answer until the coder is told that nothing is saved

const HELP = [
  ["1 2 3 …", "choose in the column that is open; the key stands beside each choice"],
  ["↑ ↓", "the column before, the next one"],
  ["Enter", "go on to the next unit; what this one lacks is shown first"],
  ["← →", "the unit before, the next one, whatever is lacking"],
  ["j", "the next unit that is not coded"],
  ["n", "nothing to code in this unit"],
  ["a", "another code for this unit"],
  ["Delete", "remove the code; Backspace empties the open column"],
  ["/", "type a name; Enter takes it"],
  ["MARK", "copy the selected words; without a selection choose them: ← → move, Shift widens, Enter takes them"],
  ["m", "write a note; Esc leaves it"],
  ["z", "undo"],
  ["?", "this help"],
];
const STATUS = { c: "coded", u: "unfinished", o: "not coded" };

/** An element with attributes and children; a child that is null or false is left out. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children.flat(9).filter((child) => child != null && child !== false));
  return element;
}

const key = (name) => make("kbd", {}, name);

/** Characters as Python counts them: one for each code point. */
const length = (text) => [...text].length;

function render({ model, el }) {
  const state = () => model.get("state");
  const book = model.get("book");
  const marks = Object.fromEntries(book.marks.map(([column, letter]) => [letter, column]));
  const waiting = []; // keys that were pressed before Python answered what came before them
  let sent = 0, timer = null, silent = false, choosing = null, help = false, noting = null, shown = null;
  let naming = false; // a name is to be typed: keys are its letters, and no commands, until it can be or Esc is pressed

  // ---- messages ----

  function send(message) {
    clearTimeout(noting);
    if (message.do !== "note") sendNote(); // before anything else, for it is of the unit that is shown
    sent += 1;
    model.send({ ...message, seq: sent });
    clearTimeout(timer);
    timer = setTimeout(() => { silent = true; show(); }, WAIT);
  }

  function sendNote() {
    clearTimeout(noting);
    const note = parts.note;
    if (note.value === note.dataset.saved) return;
    note.dataset.saved = note.value;
    send({ do: "note", text: note.value, unit: note.dataset.unit });
  }

  const choose = (code, field, value) => send({ do: "choose", number: code.number, column: field.column, value });

  // ---- parts that stay, so that what is typed stays ----

  const parts = {
    head: make("header"),
    banners: make("div", { class: "banners" }),
    text: make("section", { "aria-label": "The unit in its context" }),
    alerts: make("div", { role: "alert" }),
    form: make("section", { "aria-label": "Codes" }),
    faults: make("div", { class: "faults", role: "status", "aria-live": "polite" }),
    note: make("textarea", {
      rows: 1, "aria-label": "Note", placeholder: "Note (m)", "data-id": "note",
      oninput: () => { clearTimeout(noting); noting = setTimeout(sendNote, 500); },
      onblur: () => sendNote(),
    }),
    foot: make("footer"),
    help: make("section", { class: "help", "aria-label": "Keys" }),
    book: makeBook(book),
    live: make("div", { class: "unseen", role: "status", "aria-live": "polite" }),
  };
  const root = make("div", {
    class: "kit-coder", tabindex: 0, role: "application", "data-lm-suppress-shortcuts": "true",
    "aria-label": `Coding ${book.layer}, coder ${book.coder}. Press ? for the keys.`, onkeydown: pressed,
  }, parts.head, parts.banners, parts.text, parts.alerts, parts.form, parts.faults, parts.note, parts.foot, parts.help,
  parts.book, parts.live);
  el.append(root);

  // ---- keys ----

  /** A key goes its way once the keys before it have had theirs: what it means may hang on what they did. */
  function pressed(event) {
    const typing = event.target.matches("input, textarea");
    if (event.isComposing || ["Tab", "Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
    if (typing && !waiting.length) return typed(event);
    if (event.altKey || event.metaKey || (event.ctrlKey && event.key !== "z")) return;
    if (["Enter", " "].includes(event.key) && event.target.closest("button, summary")) return; // its own
    event.preventDefault();
    event.stopPropagation();
    waiting.push({ key: event.key, shiftKey: event.shiftKey, ctrlKey: event.ctrlKey });
    next();
  }

  /** Do what waiting keys say, as far as Python has answered. */
  function next() {
    while (waiting.length && (state().answered >= sent || silent)) {
      const one = waiting.shift(), focused = document.activeElement;
      if (!root.contains(focused) || !focused.matches("input, textarea")) act(one);
      else if (one.key.length === 1) focused.setRangeText(one.key, focused.selectionStart, focused.selectionEnd, "end");
      else typed({ ...one, target: focused, preventDefault() {}, stopPropagation() {} });
    }
  }

  function act(event) {
    if (choosing) return chooseWords(event);
    if (naming) { naming = !["Escape", "Enter"].includes(event.key); return; }
    if (event.key === "Escape") { help = false; return show(); }
    if (event.key === "?") { help = !help; return show(); }
    if (event.key === "m") return parts.note.focus();
    if (event.key === "/") return name();
    if (event.key === "r" && state().changed) return send({ do: "reload" });
    if (event.key in marks) return mark(marks[event.key]);
    send({ do: "key", key: event.key });
  }

  /** Go where a name is typed; if that is another column, Python turns to it first, or says that there is none. */
  function name() {
    const input = parts.form.querySelector("input:enabled");
    naming = !input;
    if (input) input.focus();
    else send({ do: "name" });
  }

  function typed(event) {
    event.stopPropagation();
    if (event.key === "Escape" || (event.target === parts.note && event.key === "Enter" && event.ctrlKey)) {
      event.preventDefault();
      root.focus();
    } else if (event.target !== parts.note && event.key === "Enter") {
      event.preventDefault();
      const value = event.target.value;
      event.target.value = "";
      root.focus();
      if (value.trim()) send({ do: "choose", column: state().column, value });
    }
  }

  // ---- words of the unit ----

  function mark(column) {
    const found = selected();
    if (found) {
      document.getSelection().removeAllRanges();
      send({ do: "mark", column, ...found });
      return;
    }
    const words = [...parts.text.querySelectorAll(".unit [data-word]")];
    const first = words.findIndex((word) => /[\p{L}\p{N}]/u.test(word.textContent) && !word.classList.length);
    choosing = { column, words, from: Math.max(0, first), to: Math.max(0, first), unit: state().unit };
    show();
  }

  /** What is selected of the unit, in characters from its start; null if nothing is. */
  function selected() {
    const selection = document.getSelection();
    const unit = parts.text.querySelector(".unit");
    if (!selection.rangeCount || selection.isCollapsed || !unit) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(unit)) return null;
    const before = document.createRange();
    before.selectNodeContents(unit);
    if (before.comparePoint(range.startContainer, range.startOffset) >= 0) before.setEnd(range.startContainer, range.startOffset);
    else before.collapse(true);
    const start = length(before.toString());
    const within = document.createRange();
    within.selectNodeContents(unit);
    if (within.comparePoint(range.endContainer, range.endOffset) <= 0) within.setEnd(range.endContainer, range.endOffset);
    const end = length(within.toString());
    return end > start ? { start, end } : null;
  }

  function chooseWords(event) {
    const last = choosing.words.length - 1;
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8, Home: -9999, End: 9999 }[event.key];
    if (by) {
      choosing.to = Math.min(Math.max(choosing.to + by, 0), last);
      if (!event.shiftKey) choosing.from = choosing.to;
    } else if (event.key === "Enter" || event.key === " " || marks[event.key] === choosing.column) {
      const [from, to] = [choosing.from, choosing.to].sort((a, b) => a - b);
      const start = Number(choosing.words[from].dataset.word);
      const end = Number(choosing.words[to].dataset.word) + length(choosing.words[to].textContent);
      const column = choosing.column;
      choosing = null;
      send({ do: "mark", column, start, end });
    } else if (event.key === "Escape") choosing = null;
    show();
  }

  // ---- what is shown ----

  function show() {
    const now = state();
    const focused = root.contains(document.activeElement) ? document.activeElement.dataset.id : null;
    const value = root.querySelector("input")?.value ?? "";
    parts.head.replaceChildren(...head(now));
    parts.banners.replaceChildren(...banners(now));
    parts.text.replaceChildren(...text(now));
    showAlerts(now);
    parts.form.replaceChildren(...form(now));
    parts.faults.replaceChildren(...faults(now));
    parts.foot.replaceChildren(...foot(now));
    parts.help.hidden = !help;
    if (help && !parts.help.firstChild) parts.help.append(makeHelp());
    showNote(now);
    const input = root.querySelector("input");
    if (input && focused === input.dataset.id) input.value = value;
    if (focused) root.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    if (shown && shown !== now.unit) parts.head.scrollIntoView({ block: "nearest" });
    shown = now.unit;
    if (focused && !root.contains(document.activeElement)) root.focus({ preventScroll: true });
    const told = `Unit ${now.at + 1} of ${now.n}, ${STATUS[now.statuses[now.at]]}. ${now.told}`;
    if (parts.live.textContent !== told) parts.live.textContent = told;
  }

  function showNote(now) {
    const note = parts.note;
    const other = note.dataset.unit !== now.unit;
    if (other || (document.activeElement !== note && note.value === note.dataset.saved)) {
      note.value = now.note;
      note.dataset.saved = now.note;
      note.dataset.unit = now.unit;
    }
    note.disabled = Boolean(now.read_only);
    note.rows = Math.min(6, note.value.split("\n").length);
  }

  function head(now) {
    const left = now.n - now.coded - now.unfinished;
    return [
      make("div", { class: "line" },
        make("strong", {}, book.layer), make("span", { class: "quiet" }, `coder ${book.coder}`),
        make("span", { class: "grow" }),
        make("span", { class: "count" }, `unit ${now.at + 1} of ${now.n}, ${now.coded} coded`,
          now.unfinished ? `, ${now.unfinished} unfinished` : ""),
        make("button", { "data-id": "help", title: "Keys (?)", "aria-label": "Keys", "aria-expanded": String(help),
          onclick: () => { help = !help; show(); } }, "?")),
      make("div", { class: "bar", role: "progressbar", "aria-valuemin": 0, "aria-valuemax": now.n,
        "aria-valuenow": now.coded, "aria-label": `${now.coded} coded, ${now.unfinished} unfinished, ${left} open` },
        strip(now)),
    ];
  }

  /** A mark for each unit; of very many, for those around this one. */
  function strip(now) {
    const most = 120, from = Math.max(0, Math.min(now.at - most / 2, now.n - most));
    return [...now.statuses].slice(from, from + most).map((status, place) => {
      const at = from + place;
      return make("button", { class: `dot ${status}${at === now.at ? " here" : ""}`, tabindex: -1,
        title: `unit ${at + 1}: ${STATUS[status]}`, "aria-label": `unit ${at + 1}: ${STATUS[status]}`,
        onclick: () => { send({ do: "go", to: at }); root.focus(); } });
    });
  }

  const banner = (kind, ...told) => make("div", { class: `banner ${kind}` }, ...told);

  /** What keeps work from being saved: where the coder looks, and read aloud once. */
  function showAlerts(now) {
    const told = [
      silent && banner("bad", "No answer from the kernel: what you do now is not saved. All that was saved is in ",
        book.sheet, "; run the cell again to go on, and if that does not help, load this page again."),
      now.trouble && now.trouble !== now.read_only && banner("bad", now.trouble, now.changed && [" ",
        make("button", { "data-id": "reload", onclick: () => { send({ do: "reload" }); root.focus(); } },
          "Read it again ", key("r"))]),
    ].filter(Boolean);
    const text = told.map((one) => one.textContent).join(" ");
    if (parts.alerts.textContent === text) return;
    parts.alerts.replaceChildren(...told);
    if (text) parts.alerts.scrollIntoView({ block: "nearest" });
  }

  function banners(now) {
    return [
      now.read_only && banner("info", now.read_only),
      now.notices.length > 0 && make("details", { class: "banner info" },
        make("summary", { "data-id": "notices" }, now.notices.length === 1 ? "A remark on the sheet"
          : `${now.notices.length} remarks on the sheet`),
        make("ul", {}, now.notices.map((notice) => make("li", {}, notice)))),
      now.coded === now.n && !now.read_only && banner("good", "Every unit is coded. Have it checked: ",
        make("code", {}, `python -m analysis collect ${book.study}`)),
    ].filter(Boolean);
  }

  function text(now) {
    const unit = make("p", { class: "unit", lang: "en" }, now.pieces.map(([start, words, names]) =>
      make("span", { class: names.map((name) => `mark ${name.replace(/_\d+$/, "")}`).join(" ") || null,
        title: names.join(", ") || null, "data-word": words.trim() ? start : null }, words)));
    const lines = [
      make("p", { class: "where" }, `${now.document}${now.place ? ", " : ""}${now.place}`),
      now.before && make("p", { class: "context" }, now.before),
      unit,
      now.after && make("p", { class: "context" }, now.after),
    ].filter(Boolean);
    if (choosing) {
      choosing.words = [...unit.querySelectorAll("[data-word]")];
      const [from, to] = [choosing.from, choosing.to].sort((a, b) => a - b);
      const pieces = [...unit.children];
      pieces.slice(pieces.indexOf(choosing.words[from]), pieces.indexOf(choosing.words[to]) + 1)
        .forEach((piece) => piece.classList.add("chosen"));
      lines.push(make("p", { class: "hint", role: "status" }, "Words for ", make("strong", {}, choosing.column), ": ",
        key("←"), key("→"), " move, ", key("Shift"), " widens, ", key("Enter"), " takes “",
        [...unit.querySelectorAll(".chosen")].map((piece) => piece.textContent).join(""), "”, ", key("Esc"), " leaves"));
    }
    return lines;
  }

  function form(now) {
    if (now.none) {
      return [make("div", { class: "none" }, make("strong", {}, "Nothing to code"), " in this unit. ", key("n"),
        " opens it again, empty.")];
    }
    return now.codes.map((code) => code.active ? open(now, code) : closed(code));
  }

  /** A code that is not turned to, in a line. */
  function closed(code) {
    const told = code.fields.flatMap((field) => field.values).join(" · ");
    return make("button", { class: "code closed", "data-id": `code${code.number}`,
      "aria-label": `code ${code.number}: ${told}`,
      onclick: () => { send({ do: "field", column: code.fields[0].column, number: code.number }); root.focus(); } },
      make("span", { class: "number" }, code.number), told || "empty");
  }

  function open(now, code) {
    return make("fieldset", { class: "code", disabled: Boolean(now.read_only) },
      make("legend", {}, now.codes.length > 1 ? `code ${code.number}` : "code"),
      code.fields.map((field) => make("div", { class: `field${field.active ? " active" : ""}` },
        make("button", { class: "label", tabindex: -1, "aria-current": field.active ? "true" : null,
          onclick: () => { send({ do: "field", column: field.column, number: code.number }); root.focus(); } },
          field.label, field.key && key(field.key)),
        make("div", { class: "value" }, field.active ? fill(now, code, field) : told(field)))));
  }

  const told = (field) => field.values.length
    ? field.values.map((value) => make("span", { class: "told" }, value))
    : make("span", { class: "quiet" }, field.implied ? `${field.implied}, by the name` : "–");

  /** The column that is open: what it takes. */
  function fill(now, code, field) {
    const several = field.kind === "names";
    const options = make("div", { class: "options", role: several ? "group" : "radiogroup", "aria-label": field.label },
      field.options.map((option) => make("button", {
        class: option.chosen ? "option chosen" : "option", role: several ? "checkbox" : "radio",
        "aria-checked": String(option.chosen), "data-id": `${field.column} ${option.value}`, title: option.meaning,
        onclick: () => { choose(code, field, option.value); root.focus(); } },
        option.key && key(option.key), make("span", { class: "name" }, option.value),
        !["name", "names"].includes(field.kind) && make("span", { class: "meaning" }, option.meaning))));
    const names = field.options.map((option) => option.value);
    const list = `names-${code.number}-${field.column}`;
    return [
      field.kind === "words" ? wordsOf(code, field) : options,
      field.kind.startsWith("name") && make("div", { class: "typed" },
        field.values.filter((value) => !names.includes(value)).map((value) => make("span", { class: "told" }, value)),
        make("input", { type: "text", list, "data-id": list, placeholder: "another name (/)", autocomplete: "off",
          spellcheck: "false", "aria-label": `Another name for ${field.label}` }),
        make("datalist", { id: list }, now.names.map((name) => make("option", { value: name })))),
      (field.hint || field.implied) && make("p", { class: "hint" }, field.hint,
        field.implied ? ` (${field.implied}, by the name)` : ""),
    ];
  }

  const wordsOf = (code, field) => make("div", { class: "typed" },
    field.values.map((value) => make("span", { class: "told" }, value)),
    make("button", { "data-id": `mark ${field.column}`, onmousedown: (event) => event.preventDefault(),
      onclick: () => { root.focus(); mark(field.column); } }, "Mark words ", key(field.key)),
    field.values.length > 0 && make("button", { "data-id": `clear ${field.column}`,
      onclick: () => { send({ do: "clear", column: field.column, number: code.number }); root.focus(); } },
      "Empty ", key("Backspace")));

  const faults = (now) => [
    now.told && now.told !== now.read_only && make("p", { class: "remark" }, now.told),
    now.faults.length > 0 && make("div", {},
      make("p", {}, make("strong", {}, "Not finished yet."), now.trouble ? " " : " It is saved as it is; ",
        key("Enter"), " goes on all the same."),
      make("ul", {}, now.faults.map((fault) => make("li", {}, fault)))),
  ].filter(Boolean);

  function foot(now) {
    const button = (id, label, letter, message, off = false) => make("button", { "data-id": id, disabled: off,
      onclick: () => { send(message); root.focus(); } }, label, " ", key(letter));
    const fixed = Boolean(now.read_only);
    return [
      button("none", now.none ? "Something to code" : "Nothing to code", "n", { do: "none" }, fixed),
      button("another", "Another code", "a", { do: "another" }, fixed || now.none),
      now.codes.length > 1 && button("remove", "Remove", "Delete", { do: "remove" }, fixed),
      button("undo", "Undo", "z", { do: "undo" }, fixed || !now.undoes),
      make("span", { class: "grow" }),
      make("span", { class: "moves" },
        button("back", "Back", "←", { do: "move", by: -1 }, now.at === 0),
        button("uncoded", "Next uncoded", "j", { do: "uncoded" }, now.coded === now.n),
        make("button", { class: "main", "data-id": "on", onclick: () => { send({ do: "on" }); root.focus(); } },
          "Go on ", key("Enter"))),
    ].filter(Boolean);
  }

  function makeHelp() {
    const letters = book.marks.map(([column, letter]) => `${letter} ${column}`).join(", ");
    const rows = HELP.filter(([name]) => name !== "MARK" || letters).map(([name, meaning]) => name === "MARK"
      ? [book.marks.map(([, letter]) => letter).join(" "), `${meaning} (${letters})`] : [name, meaning]);
    return make("table", {}, make("caption", {}, "Keys"), make("tbody", {}, rows.map(([name, meaning]) =>
      make("tr", {}, make("th", { scope: "row" }, name.split(" ").map((one) => key(one))), make("td", {}, meaning)))));
  }

  function answered() {
    if (state().answered >= sent) { clearTimeout(timer); silent = false; }
    if (choosing && state().unit !== choosing.unit) choosing = null;
    show();
    const input = naming && state().answered >= sent && parts.form.querySelector("input:enabled");
    if (input) { naming = false; input.focus(); }
    next();
  }
  const dead = () => { if (model.comm_live === false) { silent = true; show(); } };
  model.on("change:state", answered);
  model.on("comm_live_update", dead);
  show();
  requestAnimationFrame(() => root.focus({ preventScroll: true }));
  return () => {
    clearTimeout(timer);
    clearTimeout(noting);
    model.off("change:state", answered);
    model.off("comm_live_update", dead);
  };
}

/** The codebook: what each column takes, and the corpus' own text. */
function makeBook(book) {
  return make("details", { class: "book" }, make("summary", { "data-id": "book" }, "Codebook"),
    book.columns.map((column) => make("section", {}, make("h4", {}, column.column),
      column.hint && make("p", { class: "hint" }, column.hint),
      column.categories.length > 0 && make("dl", {}, column.categories.map(([name, meaning]) =>
        [make("dt", {}, name), make("dd", {}, meaning)])))),
    book.sections.map(([heading, text]) => make("details", {}, make("summary", {}, heading),
      make("div", { class: "rules" }, text))));
}

export default { render };
