/** A language tag's first part: "en" of "en-GB" or "en_GB". */
function primary(tag: string): string {
  return tag.toLowerCase().split(/[-_]/)[0] ?? "";
}

/**
 * The device's own voice for a language, null without one. A voice that speaks by a server is none, even if it is the
 * default: it would send the text away.
 */
export function deviceVoice(language: string, voices: SpeechSynthesisVoice[]): SpeechSynthesisVoice | null {
  const own = voices.filter((voice) => voice.localService === true && primary(voice.lang) === primary(language));
  const exact = own.filter((voice) => voice.lang.toLowerCase().replace("_", "-") === language.toLowerCase());
  const first = (some: SpeechSynthesisVoice[]) => some.find((voice) => voice.default) ?? some[0];
  return first(exact) ?? first(own) ?? null;
}
