"use strict";

// Positions on the wire are code points; positions in the page's text are UTF-16 units.
const $ = (id) => document.getElementById(id);
const page = { token: "", index: 0, total: 0, view: null, work: null, past: [], future: [], points: null, units: null, queue: Promise.resolve(), timer: 0 };

function takeToken() {
  const given = location.hash.slice(1);
  if (given && given !== "text") {
    sessionStorage.setItem("token", given);
    history.replaceState(null, "", location.pathname);
  }
  page.token = sessionStorage.getItem("token") || "";
}

async function call(path, body) {
  const options = { headers: { "X-Claimwright-Token": page.token }, cache: "no-store", keepalive: Boolean(body) };
  if (body) Object.assign(options, { method: "POST", body: JSON.stringify(body) });
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Error("The program does not answer. Is it still running?");
  }
  const value = await answer.json();
  if (!answer.ok) throw new Error(value.error);
  return value;
}

function say(what, bad = false) {
  $("state").textContent = what;
  $("state").classList.toggle("bad", bad);
}

function guarded(action) {
  return (...given) => Promise.resolve().then(() => action(...given)).catch((error) => say(error.message, true));
}

function countPoints(text) {
  page.points = new Uint32Array(text.length + 1);
  page.units = [];
  let point = 0;
  for (let unit = 0; unit < text.length; point += 1) {
    const width = text.codePointAt(unit) > 0xffff ? 2 : 1;
    page.units.push(unit);
    page.points.fill(point, unit, unit + width);
    unit += width;
  }
  page.units.push(text.length);
  page.points[text.length] = point;
}

function element(name, text = "", properties = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  return Object.assign(made, properties);
}

function slice(span) {
  return page.view.case.text.slice(page.units[span[0]], page.units[span[1]]);
}

function drawText() {
  const text = page.view.case.text, parts = [];
  let at = 0;
  page.work.spans.forEach((span, number) => {
    const [start, end] = span.map((point) => page.units[point]);
    parts.push(document.createTextNode(text.slice(at, start)));
    const mark = element("mark", text.slice(start, end), { title: "Click to remove" });
    mark.dataset.number = number;
    parts.push(mark);
    at = end;
  });
  parts.push(document.createTextNode(text.slice(at)));
  const chosen = selected();
  $("text").replaceChildren(...parts);
  if (chosen) choose(...chosen);
}

function drawSpans() {
  const rows = page.work.spans.map((span, number) => {
    const row = element("li");
    const remove = element("button", "×", { type: "button", onclick: () => removeMark(number) });
    remove.setAttribute("aria-label", `Remove mark ${number + 1}`);
    row.append(element("span", slice(span)), remove);
    return row;
  });
  $("spans").replaceChildren(...rows);
  $("spans-count").textContent = rows.length ? `· ${rows.length}` : "";
  $("no-spans").hidden = rows.length > 0;
}

function drawWork() {
  drawText();
  drawSpans();
  for (const input of document.querySelectorAll("#ratings input")) input.checked = Number(input.value) === page.work.sufficiency;
  if ($("notes").value !== page.work.notes) $("notes").value = page.work.notes;
  $("undo").disabled = !page.past.length;
  $("redo").disabled = !page.future.length;
  $("clear").disabled = !page.work.spans.length;
}

const STATUS = { open: "not begun", begun: "draft", skipped: "skipped", done: "saved", changed: "text changed since it was marked" };

function drawStatus(status) {
  $("status").textContent = STATUS[status];
  $("status").className = `status ${status}`;
}

function drawProgress(progress) {
  page.total = progress.total;
  $("bar").max = progress.total;
  $("bar").value = progress.done;
  $("count").textContent = `${progress.done} of ${progress.total} saved` + (progress.skipped ? `, ${progress.skipped} skipped` : "");
}

function drawCase(view) {
  page.view = view;
  page.index = view.index;
  Object.assign(page, { past: [], future: [] });
  page.work = { spans: view.work.spans, sufficiency: view.work.sufficiency, notes: view.work.notes };
  countPoints(view.case.text);
  $("title").textContent = view.case.id;
  $("number").value = view.index + 1;
  $("previous").disabled = view.index === 0;
  $("next").disabled = view.index + 1 === page.total;
  $("facts").replaceChildren(...view.case.facts.map(([label, value]) => {
    const pair = element("div");
    pair.append(element("dt", label), element("dd", value));
    return pair;
  }));
  drawStatus(view.status);
  getSelection().removeAllRanges();
  drawWork();
}

