/**
 * The two trees of the report fixture, built from their lines so that every subtotal is the sum below it.
 * Does not: know Sage; every `sageCents` is null until `readBackFixture` fills it.
 */
import type { JobNode, ThreeWay, VendorNode } from '../../src/core/report-model.js';

/** Line number, description, original, changes, billed in Procore, billed loaded, retainage, paid. */
type LineSeed = [number, string, number, number, number, number, number, number];
interface CommitmentSeed {
  commitment: string;
  title: string;
  lines: LineSeed[];
}
interface VendorSeed {
  vendor: string;
  vendorName: string;
  commitments: CommitmentSeed[];
}

const VENDORS: VendorSeed[] = [
  {
    vendor: 'ACME01',
    vendorName: 'Acme Structural Steel LLC',
    commitments: [
      {
        commitment: 'PO-24101-07',
        title: 'Metal decking',
        lines: [
          [1, 'Deck, 3 in composite', 4_200_000, 0, 1_856_000, 1_856_000, 0, 0],
          [2, 'Freight', 180_000, 0, 0, 0, 0, 0],
        ],
      },
      {
        commitment: 'SC-24101-01',
        title: 'Structural steel',
        lines: [
          [1, 'Columns and beams', 62_500_000, 2_000_000, 41_200_000, 41_200_000, 2_870_000, 21_500_000],
          [2, 'Connections', 12_000_000, 0, 4_250_000, 4_250_000, 425_000, 0],
          [3, 'Roof framing', 8_400_000, -350_000, 2_210_050, 2_210_050, 221_005, 0],
        ],
      },
    ],
  },
  {
    vendor: 'BAYC02',
    vendorName: 'Bay Cities Concrete, Inc.',
    commitments: [
      {
        commitment: 'SC-24101-02',
        title: 'Foundations and slab',
        lines: [
          [1, 'Foundations', 38_000_000, 1_250_000, 33_292_575, 33_292_575, 3_329_257, 20_000_000],
          [2, 'Finish and cure elevated slabs', 6_600_000, 0, 1_144_000, 1_144_000, 114_400, 0],
        ],
      },
      {
        commitment: 'SC-24115-01',
        title: 'Site concrete',
        lines: [[1, 'Curbs and walks', 15_200_000, 0, 7_950_000, 4_075_000, 407_500, 0]],
      },
    ],
  },
  {
    vendor: 'NORT07',
    vendorName: 'Northside Electric & Controls',
    commitments: [
      {
        commitment: 'PO-24115-02',
        title: 'Switchgear',
        lines: [[1, 'Main switchgear', 12_400_000, 0, 12_400_000, 12_400_000, 0, 0]],
      },
      {
        commitment: 'SC-24101-03',
        title: 'Power and lighting',
        lines: [
          [1, 'Power distribution', 28_750_000, 0, 14_353_456, 14_230_000, 1_423_000, 7_200_000],
          [2, 'Tenant lighting', 7_300_050, 640_000, 1_980_025, 1_980_025, 198_003, 0],
        ],
      },
    ],
  },
];

const VENDOR_KEYS = [
  'original',
  'approvedChanges',
  'revised',
  'billedToDate',
  'retainageHeld',
  'paid',
  'balance',
] as const;
type VendorFigures = Pick<VendorNode, (typeof VENDOR_KEYS)[number]>;

function three(loadedCents: number, procoreCents: number | null = loadedCents): ThreeWay {
  return { procoreCents, loadedCents, sageCents: null };
}

function sumOf<Key extends string>(
  keys: readonly Key[],
  parts: readonly Record<Key, ThreeWay>[],
): Record<Key, ThreeWay> {
  return Object.fromEntries(
    keys.map((key) => {
      const figures = parts.map((part) => part[key]);
      const procore = figures.map((figure) => figure.procoreCents);
      return [
        key,
        three(
          figures.reduce((total, figure) => total + figure.loadedCents, 0),
          procore.includes(null) ? null : procore.reduce<number>((total, cents) => total + (cents ?? 0), 0),
        ),
      ];
    }),
  ) as Record<Key, ThreeWay>;
}

function percentOf(figures: VendorFigures): { billedPercentHundredths: number | null } {
  const revised = figures.revised.loadedCents;
  return {
    billedPercentHundredths: revised === 0 ? null : Math.round((figures.billedToDate.loadedCents * 10_000) / revised),
  };
}

function lineFigures([, , original, changes, billedInProcore, billed, retainage, paid]: LineSeed): VendorFigures {
  const revised = original + changes;
  return {
    original: three(original),
    approvedChanges: three(changes),
    revised: three(revised),
    billedToDate: three(billed, billedInProcore),
    retainageHeld: three(retainage),
    paid: three(paid, null),
    balance: three(revised - billed, revised - billedInProcore),
  };
}

