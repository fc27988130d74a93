/** Opening and closing marks, double then single, by language; as `lessons/pack/prose.py` has them for the course. */
const MARKS: Record<string, [string, string, string, string]> = {
  en: ["“", "”", "‘", "’"],
  de: ["„", "“", "‚", "‘"],
  fr: ["«\u00A0", "\u00A0»", "‹\u00A0", "\u00A0›"],
  es: ["«", "»", "“", "”"],
  ru: ["«", "»", "„", "“"],
};
const OPENS_AFTER = /(?:^|[\s([{\uFFFC–—“‘„‚«‹\u00A0-])$/u;
const LETTER_BEFORE = /[\p{L}\p{N}]$/u;

/** The mark that a typed " or ' stands for after this text, in a language ("en", "de-CH"); null for other keys. */
export function curly(before: string, typed: string, language: string): string | null {
  if (typed !== '"' && typed !== "'") return null;
  const marks = MARKS[(language.split("-")[0] ?? "").toLowerCase()] ?? (MARKS.en as [string, string, string, string]);
  const opens = OPENS_AFTER.test(before);
  if (typed === '"') return opens ? marks[0] : marks[1];
  const isOpen = before.lastIndexOf(marks[2]) > before.lastIndexOf(marks[3]);
  if (LETTER_BEFORE.test(before) && !isOpen) return "’"; // an apostrophe, in every language
  return opens ? marks[2] : marks[3];
}
