// Every page: the styles, htmx, and the small elements.
import "./styles/index.css";
import "./elements/copy-text";
import "./elements/clip-words";
import "./elements/event-line";
import "./elements/find-clippings";
import "./elements/password-field";
import "./elements/print-page";
import "./elements/read-aloud";
import "./elements/reading-along";
import "./elements/reading-place";
import "./elements/reading-tools";
import "./elements/term-card";
import "./elements/toast-list";
import "./elements/waiting-clips";
import htmx from "htmx.org";
import { clipSender } from "./lib/clip-sender";
import { csrfToken } from "./lib/csrf";
import { comesInAs } from "./lib/pass";

Object.assign(htmx.config, {
  allowEval: false,
  includeIndicatorStyles: false,
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "422", swap: true },
    { code: "[45]..", swap: false, error: true },
  ],
});

htmx.on("htmx:configRequest", (event) => {
  (event as CustomEvent).detail.headers["X-CSRFToken"] = csrfToken();
});

const { user } = document.body.dataset; // missing on a page that was made for anyone
if (user !== undefined) void comesInAs(Number(user));

clipSender(); // sends what was clipped without a network

if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/sw.js").catch(() => undefined); // the page works without it
}
