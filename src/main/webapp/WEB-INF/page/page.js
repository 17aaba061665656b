const byId = (id) => document.getElementById(id);
const SHOWN = 200;
let source;
let types;

// Event data is text, never markup: textContent only.
function show(event) {
  const item = document.createElement("li");
  if (event.type === "tidings:gap") item.className = "gap";
  for (const [tag, text] of [["code", event.lastEventId], ["strong", event.type], ["pre", event.data]]) {
    item.append(Object.assign(document.createElement(tag), { textContent: text }));
  }
  byId("events").prepend(item);
  while (byId("events").children.length > SHOWN) byId("events").lastChild.remove();
}

function say(id, is, text) {
  byId(id).dataset.is = is;
  byId(id).value = text;
}

// An EventSource hears only the types that it is asked for.
function hear(type) {
  if (!type || types.has(type)) return;
  types.add(type);
  source.addEventListener(type, show);
}

function listen() {
  const form = new FormData(byId("listen"));
  const query = new URLSearchParams({ topic: form.get("topic") });
  if (form.get("earliest")) query.set("last_event_id", "earliest");
  source?.close();
  source = new EventSource(`events?${query}`);
  types = new Set();
  byId("events").replaceChildren();
  ["message", "tidings:gap", byId("publish").elements.type.value].forEach(hear);
  say("state", "connecting", "connecting");
  source.onopen = () => say("state", "listening", "listening");
  source.onerror = () =>
    source.readyState === EventSource.CLOSED
      ? say("state", "refused", "refused")
      : say("state", "lost", "connecting again");
}

async function publish() {
  const fields = new URLSearchParams(new FormData(byId("publish")));
  try {
    const answer = await fetch("events", { method: "POST", body: fields });
    if (answer.ok) say("answer", "published", `published as ${await answer.text()}`);
    else say("answer", "refused", (await answer.json()).detail);
  } catch {
    say("answer", "refused", "the hub does not answer");
  }
}

byId("listen").addEventListener("submit", (event) => { event.preventDefault(); listen(); });
byId("publish").addEventListener("submit", (event) => { event.preventDefault(); publish(); });
byId("publish").elements.type.addEventListener("change", (event) => hear(event.target.value));
listen();
