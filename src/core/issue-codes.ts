/**
 * The issue codes: what each does to a document, what it means, what to do, and who can do it.
 * Promise: the list is closed. What the machine itself gives stands here and is held to its use by test/tidy; what
 * rules, mappings and tables give stands in `rules/issue-codes.csv`; `Catalog.issueCodes` is both, and docs/ISSUES.md.
 * Does not: hold the message of an issue, which names the values seen.
 */
import { nearest } from './nearest.js';

export const fixers = ['accountant', 'project manager', 'administrator', 'vendor desk', 'nobody, it waits'] as const;
export type Fixer = (typeof fixers)[number];

/** `stops` a file, `holds` a document, lets it wait, `warns`, `excludes` documents or rows, or `alters` a value. */
export const effects = ['stops', 'holds', 'waits', 'warns', 'excludes', 'alters'] as const;
export type Effect = (typeof effects)[number];

export interface IssueRemedy {
  readonly effect: Effect;
  readonly whoFixes: Fixer;
  /** One line each. */
  readonly meaning: string;
  readonly remedy: string;
}

/** Every code a batch can give: the machine's and those of the definitions. */
export interface IssueCodes {
  /** In alphabetical order. */
  readonly names: readonly string[];
  /** Codes of `rules/issue-codes.csv` that no sample can show → why. */
  readonly withoutSample: ReadonlyMap<string, string>;
  /** Null for a code that is not in the list, as an older batch may hold. */
  remedyOf(code: string): IssueRemedy | null;
  /** What is wrong with a code in a definition; null when it is in the list. */
  problemOf(code: string): string | null;
}

const [ACCOUNTANT, PROJECT_MANAGER, ADMINISTRATOR, VENDOR_DESK] = fixers;

type Entry = readonly [effect: Effect, whoFixes: Fixer, meaning: string, remedy: string];

