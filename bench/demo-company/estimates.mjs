/**
 * What the owner pays and what the job should cost: budgets, their changes and forecasts, contracts, PCCOs, owner
 * invoices, and a week of time.
 * Promise: every code stands on its job, every contract item on its contract; a transfer nets to zero.
 * Does not: take part in what vendors bill.
 */
import { addDays, addMonths, money, percentOf } from './amounts.mjs';
import { codesOf } from './masters.mjs';
import { CONTRACT_ITEMS, CREW } from './names.mjs';
import { STANDARD_CODES } from './standard-codes.mjs';

/** One line per cost code and cost type of the job: what is committed and a little more, or our own labor. */
export function makeBudgets(random, projects) {
  for (const project of projects) {
    const committed = new Map();
    for (const line of project.commitments.flatMap((commitment) => commitment.lines)) {
      const key = `${line.subJob}|${line.code}|${line.type}`;
      committed.set(key, (committed.get(key) ?? 0) + line.cents);
    }
    project.budget = codesOf(project).flatMap((entry) =>
      entry.types.map((type) => {
        const own = random.chance(0.06) ? 0 : random.between(15, 900) * 10_000;
        const cents = percentOf(
          committed.get(`${entry.subJob}|${entry.code}|${type}`) ?? own,
          random.between(100, 108),
        );
        const units = type === 'L' && cents > 0 && random.chance(0.4);
        return {
          ...entry,
          type,
          cents,
          quantity: units ? String(random.between(40, 900)) : '',
          uom: units ? 'HR' : '',
        };
      }),
    );
    project.estimateCents = project.budget.reduce((sum, line) => sum + line.cents, 0);
  }
}

export function makeContracts(random, projects) {
  for (const [index, project] of projects.entries()) {
    const names = CONTRACT_ITEMS.slice(0, random.between(5, CONTRACT_ITEMS.length));
    const total = percentOf(project.estimateCents, 109);
    const share = Math.floor(total / names.length / 100) * 100;
    project.contract = {
      number: `C${project.number}`,
      customer: `OWN${String(index + 1).padStart(3, '0')}`,
      items: names.map((name, at) => ({
        number: String((at + 1) * 1000),
        name,
        cents: at === names.length - 1 ? total - share * (names.length - 1) : share,
      })),
    };
  }
}

export function contractRows(projects) {
  return projects.flatMap(({ number, contract }) =>
    contract.items.map((item) => ({
      contract: contract.number,
      project_number: number,
      customer: contract.customer,
      contract_item: item.number,
      schedule_value: money(item.cents),
      approved: 'Yes',
    })),
  );
}

export function budgetRows(projects) {
  return projects.flatMap((project) =>
    project.budget.map((line) => ({
      project_number: project.number,
      sub_job: line.subJob,
      cost_code: line.code,
      cost_type: line.type,
      description: STANDARD_CODES.get(line.code),
      quantity: line.quantity,
      uom: line.uom,
      original_budget_amount: money(line.cents),
    })),
  );
}

export function forecastRows(random, projects) {
  return projects.flatMap((project) =>
    project.budget.map((line) => {
      const atCompletion = percentOf(line.cents, random.between(96, 104));
      return {
        project_number: project.number,
        sub_job: line.subJob,
        cost_code: line.code,
        cost_type: line.type,
        forecast_to_complete: money(percentOf(atCompletion, random.between(20, 75))),
        estimated_cost_at_completion: money(atCompletion),
      };
    }),
  );
}

/** One PCCO on each job, one to three lines of its base job. */
export function makePrimeChangeOrders(random, projects) {
  const titles = [
    'Owner request 4, north entry',
    'Added acoustic treatment',
    'Allowance reconciliation',
    'Weather delay, 6 days',
  ];
  for (const project of projects) {
    const lines = random.sample(
      project.budget.filter((line) => line.subJob === ''),
      random.between(1, 3),
    );
    project.primeChange = {
      number: '001',
      title: random.pick(titles),
      date: random.pick(['2026-10-09', '2026-10-30', '2026-11-06']),
      lines: lines.map((line) => {
        const estimate = random.between(4, 180) * 10_000;
        const item = random.pick(project.contract.items).number;
        return { ...line, item, estimate, revenue: percentOf(estimate, 108) };
      }),
    };
  }
}

