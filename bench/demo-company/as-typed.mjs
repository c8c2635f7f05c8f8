/**
 * A cell to be written as it stands: what a person typed.
 * Promise: no file form spells it in another way.
 * Does not: say whether it parses.
 */
export const asTyped = (text) => ({ asTyped: text });
