// Keeps a page current: hears which parts changed and fetches them; where it cannot hear, it asks.
import { morph, typedAndGone } from "./morph.js";

const ASK_MS = 3_000;
const HEAR_AGAIN_MS = 60_000; // after "no room": then others may have left
const LOST_MS = 4_000; // a line that breaks and comes back within this is nobody's business
const SILENT_MS = 40_000; // the server speaks every 15 seconds
const HIDDEN_MS = 20_000; // a page that nobody looks at gives up its place
const SPREAD_MS = 1_000; // 500 pages do not fetch at once
const SPREAD_OF_BLOCK_MS = 250;
const TOGETHER_MS = 1_000; // pieces that were fetched together are shown together

/** @param {HTMLElement} page holds data-live-topic, data-live-marks and elements with data-live-part */
export function live(page) {
  const known = JSON.parse(page.dataset.liveMarks || "{}");
  const fetching = new WeakMap(); // element -> "under way" or "again"
  const outdated = new Set(); // asked for before a form's own answer came, so perhaps older than it
  const underWay = new Set();
  let putting = false;
  const waiting = new Set(); // what is fetched together: a page shows one moment, not several
  let due = Infinity;
  const stale = new Set();
  let source = null;
  let tag = "";
  let spoke = 0;
  const timers = {};

  const after = (name, ms, work) => {
    clearTimeout(timers[name]);
    timers[name] = setTimeout(work, ms);
  };
  const stop = (...names) => names.forEach((name) => clearTimeout(timers[name]));
  const say = (state) => {
    if (page.dataset.liveState === state) return;
    page.dataset.liveState = document.documentElement.dataset.liveState = state;
    page.dispatchEvent(new CustomEvent("live:state", { bubbles: true, detail: state }));
  };

  function hear() {
    source?.close();
    source = new EventSource(`${page.dataset.liveTopic}/stream`);
    source.addEventListener("open", () => {
      stop("ask", "lost");
      spoke = Date.now();
      say("live");
    });
    source.addEventListener("changed", (event) => {
      spoke = Date.now();
      take(JSON.parse(event.data));
    });
    source.addEventListener("here", () => (spoke = Date.now()));
    source.addEventListener("error", () => {
      if (source.readyState === EventSource.CLOSED) {
        after("hear", HEAR_AGAIN_MS * (1 + Math.random()), hear);
        ask();
      } else after("lost", LOST_MS, ask);
    });
  }

  async function ask() {
    if (source?.readyState !== EventSource.OPEN) after("ask", ASK_MS + Math.random() * SPREAD_MS, ask);
    try {
      const answer = await fetch(page.dataset.liveTopic, {
        cache: "no-store",
        credentials: "omit",
        headers: tag ? { "If-None-Match": tag } : {},
      });
      if (!answer.ok && answer.status !== 304) throw new Error(String(answer.status));
      if (source?.readyState !== EventSource.OPEN) say("polling");
      if (answer.status === 304) return;
      tag = answer.headers.get("ETag") ?? "";
      take((await answer.json()).parts);
    } catch {
      say("offline");
    }
  }

  function take(marks) {
    const parts = Object.keys(marks).filter((part) => known[part] !== marks[part]);
    Object.assign(known, marks);
    if (!parts.length) return;
    page.dispatchEvent(new CustomEvent("live:changed", { bubbles: true, detail: parts }));
    for (const part of parts) {
      for (const element of elements(part)) plan(element, spreadOf(element, part));
    }
  }

  const elements = (part) => {
    const wanted = `[data-live-part~="${CSS.escape(part)}"]`;
    return [...(page.matches(wanted) ? [page] : []), ...page.querySelectorAll(wanted)];
  };
  const spreadOf = (element, part) =>
    Number(element.dataset.liveSpread ?? (part === "block" ? SPREAD_OF_BLOCK_MS : SPREAD_MS));

  function plan(element, spread) {
    if (document.visibilityState === "hidden") stale.add(element);
    else if (fetching.get(element) === "under way") fetching.set(element, "again");
    else if (!fetching.has(element)) {
      waiting.add(element);
      const at = Date.now() + Math.random() * spread;
      if (at >= due) return;
      due = at;
      after("renew", at - Date.now(), renewAll);
    }
  }

  function renewAll() {
    due = Infinity;
    const all = [...waiting].filter((one) => one.isConnected && one.dataset.liveUrl);
    waiting.clear();
    let left = all.length;
    const arrived = [];
    const showAll = () => arrived.splice(0).forEach((work) => work());
    for (const element of all) {
      renew(element, (work) => {
        arrived.push(work);
        left -= 1;
        if (left === 0) showAll();
        else setTimeout(showAll, TOGETHER_MS); // a slow one keeps the others no longer
      });
    }
  }

  function renew(element, done) {
    fetching.set(element, "under way");
    underWay.add(element);
    // As a document, not as text: only the browser's own parser may make HTML on our pages.
    const request = new XMLHttpRequest();
    request.open("GET", element.dataset.liveUrl);
    request.responseType = "document";
    request.timeout = 15_000;
    request.setRequestHeader("X-Requested-With", "fetch");
    if (element.liveTag) request.setRequestHeader("If-None-Match", element.liveTag);
    request.addEventListener("loadend", () => done(() => show(element, request)));
    request.send();
  }

  function show(element, request) {
    const again = fetching.get(element) === "again";
    const late = outdated.delete(element);
    fetching.delete(element);
    underWay.delete(element);
    if (request.status === 200 && !late) {
      element.liveTag = request.getResponseHeader("ETag");
      put(element, request.response?.getElementById(element.id));
    } else if (request.status === 0 || request.status >= 429) after(`renew ${element.id}`, ASK_MS, () => plan(element, SPREAD_MS));
    if (again || late) plan(element, SPREAD_MS);
  }

  function put(element, fresh) {
    if (!fresh) return;
    const typing = typedAndGone(element, fresh);
    if (typing) {
      element.liveTag = null;
      typing.addEventListener("blur", () => plan(element, 0), { once: true });
      return;
    }
    morph(element, fresh);
    putting = true;
    element.dispatchEvent(new CustomEvent("live:renewed", { bubbles: true }));
    putting = false;
  }

  /** A form's answer is in its place: what was asked for before it must not take it away again. */
  function keepAnswer(place) {
    if (putting) return;
    for (const element of underWay) {
      if (element.contains(place) || place.contains(element)) outdated.add(element);
    }
  }

  function look() {
    stop("hidden");
    if (source === null || source.readyState === EventSource.CLOSED) hear();
    ask();
    for (const element of stale) plan(element, 0);
    stale.clear();
  }

  function leave() {
    source?.close();
    source = null;
    stop("ask", "hear", "lost");
  }

  page.addEventListener("live:renewed", (event) => keepAnswer(event.target));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") look();
    else after("hidden", HIDDEN_MS, leave);
  });
  window.addEventListener("online", look);
  window.addEventListener("offline", () => say("offline"));
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", (event) => event.persisted && look());
  setInterval(() => {
    if (source?.readyState === EventSource.OPEN && Date.now() - spoke > SILENT_MS) hear();
  }, SILENT_MS / 4);
  hear();
}