export function vendorNodes(): VendorNode[] {
  return VENDORS.flatMap(({ vendor, vendorName, commitments }) => {
    const below = commitments.flatMap(({ commitment, title, lines }) => {
      const nodes = lines.map((seed): VendorNode => {
        const figures = lineFigures(seed);
        return {
          vendor,
          vendorName,
          commitment,
          title,
          line: seed[0],
          description: seed[1],
          ...figures,
          ...percentOf(figures),
        };
      });
      const figures = sumOf(VENDOR_KEYS, nodes);
      return [
        { vendor, vendorName, commitment, title, line: null, description: null, ...figures, ...percentOf(figures) },
        ...nodes,
      ];
    });
    const figures = sumOf(
      VENDOR_KEYS,
      below.filter((node) => node.line === null),
    );
    return [
      {
        vendor,
        vendorName,
        commitment: null,
        title: null,
        line: null,
        description: null,
        ...figures,
        ...percentOf(figures),
      },
      ...below,
    ];
  });
}

/** Cost code, description, category, estimate, its changes, commitment, its changes, invoiced in Procore, loaded. */
type CodeSeed = [string, string, string, number, number, number, number, number, number];
const JOBS: {
  job: string;
  jobName: string;
  extras: { extra: string; description: string | null; codes: CodeSeed[] }[];
}[] = [
  {
    job: '24-101',
    jobName: 'Harbor Point Tower',
    extras: [
      {
        extra: '',
        description: null,
        codes: [
          [
            '03-300',
            'Cast-in-place concrete',
            'S',
            39_500_000,
            1_250_000,
            38_000_000,
            1_250_000,
            33_292_575,
            33_292_575,
          ],
          ['03-350', 'Concrete finishing', 'S', 6_600_000, 0, 6_600_000, 0, 1_144_000, 1_144_000],
          ['05-120', 'Structural steel', 'L', 2_400_000, 0, 0, 0, 0, 0],
          ['05-120', 'Structural steel', 'S', 76_000_000, 2_000_000, 74_500_000, 2_000_000, 45_450_000, 45_450_000],
          ['05-300', 'Metal decking', 'M', 4_500_000, -120_075, 4_380_000, 0, 1_856_000, 1_856_000],
          ['26-050', 'Electrical, common work', 'S', 29_000_000, 0, 28_750_000, 0, 14_353_456, 14_230_000],
        ],
      },
      {
        extra: 'ROOF',
        description: 'Roof screen',
        codes: [['05-300', 'Metal decking', 'S', 8_400_000, -350_000, 8_400_000, -350_000, 2_210_050, 2_210_050]],
      },
      {
        extra: 'TI-200',
        description: 'Tenant improvement 200',
        codes: [['26-500', 'Lighting', 'S', 8_000_000, 640_000, 7_300_050, 640_000, 1_980_025, 1_980_025]],
      },
    ],
  },
  {
    job: '24-115',
    jobName: 'Mission Creek Library',
    extras: [
      {
        extra: '',
        description: null,
        codes: [
          ['03-300', 'Cast-in-place concrete', 'S', 15_500_000, 0, 15_200_000, 0, 7_950_000, 4_075_000],
          ['26-200', 'Low-voltage transmission', 'M', 12_400_000, 0, 12_400_000, 0, 12_400_000, 12_400_000],
        ],
      },
    ],
  },
  {
    job: '24-118',
    jobName: 'Union Street Garage',
    extras: [
      { extra: '', description: null, codes: [['03-300', 'Cast-in-place concrete', 'S', 22_000_000, 0, 0, 0, 0, 0]] },
    ],
  },
];

const JOB_KEYS = [
  'originalEstimate',
  'approvedChanges',
  'totalEstimate',
  'originalCommitment',
  'approvedCommitmentChanges',
  'revisedCommitment',
  'invoiced',
  'openCommitment',
] as const;
type JobFigures = Pick<JobNode, (typeof JOB_KEYS)[number]>;

function codeFigures([, , , estimate, changes, commitment, orders, invoicedInProcore, invoiced]: CodeSeed): JobFigures {
  const revised = commitment + orders;
  return {
    originalEstimate: three(estimate),
    approvedChanges: three(changes),
    totalEstimate: three(estimate + changes),
    originalCommitment: three(commitment),
    approvedCommitmentChanges: three(orders),
    revisedCommitment: three(revised),
    invoiced: three(invoiced, invoicedInProcore),
    openCommitment: three(revised - invoiced, revised - invoicedInProcore),
  };
}

export function jobNodes(): JobNode[] {
  return JOBS.flatMap(({ job, jobName, extras }) => {
    const below = extras.flatMap(({ extra, description, codes }) => {
      const codesOnce = [...new Set(codes.map((seed) => seed[0]))];
      const nodes = codesOnce.flatMap((costCode) => {
        const categories = codes
          .filter((seed) => seed[0] === costCode)
          .map((seed): JobNode => ({
            job,
            jobName,
            extra,
            costCode,
            category: seed[2],
            description: null,
            ...codeFigures(seed),
          }));
        const words = codes.find((seed) => seed[0] === costCode)?.[1] ?? null;
        return [
          { job, jobName, extra, costCode, category: null, description: words, ...sumOf(JOB_KEYS, categories) },
          ...categories,
        ];
      });
      const figures = sumOf(
        JOB_KEYS,
        nodes.filter((node) => node.category === null),
      );
      return [{ job, jobName, extra, costCode: null, category: null, description, ...figures }, ...nodes];
    });
    const figures = sumOf(
      JOB_KEYS,
      below.filter((node) => node.costCode === null),
    );
    return [{ job, jobName, extra: null, costCode: null, category: null, description: null, ...figures }, ...below];
  });
}
