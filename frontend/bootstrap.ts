// Leaves out of Bootstrap's stylesheet the rules for classes that no page uses; bootstrap-classes.json lists those it does.
import used from "./bootstrap-classes.json" with { type: "json" };

interface Rule {
  selectors: string[];
  source?: { input: { file?: string } };
  remove(): void;
}

const kept = new Set(used);

/** Tell whether a selector speaks only of classes that are used; what stands in `:not()` does not count. */
function isUsed(selector: string): boolean {
  const names = selector.replace(/:not\([^)]*\)/g, "").match(/(?<=\.)[a-z][\w-]*/gi) ?? [];
  return names.every((name) => kept.has(name));
}

/** A plugin for PostCSS. */
export const onlyUsedBootstrap = {
  postcssPlugin: "only-used-bootstrap",
  Rule(rule: Rule) {
    if (!rule.source?.input.file?.includes("/bootstrap/dist/")) return;
    const left = rule.selectors.filter(isUsed);
    if (!left.length) rule.remove();
    else if (left.length < rule.selectors.length) rule.selectors = left;
  },
};
