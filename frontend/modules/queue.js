// A form that needs no network: what is sent waits on this device, is sent in order, once, and is shown meanwhile.
import { isText, morph } from "./morph.js";
import { add, alone, change, entries, newId, remove, send } from "./outbox.js";

const AGAIN_MS = 5_000;
const QUICK_MS = 1_000; // what is sent within this was never seen waiting
const TWICE_MS = 300;
const forms = new Set();
const pressed = new WeakMap();
let busy = false;

/** @param {HTMLFormElement} form has a hidden `client_id`, which the server takes once */
export function queue(form) {
  forms.add(form);
  restore(form);
  form.addEventListener("input", () => keepDraft(form));
  form.addEventListener("submit", (event) => {
    if ([...form.elements].some((field) => field.type === "file" && field.value)) return;
    event.preventDefault();
    const entry = packed(form, event.submitter);
    if (isTwice(form, entry)) return;
    add(entry);
    form.reset();
    for (const field of textFields(form)) field.value = "";
    keepDraft(form);
    const id = form.elements.namedItem("client_id");
    if (id) id.value = newId();
    setTimeout(showAll, QUICK_MS);
    flush();
  });
  showAll();
  flush();
}

/** Whether the same was sent a moment ago: one press, as some fingers do it. */
function isTwice(form, entry) {
  const said = JSON.stringify(entry.fields.filter(([name]) => name !== "client_id" && name !== "csrf_token"));
  const before = pressed.get(form);
  pressed.set(form, { said, at: entry.at });
  return before?.said === said && entry.at - before.at < TWICE_MS;
}

function packed(form, button) {
  const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  if (button?.name) fields.push([button.name, button.value]);
  const said = textFields(form).map((field) => field.value.trim()).find(Boolean);
  return {
    id: form.elements.namedItem("client_id")?.value || newId(),
    url: form.action,
    region: form.dataset.queueRegion ?? "",
    topic: form.closest("[data-live-topic]")?.dataset.liveTopic ?? "",
    fields,
    said: said ?? button?.textContent.trim() ?? "",
    at: Date.now(),
    state: "waiting",
  };
}

/** Sends what waits, in order; what the server refuses stays to be read, and holds nothing up. */
async function flush() {
  if (busy) return;
  busy = true;
  try {
    await alone(async () => {
      for (let entry = next(); entry; entry = next()) {
        const answer = await send(entry);
        if (answer === "wait") return change(entry.id, { tried: true });
        settle(entry, answer);
      }
    });
  } finally {
    busy = false;
    showAll();
  }
}

const next = () => entries().find((entry) => entry.state === "waiting");

function settle(entry, { taken, page }) {
  const region = entry.region && document.getElementById(entry.region);
  const fresh = entry.region && page?.getElementById(entry.region);
  const shown = Boolean(region && fresh && (taken || !isTyping(region)));
  if (shown) {
    morph(region, fresh);
    if (!taken) for (const field of region.querySelectorAll("textarea, input")) giveBack(field);
  }
  // A refusal with its form and text on the page is as a page that came back.
  if (taken || (shown && fresh !== null && holds(region, entry))) remove(entry.id);
  else change(entry.id, { state: "refused" });
  if (shown) region.dispatchEvent(new CustomEvent("live:renewed", { bubbles: true }));
  document.dispatchEvent(new CustomEvent("queue:sent", { detail: { id: entry.id, taken } }));
}

function giveBack(field) {
  if (isText(field) && field.value === "") field.value = field.defaultValue;
}

const isTyping = (region) => region.contains(document.activeElement) && isText(document.activeElement) && document.activeElement.value !== "";
const holds = (region, entry) => entry.said && [...region.querySelectorAll("textarea, input")].some((field) => field.value.trim() === entry.said);

function showAll() {
  for (const form of forms) {
    if (form.isConnected) show(form);
    else forms.delete(form);
  }
}

/** Lists what waits or was refused beside its form, unless the server's page shows it already. */
function show(form) {
  const own = entries().filter(
    (entry) =>
      entry.url === form.action &&
      (entry.state === "refused" || entry.tried || Date.now() - entry.at >= QUICK_MS) &&
      !document.querySelector(`[data-client-id="${CSS.escape(entry.id)}"]`),
  );
  const list = form.querySelector("[data-part='queue-list']");
  const said = form.querySelector("[data-part='queue-said']");
  list?.replaceChildren(...own.map((entry) => item(entry, list)));
  if (!said) return;
  const state = own.some((entry) => entry.state === "waiting") ? "waiting" : own.length ? "refused" : "";
  const words = state ? (said.dataset[state] ?? "") : "";
  if (said.textContent !== words) said.textContent = words;
}

function item(entry, list) {
  const line = document.createElement("li");
  line.dataset.state = entry.state;
  line.append(entry.said);
  if (entry.state === "refused" && list.dataset.discard) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-link";
    button.textContent = list.dataset.discard;
    button.addEventListener("click", () => {
      remove(entry.id);
      showAll();
    });
    line.append(" ", button);
  }
  return line;
}

// What is being written is kept too: a page that is reloaded, or gone, loses no word.

const draftKey = (form) => `queue-draft:${form.action}`;
const textFields = (form) => [...form.elements].filter((field) => field.name && isText(field));

function keepDraft(form) {
  const words = Object.fromEntries(textFields(form).map((field) => [field.name, field.value]));
  try {
    if (Object.values(words).some((value) => value.trim())) localStorage.setItem(draftKey(form), JSON.stringify(words));
    else localStorage.removeItem(draftKey(form));
  } catch {
    // No room, or not allowed: the page still works, it promises nothing.
  }
}

function restore(form) {
  try {
    const words = JSON.parse(localStorage.getItem(draftKey(form)) ?? "{}");
    for (const field of textFields(form)) {
      if (field.value !== "" || !words[field.name]) continue;
      field.value = words[field.name];
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  } catch {
    // As above.
  }
}

window.addEventListener("online", flush);
document.addEventListener("live:renewed", showAll);
setInterval(() => next() && flush(), AGAIN_MS);
if (next()) flush();
