/**
 * The report as JSON: the model itself, with money as text.
 * Promise: every key ending in `Cents` loses the ending and becomes a string with two decimals, `{ count, cents }`
 * becomes `{ count, amount }`, page-1 figures become strings where they are money or hours and stay numbers where
 * they count; `null` stays `null`; the order of keys and rows is the model's.
 * Does not: leave anything out.
 */
import type { MeasureRow, ReconciliationReport } from '../../core/report-model.js';
import { plainAmount } from './format-amount.js';
import { MEASURE_FIGURES } from './report-words.js';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A section a piece. */
export function* reportJson(model: ReconciliationReport): Generator<string> {
  const { head, measures, ...sections } = model;
  yield `{\n${sectionJson('head', withAmounts(head))}`;
  yield `,\n${sectionJson('measures', measures.map(measureJson))}`;
  for (const [key, section] of Object.entries(sections)) yield `,\n${sectionJson(key, withAmounts(section))}`;
  yield '\n}\n';
}

/** As it stands in the whole: without the braces around it. */
function sectionJson(key: string, section: Json): string {
  return JSON.stringify({ [key]: section }, null, 2).slice('{\n'.length, -'\n}'.length);
}

function measureJson(row: MeasureRow): Json {
  const json: { [key: string]: Json } = { ...row };
  if (row.unit === 'count') return json;
  for (const { key } of MEASURE_FIGURES) json[key] = amountOrNull(row[key]);
  return json;
}

function withAmounts(value: unknown): Json {
  if (Array.isArray(value)) return value.map(withAmounts);
  if (typeof value !== 'object' || value === null) return value as Json;
  const json: { [key: string]: Json } = {};
  for (const [key, part] of Object.entries(value)) {
    if (key === 'cents') json['amount'] = amountOrNull(part);
    else if (key.endsWith('Cents')) json[key.slice(0, -'Cents'.length)] = amountOrNull(part);
    else if (key.endsWith('PercentHundredths')) json[key.slice(0, -'Hundredths'.length)] = amountOrNull(part);
    else json[key] = withAmounts(part);
  }
  return json;
}

function amountOrNull(hundredths: number | null): string | null {
  return hundredths === null ? null : plainAmount(hundredths);
}
