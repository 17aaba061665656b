import { byId, open, publish, say } from "./hub.js";
import "./examples.js";

const SHOWN = 200;
const CLOCK = /^hello, now is \S+Z$/;
const wanted = byId("listen").elements;

let source;
let heard;
let counts = {};
let waiting = [];
let frame;

function row(event) {
  const item = document.createElement("li");
  if (event.type === "tidings:gap") item.className = "gap";
  for (const [tag, text] of [["code", event.lastEventId], ["strong", event.type], ["pre", event.data]]) {
    item.append(Object.assign(document.createElement(tag), { textContent: text }));
  }
  return item;
}

// Once a frame, however much there is: a replay may bring a hundred thousand events.
function draw() {
  frame = undefined;
  const events = byId("events");
  events.prepend(...waiting.reverse().map(row));
  waiting = [];
  while (events.children.length > SHOWN) events.lastChild.remove();
  for (const [name, count] of Object.entries(counts)) {
    const shown = document.querySelector(`#counts [data-count=${CSS.escape(name)}]`);
    if (shown) shown.textContent = count.toLocaleString("en");
  }
}

const drawSoon = () => (frame ??= requestAnimationFrame(draw));

function list(event) {
  waiting.push(event);
  if (waiting.length > SHOWN) waiting.shift();
  drawSoon();
}

// An event does not say its topic. To whoever listens to everything, the clock is a line and not a list.
function message(event) {
  const topic = wanted.topic.value;
  if (!CLOCK.test(event.data) || !/^\*$|{/.test(topic)) return list(event);
  byId("tick").textContent = event.data;
  byId("unlisted").hidden = false;
}

// In the list alone it would soon be pushed out by all that is replayed after it.
function gap(event) {
  say(byId("missed"), "lost", `something was missed for good: ${json(event.data).reason}`);
  list(event);
}

function stats(event) {
  const told = json(event.data);
  // Somebody else's events may have the same name.
  if (!Number.isInteger(told?.streams)) return list(event);
  counts = told;
  drawSoon();
  if (wanted.topic.value === "stats" || types().includes("stats")) list(event);
}

function json(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const types = () => wanted.types.value.split(",").map((type) => type.trim()).filter(Boolean);

// An EventSource hears only the types that it is asked for.
function hear() {
  for (const type of types().filter((type) => !heard.has(type))) {
    heard.add(type);
    source?.addEventListener(type, list);
  }
}

function stop() {
  source?.close();
  source = undefined;
  byId("stop").disabled = true;
  byId("unlisted").hidden = true;
}

function listen() {
  stop();
  // The counts come over the same stream: a browser has six connections to a hub, for all its tabs.
  const query = new URLSearchParams([["topic", wanted.topic.value], ["topic", "stats"]]);
  if (wanted.earliest.checked) query.set("last_event_id", "earliest");
  waiting = [];
  byId("events").replaceChildren();
  say(byId("missed"), "", "");
  source = open(`events?${query}`, byId("state"));
  source.addEventListener("message", message);
  source.addEventListener("stats", stats);
  source.addEventListener("tidings:gap", gap);
  heard = new Set(["message", "stats", "tidings:gap"]);
  hear();
  byId("stop").disabled = false;
}

byId("listen").addEventListener("submit", (event) => {
  event.preventDefault();
  listen();
});
wanted.types.addEventListener("change", hear);
byId("stop").addEventListener("click", () => {
  stop();
  say(byId("state"), "stopped", "stopped");
});
byId("publish").addEventListener("submit", (event) => {
  event.preventDefault();
  const fields = new FormData(event.target);
  const type = fields.get("type");
  if (type && !types().includes(type)) wanted.types.value = [...types(), type].join(", ");
  hear();
  publish(fields, byId("answer"));
});
listen();
