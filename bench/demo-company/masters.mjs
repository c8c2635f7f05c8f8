/**
 * Vendors, jobs, extras and their cost codes, as a model that the documents are built from, and as rows.
 * Promise: codes unique, names unique after legal suffixes, every width within Sage's.
 * Does not: spell values as a file would.
 */
import { addDays, addMonths } from './amounts.mjs';
import { FAMILIES, INSURERS, JOB_NAMES, STREETS, SUB_JOBS, SUFFIXES, TOWNS } from './names.mjs';
import { CATEGORIES, DIVISIONS, GENERAL_CODES, STANDARD_CODES, SUPPLIERS, TRADES } from './standard-codes.mjs';

const CONSULTANT = { name: 'Engineer', firm: 'Engineering', type: 'Consultant', scopes: null };
const VENDOR_KINDS = [...TRADES, ...SUPPLIERS, ...TRADES, CONSULTANT];
export const POLICY_TYPES = ['General Liability', 'Automobile', "Workers' Compensation", 'Umbrella'];
const POLICY_LIMITS = [100_000_000, 100_000_000, 50_000_000, 500_000_000];

/** At least one vendor of each trade and each supply, whatever is asked for. */
export function makeVendors(random, count) {
  const codes = new Set();
  return Array.from({ length: Math.max(count, TRADES.length + SUPPLIERS.length) }, (_, index) => {
    const kind = VENDOR_KINDS[index % VENDOR_KINDS.length];
    const round = Math.floor(index / FAMILIES.length);
    const family = FAMILIES[index % FAMILIES.length];
    const [city, zip] = random.pick(TOWNS);
    const base = family.toUpperCase().slice(0, 8);
    let code = base;
    for (let twin = 2; codes.has(code); twin++) code = `${base.slice(0, 10 - String(twin).length)}${twin}`;
    codes.add(code);
    return {
      code,
      name: nameOf(`${family}${round > 0 ? ` ${round + 1}` : ''}`, kind.firm, SUFFIXES[index % SUFFIXES.length]),
      kind,
      type: kind.type,
      typeGiven: index % 9 !== 4,
      trade: kind.name,
      procoreId: String(562_949_954_720_000 + index * 17),
      address1: `${random.between(100, 4900)} ${random.pick(STREETS)}`,
      address2: random.chance(0.25) ? `Suite ${random.between(1, 40) * 10}` : '',
      city,
      zip,
      phone: `(336) 555-0${random.between(100, 199)}`,
      email: `ap@${family.toLowerCase()}.example`,
      invoiceStyle: index % 4,
      lastInvoice: random.between(40, 900),
      insured: kind.type !== 'Consultant',
    };
  });
}

/** Sage holds 30 characters of a name; a suffix goes first, then what the firm does. */
function nameOf(family, firm, suffix) {
  return [`${family} ${firm}${suffix}`, `${family} ${firm}`, `${family}${suffix}`].find((name) => name.length <= 30);
}

export function makeProjects(random, sizes) {
  return Array.from({ length: sizes.projects }, (_, index) => {
    const [city, zip] = TOWNS[index % TOWNS.length];
    const start = addMonths('2026-01-05', random.between(0, 7));
    const project = {
      number: `${26 + Math.floor(index / 899)}-${101 + (index % 899)}`,
      name: JOB_NAMES[index] ?? `${FAMILIES[index % FAMILIES.length]} Campus ${index + 1}`,
      procoreId: String(598_134_325_841_000 + index * 11),
      city,
      zip,
      address1: `${random.between(10, 990)} ${STREETS[index % STREETS.length]}`,
      start,
      completion: addDays(start, random.between(300, 620)),
      subJobs: (index % 3 === 0 && index / 3 < sizes.projectsWithSubJobs
        ? SUB_JOBS[(index / 3) % SUB_JOBS.length]
        : []
      ).map(([code, name]) => ({ code, name })),
      codes: new Map(),
      commitments: [],
    };
    for (const [code, type] of GENERAL_CODES) needCode(project, '', code, type);
    for (const subJob of project.subJobs) needCode(project, subJob.code, '01-320', 'L');
    return project;
  });
}

/** Puts a cost code with a cost type on a job (or its extra), once. */
export function needCode(project, subJob, code, type) {
  const key = `${subJob}|${code}`;
  const entry = project.codes.get(key) ?? { subJob, code, types: [] };
  if (!STANDARD_CODES.has(code)) throw new Error(`no standard cost code ${code}`);
  if (!entry.types.includes(type)) entry.types.push(type);
  project.codes.set(key, entry);
}

