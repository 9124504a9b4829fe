// What was sent without a network: kept on this device in order, each under an id that the server takes once.

const KEY = "outbox";
const KEPT_DAYS = 30;
let memory = null; // where storage is not allowed, as long as the page lasts

/** @returns {Array<object>} entries, oldest first */
export function entries() {
  if (memory) return memory;
  try {
    const old = Date.now() - KEPT_DAYS * 86_400_000;
    return JSON.parse(localStorage.getItem(KEY) ?? "[]").filter((entry) => entry.at > old);
  } catch {
    return [];
  }
}

function keep(all) {
  try {
    if (!memory) return localStorage.setItem(KEY, JSON.stringify(all));
  } catch {
    // No room, or not allowed.
  }
  memory = all;
}

export const add = (entry) => keep([...entries(), entry]);
export const remove = (id) => keep(entries().filter((entry) => entry.id !== id));
export const change = (id, changes) =>
  keep(entries().map((entry) => (entry.id === id ? { ...entry, ...changes } : entry)));

/** A random id (version 4); `crypto.randomUUID` is missing where the address is plain http. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** Sends one entry; resolves to "wait", or to the answer: {taken, page}. */
export function send(entry) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", entry.url);
    request.responseType = "document";
    request.timeout = 15_000;
    request.setRequestHeader("X-Requested-With", "fetch");
    request.addEventListener("loadend", () => {
      const { status, response: page } = request;
      if (status === 0 || status === 408 || status === 429 || status >= 500) resolve("wait");
      // An answer from elsewhere (a page to sign in at) has not taken anything.
      else resolve({ taken: status < 300 && isOurs(page, entry), page });
    });
    request.send(new URLSearchParams(entry.fields));
  });
}

function isOurs(page, entry) {
  if (entry.region && page?.getElementById(entry.region)) return true;
  return Boolean(entry.topic && page?.querySelector(`[data-live-topic="${CSS.escape(entry.topic)}"]`));
}

/** Does a work in one tab at a time, where the browser can. */
export function alone(work) {
  if (!navigator.locks) return work();
  return navigator.locks.request(KEY, { ifAvailable: true }, (lock) => (lock ? work() : undefined));
}
