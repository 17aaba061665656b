// A hub as the tutorials have it: every client in a list, and a write for each.
import express from "express";

const app = express();
const clients = new Map();

app.use(express.json());

app.get("/", (request, response) => response.send(""));

app.get("/events", (request, response) => {
  response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-cache", Connection: "keep-alive" });
  response.flushHeaders();
  const topic = request.query.topic;
  if (!clients.has(topic)) {
    clients.set(topic, []);
  }
  clients.get(topic).push(response);
  request.on("close", () => clients.set(topic, clients.get(topic).filter((client) => client !== response)));
});

let id = 0;

app.post("/publish", (request, response) => {
  const { topic, data } = request.body;
  id += 1;
  for (const client of clients.get(topic) ?? []) {
    client.write(`id: ${id}\ndata: ${data}\n\n`);
  }
  response.json({ success: true });
});

app.listen(Number(process.env.PORT), "127.0.0.1");
