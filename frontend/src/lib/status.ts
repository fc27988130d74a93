import { icon } from "./icon";

/** Where saving stands: a name for the styles, and the icon that goes with it. */
const ICONS: Record<string, string> = {
  saved: "saved",
  saving: "saving",
  failing: "cloud-off",
  "signed-out": "cloud-off",
  refused: "warn",
  gone: "warn",
  clash: "split",
  wait: "cloud-off",
};
const LOOKS: Record<string, string> = {
  saving: "is-saving",
  failing: "is-offline",
  "signed-out": "is-offline",
  wait: "is-offline",
  refused: "is-clash",
  gone: "is-clash",
  clash: "is-clash",
};

/** Show a status in its words, which stand in `words` as `data-NAME`, with {time} or {message} filled in. */
export function showStatus(place: HTMLElement, words: DOMStringMap, name: string, fill: Record<string, string> = {}) {
  const key = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const pattern = name === "saved" && !fill.time ? words.private : words[key];
  const text = filled(pattern, fill);
  place.dataset.state = name;
  place.classList.remove(...Object.values(LOOKS));
  const look = LOOKS[name];
  if (look) place.classList.add(look);
  const span = document.createElement("span");
  span.textContent = text;
  place.replaceChildren(icon(ICONS[name] ?? "saved"), span);
}

/** Words with {time}, {message} or another name filled in. */
export function filled(pattern = "", fill: Record<string, string> = {}): string {
  return pattern.replace(/\{(\w+)\}/g, (_, part: string) => fill[part] ?? "");
}
