import { expect, test } from "vitest";
import { deviceVoice } from "./voices";

const voice = (name: string, lang: string, localService: boolean, isDefault = false) =>
  ({ name, lang, localService, default: isDefault, voiceURI: name }) as SpeechSynthesisVoice;

test("a voice of a server is never taken, even when it is the default", () => {
  const far = voice("far", "en-GB", false, true);
  expect(deviceVoice("en-GB", [far])).toBeNull();
  expect(deviceVoice("en-GB", [far, voice("near", "en-US", true)])?.name).toBe("near");
});

test("a voice that does not say where it speaks is not taken", () => {
  const silent = { name: "silent", lang: "en", default: true } as SpeechSynthesisVoice;
  expect(deviceVoice("en", [silent])).toBeNull();
});

test("a voice of another language is none", () => {
  expect(deviceVoice("en", [voice("anna", "de-DE", true, true)])).toBeNull();
});

test("the very language comes before another kind of it, the default before others", () => {
  const some = [voice("us", "en_US", true, true), voice("gb", "en_GB", true)];
  expect(deviceVoice("en-GB", some)?.name).toBe("gb");
  expect(deviceVoice("en", some)?.name).toBe("us");
});