// One request at a time, in order, so that a late draft never overwrites a later save.
function inTurn(action) {
  const run = page.queue.then(action);
  page.queue = run.catch(() => undefined);
  return run;
}

function send(action, index = page.index, work = page.work) {
  return inTurn(() => call(`/api/case/${index}`, { do: action, work }));
}

async function keepDraft() {
  clearTimeout(page.timer);
  page.timer = 0;
  const asked = page.work;
  say("Saving…");
  const answer = await send("draft");
  drawProgress(answer.progress);
  if (answer.view.index !== page.index) return;
  drawStatus(answer.view.status);
  if (asked === page.work && String(asked.spans) !== String(answer.view.work.spans)) {
    page.work = { ...page.work, spans: answer.view.work.spans };
    drawText();
    drawSpans();
  }
  say(answer.view.status === "done" ? "Saved" : "Draft kept");
}

function change(work) {
  page.past.push(page.work);
  page.future = [];
  page.work = { ...page.work, ...work };
  drawWork();
  guarded(keepDraft)();
}

function step(from, to) {
  if (!from.length) return;
  to.push(page.work);
  page.work = from.pop();
  drawWork();
  guarded(keepDraft)();
}

function unitOf(node, offset) {
  const range = document.createRange();
  range.selectNodeContents($("text"));
  range.setEnd(node, offset);
  return range.toString().length;
}

function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || !$("text").contains(selection.anchorNode) || !$("text").contains(selection.focusNode)) return null;
  const range = selection.getRangeAt(0);
  return [unitOf(range.startContainer, range.startOffset), unitOf(range.endContainer, range.endOffset)];
}

