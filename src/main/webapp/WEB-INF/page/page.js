const byId = (id) => document.getElementById(id);
const SHOWN = 200;
let source;

// Event data is text, never markup: textContent only.
function show(event) {
  const item = document.createElement("li");
  for (const [tag, text] of [["code", event.lastEventId], ["strong", event.type], ["pre", event.data]]) {
    item.append(Object.assign(document.createElement(tag), { textContent: text }));
  }
  byId("events").prepend(item);
  while (byId("events").children.length > SHOWN) byId("events").lastChild.remove();
}

function listen() {
  const form = new FormData(byId("listen"));
  const query = new URLSearchParams({ topic: form.get("topic") });
  if (form.get("earliest")) query.set("last_event_id", "earliest");
  source?.close();
  source = new EventSource(`events?${query}`);
  const types = ["message", "tidings:gap", byId("publish").elements.type.value].filter(Boolean);
  new Set(types).forEach((type) => source.addEventListener(type, show));
  source.onopen = () => (byId("state").value = "listening");
  source.onerror = () =>
    (byId("state").value = source.readyState === EventSource.CLOSED ? "refused" : "connecting again");
}

async function publish() {
  const fields = new URLSearchParams(new FormData(byId("publish")));
  const answer = await fetch("events", { method: "POST", body: fields });
  byId("answer").value = answer.ok ? await answer.text() : (await answer.json()).detail;
}

byId("listen").addEventListener("submit", (event) => { event.preventDefault(); listen(); });
byId("publish").addEventListener("submit", (event) => { event.preventDefault(); publish(); });
byId("publish").elements.type.addEventListener("change", listen);
listen();