// prettier-ignore
const ENTRIES = {
  'approval.pending': ['waits', ACCOUNTANT, 'The document is right and the profile wants it accepted by a person.',
    'Read the report, then run with --accept auto.'],
  'budget-code.not-split': ['holds', PROJECT_MANAGER,
    'A budget or WBS code does not split into cost code and cost type.',
    'Type both, or mend the profile\'s budgetCodePattern.'],
  'cell.control-character': ['holds', PROJECT_MANAGER, 'A cell holds a character no text may have.',
    'Type the cell again.'],
  'cell.date-order': ['holds', PROJECT_MANAGER, 'A date that is one only in the other order of day and month.',
    'Type it as YYYY-MM-DD.'],
  'cell.error-value': ['holds', PROJECT_MANAGER, 'A cell of the workbook shows an Excel error.',
    'Type the value, and save the workbook again.'],
  'cell.formula-error': ['holds', PROJECT_MANAGER, 'A formula of the workbook shows an error.',
    'Repair the formula, or type the value.'],
  'cell.formula-without-value': ['holds', PROJECT_MANAGER, 'A formula whose result was never saved.',
    'Excel stores the result when it saves; that is what is read.'],
  'cell.given-twice': ['holds', ADMINISTRATOR, 'One value is given twice, and differently.', 'Leave one of them.'],
  'cell.merged': ['holds', PROJECT_MANAGER, 'A cell is merged into another and has no value of its own.',
    'Undo the merging in Excel and fill every cell.'],
  'cell.no-such-date': ['holds', PROJECT_MANAGER, 'A cell is shown as a date that no calendar has.',
    'Type the day as YYYY-MM-DD.'],
  'cell.not-a-date': ['holds', PROJECT_MANAGER, 'A text that is no date.', 'Type the day as YYYY-MM-DD.'],
  'cell.not-a-number': ['holds', PROJECT_MANAGER, 'A text that is no number.', 'Type a figure such as 1234.5.'],
  'cell.not-allowed': ['holds', PROJECT_MANAGER, 'A value the column may not have.',
    'Type one of the values the issue lists.'],
  'cell.not-an-integer': ['holds', PROJECT_MANAGER, 'A number with decimals, or a text, where a whole number belongs.',
    'Type a whole number.'],
  'cell.not-boolean': ['holds', PROJECT_MANAGER, 'A text that is neither yes nor no.', 'Type yes or no.'],
  'cell.not-money': ['holds', PROJECT_MANAGER, 'A text that is no amount of money.',
    'Type a figure such as 1,234.50 or (1,234.50).'],
  'cell.required': ['holds', PROJECT_MANAGER, 'A cell that every row needs is empty.', 'Type it in.'],
  'cell.too-large': ['holds', PROJECT_MANAGER, 'A number larger than any that is kept exactly.', 'Check the figure.'],
  'cell.too-long': ['holds', PROJECT_MANAGER, 'A cell with more text than any field takes.', 'Shorten it.'],
  'cell.too-many-decimals': ['holds', PROJECT_MANAGER,
    'A number with more decimals than its column keeps; nothing is rounded.', 'Type it with fewer decimals.'],
  'cell.unreadable': ['holds', PROJECT_MANAGER, 'A cell is stored in a way no value can be read from.',
    'Type it again, and save the workbook with Excel.'],
  'code.bad-character': ['holds', PROJECT_MANAGER, 'A code with a character its format does not have.',
    'Type it in the company\'s format.'],
  'code.excel-date': ['holds', PROJECT_MANAGER, 'Excel turned the code into a date.',
    'Set the column to Text in Excel and type the code again.'],
  'code.excel-number': ['holds', PROJECT_MANAGER, 'Excel turned the code into a rounded number.',
    'Set the column to Text in Excel and take the code from the source again.'],
  'code.outside-mask': ['holds', PROJECT_MANAGER, 'A code that does not have the company\'s format.',
    'Type it in that format; the issue shows the nearest.'],
  'code.too-long': ['holds', PROJECT_MANAGER, 'A code longer than Sage\'s field.', 'Shorten it.'],
  'code.without-sections': ['holds', PROJECT_MANAGER,
    'A code without its separators; where a section begins is never guessed.', 'Type it with its separators.'],
  'document.changed-after-loading': ['holds', ACCOUNTANT, 'A loaded document arrives changed.',
    'Enter a change order or a reversal, or set Procore back.'],
  'document.code-changed': ['holds', VENDOR_DESK,
    'What Sage has under one code arrives under another: Procore\'s id is the same.',
    'Type the code it has; if it was changed in Sage, correct tieout.crosswalk.'],
  'document.code-taken': ['holds', VENDOR_DESK, 'The code belongs to another of Procore\'s ids and would overwrite it.',
    'Give it a code of its own; if both are one, add its id to tieout.crosswalk.'],
  'document.differs-between-files': ['holds', ADMINISTRATOR,
    'Two files of one batch hold the document with different content.',
    'Deliver it once, or make the copies equal.'],
  'document.header-disagrees': ['holds', PROJECT_MANAGER, 'Rows of one document give different header values.',
    'Give every row the same, or another number.'],
  'document.missing-from-full-extract': ['warns', ACCOUNTANT,
    'A loaded document is missing from a file that always holds everything.',
    'If it was deleted in Procore, reverse it in Sage; else ask why the export lacks it.'],
  'document.named-differently': ['holds', PROJECT_MANAGER,
    'Rows of one document name it by code here and by name or id there.', 'Name it in one way in all its rows.'],
  'document.number-shared': ['warns', ACCOUNTANT, 'Two documents of one customer have one number in Sage.',
    'Give one of them another number, or set the job before it (arInvoiceNumber).'],
  'document.number-used': ['holds', ACCOUNTANT, 'Two documents would have one number in Sage.',
    'Give one of them another number.'],
  'document.row-withdrawn': ['warns', ACCOUNTANT,
    'A row that was held without a key came again with one, or is missing from the newer file.',
    'If it is still meant and not loaded, deliver it again with its key.'],
  'document.withdrawn-after-loading': ['holds', ACCOUNTANT, 'A loaded document is void, rejected or a draft again.',
    'Reverse it in Sage, or set it back in Procore.'],
  'file.ambiguous-dataset': ['stops', ADMINISTRATOR, 'The columns fit two datasets equally well.',
    'Name the dataset with --dataset, or in the file name.'],
  'file.binary': ['stops', ADMINISTRATOR, 'The file is no text.', 'Export it again as CSV, JSON or a workbook.'],
  'file.cell-too-long': ['stops', ADMINISTRATOR, 'A cell longer than any text; a quote is probably missing.',
    'Correct the quotes, or export it again.'],
  'file.column-passed-over': ['warns', ADMINISTRATOR,
    'Two headers mean one column; the one that fits less was left out.',
    'Remove one of them.'],
  'file.control-total-differs': ['stops', ADMINISTRATOR, 'The rows do not add up to the file\'s own total row.',
    'Export the file again.'],
  'file.duplicate-column': ['stops', ADMINISTRATOR, 'Two headers mean one column.', 'Remove or rename one of them.'],
  'file.empty': ['stops', ADMINISTRATOR, 'The file is empty.', 'Export it again, or leave it out.'],
  'file.encoding': ['stops', ADMINISTRATOR, 'The file\'s characters cannot be read.', 'Save it as UTF-8.'],
  'file.encoding-guessed': ['warns', ADMINISTRATOR, 'The file is no UTF-8 and was read as Windows-1252.',
    'Save it as UTF-8 where names look wrong.'],
  'file.hidden-rows': ['warns', ADMINISTRATOR, 'The sheet has hidden rows, which were read.',
    'Remove them where they are not meant.'],
  'file.hidden-sheet': ['warns', ADMINISTRATOR, 'The workbook has a hidden sheet.',
    'Remove it, or show it, so that it is clear what was sent.'],
  'file.hostile': ['stops', ADMINISTRATOR, 'The file would need more memory than an honest one.',
    'Save the workbook again with Excel.'],
  'file.json-names-left-out': ['warns', ADMINISTRATOR, 'Names of the JSON that no dataset knows were left out.',
    'Nothing, unless one of them is needed.'],
  'file.json-record-too-large': ['stops', ADMINISTRATOR, 'A JSON record larger than any document.', 'Export it again.'],
  'file.json-shape': ['stops', ADMINISTRATOR, 'The JSON is no list of objects.',
    'Send an array of objects, or one object a line.'],
  'file.json-string-too-long': ['stops', ADMINISTRATOR, 'A JSON text longer than any cell.', 'Export it again.'],
  'file.json-too-deep': ['stops', ADMINISTRATOR, 'JSON nested deeper than Procore\'s.', 'Export it again.'],
  'file.merged-header': ['warns', ADMINISTRATOR, 'Header cells of the sheet are merged.',
    'Give every column its own header.'],
  'file.missing-column': ['stops', ADMINISTRATOR, 'A column that the dataset needs is missing.',
    'Export the file with that column.'],
  'file.no-dataset': ['stops', ADMINISTRATOR, 'The columns fit no dataset.',
    'Give the columns the names of the dataset, or name it with --dataset.'],
  'file.no-header': ['stops', ADMINISTRATOR, 'No row of the file looks like a header.',
    'Put the column names into the first row.'],
  'file.no-records': ['warns', ADMINISTRATOR, 'The list of the file is empty.',
    'Nothing, unless records were expected.'],
  'file.not-a-workbook': ['stops', ADMINISTRATOR, 'The workbook is damaged.', 'Save it again with Excel.'],
  'file.not-json': ['stops', ADMINISTRATOR, 'The file is no JSON.', 'Export it again.'],
  'file.old-excel': ['stops', ADMINISTRATOR, 'A workbook of Excel 97–2003.', 'Save it as .xlsx.'],
  'file.password-protected': ['stops', ADMINISTRATOR, 'The workbook is locked with a password.',
    'Save it without one.'],
  'file.row-too-long': ['stops', ADMINISTRATOR, 'A row longer than any; a line end is probably missing.',
    'Export the file again.'],
  'file.sheet-without-header': ['warns', ADMINISTRATOR, 'A sheet without a header was left out.',
    'Put the column names into its first row where it holds data.'],
  'file.title-rows': ['warns', ADMINISTRATOR, 'Rows above the header were passed over.',
    'Nothing, unless they hold data.'],
  'file.too-large': ['stops', ADMINISTRATOR, 'The file is larger than the limit.', 'Split it.'],
  'file.too-many-columns': ['stops', ADMINISTRATOR, 'The file has more columns than any extract.',
    'Export it again with fewer.'],
  'file.total-not-checked': ['warns', ADMINISTRATOR, 'A total row, or a cell it adds up, cannot be read.',
    'Correct the cell that the issue names.'],
  'file.unbalanced-quote': ['stops', ADMINISTRATOR, 'A quote that is never closed might swallow rows.',
    'Correct the quotes of that cell.'],
  'file.unknown-column': ['warns', ADMINISTRATOR, 'A column the dataset does not know was left out.',
    'Nothing, unless it is needed: then correct its name.'],
  'file.unknown-format': ['stops', ADMINISTRATOR, 'The file is neither text nor a workbook.',
    'Export it as CSV, JSON or a workbook.'],
  'file.unreadable': ['stops', ADMINISTRATOR, 'The file may not be read, or is none.',
    'Let the user that runs tieout read it.'],
  'file.unused-constant': ['warns', ADMINISTRATOR, 'A column given with --set stands in the file, which is believed.',
    'Leave the option away, or remove the column.'],
  'invoice.mixed-coding': ['holds', ACCOUNTANT, 'The invoice bills several codings, and the profile holds that.',
    'Split the invoice, or change summarization.onMixedCoding.'],
  'invoice.over-billed': ['warns', PROJECT_MANAGER, 'A commitment line is billed beyond its revised amount.',
    'Check the change orders, or the billing.'],
  'invoice.possible-duplicate': ['warns', ACCOUNTANT, 'Two invoices of one vendor look like one.',
    'Make sure it is not paid twice.'],
  'invoice.retainage-over-released': ['warns', ACCOUNTANT, 'More retainage is released than is held.',
    'Check what was released before.'],
  'invoice.several-commitment-lines': ['holds', ACCOUNTANT,
    'Lines of one coding bill several commitment lines, and the profile holds that.',
    'Bill one line per coding, or change summarization.onSeveralCommitmentLines.'],
  'line.duplicate': ['holds', PROJECT_MANAGER, 'Two lines of one document have one identity.',
    'Renumber one of them, or remove it if it is a copy.'],
  'line.numbered-by-file-order': ['warns', ADMINISTRATOR,
    'Lines without number or id are numbered in the order of the file.', 'Add the column line_number.'],
  'row.too-few-cells': ['holds', ADMINISTRATOR, 'A row with fewer cells than the header.',
    'Correct the row, or export the file again.'],
  'row.too-many-cells': ['holds', ADMINISTRATOR, 'A row with more cells than the header.',
    'Correct the row, or export the file again.'],
  'target.too-large': ['holds', ACCOUNTANT, 'An amount larger than Sage\'s field.', 'Check the figure.'],
  'target.too-long': ['holds', ACCOUNTANT, 'A text longer than Sage\'s field.', 'Shorten it.'],
  'value.bad-format': ['holds', PROJECT_MANAGER, 'A text that does not have the form its column needs.',
    'Type it in that form.'],
  'value.not-allowed': ['holds', PROJECT_MANAGER, 'A value the column may not have.', 'Type one the issue lists.'],
  'value.out-of-range': ['holds', PROJECT_MANAGER, 'A number outside its limits.', 'Check the figure.'],
  'value.too-long': ['holds', PROJECT_MANAGER, 'A text longer than Sage\'s field.',
    'Shorten a text; type a code as it is to stand in Sage.'],
  'value.too-many-digits': ['holds', PROJECT_MANAGER, 'A number with more digits than Sage\'s field.',
    'Check the figure.'],
  'value.too-short': ['holds', PROJECT_MANAGER, 'A text shorter than its column needs.', 'Type it in full.'],
  'vendor.insurance-lapsed': ['warns', VENDOR_DESK, 'A vendor\'s insurance has expired, or none is on file.',
    'Ask for the certificate before paying.'],
  'vendor.possible-duplicate': ['warns', VENDOR_DESK, 'Two companies have one name but for legal form and punctuation.',
    'If they are one, merge them in Procore.'],
} as const satisfies Readonly<Record<string, Entry>>;

/** A code the machine gives by itself. */
export type IssueCodeName = keyof typeof ENTRIES;

export const machineCodes = Object.keys(ENTRIES) as readonly IssueCodeName[];

function machineRemedy(code: string): IssueRemedy | null {
  if (!Object.hasOwn(ENTRIES, code)) return null;
  const [effect, whoFixes, meaning, remedy] = ENTRIES[code as IssueCodeName] as Entry;
  return { effect, whoFixes, meaning, remedy };
}

/** The machine's codes and those that the definitions list. */
export function joinIssueCodes(
  listed: ReadonlyMap<string, IssueRemedy>,
  withoutSample: ReadonlyMap<string, string> = new Map(),
): IssueCodes {
  const remedyOf = (code: string): IssueRemedy | null => listed.get(code) ?? machineRemedy(code);
  const names = [...new Set([...machineCodes, ...listed.keys()])].sort();
  const problemOf = (code: string): string | null => {
    if (remedyOf(code) !== null) return null;
    const near = nearest(code, names, 1)[0];
    const meant = near === undefined ? ';' : `; did you mean "${near}"?`;
    return `no issue code "${code}"${meant} a new one is a row in rules/issue-codes.csv`;
  };
  return { names, withoutSample, remedyOf, problemOf };
}
