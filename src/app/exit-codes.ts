/**
 * The exit codes (INTERFACE §1): documented in every `<verb>.md`, stable for ever.
 * Promise: commands and faults use these names, never bare numbers.
 * Does not: decide which applies.
 */
export const exitCodes = {
  done: 0,
  internal: 1,
  usage: 2,
  doneWithOpenDocuments: 3,
  problemsFound: 4,
  outOfBalance: 5,
  unreachable: 6,
  locked: 7,
  interrupted: 130,
  terminated: 143,
} as const;
