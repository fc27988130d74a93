import { isTyping, keyName, pressed } from "./keys";

/** What Shift makes of the keys of the sentence cursor on most keyboards. */
const SHIFTED: Record<string, string> = { "{": "[", "}": "]" };

/** What the keys of the marking desk do. */
export interface KeysHost {
  /** The key as delivered that this one stands for; "" for none. */
  meaning(key: string): string;
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
  else if (undoKey(event, host)) event.preventDefault();
  else named(desk, event, host);
}

/** What has a name: levels, sentences, and the buttons' own keys. */
function named(desk: HTMLElement, event: KeyboardEvent, host: KeysHost) {
  const name = keyName(event);
  const key = host.meaning(SHIFTED[name] ?? name);
  if (isTyping(event.target) || !/^[0-9.[\]]$/.test(key)) pressed(desk, event, key);
  else if (key === "[" || key === "]") {
    host.sentence(key === "[" ? -1 : 1, event.shiftKey);
    event.preventDefault();
  } else if (host.choose(key)) event.preventDefault();
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

/** From the essay Tab leads to the criteria; there it goes on by itself. */
function tab(desk: HTMLElement, event: KeyboardEvent, host: KeysHost) {
  const from = document.activeElement;
  const fromEssay = !from || from === document.body || from === desk.querySelector("main");
  if (!fromEssay || event.shiftKey || event.ctrlKey || event.altKey) return;
  if (host.toCriteria()) event.preventDefault();
}
