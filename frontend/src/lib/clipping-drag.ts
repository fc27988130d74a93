/** What a dragged card of the notebook carries: the clipping's id. */
export const CLIPPING_TYPE = "application/x-redraft-clipping";
