/**
 * One model, five formats, the same numbers: what holds of text, JSON, CSV and HTML.
 * The workbook has a file of its own.
 */
import { describe, expect, it } from '@jest/globals';
import Papa from 'papaparse';
import type { MeasureRow, ReconciliationReport } from '../../src/core/report-model.js';
import {
  cleanText,
  formatAmount,
  formatCount,
  formatDate,
  formatInstant,
  formatMeasure,
  formatRows,
  formatSpan,
  plainAmount,
} from '../../src/io/report/format-amount.js';
import { renderReport, type ReportFormat } from '../../src/io/report/render-report.js';
import { MEASURE_FIGURES, SECTION_TITLES } from '../../src/io/report/report-words.js';
import {
  NASTY_FORMULA,
  NASTY_HTML,
  emptyFixture,
  notTiedFixture,
  readBackFixture,
  reportFixture,
} from '../support/report-fixture.js';

type Json = Record<string, unknown>;

function reportText(model: ReconciliationReport, format: ReportFormat): string {
  return [...renderReport(model, format)].join('');
}

/** Sections of the CSV as objects, in order. */
async function csvSections(model: ReconciliationReport): Promise<Map<string, Record<string, string>[]>> {
  const { data, errors } = Papa.parse<string[]>(reportText(model, 'csv'), { skipEmptyLines: true });
  expect(errors).toEqual([]);
  const sections = new Map<string, Record<string, string>[]>();
  let heads: string[] = [];
  for (const record of data) {
    if (record[0] === 'section') heads = record;
    else {
      const row = Object.fromEntries(heads.map((head, index) => [head, record[index] ?? '']));
      sections.set(record[0] as string, [...(sections.get(record[0] as string) ?? []), row]);
    }
  }
  return sections;
}

function htmlSection(html: string, anchor: string): string {
  return new RegExp(`<section id="${anchor}".*?</section>`, 's').exec(html)?.[0] ?? '';
}

describe('amounts', () => {
  it('stand on paper with parentheses, a dash for zero and another for not known', () => {
    expect([123_456_789, -5, 0, null, 100, -100_000].map(formatAmount)).toEqual([
      '1,234,567.89',
      '(0.05)',
      '-',
      '–',
      '1.00',
      '(1,000.00)',
    ]);
    expect([1234, -12, 0, null].map(formatCount)).toEqual(['1,234', '(12)', '-', '–']);
  });

  it('stand in files as decimals, exactly', () => {
    expect([0, 5, -5, 99, 123_456, -90_071_992_547_409_91].map(plainAmount)).toEqual([
      '0.00',
      '0.05',
      '-0.05',
      '0.99',
      '1234.56',
      '-90071992547409.91',
    ]);
    expect(() => plainAmount(0.5)).toThrow(RangeError);
  });

  it('have dates, times and rows beside them as people write them', () => {
    expect(formatDate('2025-03-14')).toBe('03/14/2025');
    expect(formatDate(null)).toBe('–');
    expect(formatInstant('2025-03-14T02:10:03.120Z')).toBe('03/14/2025 02:10 UTC');
    expect(formatSpan('2025-03-14T23:59:58Z', '2025-03-15T00:00:03Z')).toBe(
      '03/14/2025 23:59:58 to 03/15/2025 00:00:03 UTC',
    );
    expect(formatRows([17, 18, 19, 22])).toBe('rows 17–19, 22');
    expect(formatRows([4])).toBe('row 4');
  });

  it('keep no character that moves a cursor or turns the reading direction', () => {
    expect(cleanText('a\u001b[31mb\u202e00.1\r\nc\ud800')).toBe('a [31mb00.1 c\ufffd');
  });
});

