// What the parts of the page share: where things are, what they say, and how the hub is asked.

const PATIENCE_MILLIS = 15_000;

export const byId = (id) => document.getElementById(id);

/** Everything that comes from the hub gets here as text, never as markup. */
export function say(output, is, text) {
  output.dataset.is = is;
  output.textContent = text;
}

/** The hub's own words for a refusal; it answers with application/problem+json. */
async function detail(answer) {
  const problem = await answer.json().catch(() => ({}));
  return problem.detail ?? (answer.status === 404 ? "this hub does not offer it" : `the hub answers ${answer.status}`);
}

/** Publishes, and says in this output under which id, or why not. */
export async function publish(fields, output) {
  say(output, "asking", "publishing");
  try {
    const body = new URLSearchParams(fields);
    const answer = await fetch("events", { method: "POST", body, signal: AbortSignal.timeout(PATIENCE_MILLIS) });
    if (answer.ok) say(output, "done", `published as ${await answer.text()}`);
    else say(output, "refused", `not published: ${await detail(answer)}`);
  } catch {
    say(output, "refused", "the hub does not answer");
  }
}

/** An EventSource is not told why it was refused; whoever asks once more is. */
async function refusal(url) {
  const asking = new AbortController();
  try {
    const answer = await fetch(url, { signal: asking.signal });
    return answer.ok ? "refused; try again" : `refused: ${await detail(answer)}`;
  } catch {
    return "the hub does not answer";
  } finally {
    asking.abort();
  }
}

/** Opens a stream, and says in this output how it stands. */
export function open(url, output) {
  const source = new EventSource(url);
  say(output, "connecting", "connecting");
  source.onopen = () => say(output, "listening", "listening");
  source.onerror = async () => {
    if (source.readyState === EventSource.CONNECTING) return say(output, "lost", "connecting again");
    say(output, "refused", "refused");
    const why = await refusal(url);
    if (output.dataset.is === "refused") say(output, "refused", why);
  };
  return source;
}