export function primeChangeRows(project, change, status = 'Approved') {
  return change.lines.map((line, index) => ({
    project_number: project.number,
    change_order_number: change.number,
    title: change.title,
    status,
    transaction_date: change.date,
    line_number: String(index + 1),
    contract_item: line.item,
    sub_job: line.subJob,
    cost_code: line.code,
    cost_type: line.type,
    description: STANDARD_CODES.get(line.code),
    estimate_amount: money(line.estimate),
    revenue_amount: money(line.revenue),
  }));
}

/** A budget change on every second job: out of contingency into a labor line, which nets to zero. */
export function budgetChangeRows(random, projects) {
  return projects
    .filter((_, index) => index % 2 === 0)
    .flatMap((project) => {
      const cents = random.between(5, 60) * 10_000 + 50;
      const base = {
        project_number: project.number,
        change_number: '1',
        prime_contract_change_order_number: '',
        sub_job: '',
        date: random.pick(['2026-10-05', '2026-10-19', '2026-11-02']),
        status: 'Approved',
      };
      const line = (cost_code, cost_type, description, amount) => ({
        ...base,
        cost_code,
        cost_type,
        description,
        amount: money(amount),
      });
      return [line('01-900', 'O', 'From contingency', -cents), line('01-320', 'L', 'Superintendent, 2 weeks', cents)];
    });
}

export function ownerInvoiceRows(random, projects, sizes) {
  return projects.flatMap((project) =>
    Array.from({ length: sizes.ownerInvoicesPerProject }, (_, index) => {
      const end = addMonths('2026-11-28', index + 1 - sizes.ownerInvoicesPerProject);
      return project.contract.items.map((item, at) => {
        const work = percentOf(item.cents, random.between(0, 14));
        const stored = at === 2 && index === 0 ? percentOf(item.cents, 2) : 0;
        const before = at === 2 && index === 1 ? percentOf(item.cents, 2) : 0;
        return {
          project_number: project.number,
          invoice_number: String(index + 1),
          billing_date: addDays(end, -3),
          period_start: `${end.slice(0, 8)}01`,
          period_end: end,
          status: 'Approved',
          line_number: String(at + 1),
          contract_item: item.number,
          description: item.name,
          work_completed_this_period: money(work + before),
          materials_presently_stored: money(stored),
          materials_previously_stored: money(before),
          retainage_held_this_period: money(percentOf(work + stored, 5)),
          retainage_released_this_period: '0.00',
        };
      });
    }).flat(),
  );
}

/** A week of our own crew, on codes that take labor. */
export function timecardRows(random, projects, sizes) {
  const labor = ['01-320', '03-100', '06-100', '01-740'];
  return Array.from({ length: sizes.employees }, (_, index) => {
    const [employee, classification] = CREW[index] ?? [`E${2001 + index}`, 'LAB'];
    const project = projects[index % projects.length];
    return Array.from({ length: sizes.days }, (_, day) => {
      const entry = (cost_code, pay_id, time_type, hours) => ({
        employee,
        date: addDays('2026-11-09', day),
        project_number: project.number,
        sub_job: '',
        cost_code,
        pay_id,
        time_type,
        classification,
        period_end_date: '2026-11-15',
        status: 'Approved',
        hours,
      });
      const morning = random.between(4, 12) * 25;
      const [first, second] = random.sample(labor, 2);
      const rows = [
        entry(first, 'REG', 'Regular Time', money(morning)),
        entry(second, 'REG', 'Regular Time', money(800 - morning)),
      ];
      if (random.chance(0.2)) rows.push(entry(second, 'OT', 'Overtime', money(random.between(2, 8) * 25)));
      return rows;
    }).flat();
  }).flat();
}