describe('the same numbers in every format', () => {
  const model = notTiedFixture();

  const shown = (row: MeasureRow): string[] => MEASURE_FIGURES.map(({ key }) => formatMeasure(row[key], row.unit));

  it('page 1 in HTML has each measure with its figures in the order of the interface', () => {
    const html = reportText(model, 'html');
    const page = htmlSection(html, 'measures');
    for (const row of model.measures) {
      const line = page.split('<tbody').find((part) => part.includes(`<summary>${row.label}</summary>`)) ?? '';
      const cells = [...(line.split('</tr>')[0] ?? '').matchAll(/<td[^>]*>([^<]*)<\/td>/g)].map((match) => match[1]);
      expect(cells).toEqual([formatCount(row.count), ...shown(row)]);
    }
  });

  it('page 1 in text has each measure with its figures', () => {
    const lines = reportText(model, 'text').split('\n');
    for (const row of model.measures) {
      const words = lines
        .filter((line) => line.replace('** ', '').startsWith(`${row.label} `))
        .join(' ')
        .split(/\s+/);
      for (const figure of [formatCount(row.count), ...shown(row)]) expect(words).toContain(figure);
    }
  });

  it('CSV and JSON have them as decimals', async () => {
    const rows = (await csvSections(model)).get('measures') ?? [];
    const json = JSON.parse(reportText(model, 'json')) as { measures: Json[] };
    for (const row of model.measures) {
      const csv = rows.find((record) => record['measure'] === row.measure) ?? {};
      const figures = json.measures.find((record) => record['measure'] === row.measure) ?? {};
      const plain = row.unit === 'count' ? String(row.toLoad) : plainAmount(row.toLoad);
      expect(csv['to_load']).toBe(plain);
      expect(String(figures['toLoad'])).toBe(plain);
      expect(csv['posted_in_sage']).toBe('');
      expect(figures['postedInSage']).toBeNull();
    }
  });

  it('every action, invoice and tree row is in CSV and JSON', async () => {
    const sections = await csvSections(model);
    const sizes = Object.fromEntries([...sections].map(([name, rows]) => [name, rows.length]));
    expect(sizes).toMatchObject({
      actions: model.actions.length,
      vendors: model.vendors.length,
      jobs: model.jobs.length,
      invoices: model.register.length,
      distributions: model.register.flatMap((row) => row.distributions).length,
      alterations: model.alterations.length,
      merged_line_sources: 7,
      open_items: model.openItems.rows.length,
      warnings: 3,
      equations: 6,
      files: 3,
    });
    const json = JSON.parse(reportText(model, 'json')) as { register: Json[] };
    expect(json.register[2]).toMatchObject({
      invoice: 'AS-RET-01',
      amount: '0.00',
      retainage: '-12500.00',
      net: '12500.00',
    });
  });

  it('gives the same bytes for the same model', async () => {
    for (const format of ['text', 'json', 'html'] as const) {
      expect(reportText(notTiedFixture(), format)).toBe(reportText(notTiedFixture(), format));
    }
    expect(reportText(notTiedFixture(), 'csv')).toBe(reportText(notTiedFixture(), 'csv'));
  });
});

describe('what does not tie', () => {
  it('comes first, bold and red, with the sentence above it', () => {
    const html = reportText(notTiedFixture(), 'html');
    expect(html).toContain('<p class="verdict short">Short by 1,234.00.</p>');
    const opening = /<tbody class="[^"]*"><tr><th scope="row"><details><summary>[^<]*/g;
    const bodies = htmlSection(html, 'measures').match(opening) ?? [];
    expect(bodies[0]).toBe('<tbody class="fold out"><tr><th scope="row"><details><summary>Commitments');
    expect(bodies.slice(1).join('')).not.toContain('out');
    expect(html).toMatch(/\.out td[^}]*color: var\(--red\); font-weight: 700/);
    expect(htmlSection(html, 'equations')).toMatch(/<tbody><tr class="out"><td class="c-holds">NO<\/td>/);
  });

  it('is marked in text, and what fails is named', () => {
    const text = reportText(notTiedFixture(), 'text');
    expect(text).toContain('** Short by 1,234.00.');
    expect(text).toMatch(/CONTROL TOTALS\n.*\n[- ]+\n\*\* Commitments /);
    expect(text).toContain(
      '** declared control total of the file (commitments): expected 9112045.10, found 9110811.10',
    );
  });

  it('says one sentence and nothing in red when all ties', () => {
    const html = reportText(reportFixture(), 'html');
    expect(html).toContain('<p class="verdict tied">Tied out.</p>');
    expect(html).not.toContain('class="out"');
    expect(html).not.toContain('fold out');
  });

  it('lets a difference within the tolerance tie, and still shows it', () => {
    const model = notTiedFixture();
    const html = reportText({ ...model, head: { ...model.head, toleranceCents: 200_000 } }, 'html');
    expect(html).not.toContain('fold out');
    expect(html).toContain('(1,234.00)');
  });
});

describe('text of strangers', () => {
  it('is escaped in HTML, also in the title and in the style of the running foot', () => {
    const model = reportFixture();
    const evil = '</style></title><script>alert(1)</script>"\n}';
    const html = reportText({ ...model, head: { ...model.head, companyName: evil } }, 'html');
    expect(html).not.toMatch(/<script/i);
    expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &quot;quoted&quot;');
    expect(html.match(/<\/style>/g)).toHaveLength(1);
    expect(html).toContain("default-src 'none'");
  });

  it('is no formula in CSV, and a negative number is still a number', async () => {
    const model = reportFixture();
    const actions = model.actions.map((row, index) =>
      index === 0 ? { ...row, document: '@SUM(A1)', vendor: '\tx', job: '+1', reason: 'a "b", c\nd' } : row,
    );
    const sections = await csvSections({ ...model, actions });
    const rows = sections.get('actions') ?? [];
    expect(rows[0]).toMatchObject({ document: "'@SUM(A1)", vendor: "'\tx", job: "'+1", reason: 'a "b", c\nd' });
    expect(rows.map((row) => row['document'])).toContain(`'${NASTY_FORMULA}`);
    expect(rows.map((row) => row['document'])).toContain(NASTY_HTML);
    expect(rows.map((row) => row['amount'])).toContain('-3200.00');
    expect(rows.map((row) => row['to_type'])).toContain("'-1000.00 on the second row");
    const sources = sections.get('merged_line_sources') ?? [];
    expect(sources.map((row) => row['description'])).toContain("'-Back charge credit");
    expect(sources.map((row) => row['amount'])).toContain('-3000.00');
  });
});

