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

export function reportJson(model: ReconciliationReport): string {
  const { measures, ...rest } = model;
  const json = withAmounts({ ...rest, measures: null }) as { [key: string]: Json };
  json['measures'] = measures.map(measureJson);
  const { head, measures: figures, ...sections } = json;
  return `${JSON.stringify({ head, measures: figures, ...sections }, null, 2)}\n`;
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
