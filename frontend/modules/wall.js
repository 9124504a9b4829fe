// Arranging a wall: a card is picked up and put into a pile by keys, mouse or finger; the form does the rest.

const DRAG = "text/plain";

/** @param {HTMLElement} root holds cards chosen by radios, piles, and the form that moves a card */
export function wall(root) {
  let held = ""; // the id of the card in hand
  let after = ""; // the card to go on with, once the one in hand is put down

  const cards = () => [...root.querySelectorAll(".wall-card")];
  const cardOf = (element) => element?.closest(".wall-card, .wall-card__behind") ?? null;
  const pickOf = (card) => card?.querySelector(":scope > .wall-card__pick") ?? null;
  const inHand = () => (held ? pickOf(document.getElementById(held)) : null);

  function show() {
    const legend = root.querySelector("[data-legend]");
    if (legend) legend.hidden = false;
    root.classList.toggle("is-holding", held !== "");
    const chosen = root.querySelector(".wall-card__pick:checked");
    const near = (cardOf(inHand() ?? chosen)?.dataset.like ?? "").split(" ").filter(Boolean);
    for (const card of cards()) {
      card.draggable = true;
      card.classList.toggle("is-held", card.id === held);
      card.classList.toggle("is-like", near.includes(card.id.slice("card-".length)));
    }
  }

  function hold(card) {
    held = card && card.id !== held ? card.id : "";
    if (held) pickOf(card).checked = true;
    show();
  }

  function choose(card) {
    const pick = pickOf(card);
    if (!pick) return;
    pick.checked = true;
    pick.focus();
    show();
  }

  /** Puts the card in hand, else the chosen one, somewhere. */
  function put(to) {
    const form = root.querySelector("#wall-move");
    const pick = inHand() ?? root.querySelector(".wall-card__pick:checked");
    if (!pick || !form) return false;
    const card = cardOf(pick);
    const loose = [...root.querySelectorAll(".wall__loose .wall-card")];
    const place = loose.indexOf(card);
    after = place < 0 ? "" : ((loose[place + 1] ?? loose[place - 1])?.id ?? "");
    pick.checked = true;
    const select = form.elements.namedItem("to");
    if (![...select.options].some((one) => one.value === to)) return false;
    select.value = to;
    held = "";
    form.requestSubmit(form.querySelector("button:not([formaction])"));
    return true;
  }

  function link() {
    const chosen = cardOf(root.querySelector(".wall-card__pick:checked"));
    const from = held || chosen?.id;
    const to = held && chosen?.id !== held ? chosen?.id : nearest(document.getElementById(from));
    return Boolean(from && to && from !== to) && put(`card-${to.slice("card-".length)}`);
  }

  const nearest = (card) => {
    const near = (card?.dataset.like ?? "").split(" ").filter(Boolean);
    const found = near.map((id) => document.getElementById(`card-${id}`)).find(Boolean);
    return found?.id ?? "";
  };

  function keyed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const pick = event.target.closest(".wall-card__pick");
    if (!pick) return;
    const card = cardOf(pick);
    const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
    const pile = root.querySelector(`[data-digit="${CSS.escape(key)}"]`);
    let done = true;
    if (key === " ") hold(card);
    else if (key === "Escape") hold(null);
    else if (key === "0") done = put("none");
    else if (pile) done = put(pile.dataset.pile);
    else if (key === "Enter") done = suggested(card);
    else if (key === "N") done = put("new");
    else if (key === "D") done = link();
    else if (key === "O") done = open(card);
    else return;
    event.preventDefault();
    event.stopPropagation(); // in here Space is not the next step
    if (!done) show();
  }

  const suggested = (card) => {
    const of = (held && document.getElementById(held)) || card;
    return Boolean(of?.dataset.suggest) && put(of.dataset.suggest);
  };

  const open = (card) => {
    card.classList.toggle("is-open");
    return true;
  };

  root.addEventListener("keydown", keyed);
  root.addEventListener("change", (event) => event.target.matches(".wall-card__pick") && show());
  root.addEventListener("click", (event) => {
    const face = event.target.closest(".wall-card__face");
    if (face) {
      event.preventDefault();
      const card = cardOf(face);
      choose(card);
      if (!held || card.id === held) hold(card);
      return;
    }
    const pile = event.target.closest("[data-pile]");
    const inside = event.target.closest("button, summary, a, input, details");
    if (held && pile && !inside) put(pile.dataset.pile);
  });

  root.addEventListener("dragstart", (event) => {
    const card = event.target.closest?.(".wall-card");
    if (!card) return;
    event.dataTransfer.setData(DRAG, card.id);
    event.dataTransfer.effectAllowed = "move";
    held = card.id;
    show();
  });
  root.addEventListener("dragover", (event) => {
    const pile = event.target.closest("[data-pile]");
    if (!pile || !held) return;
    event.preventDefault();
    aim(pile);
  });
  root.addEventListener("drop", (event) => {
    const pile = event.target.closest("[data-pile]");
    aim(null);
    if (!pile || !held) return;
    event.preventDefault();
    put(pile.dataset.pile);
  });
  root.addEventListener("dragend", () => {
    aim(null);
    held = "";
    show();
  });

  const aim = (pile) => {
    for (const one of root.querySelectorAll("[data-pile]")) one.classList.toggle("is-target", one === pile);
  };

  root.addEventListener("live:renewed", () => {
    if (held && !document.getElementById(held)) held = "";
    show();
  });
  root.addEventListener("piece:done", () => {
    if (after) choose(document.getElementById(after));
    after = "";
  });
  document.addEventListener("live:renewed", (event) => event.target.contains(root) && show());
  show();
}
