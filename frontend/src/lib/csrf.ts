/** Return the token that unsafe requests of this page carry, or "" on a page without one. */
export function csrfToken(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
}
