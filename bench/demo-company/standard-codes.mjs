/**
 * The demo company's standard cost codes (mask `99-999`, division `99-000`), cost types, trades and suppliers.
 * Promise: every code a trade or a supplier uses stands in `STANDARD_CODES`; descriptions fit Sage's 30 characters.
 * Does not: know jobs or vendors.
 */
export const DIVISIONS = [
  ['01', 'General Requirements'],
  ['02', 'Existing Conditions'],
  ['03', 'Concrete'],
  ['04', 'Masonry'],
  ['05', 'Metals'],
  ['06', 'Wood, Plastics & Composites'],
  ['07', 'Thermal & Moisture Protection'],
  ['08', 'Openings'],
  ['09', 'Finishes'],
  ['10', 'Specialties'],
  ['21', 'Fire Suppression'],
  ['22', 'Plumbing'],
  ['23', 'HVAC'],
  ['26', 'Electrical'],
  ['31', 'Earthwork'],
  ['32', 'Exterior Improvements'],
  ['33', 'Utilities'],
];

export const CATEGORIES = [
  ['L', 'Labor', 'Labor'],
  ['M', 'Material', 'Material'],
  ['E', 'Equipment', 'Equipment'],
  ['S', 'Subcontract', 'Subcontract'],
  ['O', 'Other', 'Other'],
];

export const STANDARD_CODES = new Map([
  ['01-310', 'Project Management'],
  ['01-320', 'Superintendence'],
  ['01-500', 'Temporary Facilities'],
  ['01-540', 'Equipment Rental'],
  ['01-740', 'Final Cleaning'],
  ['01-900', 'Contingency'],
  ['02-410', 'Selective Demolition'],
  ['03-100', 'Formwork'],
  ['03-200', 'Reinforcing Steel'],
  ['03-300', 'Footings'],
  ['03-350', 'Slab on Grade'],
  ['04-200', 'Unit Masonry'],
  ['04-720', 'Cast Stone'],
  ['05-120', 'Structural Steel'],
  ['05-310', 'Steel Deck'],
  ['05-510', 'Stairs and Railings'],
  ['06-100', 'Rough Carpentry'],
  ['06-200', 'Finish Carpentry'],
  ['06-400', 'Architectural Woodwork'],
  ['07-210', 'Insulation'],
  ['07-520', 'Membrane Roofing'],
  ['07-620', 'Flashing and Sheet Metal'],
  ['08-110', 'Doors and Frames'],
  ['08-410', 'Storefront'],
  ['08-710', 'Door Hardware'],
  ['08-800', 'Glazing'],
  ['09-250', 'Gypsum Board'],
  ['09-300', 'Tile'],
  ['09-510', 'Acoustical Ceilings'],
  ['09-650', 'Resilient Flooring'],
  ['09-910', 'Painting'],
  ['10-140', 'Signage'],
  ['10-210', 'Toilet Compartments'],
  ['10-440', 'Fire Extinguishers'],
  ['21-130', 'Sprinkler Systems'],
  ['22-110', 'Water Piping'],
  ['22-400', 'Plumbing Fixtures'],
  ['23-310', 'Ductwork'],
  ['23-740', 'Rooftop Units'],
  ['26-050', 'Basic Electrical'],
  ['26-510', 'Lighting'],
  ['31-220', 'Grading'],
  ['31-230', 'Excavation'],
  ['32-120', 'Asphalt Paving'],
  ['33-300', 'Sanitary Sewer'],
  ['33-400', 'Storm Drainage'],
]);

/** What every job has: [code, cost type]. */
export const GENERAL_CODES = [
  ['01-310', 'L'],
  ['01-320', 'L'],
  ['01-500', 'M'],
  ['01-500', 'E'],
  ['01-740', 'L'],
  ['01-900', 'O'],
  ['03-100', 'L'],
  ['03-100', 'M'],
  ['06-100', 'L'],
];

const trade = (name, firm, scopes, unit = null) => ({ name, firm, type: 'Subcontractor', scopes, unit });

