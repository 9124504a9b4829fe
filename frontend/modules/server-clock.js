// The server's time, ticking on the clock of the plan: what a screen shows is never the laptop's own.
import { clock } from "./countdown.js";

/** @param {HTMLTimeElement} element */
export function serverClock(element) {
  const serverTime = clock(element);
  const language = document.documentElement.lang;
  const shape = new Intl.DateTimeFormat(language, {
    timeZone: element.dataset.zone, hour: "numeric", minute: "2-digit", second: "2-digit", hour12: false,
  });
  const tick = () => {
    const shown = shape.format(new Date(serverTime()));
    element.textContent = language === "it" ? shown.replaceAll(":", ".") : shown;
  };
  const timer = setInterval(() => (element.isConnected ? tick() : clearInterval(timer)), 1000);
  tick();
}