/** A job's codes, base job first, in the order of the code. */
export function codesOf(project) {
  return [...project.codes.values()].sort((a, b) =>
    a.subJob === b.subJob ? (a.code < b.code ? -1 : 1) : a.subJob < b.subJob ? -1 : 1,
  );
}

// ----------------------------------------------------------------------------------------------------- rows

export function standardRows() {
  const codes = DIVISIONS.flatMap(([division, name]) => [
    { cost_code: `${division}-000`, description: name, group_cost_code: 'Yes' },
    ...[...STANDARD_CODES]
      .filter(([code]) => code.startsWith(`${division}-`))
      .map(([code, description]) => ({ cost_code: code, description, group_cost_code: 'No' })),
  ]);
  return {
    'standard-cost-codes': codes,
    'standard-categories': CATEGORIES.map(([category, description, accumulation]) => ({
      category,
      description,
      accumulation,
    })),
    'vendor-types': [
      ['Subcontractor', 'Labor and material'],
      ['Supplier', 'Material only'],
      ['Equipment rental', 'Rental'],
      ['Professional', 'Design and testing'],
      ['Utility', 'Power, water, gas'],
      ['Government', 'Permits and fees'],
      ['Insurance', 'Brokers and carriers'],
    ].map(([vendor_type, description]) => ({ vendor_type, description })),
    'tax-groups': [
      ['NCGUIL', 'Guilford County sales and use', '6.75'],
      ['NCDURH', 'Durham County sales and use', '7.50'],
      ['NCEXMP', 'Exempt', '0.00'],
    ].map(([tax_group, description, rate]) => ({ tax_group, description, rate })),
    'gl-accounts': [
      ['1000', 'Cash, operating'],
      ['1200', 'Accounts receivable'],
      ['1210', 'Retainage receivable'],
      ['2000', 'Accounts payable'],
      ['2010', 'Retainage payable'],
      ['2300', 'Sales and use tax payable'],
      ['4000', 'Contract revenue'],
      ['5000', 'Job cost, labor'],
      ['5100', 'Job cost, material'],
      ['5200', 'Job cost, equipment'],
      ['5300', 'Job cost, subcontract'],
      ['5400', 'Job cost, other'],
    ].map(([account, title]) => ({ account, title })),
  };
}

export function companyRow(vendor) {
  return {
    vendor_code: vendor.code,
    name: vendor.name,
    vendor_type: vendor.typeGiven ? vendor.type : '',
    trade: vendor.trade,
    address_1: vendor.address1,
    address_2: vendor.address2,
    city: vendor.city,
    state: 'NC',
    zip: vendor.zip,
    country: 'US',
    phone: vendor.phone,
    email: vendor.email,
    is_active: 'Yes',
    procore_id: vendor.procoreId,
  };
}

export function insuranceRows(random, vendor) {
  if (!vendor.insured) return [];
  const provider = random.pick(INSURERS);
  const effective = `2026-0${random.between(1, 8)}-01`;
  return POLICY_TYPES.map((insurance_type, index) => ({
    vendor_code: vendor.code,
    insurance_type,
    provider,
    policy_number: `${['GL', 'BAP', 'WC', 'UMB'][index]}${random.between(100_000, 999_999)}-26`,
    effective_date: effective,
    expiration_date: addMonths(effective, 12),
    limit: `${POLICY_LIMITS[index] / 100}.00`,
  }));
}

export function projectRows(projects) {
  return {
    projects: projects.map((project) => ({
      project_number: project.number,
      name: project.name,
      address_1: project.address1,
      city: project.city,
      state: 'NC',
      zip: project.zip,
      start_date: project.start,
      completion_date: project.completion,
      is_active: 'Yes',
      procore_id: project.procoreId,
    })),
    'sub-jobs': projects.flatMap((project) =>
      project.subJobs.map((subJob) => ({ project_number: project.number, sub_job: subJob.code, name: subJob.name })),
    ),
    'project-cost-codes': projects.flatMap((project) =>
      codesOf(project).flatMap((entry) =>
        entry.types.map((type) => ({
          project_number: project.number,
          sub_job: entry.subJob,
          cost_code: entry.code,
          description: STANDARD_CODES.get(entry.code),
          cost_type: type,
        })),
      ),
    ),
  };
}
