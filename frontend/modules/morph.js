// Makes an element like a fresh one from the server, keeping what need not change: focus, typed text, open details.
import { bind } from "./bind.js";

/** @param {Element} old stays in the page @param {Element} fresh is taken apart */
export function morph(old, fresh) {
  const focused = document.activeElement;
  const marked = selectionOf(focused);
  const added = [];
  update(old, document.adoptNode(fresh), added);
  for (const element of added) bind(element, { itself: true });
  if (!focused || focused === document.activeElement) return;
  if (!focused.isConnected) return void successorOf(focused)?.focus({ preventScroll: true });
  focused.focus({ preventScroll: true });
  if (marked) focused.setSelectionRange(...marked);
}

/** Where the keyboard goes on when what it was on is gone: the control that took its place, else the heading. */
function successorOf(gone) {
  if (gone.id && document.getElementById(gone.id)) return document.getElementById(gone.id);
  const key = gone.dataset.key;
  const same = key && document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  return same || document.querySelector("main :is(h1, h2)[tabindex]") || document.querySelector("main");
}

/** The field being typed into that this element, once it is fresh, would no longer hold; or null. */
export function typedAndGone(old, fresh) {
  const field = document.activeElement;
  if (!old.contains(field) || !isText(field) || field.value === field.defaultValue) return null;
  const again = field.id
    ? fresh.querySelector(`#${CSS.escape(field.id)}`)
    : fresh.querySelector(`[name="${CSS.escape(field.name)}"]`);
  return again ? null : field;
}

export const isText = (field) =>
  field instanceof HTMLTextAreaElement ||
  (field instanceof HTMLInputElement && ["text", "search", "email", "tel", "url"].includes(field.type));

function selectionOf(field) {
  return isText(field) && field.type !== "email" ? [field.selectionStart, field.selectionEnd] : null;
}

const keyOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node.id || node.dataset?.key : undefined);

const alike = (one, other) =>
  one.nodeType === other.nodeType &&
  one.nodeName === other.nodeName &&
  one.type === other.type &&
  one.name === other.name &&
  one.dataset?.part === other.dataset?.part &&
  one.dataset?.behaviour === other.dataset?.behaviour;

function update(old, fresh, added) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  if (old.hasAttribute("data-live-keep") || old.isEqualNode(fresh)) return;
  attributes(old, fresh);
  children(old, fresh, added);
}

function attributes(old, fresh) {
  const own = ["data-live-state"];
  // What the reader has opened stays open.
  if (old instanceof HTMLDetailsElement || old instanceof HTMLDialogElement) own.push("open");
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !own.includes(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value && !own.includes(name)) old.setAttribute(name, value);
  }
}

function children(old, fresh, added) {
  const keyed = new Map();
  for (const child of old.children) if (keyOf(child)) keyed.set(keyOf(child), child);
  let at = old.firstChild;
  for (const next of [...fresh.childNodes]) {
    const same = find(next, at, keyed);
    if (same === null) {
      old.insertBefore(next, at);
      if (next.nodeType === Node.ELEMENT_NODE) added.push(next);
    } else {
      if (same === at) at = at.nextSibling;
      else old.insertBefore(same, at);
      update(same, next, added);
    }
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
}

/** The node that `next` renews: by its key, else the first without a key of its kind, its class too if there is one. */
function find(next, at, keyed) {
  const key = keyOf(next);
  if (key) {
    const same = keyed.get(key);
    keyed.delete(key);
    return same && alike(same, next) ? same : null;
  }
  let first = null;
  for (let node = at; node; node = node.nextSibling) {
    if (keyOf(node) || !alike(node, next)) continue;
    if (node.className === next.className) return node;
    first ??= node;
  }
  return first;
}
