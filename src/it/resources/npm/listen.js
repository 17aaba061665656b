// Listens to the address it is given until it is killed, and prints a line of JSON for everything it hears.
import { EventSource } from "eventsource";

const print = (line) => console.log(JSON.stringify(line));
const [address, ...types] = process.argv.slice(2);
const source = new EventSource(address);
source.onopen = () => print(["open"]);
source.onerror = () => print(["error", source.readyState]);
for (const type of ["message", "tidings:gap", ...types]) {
  source.addEventListener(type, (event) => print(["event", event.type, event.data, event.lastEventId]));
}
