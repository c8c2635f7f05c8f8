/**
 * Money in whole cents, unit costs in whole ten-thousandths, and dates as text: how the demo company counts.
 * Promise: exact; no floating fraction ever stands for money.
 * Does not: know how a file spells a value (`file-forms.mjs` does).
 */

/** 123450 → `1234.50`. */
export function money(cents) {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Ten-thousandths → at least two decimals: 23750 → `2.375`, 120000 → `12.00`. */
export function unitCost(tenThousandths) {
  const digits = String(tenThousandths).padStart(5, '0');
  const fraction = digits.slice(-4).replace(/0{1,2}$/, '');
  return `${digits.slice(0, -4)}.${fraction}`;
}

/** Whole cents of quantity × unit cost; a product with a fraction of a cent is a fault of the caller. */
export function extended(quantity, unitCostTenThousandths) {
  const product = quantity * unitCostTenThousandths;
  if (!Number.isSafeInteger(product) || product % 100 !== 0) throw new Error(`no whole cents: ${product}`);
  return product / 100;
}

/** Share of an amount in percent, half a cent away from zero. */
export function percentOf(cents, percent) {
  const share = Math.floor((Math.abs(cents) * percent + 50) / 100);
  return cents < 0 ? -share : share;
}

/** `2026-10-25` and a number of months → the same day in another month. */
export function addMonths(date, months) {
  const [year, month, day] = date.split('-').map(Number);
  const count = year * 12 + (month - 1) + months;
  return isoDate(Math.floor(count / 12), (count % 12) + 1, day);
}

export function addDays(date, days) {
  const moved = new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000);
  return moved.toISOString().slice(0, 10);
}

export function monthEnd(date) {
  const [year, month] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

export function isoDate(year, month, day) {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Tax at a rate in hundredths of a percent, half a cent up. */
export function rateOf(cents, hundredthsOfPercent) {
  return Math.floor((cents * hundredthsOfPercent + 5_000) / 10_000);
}
