// Listens with a token in the Authorization header, through the client that is named first, and prints the data of each event.
import { fetchEventSource } from "@microsoft/fetch-event-source";
import { EventSource } from "eventsource";

const [client, address, token] = process.argv.slice(2);
const authorization = { Authorization: `Bearer ${token}` };
const print = (event) => event.data && console.log(event.data);

const clients = {
  eventsource() {
    const withToken = (url, init) => fetch(url, { ...init, headers: { ...init.headers, ...authorization } });
    const source = new EventSource(address, { fetch: withToken });
    source.onopen = () => console.log("open");
    source.onmessage = print;
  },
  fetchEventSource() {
    // It was written for browsers: it stops while its page is hidden.
    globalThis.window = globalThis;
    globalThis.document = { hidden: false, addEventListener() {}, removeEventListener() {} };
    fetchEventSource(address, { headers: authorization, onopen: async () => console.log("open"), onmessage: print });
  },
};
clients[client]();
