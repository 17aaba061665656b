"use strict";

const state = document.getElementById("state");
const mine = new EventSource("api/events?" + new URLSearchParams({ topic: "users/{me}/orders/{id}" }));

function add(list, text) {
  const item = document.createElement("li");
  item.textContent = text;
  document.getElementById(list).append(item);
}

mine.onopen = () => { state.textContent = "open"; };
mine.addEventListener("order-placed", (event) => add("orders", JSON.parse(event.data).id));
mine.addEventListener("tidings:gap", () => location.reload());
// The session has ended, here or in another window. The stream would come back as nobody's, and be refused.
mine.addEventListener("tidings:kick", (event) => {
  mine.close();
  state.textContent = JSON.parse(event.data).reason;
});
