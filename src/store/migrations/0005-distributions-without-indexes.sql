-- note: written by `npm run migration:sage` from mappings/sage/tables; edit those, not this.
-- note: apm_master__distribution loses the index on commitment, commitment_line_item
-- note: apm_master__distribution loses the index on job, extra, cost_code, category

drop index sage."apm_master__distribution_commitment_commitment_line_item_idx";
drop index sage."apm_master__distribution_job_extra_cost_code_category_idx";