function place(unit) {
  const walker = document.createTreeWalker($("text"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (unit <= node.length) return [node, unit];
    unit -= node.length;
  }
  return [$("text"), $("text").childNodes.length];
}

function choose(start, end = start) {
  getSelection().setBaseAndExtent(...place(start), ...place(end));
}

function markSelection() {
  const units = selected();
  if (!units || units[0] === units[1]) return;
  const text = page.view.case.text;
  while (units[0] < units[1] && /\s/.test(text[units[0]])) units[0] += 1;
  while (units[0] < units[1] && /\s/.test(text[units[1] - 1])) units[1] -= 1;
  if (units[0] === units[1]) return;
  const end = page.points[units[1]] + (page.units[page.points[units[1]]] < units[1] ? 1 : 0);
  let [start, stop] = [page.points[units[0]], end];
  const apart = page.work.spans.filter(([from, to]) => to <= start || from >= stop || (([start, stop] = [Math.min(start, from), Math.max(stop, to)]), false));
  change({ spans: [...apart, [start, stop]].sort((a, b) => a[0] - b[0]) });
  choose(page.units[stop]);
}

function removeMark(number) {
  const at = page.units[page.work.spans[number][0]];
  change({ spans: page.work.spans.filter((_, other) => other !== number) });
  choose(at);
}

function removeUnderCaret() {
  const units = selected();
  if (!units) return;
  const points = units.map((unit) => page.points[unit]);
  const number = page.work.spans.findIndex(([start, end]) => start <= points[1] && points[0] <= end);
  if (number >= 0) removeMark(number);
}

async function settle() {
  if (page.timer) await keepDraft();
  await page.queue;
}

async function show(index) {
  if (index < 0 || index >= page.total) return;
  await settle();
  drawCase(await call(`/api/case/${index}`));
}

async function finish(action) {
  if (action === "save" && !page.work.sufficiency) {
    say("Rate it first, from 1 to 4", true);
    document.querySelector("#ratings input").focus();
    return;
  }
  clearTimeout(page.timer);
  page.timer = 0;
  const answer = await send(action);
  drawProgress(answer.progress);
  if (answer.next === null) {
    drawStatus(answer.view.status);
    say("Saved. Every case is done or skipped.");
    return;
  }
  await show(answer.next);
  say(action === "save" ? "Saved" : "Skipped");
  $("text").focus();
}

function drawGuideline(guideline) {
  $("guide-mark").textContent = guideline.mark;
  $("guide-leave").textContent = guideline.leave;
  $("guide-scale").textContent = guideline.scale;
  for (const rating of guideline.ratings) {
    const row = element("label", "", { className: "rating" });
    const input = element("input", "", { type: "radio", name: "rating", value: rating.value });
    input.onchange = () => change({ sufficiency: rating.value });
    row.append(input, element("b", String(rating.value)), element("b", rating.name), element("small", rating.meaning));
    $("ratings").append(row);
  }
}

const SINGLE = {
  n: () => show(page.index + 1),
  p: () => show(page.index - 1),
  x: () => finish("skip"),
  t: () => { $("text").focus(); if (!selected()) choose(0); },
};

function onKey(event) {
  const command = event.ctrlKey || event.metaKey, key = event.key.toLowerCase();
  const inNotes = event.target === $("notes") || event.target === $("number"), inText = event.target === $("text");
  let action = null;
  if (command && key === "enter") action = () => finish("save");
  else if (command && !inNotes && key === "z") action = () => (event.shiftKey ? step(page.future, page.past) : step(page.past, page.future));
  else if (command && !inNotes && key === "y") action = () => step(page.future, page.past);
  else if (command || event.altKey) return;
  else if (inText && key === "enter") action = markSelection;
  else if (inText && (key === "backspace" || key === "delete")) action = removeUnderCaret;
  else if (!inNotes && $("keys").checked && /^[1-4]$/.test(key)) action = () => change({ sufficiency: Number(key) });
  else if (!inNotes && $("keys").checked && SINGLE[key]) action = SINGLE[key];
  if (!action) return;
  event.preventDefault();
  guarded(action)();
}

function listen() {
  document.addEventListener("keydown", onKey);
  const refuse = (event) => event.preventDefault();
  for (const name of ["beforeinput", "paste", "cut", "drop", "dragstart"]) $("text").addEventListener(name, refuse);
  let pressed = null;
  $("text").addEventListener("click", (event) => {
    if (!getSelection().isCollapsed) return;
    const mark = event.target.closest("mark");
    if (mark) removeMark(Number(mark.dataset.number));
    else if (pressed && !pressed.isConnected) removeUnderCaret();
  });
  let down = false;
  $("text").addEventListener("mousedown", (event) => {
    down = true;
    pressed = event.target.closest("mark");
  });
  document.addEventListener("mouseup", () => { if (down) setTimeout(guarded(markSelection)); down = false; });
  const keepSelection = (event) => event.preventDefault();
  $("mark").addEventListener("mousedown", keepSelection);
  $("mark").addEventListener("click", guarded(markSelection));
  $("undo").addEventListener("click", () => step(page.past, page.future));
  $("redo").addEventListener("click", () => step(page.future, page.past));
  $("clear").addEventListener("click", () => change({ spans: [] }));
  $("previous").addEventListener("click", guarded(() => show(page.index - 1)));
  $("next").addEventListener("click", guarded(() => show(page.index + 1)));
  $("number").addEventListener("change", guarded(() => show(Number($("number").value) - 1 || 0)));
  $("save").addEventListener("click", guarded(() => finish("save")));
  $("skip").addEventListener("click", guarded(() => finish("skip")));
  $("jump").addEventListener("click", (event) => { event.preventDefault(); $("text").focus(); });
  addEventListener("pagehide", () => { if (page.timer) send("draft"); });
  $("notes").addEventListener("input", () => {
    page.work = { ...page.work, notes: $("notes").value };
    clearTimeout(page.timer);
    page.timer = setTimeout(guarded(keepDraft), 400);
  });
}

async function start() {
  takeToken();
  const session = await call("/api/session");
  $("who").textContent = session.annotator ? `Annotator: ${session.annotator}` : "";
  drawGuideline(session.guideline);
  drawProgress(session.progress);
  const open = session.progress.statuses.findIndex((status) => status !== "done" && status !== "skipped");
  listen();
  await show(Math.max(open, 0));
}

guarded(start)();
