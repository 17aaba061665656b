import { open, publish, say } from "./hub.js";

// For each example what it listens to, and what is shown of each type of event: a text, and how much is done.
const EXAMPLES = {
  clock: {
    url: "events?topic=clock",
    message: (time) => ({ text: time }),
  },
  count: {
    url: "examples/count?to=100&every=1s",
    message: (number) => ({ text: `${number} of 100`, done: number / 100 }),
  },
  primes: {
    url: "examples/primes?below=20000000",
    progress: (json) => part(JSON.parse(json)),
    result: (json) => ({ text: `${JSON.parse(json).primes.toLocaleString("en")} primes`, done: 1 }),
  },
  stats: {
    url: "events?topic=stats",
    stats: (json) => ({ text: Object.entries(JSON.parse(json)).map((count) => count.join(" ")).join(" · ") }),
  },
};

function part({ done, total }) {
  return { text: `${Math.floor((100 * done) / total)} %`, done: done / total };
}

/** Runs until it ends by itself; returns how it is stopped before. */
function run(card, { url, ...types }, ended) {
  const state = card.querySelector("output");
  const source = open(url, state);
  const end = (is, text) => {
    source.close();
    say(state, is, text);
    ended();
  };
  for (const [type, shown] of Object.entries(types)) {
    source.addEventListener(type, (event) => show(card, shown(event.data)));
  }
  source.addEventListener("tidings:end", () => end("done", "done; the stream has ended"));
  source.addEventListener("tidings:error", (event) => end("refused", `${JSON.parse(event.data).detail}`));
  source.addEventListener("error", () => source.readyState === EventSource.CLOSED && ended());
  return () => end("stopped", "stopped");
}

function show(card, { text, done }) {
  card.querySelector("pre").textContent = text;
  if (done !== undefined) card.querySelector("progress").value = done;
}

function offer(card) {
  const example = EXAMPLES[card.id];
  const button = card.querySelector("button");
  let stop;
  const ended = () => {
    stop = undefined;
    button.textContent = "Run";
  };
  button.addEventListener("click", () => {
    if (stop) return stop();
    show(card, { text: "", done: card.querySelector("progress") ? 0 : undefined });
    stop = run(card, example, ended);
    button.textContent = "Stop";
  });
}

document.querySelectorAll("#examples article").forEach((card) => {
  if (card.id in EXAMPLES) offer(card);
});

const toAll = document.querySelector("#all");
toAll.querySelector("button").addEventListener("click", () =>
  publish({ topic: "all", data: "hello, everybody" }, toAll.querySelector("output")));

// So that a line for the terminal can be taken as it stands.
for (const url of document.querySelectorAll("code .url")) url.textContent = new URL(url.textContent, document.baseURI);
