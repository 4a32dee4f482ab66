"use strict";
/* The desk works without this file; with it the review goes by keys, the map follows the timeline, files can be dropped. */
document.documentElement.classList.add("scripted");
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

/* On a phone the list of pages begins closed. */
if (matchMedia("(max-width: 44rem)").matches) all(".side details").forEach((menu) => menu.removeAttribute("open"));

/* A choice that is made takes effect at once. */
all(".wishes select").forEach((select) => select.addEventListener("change", () => select.form.requestSubmit()));
all(".filter:not([action$=download]) select").forEach((select) => select.addEventListener("change", () => select.form.requestSubmit()));

/* Which layers of a report are marked. */
all("[data-layers] input").forEach((box) => box.addEventListener("change", () => {
  document.getElementById("text").classList.toggle("hide-" + box.value, !box.checked);
}));

/* Review by keys: j and k move, every other key presses the button that shows it. */
const cards = all(".card");
let at = -1;
function go(to) {
  if (!cards.length) return;
  at = Math.max(0, Math.min(cards.length - 1, to));
  cards.forEach((card, n) => card.classList.toggle("here", n === at));
  cards[at].focus({ preventScroll: true });
  cards[at].scrollIntoView({ block: "nearest" });
}
if (cards.length) {
  const wanted = cards.findIndex((card) => "#" + card.id === location.hash);
  go(wanted >= 0 ? wanted : location.hash ? cards.length - 1 : 0);
}
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox]), select, textarea")) return;
  if (event.key === "/") { event.preventDefault(); document.getElementById("find").focus(); return; }
  if (!cards.length) return;
  if (event.key === "j") return go(at + 1);
  if (event.key === "k") return go(at - 1);
  const key = CSS.escape(event.key);
  const button = cards[at]?.querySelector(`[data-key="${key}"]`) || document.querySelector(`[data-always][data-key="${key}"]`);
  if (!button) return;
  event.preventDefault();
  const closed = button.closest("details:not([open])");
  if (closed) { closed.open = true; closed.querySelector("input[type=checkbox]")?.focus(); return; }
  button.click();
});

/* Files can be dropped. */
all("[data-drop]").forEach((area) => {
  const files = area.querySelector("input[type=file]");
  const said = area.querySelector(".soft");
  const tell = () => { if (files.files.length) said.textContent = files.files.length + (files.files.length === 1 ? " file" : " files") + " chosen."; };
  files.addEventListener("change", tell);
  for (const name of ["dragenter", "dragover"]) area.addEventListener(name, (event) => { event.preventDefault(); area.classList.add("over"); });
  for (const name of ["dragleave", "drop"]) area.addEventListener(name, () => area.classList.remove("over"));
  area.addEventListener("drop", (event) => { event.preventDefault(); files.files = event.dataTransfer.files; tell(); });
});

/* How far a batch has come. */
const job = document.querySelector("[data-job]");
if (job && !["done", "failed"].includes(job.dataset.state)) {
  const look = async () => {
    const answer = await fetch("/api/add/" + job.dataset.job);
    if (!answer.ok) return;
    const now = await answer.json();
    for (const [outcome, n] of Object.entries(now.counts)) document.getElementById(outcome).textContent = n;
    const progress = document.getElementById("progress");
    if (now.to_read) { progress.max = now.to_read; progress.value = now.read; }
    if (["done", "failed"].includes(now.state)) location.reload(); else setTimeout(look, 400);
  };
  setTimeout(look, 300);
}

/* Dragging across the timeline chooses a stretch of it; the map and the list follow. */
const line = document.querySelector("[data-timeline]");
if (line) {
  const day = 86400000, { first, last, left, right } = line.dataset;
  const begin = Date.parse(first), days = (Date.parse(last) - begin) / day + 1;
  const place = (event) => {
    const box = line.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width * line.viewBox.baseVal.width;
    return Math.max(0, Math.min(1, (x - left) / (right - left)));
  };
  const iso = (share) => new Date(begin + Math.min(days - 1, Math.floor(share * days)) * day).toISOString().slice(0, 10);
  let from = null, mark = null;
  line.addEventListener("pointerdown", (event) => { if (event.button === 0) from = { share: place(event), x: event.clientX }; });
  line.addEventListener("dragstart", (event) => event.preventDefault());
  line.addEventListener("pointermove", (event) => {
    if (!from || Math.abs(event.clientX - from.x) < 5) return;
    if (!mark) {
      mark = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      mark.setAttribute("class", "brush");
      mark.setAttribute("y", 0);
      mark.setAttribute("height", line.viewBox.baseVal.height);
      line.append(mark);
      line.setPointerCapture(event.pointerId);
    }
    const ends = [from.share, place(event)].sort((a, b) => a - b), wide = right - left;
    mark.setAttribute("x", +left + ends[0] * wide);
    mark.setAttribute("width", (ends[1] - ends[0]) * wide);
  });
  line.addEventListener("pointerup", (event) => {
    if (mark) {
      const ends = [from.share, place(event)].sort((a, b) => a - b);
      const there = new URL(location.href);
      there.searchParams.set("since", iso(ends[0]));
      there.searchParams.set("until", iso(ends[1]));
      there.searchParams.delete("page");
      location.assign(there);
    }
    from = null;
  });
}

/* The place of an incident lights up on the map while the incident is looked at. */
all("[data-at]").forEach((row) => {
  const spots = all("[data-place]").filter((spot) => row.dataset.at.split("|").includes(spot.dataset.place));
  row.addEventListener("mouseenter", () => spots.forEach((spot) => spot.classList.add("lit")));
  row.addEventListener("mouseleave", () => spots.forEach((spot) => spot.classList.remove("lit")));
});
