// The recording beside its text: a turn's time plays it from there, P from the turn at hand, P again stops it.
const TYPED_IN = "input:not([type=checkbox], [type=radio]), textarea, select, audio";

/** @param {HTMLAudioElement} audio */
export function listening(audio) {
  let from = null; // the link that was played from last

  function play(link) {
    from = link ?? from;
    if (link) audio.currentTime = Number(link.dataset.at);
    audio.play().catch(() => {}); // the player itself shows what it cannot play
  }

  /** The time of the turn that is chosen, or of the last one before it that has one. */
  function atHand() {
    let turn = getSelection().anchorNode?.parentElement?.closest("li[id^=turn-]");
    while (turn && !turn.querySelector("[data-at]")) turn = turn.previousElementSibling;
    return turn?.querySelector("[data-at]") ?? null;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-at]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    play(link);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key.toUpperCase() !== "P" || event.defaultPrevented || event.repeat) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPED_IN)) return;
    if (document.body.classList.contains("keys-off")) return;
    event.preventDefault();
    if (!audio.paused) return void audio.pause();
    const link = atHand();
    play(link?.dataset.at === from?.dataset.at ? null : link);
  });
}
