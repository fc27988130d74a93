import { isTyping, keyName, pressed } from "./keys";

/** What the keys of the marking desk do. */
export interface KeysHost {
  /** Choose a level of the criterion one is at; returns whether there is such a level. */
  choose(level: string): boolean;
  undo(): void;
  redo(): void;
  /** To the sentence before or after, or take it too. */
  sentence(by: -1 | 1, extend: boolean): void;
  /** To the criteria; returns whether one can go there. */
  toCriteria(): boolean;
  escape(): void;
}

/** Do what a key means on the marking desk, for those that are no `data-key` of a button there too. */
export function deskKey(desk: HTMLElement, event: KeyboardEvent, host: KeysHost) {
  if (event.key === "Escape") host.escape();
  else if (event.key === "Tab") tab(desk, event, host);
  else if (undoKey(event, host) || sentenceKey(event, host)) event.preventDefault();
  else if (/^[0-9.]$/.test(event.key) && !isTyping(event.target) && !withOthers(event)) {
    if (host.choose(event.key)) event.preventDefault();
  } else pressed(desk, event);
}

function withOthers(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.metaKey || event.altKey;
}

/** Control+Z, and with Shift or by Y again; in a text field they are the field's own. */
function undoKey(event: KeyboardEvent, host: KeysHost): boolean {
  const key = event.key.toLowerCase();
  if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target)) return false;
  if (key === "z" && !event.shiftKey) host.undo();
  else if (key === "z" || key === "y") host.redo();
  else return false;
  return true;
}

/** The keys of the sentence cursor; Shift makes other characters of them on most keyboards. */
function sentenceKey(event: KeyboardEvent, host: KeysHost): boolean {
  const by = ({ "[": -1, "{": -1, "]": 1, "}": 1 } as const)[keyName(event)];
  if (!by || isTyping(event.target)) return false;
  host.sentence(by, event.shiftKey);
  return true;
}

/** From the essay Tab leads to the criteria; there it goes on by itself. */
function tab(desk: HTMLElement, event: KeyboardEvent, host: KeysHost) {
  const from = document.activeElement;
  const fromEssay = !from || from === document.body || from === desk.querySelector("main");
  if (!fromEssay || event.shiftKey || event.ctrlKey || event.altKey) return;
  if (host.toCriteria()) event.preventDefault();
}
