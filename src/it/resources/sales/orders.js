"use strict";

const state = document.getElementById("state");
const topics = new URLSearchParams([["topic", "users/{me}/orders/{id}"], ["topic", "people"]]);
const events = new EventSource("api/events?" + topics);

function item(text) {
  const item = document.createElement("li");
  item.textContent = text;
  return item;
}

function show(people) {
  document.getElementById("people").replaceChildren(...people.names.map(item));
}

events.onopen = async () => {
  state.textContent = "open";
  const people = await fetch("api/people");
  if (people.ok) {
    show(await people.json());
  }
};
events.addEventListener("order-placed", (event) => {
  document.getElementById("orders").append(item(JSON.parse(event.data).id));
});
events.addEventListener("people", (event) => show(JSON.parse(event.data)));
events.addEventListener("tidings:gap", () => location.reload());
// The session has ended, here or in another window. The stream would come back as nobody's, and be refused.
events.addEventListener("tidings:kick", (event) => {
  events.close();
  state.textContent = JSON.parse(event.data).reason;
});
// Came back after the session was over, and is refused for good.
events.onerror = () => {
  if (events.readyState === EventSource.CLOSED) {
    state.textContent = "log in again";
  }
};
