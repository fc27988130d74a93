const TEXT_FIELDS =
  'textarea, select, [contenteditable=""], [contenteditable="true"], input:not([type="radio"], [type="checkbox"], [type="button"], [type="submit"])';

/** Tell whether this element takes what is typed, so that single keys are letters and no commands. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(TEXT_FIELDS) !== null;
}

/** Name a key press as `data-key` does ("j", "?", "Control+Enter"), or "" for one that is the browser's own. */
export function keyName(event: KeyboardEvent): string {
  if (event.isComposing || event.altKey) return "";
  if (event.ctrlKey || event.metaKey) return event.key === "Enter" ? "Control+Enter" : "";
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

/**
 * Do what the element does whose `data-key` is the `name` of the pressed key: press a button, follow a link, enter a field. Returns whether there is one.
 * While somebody types only combinations with Control count.
 */
export function pressed(root: ParentNode, event: KeyboardEvent, name = keyName(event)): boolean {
  if (!name || event.repeat || (isTyping(event.target) && !name.startsWith("Control+"))) return false;
  const element = root.querySelector<HTMLElement>(`[data-key="${CSS.escape(name)}"]:not(:disabled)`);
  if (!element || element.closest("[hidden]")) return false;
  event.preventDefault();
  if (element.matches("textarea, input")) element.focus();
  else element.click();
  return true;
}
