// A ballot whose points wait for the network shows them at once: what the server says takes their place later.

/** @param {HTMLFormElement} form holds buttons "put" with the number of points that they set */
export function dots(form) {
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button?.name !== "put") return;
    const [target, points] = button.value.split(":");
    // After the form was packed: the next press sets one more, or one less, than this one.
    setTimeout(() => show(button.closest(".ballot__put"), target, Number(points)));
  });
}

function show(group, target, points) {
  if (!group) return;
  const [less, more] = group.querySelectorAll("button");
  const circles = group.querySelectorAll("circle");
  // A button that does nothing more keeps the focus, and sets what is there already.
  const full = circles.length > 0 && points >= circles.length;
  less.value = `${target}:${Math.max(points - 1, 0)}`;
  more.value = `${target}:${full ? points : points + 1}`;
  less.ariaDisabled = points < 1 ? "true" : null;
  more.ariaDisabled = full ? "true" : null;
  circles.forEach((circle, place) => circle.classList.toggle("is-full", place < points));
  group.querySelector("span").textContent = String(points);
}
