/**
 * Invented names of a contractor's world in the Piedmont of North Carolina: towns are real, everything else is made up.
 * Promise: no name of a firm, street or person stands for a real one; names fit Sage's widths.
 */
export const COMPANY_NAME = 'Tadlock Fennimore Builders, Inc.';

export const FAMILIES = [
  'Quillby',
  'Brackwell',
  'Dunmere',
  'Ostervold',
  'Penhallow',
  'Larkstone',
  'Marchbanks',
  'Hollisford',
  'Wexcombe',
  'Calloran',
  'Thistlewood',
  'Ambry',
  'Gantree',
  'Rudderow',
  'Stavenger',
  'Yarbrook',
  'Nettlecombe',
  'Orrison',
  'Vandermoor',
  'Cobblesford',
  'Delmarre',
  'Farrowdale',
  'Gillespy',
  'Harkrider',
  'Inglefield',
  'Jessamine',
  'Kirkbride',
  'Lindavale',
  'Moorcroft',
  'Northaven',
  'Pickerell',
  'Ravensmith',
  'Sablewood',
  'Tuckerman',
  'Underlake',
  'Valebrook',
  'Wrenfield',
  'Ashgrove',
  'Birchmoor',
  'Castlemere',
];

export const SUFFIXES = [', Inc.', ', LLC', ' Co.', ' Corp.', ''];

export const TOWNS = [
  ['Greensboro', '27401'],
  ['Winston-Salem', '27101'],
  ['High Point', '27260'],
  ['Burlington', '27215'],
  ['Durham', '27701'],
  ['Asheboro', '27203'],
  ['Lexington', '27292'],
  ['Reidsville', '27320'],
];

export const STREETS = [
  'Old Kiln Road',
  'Tannery Street',
  'Sawtooth Lane',
  'Millrace Drive',
  'Depot Street',
  'Foundry Way',
  'Copperhead Road',
  'Loom Street',
  'Quarry Park Drive',
  'Switchyard Avenue',
];

export const JOB_NAMES = [
  'Deep River Elementary School',
  'Haw Crossing Medical Office',
  'Loomworks Lofts',
  'Café Lindenau Tenant Upfit',
  'Foundry Street Parking Deck',
  'Millrace Branch Library',
  'Sedgefield Fire Station 9',
  'Kernel Creek Distribution Ctr',
  'Alder Ridge Senior Living',
  'Tannery Row Retail, Phase 2',
  'Quarry Park Natatorium',
  'Reedy Fork Water Plant Admin',
];

export const SUB_JOBS = [
  [
    ['BLDG-A', 'Building A'],
    ['BLDG-B', 'Building B'],
  ],
  [
    ['SITE', 'Site and Utilities'],
    ['UPFIT', 'Suite 200 Upfit'],
  ],
  [
    ['PH-2', 'Phase 2 Addition'],
    ['GARAGE', 'Parking Garage'],
  ],
  [
    ['NATATORIUM', 'Pool Hall'],
    ['LOCKERS', 'Locker Rooms'],
  ],
];

export const INSURERS = [
  'Haw River Mutual',
  'Uwharrie Surety & Casualty',
  'Sandhill Indemnity Co.',
  'Old Catawba Insurance',
  'Blue Heron Assurance',
];

export const CONTRACT_ITEMS = [
  'General conditions',
  'Sitework',
  'Structure',
  'Envelope',
  'Interiors',
  'Mechanical and electrical',
  'Specialties',
  'Fee',
];

export const CREW = [
  ['E1001', 'CARP'],
  ['E1002', 'CARP'],
  ['E1003', 'LAB'],
  ['E1004', 'LAB'],
  ['E1005', 'FOREMAN'],
  ['E1006', 'OPER'],
  ['E1007', 'CARP'],
  ['E1008', 'LAB'],
  ['E1009', 'SUPT'],
  ['E1010', 'CARP'],
];