describe('CSV', () => {
  it('has CRLF, the section in front, and one number of fields in every record', async () => {
    const text = reportText(readBackFixture(), 'csv');
    expect(text.replace(/\r\n/g, '')).not.toMatch(/\r/);
    const { data } = Papa.parse<string[]>(text, { skipEmptyLines: true });
    expect(new Set(data.map((record) => record.length)).size).toBe(1);
    expect(data[0]?.slice(0, 3)).toEqual(['section', 'name', 'value']);
  });

  it('comes in chunks however many rows there are', async () => {
    const model = reportFixture();
    const many = Array.from({ length: 4_000 }, () => model.actions)
      .flat()
      .slice(0, 4_000);
    let chunks = 0;
    for (const chunk of renderReport({ ...model, actions: many }, 'csv')) chunks += chunk === '' ? 0 : 1;
    expect(chunks).toBeGreaterThan(8);
  });
});

describe('JSON', () => {
  it('has money as text with two decimals and no key in cents', () => {
    const text = reportText(reportFixture(), 'json');
    expect(text).not.toMatch(/[cC]ents"/);
    const json = JSON.parse(text) as { head: Json; openItems: Json; vendors: Json[]; measures: Json[] };
    expect(json.head).toMatchObject({ tolerance: '0.00', shortBy: '0.00' });
    expect(json.openItems).toMatchObject({ held: { opening: { count: 15, amount: '271000.00' } } });
    expect(json.vendors[0]).toMatchObject({
      billedPercent: '55.68',
      original: { procore: '872800.00', loaded: '872800.00', sage: null },
      paid: { procore: null },
    });
    expect(json.measures[0]).toMatchObject({ unit: 'count', toLoad: 40 });
    expect(json.measures.at(-1)).toMatchObject({ unit: 'hours', toLoad: '888.50' });
  });
});

describe('three-way figures in HTML', () => {
  it('set Procore under a figure only where it differs, and say that Sage is not known', () => {
    const vendors = htmlSection(reportText(reportFixture(), 'html'), 'vendors');
    expect(vendors).toContain('Sage is –: no read-back has been taken.');
    expect(vendors).toContain('40,750.00<span class="p">P 79,500.00</span>');
    expect(vendors).toContain('43,800.00<span class="p same">P 43,800.00</span>');
    expect(vendors).not.toContain('class="s ');
    expect(vendors).toContain('Paid<small>L</small>');
    expect(vendors).toContain('Original<small>P L</small>');
  });

  it('set Sage under a figure where a read-back differs', () => {
    const vendors = htmlSection(reportText(readBackFixture(), 'html'), 'vendors');
    expect(vendors).toContain('215,000.00<span class="s">S 214,000.00</span>');
    expect(vendors).toContain('Original<small>P L S</small>');
  });
});

describe('an empty report', () => {
  it('says None in every section', () => {
    const html = reportText(emptyFixture(), 'html');
    const sections = Object.keys(SECTION_TITLES).map((key) => htmlSection(html, key));
    for (const text of sections) expect(text).toContain('<p class="none">None.</p>');
    expect(reportText(emptyFixture(), 'text')).toContain('ACTION LIST\nNone.');
  });
});

describe('a cut section', () => {
  it('says how many rows there are in all and where they are', () => {
    const model = { ...reportFixture(), cutSections: { vendors: 81_230, actions: 6_000 } };
    const html = reportText(model, 'html');
    expect(htmlSection(html, 'vendors')).toContain('20 of 81,230 rows are listed.');
    expect(html).toContain('Action list</a> <span class="count">6,000</span>');
    expect(reportText(model, 'text')).toContain('… 5,980 more actions');
  });
});

describe('text', () => {
  it('fits a terminal of 140 columns', () => {
    for (const model of [reportFixture(), notTiedFixture(), readBackFixture(), emptyFixture()]) {
      const widest = Math.max(
        ...reportText(model, 'text')
          .split('\n')
          .map((line) => line.length),
      );
      expect(widest).toBeLessThanOrEqual(140);
    }
  });

  it('lists twenty actions and counts the rest', () => {
    expect(reportText(reportFixture(), 'text')).toContain('… 5 more actions');
  });
});