/** A trade's scopes: cost code → the lines its subcontracts have. `unit` trades also make unit-price subcontracts. */
export const TRADES = [
  trade(
    'Concrete',
    'Concrete',
    {
      '03-300': ['Spread footings', 'Grade beams', 'Foundation walls, 12" thick', 'Pier caps, grid A-D'],
      '03-350': ['Slab on grade, 5" w/ fiber', 'Equipment pads', 'Loading dock, apron and curb'],
    },
    ['CY', 18_500, 31_000],
  ),
  trade('Masonry', 'Masonry', {
    '04-200': ['CMU, 8" load bearing', 'Face brick, running bond', 'CMU, elevator shaft'],
    '04-720': ['Cast stone sills and caps', 'Cast stone entry surround'],
  }),
  trade('Structural Steel', 'Steel Erectors', {
    '05-120': ['Columns and beams', 'Bar joists, 24"', 'Lintels, loose'],
    '05-310': ['Roof deck, 1 1/2" 22 ga.', 'Floor deck, 2" composite'],
    '05-510': ['Egress stairs, pan type', 'Guard and hand rails'],
  }),
  trade('Roofing', 'Roofing', {
    '07-520': ['TPO membrane, 60 mil,\nfully adhered', 'Walkway pads', 'Roof hatches'],
    '07-620': ['Coping and edge metal', 'Gutters and downspouts'],
    '07-210': ['Tapered insulation'],
  }),
  trade('Glass and Glazing', 'Glass', {
    '08-410': ['Storefront, front elevation', 'Entrances, pair, 6\'-0" x 7\'-0"'],
    '08-800': ['Insulated units, 1"', 'Interior glazing', 'Mirrors'],
  }),
  trade('Drywall', 'Interiors', {
    '09-250': ['Metal framing, 3 5/8" 20 ga.', 'Board and finish,\nlevel 4', 'Shaft wall, 2-hour', 'Soffits'],
    '09-510': ['ACT, 2x2 tegular', 'ACT, 2x4 lay-in'],
  }),
  trade(
    'Flooring',
    'Tile & Floors',
    {
      '09-300': ['Porcelain tile, 12" x 24"', 'Wall tile, restrooms'],
      '09-650': ['LVT, glue down', 'Rubber base, 4"', 'Moisture mitigation'],
    },
    ['SF', 325, 1_850],
  ),
  trade('Painting', 'Painting', {
    '09-910': ['Interior walls, 2 coats', 'Door frames', 'Exterior metals', 'Epoxy, mechanical rooms'],
  }),
  trade('Fire Protection', 'Fire Protection', {
    '21-130': ['Design and permits', 'Mains, 6" and 4"', 'Branch lines and heads', 'Fire pump'],
  }),
  trade('Plumbing', 'Plumbing', {
    '22-110': ['Underground, first floor', 'Domestic water, 2" and up', 'Gas piping'],
    '22-400': ['Fixtures, restrooms', 'Water heaters'],
  }),
  trade('HVAC', 'Mechanical', {
    '23-310': ['Rectangular duct', 'Spiral duct, exposed', 'Diffusers and grilles', 'Test and balance'],
    '23-740': ['Rooftop units, 5 to 25 ton', 'Curbs, cranes and rigging'],
  }),
  trade('Electrical', 'Electric', {
    '26-050': ['Temporary power', 'Branch wiring', 'Feeders, 4/0 and up', 'Switchgear, 2000 A'],
    '26-510': ['Fixtures, LED', 'Controls and commissioning'],
  }),
  trade(
    'Earthwork',
    'Grading',
    {
      '31-220': ['Strip topsoil, stockpile', 'Fine grade, pads', 'Import fill'],
      '31-230': ['Mass excavation', 'Footing excavation', 'Rock, trench'],
    },
    ['CY', 850, 4_200],
  ),
  trade(
    'Site Utilities',
    'Site Utilities',
    {
      '33-300': ['Sanitary main, 8" PVC', "Manholes, 4' diameter"],
      '33-400': ['RCP, 24" class III', 'Catch basins', 'Detention basin'],
      '32-120': ['Asphalt, 3" binder', 'Asphalt, 1 1/2" surface'],
    },
    ['LF', 2_400, 9_800],
  ),
  trade('Demolition', 'Demolition', {
    '02-410': ['Selective demolition, Level 1', 'Saw cutting', 'Haul off and dump fees'],
  }),
];

const supplier = (name, firm, costType, scopes, type = 'Supplier') => ({ name, firm, costType, scopes, type });

/** Suppliers sell by the unit: [description, unit, least and most cents a unit]. */
export const SUPPLIERS = [
  supplier('Ready-Mix Concrete', 'Ready-Mix', 'M', {
    '03-300': [
      ['3000 psi, 3/4" stone', 'CY', 13_900, 15_900],
      ['Short load fee', 'EA', 9_500, 15_000],
    ],
    '03-350': [
      ['4000 psi, fiber', 'CY', 15_500, 17_800],
      ['Pump truck, 38 m', 'HR', 18_500, 24_000],
    ],
  }),
  supplier('Materials', 'Rebar Supply', 'M', {
    '03-200': [
      ["#5 rebar, 20'", 'EA', 1_290, 1_650],
      ['#4 stirrups', 'EA', 310, 480],
      ['WWF 6x6, sheets', 'EA', 1_950, 2_600],
    ],
  }),
  supplier('Lumber', 'Lumber & Supply', 'M', {
    '06-100': [
      ["2x4-10' SPF", 'EA', 510, 690],
      ['Plywood, 3/4" CDX', 'SHT', 3_450, 4_300],
      ['Blocking, FRT', 'LF', 95, 160],
    ],
  }),
  supplier('Materials', 'Door & Frame', 'M', {
    '08-110': [
      ['HM frame, 3\'-0" x 7\'-0"', 'EA', 21_500, 28_900],
      ['Wood door, solid core', 'EA', 31_000, 46_500],
    ],
    '08-710': [
      ['Lockset, mortise', 'EA', 28_500, 41_000],
      ['Closers, "heavy duty"', 'EA', 16_500, 23_500],
    ],
  }),
  supplier('Materials', 'Specialties', 'M', {
    '10-140': [['Room signs, ADA', 'EA', 5_500, 9_500]],
    '10-210': [['Compartments, phenolic', 'EA', 98_000, 139_000]],
    '10-440': [['Extinguisher, 10 lb, cabinet', 'EA', 16_000, 24_500]],
  }),
  supplier(
    'Rental',
    'Lift Rentals',
    'E',
    {
      '01-540': [
        ["Scissor lift, 26'", 'WK', 29_500, 41_000],
        ['Forklift, 8000 lb', 'MO', 215_000, 289_000],
        ['Delivery, pick-up, fuel', 'EA', 12_500, 18_000],
      ],
    },
    'Equipment Rental',
  ),
];

/** Every code's name, divisions included. */
export const CODE_NAMES = new Map([
  ...DIVISIONS.map(([division, name]) => [`${division}-000`, name]),
  ...STANDARD_CODES,
]);
