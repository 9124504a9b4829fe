// The reading page of coding: words chosen by mouse or keyboard, codes put on them in place. Offsets are code points.
import { bind } from "./bind.js";

const TYPED_IN = "input:not([type=checkbox], [type=radio]), textarea, select";
const SENTENCE = /\S.*?(?:[.!?…]+[»”")\]]*(?=\s|$)|$)/gms;
const points = (text) => [...text].length;

/** @param {HTMLOListElement} root the coded text; data-form names the form that puts codes on it */
export function coding(root) {
  const form = document.getElementById(root.dataset.form);
  let span = null; // { start, end } of the chosen words, in code points
  let lit = null; // the stripe that is chosen
  let current = null; // the code that Q applies
  let recent = document.getElementById("codebook")?.dataset.recent ?? null;

  const wordsIn = (turn) => turn.querySelector("[data-words]");
  const turns = () => [...root.children];

  /** Where a point of the page is in the text. */
  function offset(words, node, at) {
    const range = document.createRange();
    range.selectNodeContents(words);
    range.setEnd(node, at);
    return Number(words.parentElement.dataset.start) + points(range.toString());
  }

  function selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(root)) return null;
    const touched = turns().filter((turn) => range.intersectsNode(wordsIn(turn)));
    if (!touched.length) return null;
    const [first, last] = [wordsIn(touched[0]), wordsIn(touched.at(-1))];
    const start = first.contains(range.startContainer)
      ? offset(first, range.startContainer, range.startOffset)
      : Number(touched[0].dataset.start);
    const end = last.contains(range.endContainer)
      ? offset(last, range.endContainer, range.endOffset)
      : Number(touched.at(-1).dataset.end);
    return start < end ? { start, end } : null;
  }

  /** The node and place in it of an offset in the text. */
  function place(at, before) {
    const turn = turns().findLast((one) => Number(one.dataset.start) <= at - (before ? 1 : 0)) ?? root.firstElementChild;
    let left = at - Number(turn.dataset.start);
    const walker = document.createTreeWalker(wordsIn(turn), NodeFilter.SHOW_TEXT);
    let node = null;
    while (walker.nextNode()) {
      node = walker.currentNode;
      const size = points(node.data);
      if (left <= size) return [node, [...node.data].slice(0, left).join("").length];
      left -= size;
    }
    return node ? [node, node.data.length] : [wordsIn(turn), 0];
  }

  function select(chosen, scroll) {
    span = chosen;
    getSelection().setBaseAndExtent(...place(chosen.start, false), ...place(chosen.end, true));
    if (scroll) getSelection().focusNode.parentElement.scrollIntoView({ block: "nearest" });
  }

  function sentences() {
    const found = [];
    for (const turn of turns()) {
      const text = wordsIn(turn).textContent;
      const base = Number(turn.dataset.start);
      for (const one of text.matchAll(SENTENCE)) {
        const start = base + points(text.slice(0, one.index));
        found.push({ start, end: start + points(one[0]) });
      }
    }
    return found;
  }

  function go(step, longer) {
    const all = sentences();
    const from = longer && span ? all.findIndex((one) => one.end >= span.end) : all.findIndex((one) => span && one.end > span.start);
    const seen = firstSeen(all);
    const next = all[span ? Math.min(Math.max(from + step, 0), all.length - 1) : seen];
    if (!next) return;
    select(longer && span ? { start: Math.min(span.start, next.start), end: step > 0 ? next.end : Math.max(next.end, span.start + 1) } : next, true);
  }

  /** The first sentence of the first turn in sight. */
  function firstSeen(all) {
    const turn = turns().find((one) => one.getBoundingClientRect().bottom > 80);
    return Math.max(0, all.findIndex((one) => turn && one.start >= Number(turn.dataset.start)));
  }

  function say(words) {
    const place = document.getElementById("coding-said");
    if (place) place.textContent = words;
  }

  function light(mark) {
    for (const one of root.querySelectorAll(".is-lit")) one.classList.remove("is-lit");
    for (const one of root.querySelectorAll("a.stripe[aria-current]")) one.removeAttribute("aria-current");
    lit = mark;
    if (!mark) return;
    document.getElementById(`mark-${mark}`)?.setAttribute("aria-current", "true");
    for (const one of root.querySelectorAll(`[data-marks~="${mark}"]`)) one.classList.add("is-lit");
  }

  // As a document, not as text: only the browser's own parser may make HTML on our pages.
  function ask(method, url, data, spans, done) {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.responseType = "document";
    request.timeout = 15_000;
    request.setRequestHeader("X-Requested-With", "fetch");
    if (spans) request.setRequestHeader("X-Spans", spans);
    request.addEventListener("loadend", () => {
      if (!request.response?.body) return void say(root.dataset.lost ?? "…");
      take(request.response);
      done?.(request.status);
    });
    request.send(data && new URLSearchParams(data));
  }

  function take(fresh) {
    const said = fresh.getElementById("coding-said");
    if (said) say(said.textContent);
    for (const turn of fresh.querySelectorAll("li[id^=turn-]")) document.getElementById(turn.id)?.replaceWith(turn);
    for (const id of ["chosen", "codebook", "suggested"]) {
      const [old, now] = [document.getElementById(id), fresh.getElementById(id)];
      if (!old || !now) continue;
      old.replaceWith(now);
      bind(now, { itself: true });
    }
    recent = document.getElementById("codebook")?.dataset.recent ?? recent;
    filter();
    const mark = document.querySelector("#chosen [data-mark]")?.dataset.mark ?? lit;
    if (mark && document.getElementById(`mark-${mark}`)) light(mark);
    // With the next frame: the mark shows first, and the page is laid out once.
    requestAnimationFrame(() => span && select(span, false));
  }

  function send(button, more = {}) {
    span = selected() ?? span;
    if (!span) return void say(root.dataset.choose);
    const data = new FormData(form);
    data.set("start", span.start);
    data.set("end", span.end);
    if (button?.name) data.set(button.name, button.value);
    for (const [name, value] of Object.entries(more)) data.set(name, value);
    if (!data.get("name") || data.get("code_id") || data.get("in_vivo")) data.delete("name");
    ask("POST", form.action, data, `${span.start}-${span.end}`, (status) => {
      const name = form.elements.namedItem("name");
      if (status < 400 && name) name.value = "";
      if (status < 400 && data.get("placing_id")) location.reload();
    });
  }

  function filter() {
    const field = document.querySelector("[data-coding=filter]");
    const wanted = (field?.value ?? "").trim().toLocaleLowerCase();
    for (const row of document.querySelectorAll("#codebook li")) {
      row.hidden = wanted !== "" && !row.textContent.toLocaleLowerCase().includes(wanted);
    }
  }

  function apply(code) {
    if (!code) return void document.querySelector("[data-coding=filter]")?.focus();
    current = code;
    send(null, { code_id: code });
  }

  /** Ask which codes the chosen words could have; without any, or for the next, the server chooses a turn. */
  function suggest(link) {
    span = selected() ?? span;
    const url = new URL(link.href);
    if (link.dataset.coding === "suggest" && span) url.searchParams.set("like", `${span.start}-${span.end}`);
    ask("GET", url.href.split("#")[0], null, "", () => {
      const { start, end } = document.getElementById("suggested").dataset;
      if (end && link.dataset.coding === "next") select({ start: Number(start), end: Number(end) }, true);
    });
  }

  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = event.submitter;
    if (button?.dataset.code) current = button.dataset.code;
    send(button);
  });
  // Enter would press the first button of the form, which is another code.
  form?.elements.namedItem("name")?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    send(null);
    event.target.blur();
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-coding-form]")) return;
    event.preventDefault();
    const spans = [event.target.dataset.codingForm, span && `${span.start}-${span.end}`];
    const undoing = event.target.dataset.codingForm === "";
    const taken = event.target.closest("[data-suggestion]");
    ask("POST", event.target.action, new FormData(event.target), spans.filter(Boolean).join(","), (status) => {
      if (undoing) location.reload();
      if (status < 400) taken?.remove();
    });
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-coding]");
    if (button?.dataset.coding === "apply") apply(current ?? recent);
    if (button?.dataset.coding === "recent") apply(recent);
    if (["suggest", "next"].includes(button?.dataset.coding) && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      suggest(button);
    }
  });
  root.addEventListener("click", (event) => {
    const stripe = event.target.closest("a.stripe");
    if (!stripe || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    light(stripe.dataset.mark);
    select({ start: Number(stripe.dataset.from), end: Number(stripe.dataset.to) }, false);
    ask("GET", stripe.href.split("#")[0], null, "");
  });
  document.addEventListener("selectionchange", () => {
    span = selected() ?? span;
  });
  const field = document.querySelector("[data-coding=filter]");
  field?.addEventListener("input", filter);
  field?.addEventListener("keydown", (event) => {
    if (event.key === "Escape") field.blur();
    if (event.key !== "Enter") return;
    event.preventDefault();
    const first = document.querySelector("#codebook li:not([hidden]) [data-code]:not(:disabled)");
    if (first) apply(first.dataset.code);
    field.value = "";
    field.blur();
    filter();
  });
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.body.classList.contains("keys-off") || event.target.closest(TYPED_IN)) return;
    const key = event.key.toUpperCase();
    if (key === "J" || key === "K") go(key === "J" ? 1 : -1, event.shiftKey);
    else if (key === "F") document.querySelector("[data-coding=filter]")?.focus();
    else return;
    event.preventDefault();
  });
}
