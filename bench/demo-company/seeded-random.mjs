/**
 * Random numbers that are the same on every machine and in every year: mulberry32 from one whole number.
 * Promise: the same seed gives the same company, so that a sample file never changes without a change here.
 * Does not: serve anything secret.
 */
export function seededRandom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const between = (least, most) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick: (list) => list[between(0, list.length - 1)],
    /** `count` different elements, in list order. */
    sample(list, count) {
      const left = list.map((_, index) => index);
      const taken = [];
      while (taken.length < Math.min(count, list.length)) taken.push(left.splice(between(0, left.length - 1), 1)[0]);
      return taken.sort((a, b) => a - b).map((index) => list[index]);
    },
  };
}
