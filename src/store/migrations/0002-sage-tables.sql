-- note: written by `npm run migration:sage` from mappings/sage/tables; edit those, not this.
-- note: new table apm_master__distribution
-- note: new table apm_master__invoice
-- note: new table apm_master__vendor
-- note: new table apm_master__vendor_type
-- note: new table arm_master__customer
-- note: new table art_new__transaction
-- note: new table cnm_master__change_order
-- note: new table cnm_master__change_order_item
-- note: new table cnm_master__contract
-- note: new table cnm_master__contract_item
-- note: new table glm_master__account
-- note: new table jcm_master__category
-- note: new table jcm_master__commitment
-- note: new table jcm_master__commitment_co
-- note: new table jcm_master__commitment_co_item
-- note: new table jcm_master__commitment_item
-- note: new table jcm_master__cost_code
-- note: new table jcm_master__extra
-- note: new table jcm_master__job
-- note: new table jcm_master__standard_category
-- note: new table jcm_master__standard_cost_code
-- note: new table jct_new__transaction
-- note: new table prt_new__time
-- note: new table txm_master__tax_group

create table sage."apm_master__distribution" (
  tieout_company text not null,
  "vendor" varchar(10) not null default '',
  "invoice" varchar(15) not null default '',
  "dist_seq" integer not null,
  "description" varchar(30),
  "status" varchar(20),
  "amount" numeric(18,2) not null default 0,
  "tax_group" varchar(6),
  "tax" numeric(18,2),
  "tax_liability" numeric(18,2),
  "discount_offered" numeric(18,2),
  "retainage" numeric(18,2) not null default 0,
  "misc_deduction" numeric(18,2),
  "misc_deduction2_percent" numeric(9,4),
  "amount_paid" numeric(18,2),
  "tax_paid" numeric(18,2),
  "tax_liability_accounted" numeric(18,2),
  "discount_taken" numeric(18,2),
  "discount_lost" numeric(18,2),
  "retainage_held" numeric(18,2),
  "retainage_paid" numeric(18,2),
  "misc_deduction_applied" numeric(18,2),
  "misc_deduction2_deducted" numeric(18,2),
  "exempt_1099" boolean default false,
  "authorization" varchar(10),
  "completed" boolean default false,
  "approved" boolean default false,
  "dist_code" varchar(10),
  "expense_account" varchar(25),
  "accounts_payable_account" varchar(25),
  "retainage_payable_account" varchar(25),
  "misc_deduction_credit_acct" varchar(25),
  "job" varchar(10) not null default '',
  "extra" varchar(10) not null default '',
  "cost_code" varchar(12) not null default '',
  "category" varchar(3) not null default '',
  "commitment" varchar(12) not null default '',
  "commitment_line_item" integer,
  "units" numeric(18,4),
  "unit_cost" numeric(18,4),
  "draw" varchar(15),
  "equipment" varchar(10),
  "misc_entry_1" varchar(10),
  "misc_entry_units_1" numeric(18,4),
  "misc_entry_2" varchar(10),
  "misc_entry_units_2" numeric(18,4),
  "meterodometer" numeric(18,4),
  "standard_item" varchar(10),
  "pm_chargeback" boolean default false,
  "pm_property" varchar(10),
  "pm_unit" varchar(10),
  "pm_lease" varchar(15),
  "pm_lease_revision_num" integer,
  "pm_tenant" varchar(10),
  "pm_charge_type" varchar(10),
  "pm_charge_date" date,
  "pm_item_id" varchar(20),
  "pm_chargeback_description" varchar(30),
  "pm_markup_percent" numeric(9,4),
  "pm_markup_amount" numeric(18,2),
  "pm_markup_charge_type" varchar(10),
  "bank_account" varchar(10),
  "joint_payee" varchar(30),
  "allocation_name" varchar(12),
  "onhold_status" integer,
  "final_lien_waiver" boolean default false,
  "included_for_pmt" boolean default false,
  "pmt_amount" numeric(18,2),
  "pmt_retainage_to_pay" numeric(18,2),
  "pmt_disc_to_apply" numeric(18,2),
  "pmt_retainage_to_hold" numeric(18,2),
  "pmt_misc_deduction_to_deduct" numeric(18,2),
  "upgrade_flags" bigint,
  "operator_stamp" varchar(20),
  "date_stamp" date,
  "time_stamp" time,
  tieout_batch uuid not null,
  tieout_document text not null,
  tieout_row_hash text not null,
  tieout_origin text not null default 'procore',
  constraint "apm_master__distribution_pkey" primary key ("tieout_company", "vendor", "invoice", "dist_seq")
);
create index "apm_master__distribution_commitment_commitment_line_item_idx" on sage."apm_master__distribution" ("tieout_company", "commitment", "commitment_line_item");
create index "apm_master__distribution_job_extra_cost_code_category_idx" on sage."apm_master__distribution" ("tieout_company", "job", "extra", "cost_code", "category");
comment on table sage."apm_master__distribution" is 'APM_MASTER__DISTRIBUTION: One distribution of an AP invoice: what is charged to which commitment line and job cost code.';
comment on column sage."apm_master__distribution"."vendor" is 'Vendor';
comment on column sage."apm_master__distribution"."invoice" is 'Invoice';
comment on column sage."apm_master__distribution"."dist_seq" is 'Dist_Seq';
comment on column sage."apm_master__distribution"."description" is 'Description';
comment on column sage."apm_master__distribution"."status" is 'Status';
comment on column sage."apm_master__distribution"."amount" is 'Amount: gross of retainage';
comment on column sage."apm_master__distribution"."tax_group" is 'Tax_Group';
comment on column sage."apm_master__distribution"."tax" is 'Tax';
comment on column sage."apm_master__distribution"."tax_liability" is 'Tax_Liability';
comment on column sage."apm_master__distribution"."discount_offered" is 'Discount_Offered';
comment on column sage."apm_master__distribution"."retainage" is 'Retainage: withheld out of Amount; negative when released';
comment on column sage."apm_master__distribution"."misc_deduction" is 'Misc_Deduction';
comment on column sage."apm_master__distribution"."misc_deduction2_percent" is 'Misc_Deduction2_Percent';
comment on column sage."apm_master__distribution"."amount_paid" is 'Amount_Paid';
comment on column sage."apm_master__distribution"."tax_paid" is 'Tax_Paid';
comment on column sage."apm_master__distribution"."tax_liability_accounted" is 'Tax_Liability_Accounted';
comment on column sage."apm_master__distribution"."discount_taken" is 'Discount_Taken';
comment on column sage."apm_master__distribution"."discount_lost" is 'Discount_Lost';
comment on column sage."apm_master__distribution"."retainage_held" is 'Retainage_Held';
comment on column sage."apm_master__distribution"."retainage_paid" is 'Retainage_Paid';
comment on column sage."apm_master__distribution"."misc_deduction_applied" is 'Misc_Deduction_Applied';
comment on column sage."apm_master__distribution"."misc_deduction2_deducted" is 'Misc_Deduction2_Deducted';
comment on column sage."apm_master__distribution"."exempt_1099" is 'Exempt_1099';
comment on column sage."apm_master__distribution"."authorization" is 'Authorization';
comment on column sage."apm_master__distribution"."completed" is 'Completed';
comment on column sage."apm_master__distribution"."approved" is 'Approved';
comment on column sage."apm_master__distribution"."dist_code" is 'Dist_Code';
comment on column sage."apm_master__distribution"."expense_account" is 'Expense_Account';
comment on column sage."apm_master__distribution"."accounts_payable_account" is 'Accounts_Payable_Account';
comment on column sage."apm_master__distribution"."retainage_payable_account" is 'Retainage_Payable_Account';
comment on column sage."apm_master__distribution"."misc_deduction_credit_acct" is 'Misc_Deduction_Credit_Acct';
comment on column sage."apm_master__distribution"."job" is 'Job';
comment on column sage."apm_master__distribution"."extra" is 'Extra';
comment on column sage."apm_master__distribution"."cost_code" is 'Cost_Code';
comment on column sage."apm_master__distribution"."category" is 'Category';
comment on column sage."apm_master__distribution"."commitment" is 'Commitment';
comment on column sage."apm_master__distribution"."commitment_line_item" is 'Commitment_Line_Item: num10 in the mirror; a commitment item is at most 99,999';
comment on column sage."apm_master__distribution"."units" is 'Units';
comment on column sage."apm_master__distribution"."unit_cost" is 'Unit_Cost';
comment on column sage."apm_master__distribution"."draw" is 'Draw';
comment on column sage."apm_master__distribution"."equipment" is 'Equipment';
comment on column sage."apm_master__distribution"."misc_entry_1" is 'Misc_Entry_1';
comment on column sage."apm_master__distribution"."misc_entry_units_1" is 'Misc_Entry_Units_1';
comment on column sage."apm_master__distribution"."misc_entry_2" is 'Misc_Entry_2';
comment on column sage."apm_master__distribution"."misc_entry_units_2" is 'Misc_Entry_Units_2';
comment on column sage."apm_master__distribution"."meterodometer" is 'MeterOdometer';
comment on column sage."apm_master__distribution"."standard_item" is 'Standard_Item';
comment on column sage."apm_master__distribution"."pm_chargeback" is 'PM_Chargeback';
comment on column sage."apm_master__distribution"."pm_property" is 'PM_Property';
comment on column sage."apm_master__distribution"."pm_unit" is 'PM_Unit';
comment on column sage."apm_master__distribution"."pm_lease" is 'PM_Lease';
comment on column sage."apm_master__distribution"."pm_lease_revision_num" is 'PM_Lease_Revision_Num';
comment on column sage."apm_master__distribution"."pm_tenant" is 'PM_Tenant';
comment on column sage."apm_master__distribution"."pm_charge_type" is 'PM_Charge_Type';
comment on column sage."apm_master__distribution"."pm_charge_date" is 'PM_Charge_Date';
comment on column sage."apm_master__distribution"."pm_item_id" is 'PM_Item_ID';
comment on column sage."apm_master__distribution"."pm_chargeback_description" is 'PM_Chargeback_Description';
comment on column sage."apm_master__distribution"."pm_markup_percent" is 'PM_Markup_Percent';
comment on column sage."apm_master__distribution"."pm_markup_amount" is 'PM_Markup_Amount';
comment on column sage."apm_master__distribution"."pm_markup_charge_type" is 'PM_Markup_Charge_Type';
comment on column sage."apm_master__distribution"."bank_account" is 'Bank_Account';
comment on column sage."apm_master__distribution"."joint_payee" is 'Joint_Payee';
comment on column sage."apm_master__distribution"."allocation_name" is 'Allocation_Name';
comment on column sage."apm_master__distribution"."onhold_status" is 'Onhold_Status';
comment on column sage."apm_master__distribution"."final_lien_waiver" is 'Final_Lien_Waiver';
comment on column sage."apm_master__distribution"."included_for_pmt" is 'Included_for_Pmt';
comment on column sage."apm_master__distribution"."pmt_amount" is 'Pmt_Amount';
comment on column sage."apm_master__distribution"."pmt_retainage_to_pay" is 'Pmt_Retainage_to_Pay';
comment on column sage."apm_master__distribution"."pmt_disc_to_apply" is 'Pmt_Disc_to_Apply';
comment on column sage."apm_master__distribution"."pmt_retainage_to_hold" is 'Pmt_Retainage_to_Hold';
comment on column sage."apm_master__distribution"."pmt_misc_deduction_to_deduct" is 'Pmt_Misc_Deduction_to_Deduct';
comment on column sage."apm_master__distribution"."upgrade_flags" is 'Upgrade_Flags';
comment on column sage."apm_master__distribution"."operator_stamp" is 'Operator_Stamp';
comment on column sage."apm_master__distribution"."date_stamp" is 'Date_Stamp';
comment on column sage."apm_master__distribution"."time_stamp" is 'Time_Stamp';
create table sage."apm_master__invoice" (
  tieout_company text not null,
  "vendor" varchar(10) not null default '',
  "invoice" varchar(15) not null default '',
  "description" varchar(30),
  "status" varchar(20),
  "amount" numeric(18,2) not null default 0,
  "tax" numeric(18,2),
  "discount_offered" numeric(18,2),
  "retainage" numeric(18,2) not null default 0,
  "misc_deduction" numeric(18,2),
  "amount_paid" numeric(18,2),
  "tax_paid" numeric(18,2),
  "discount_taken" numeric(18,2),
  "discount_lost" numeric(18,2),
  "retainage_held" numeric(18,2),
  "retainage_paid" numeric(18,2),
  "misc_deduction_applied" numeric(18,2),
  "misc_deduction2_deducted" numeric(18,2),
  "invoice_date" date,
  "date_received" date,
  "discount_date" date,
  "payment_date" date,
  "accounting_date" date,
  "created_by" varchar(30),
  "appl_of_origin" varchar(3),
  "batch" varchar(10),
  "batch_source" varchar(20),
  "dp_location" varchar(4),
  "dp_map_id" varchar(8),
  "run" bigint,
  "sequence" bigint,
  "pending_invoice" boolean default false,
  "session" varchar(30),
  "due_back_date" date,
  "invoice_code_1" varchar(10),
  "invoice_code_2" varchar(10),
  "journal" integer,
  "smry_payee_name" varchar(30),
  "smry_payee_address_1" varchar(33),
  "smry_payee_address_2" varchar(33),
  "smry_payee_city" varchar(30),
  "smry_payee_state" varchar(4),
  "smry_payee_zip" varchar(10),
  "onhold_status" integer,
  "included_for_pmt" boolean default false,
  "pmt_amount" numeric(18,2),
  "pmt_retainage_to_pay" numeric(18,2),
  "pmt_disc_to_apply" numeric(18,2),
  "pmt_retainage_to_hold" numeric(18,2),
  "pmt_misc_deduction_to_deduct" numeric(18,2),
  "payment_memo" varchar(60),
  "operator_stamp" varchar(20),
  "date_stamp" date,
  "time_stamp" time,
  "invoice_notes" varchar(8000),
  "invoice_file_links" varchar(8000),
  tieout_batch uuid not null,
  tieout_document text not null,
  tieout_row_hash text not null,
  tieout_origin text not null default 'procore',
  constraint "apm_master__invoice_pkey" primary key ("tieout_company", "vendor", "invoice")
);
create index "apm_master__invoice_tieout_document_idx" on sage."apm_master__invoice" ("tieout_company", "tieout_document");
comment on table sage."apm_master__invoice" is 'APM_MASTER__INVOICE: An AP invoice: header, gross of retainage.';
comment on column sage."apm_master__invoice"."vendor" is 'Vendor';
comment on column sage."apm_master__invoice"."invoice" is 'Invoice';
comment on column sage."apm_master__invoice"."description" is 'Description';
comment on column sage."apm_master__invoice"."status" is 'Status: Fully paid seen; Open, Partially paid, Selected, Pending [I]';
comment on column sage."apm_master__invoice"."amount" is 'Amount: gross of retainage';
comment on column sage."apm_master__invoice"."tax" is 'Tax';
comment on column sage."apm_master__invoice"."discount_offered" is 'Discount_Offered';
comment on column sage."apm_master__invoice"."retainage" is 'Retainage';
comment on column sage."apm_master__invoice"."misc_deduction" is 'Misc_Deduction';
comment on column sage."apm_master__invoice"."amount_paid" is 'Amount_Paid';
comment on column sage."apm_master__invoice"."tax_paid" is 'Tax_Paid';
comment on column sage."apm_master__invoice"."discount_taken" is 'Discount_Taken';
comment on column sage."apm_master__invoice"."discount_lost" is 'Discount_Lost';
comment on column sage."apm_master__invoice"."retainage_held" is 'Retainage_Held';
comment on column sage."apm_master__invoice"."retainage_paid" is 'Retainage_Paid';
comment on column sage."apm_master__invoice"."misc_deduction_applied" is 'Misc_Deduction_Applied';
comment on column sage."apm_master__invoice"."misc_deduction2_deducted" is 'Misc_Deduction2_Deducted';
comment on column sage."apm_master__invoice"."invoice_date" is 'Invoice_Date';
comment on column sage."apm_master__invoice"."date_received" is 'Date_Received';
comment on column sage."apm_master__invoice"."discount_date" is 'Discount_Date';
comment on column sage."apm_master__invoice"."payment_date" is 'Payment_Date';
comment on column sage."apm_master__invoice"."accounting_date" is 'Accounting_Date';
comment on column sage."apm_master__invoice"."created_by" is 'Created_by';
comment on column sage."apm_master__invoice"."appl_of_origin" is 'Appl_of_Origin';
comment on column sage."apm_master__invoice"."batch" is 'Batch: Sage''s own batch';
comment on column sage."apm_master__invoice"."batch_source" is 'Batch_Source';
comment on column sage."apm_master__invoice"."dp_location" is 'DP_Location';
comment on column sage."apm_master__invoice"."dp_map_id" is 'DP_Map_ID';
comment on column sage."apm_master__invoice"."run" is 'Run';
comment on column sage."apm_master__invoice"."sequence" is 'Sequence';
comment on column sage."apm_master__invoice"."pending_invoice" is 'Pending_Invoice';
comment on column sage."apm_master__invoice"."session" is 'Session';
comment on column sage."apm_master__invoice"."due_back_date" is 'Due_Back_Date';
comment on column sage."apm_master__invoice"."invoice_code_1" is 'Invoice_Code_1';
comment on column sage."apm_master__invoice"."invoice_code_2" is 'Invoice_Code_2';
comment on column sage."apm_master__invoice"."journal" is 'Journal';
comment on column sage."apm_master__invoice"."smry_payee_name" is 'Smry_Payee_Name';
comment on column sage."apm_master__invoice"."smry_payee_address_1" is 'Smry_Payee_Address_1';
comment on column sage."apm_master__invoice"."smry_payee_address_2" is 'Smry_Payee_Address_2';
comment on column sage."apm_master__invoice"."smry_payee_city" is 'Smry_Payee_City';
comment on column sage."apm_master__invoice"."smry_payee_state" is 'Smry_Payee_State';
comment on column sage."apm_master__invoice"."smry_payee_zip" is 'Smry_Payee_ZIP';
comment on column sage."apm_master__invoice"."onhold_status" is 'Onhold_Status';
comment on column sage."apm_master__invoice"."included_for_pmt" is 'Included_for_Pmt';
comment on column sage."apm_master__invoice"."pmt_amount" is 'Pmt_Amount';
comment on column sage."apm_master__invoice"."pmt_retainage_to_pay" is 'Pmt_Retainage_to_Pay';
comment on column sage."apm_master__invoice"."pmt_disc_to_apply" is 'Pmt_Disc_to_Apply';
comment on column sage."apm_master__invoice"."pmt_retainage_to_hold" is 'Pmt_Retainage_to_Hold';
comment on column sage."apm_master__invoice"."pmt_misc_deduction_to_deduct" is 'Pmt_Misc_Deduction_to_Deduct';
comment on column sage."apm_master__invoice"."payment_memo" is 'Payment_Memo';
comment on column sage."apm_master__invoice"."operator_stamp" is 'Operator_Stamp';
comment on column sage."apm_master__invoice"."date_stamp" is 'Date_Stamp';
comment on column sage."apm_master__invoice"."time_stamp" is 'Time_Stamp';
comment on column sage."apm_master__invoice"."invoice_notes" is 'Invoice_Notes: [M] unlimited in the mirror; 8,000 is ours [I]';
comment on column sage."apm_master__invoice"."invoice_file_links" is 'Invoice_File_Links: [M] unlimited in the mirror; 8,000 is ours [I]';
create table sage."apm_master__vendor" (
  tieout_company text not null,
  "vendor" varchar(10) not null default '',
  "name" varchar(30),
  "address_1" varchar(33),
  "address_2" varchar(33),
  "city" varchar(30),
  "state" varchar(4),
  "zip" varchar(10),
  "telephone" varchar(15),
  "fax_number" varchar(15),
  "contact_1_name" varchar(30),
  "contact_1_telephone" varchar(15),
  "contact_1_extension" varchar(5),
  "contact_2_name" varchar(30),
  "contact_2_telephone" varchar(15),
  "contact_2_extension" varchar(5),
  "contact_1_email_address" varchar(50),
  "type" varchar(20),
  "customer_number" varchar(30),
  "discount_percent" numeric(9,4),
  "discount_days" integer,
  "payment_days" integer,
  "pmt_days_type" varchar(20),
  "misc_deduction_rate" numeric(9,4),
  "misc_deduction2_rate" numeric(9,4),
  "expense_account" varchar(25),
  "cost_code" varchar(12),
  "category" varchar(3),
  "vendor_tax_group" varchar(6),
  "prefilled_tax_amount" varchar(20),
  "invoice_code_1_default" varchar(10),
  "invoice_code_2_default" varchar(10),
  "dist_code_default" varchar(10),
  "check_stub_detail" varchar(20),
  "one_invoice_per_check" boolean default false,
  "receives_lien_waiver" boolean default false,
  "receives_form_1099" boolean default false,
  "recipient_id" varchar(15),
  "recipient_tax_id_name" varchar(30),
  "second_tin_notice" boolean default false,
  "form_type_1099" varchar(20),
  "gross_proceeds_to_atty" boolean default false,
  "gross_revenue" numeric(18,2),
  "amt_paid_this_yr_1099" numeric(18,2),
  "misc_deduction2_amt_deducted_this_yr" numeric(18,2),
  "amt_paid_last_yr_1099" numeric(18,2),
  "misc_deduction2_amt_deducted_last_yr" numeric(18,2),
  "amt_paid_next_yr_1099" numeric(18,2),
  "misc_deduction2_amt_deducted_next_yr" numeric(18,2),
  "receives_form_t5018" boolean default false,
  "recipient_type" varchar(20),
  "business_name_line_1" varchar(30),
  "business_name_line_2" varchar(30),
  "first_name" varchar(12),
  "middle_initial" varchar(1),
  "last_name" varchar(20),
  "recipient_account_number" varchar(15),
  "social_insurance_number" bigint,
  "outstndg_amount" numeric(18,2) not null default 0,
  "outstndg_discount" numeric(18,2),
  "retainage_being_held" numeric(18,2) not null default 0,
  "misc_deduction_withheld" numeric(18,2),
  "last_auto_number_used" bigint,
  "last_invoice" varchar(15),
  "last_inv_date" date,
  "last_inv_amount" numeric(18,2),
  "last_check_bank_acct" varchar(10),
  "last_check" bigint,
  "last_check_date" date,
  "last_check_amount" numeric(18,2),
  "ytd_amount" numeric(18,2),
  "ytd_discount_offered" numeric(18,2),
  "ytd_discount_taken" numeric(18,2),
  "ytd_discount_lost" numeric(18,2),
  "ytd_misc_deduction" numeric(18,2),
  "ytd_paid" numeric(18,2),
  "last_yr_amount" numeric(18,2),
  "last_yr_disc_ofrd" numeric(18,2),
  "last_yr_disc_takn" numeric(18,2),
  "last_yr_disc_lost" numeric(18,2),
  "last_yr_misc_deduction" numeric(18,2),
  "last_yr_amt_paid" numeric(18,2),
  "next_yr_amount" numeric(18,2),
  "next_yr_disc_ofrd" numeric(18,2),
  "next_yr_disc_takn" numeric(18,2),
  "next_yr_disc_lost" numeric(18,2),
  "next_yr_misc_deduction" numeric(18,2),
  "next_yr_amt_paid" numeric(18,2),
  "gen_liab_ins_proof_req" boolean default false,
  "gl_ins_company" varchar(30),
  "gl_ins_policy_number" varchar(25),
  "gl_ins_effective_dt" date,
  "gl_ins_expiration_dt" date,
  "gl_ins_limit" numeric(18,2),
  "auto_ins_proof_req" boolean default false,
  "auto_ins_company" varchar(30),
  "auto_ins_policy_num" varchar(25),
  "auto_ins_effect_dt" date,
  "auto_ins_expir_dt" date,
  "auto_ins_limit" numeric(18,2),
  "work_comp_ins_proof_req" boolean default false,
  "work_comp_ins_cmpany" varchar(30),
  "work_comp_policy_num" varchar(25),
  "work_comp_effect_dt" date,
  "work_comp_expir_dt" date,
  "work_comp_ins_limit" numeric(18,2),
  "umbrella_ins_proof_req" boolean default false,
  "umbrella_ins_company" varchar(30),
  "umb_ins_policy_num" varchar(25),
  "umb_ins_effective_dt" date,
  "umb_ins_expir_dt" date,
  "umbrella_ins_limit" numeric(18,2),
  "onhold_status" integer,
  "included_for_pmt" boolean default false,
  "pmt_amount" numeric(18,2),
  "pmt_retainage_to_pay" numeric(18,2),
  "pmt_discount" numeric(18,2),
  "pmt_retainage_to_hold" numeric(18,2),
  "pmt_misc_deduction" numeric(18,2),
  "ab_company_id" varchar(36),
  "default_payment_type" varchar(20),
  "bank_id" varchar(10),
  "bank_account" varchar(10),
  "account_type" varchar(20),
  "operator_stamp" varchar(20),
  "date_stamp" date,
  "time_stamp" time,
  tieout_batch uuid not null,
  tieout_document text not null,
  tieout_row_hash text not null,
  tieout_origin text not null default 'procore',
  constraint "apm_master__vendor_pkey" primary key ("tieout_company", "vendor")
) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05);
create index "apm_master__vendor_name_idx" on sage."apm_master__vendor" ("tieout_company", "name");
comment on table sage."apm_master__vendor" is 'APM_MASTER__VENDOR: A vendor, with its four insurance sets.';
comment on column sage."apm_master__vendor"."vendor" is 'Vendor';
comment on column sage."apm_master__vendor"."name" is 'Name';
comment on column sage."apm_master__vendor"."address_1" is 'Address_1';
comment on column sage."apm_master__vendor"."address_2" is 'Address_2';
comment on column sage."apm_master__vendor"."city" is 'City';
comment on column sage."apm_master__vendor"."state" is 'State';
comment on column sage."apm_master__vendor"."zip" is 'ZIP';
comment on column sage."apm_master__vendor"."telephone" is 'Telephone';
comment on column sage."apm_master__vendor"."fax_number" is 'Fax_Number';
comment on column sage."apm_master__vendor"."contact_1_name" is 'Contact_1_Name';
comment on column sage."apm_master__vendor"."contact_1_telephone" is 'Contact_1_Telephone';
comment on column sage."apm_master__vendor"."contact_1_extension" is 'Contact_1_Extension';
comment on column sage."apm_master__vendor"."contact_2_name" is 'Contact_2_Name';
comment on column sage."apm_master__vendor"."contact_2_telephone" is 'Contact_2_Telephone';
comment on column sage."apm_master__vendor"."contact_2_extension" is 'Contact_2_Extension';
comment on column sage."apm_master__vendor"."contact_1_email_address" is 'Contact_1_Email_Address: [Q] length [I]';
comment on column sage."apm_master__vendor"."type" is 'Type: the vendor type';
comment on column sage."apm_master__vendor"."customer_number" is 'Customer_Number';
comment on column sage."apm_master__vendor"."discount_percent" is 'Discount_Percent';
comment on column sage."apm_master__vendor"."discount_days" is 'Discount_Days';
comment on column sage."apm_master__vendor"."payment_days" is 'Payment_Days';
comment on column sage."apm_master__vendor"."pmt_days_type" is 'Pmt_Days_Type';
comment on column sage."apm_master__vendor"."misc_deduction_rate" is 'Misc_Deduction_Rate';
comment on column sage."apm_master__vendor"."misc_deduction2_rate" is 'Misc_Deduction2_Rate';
comment on column sage."apm_master__vendor"."expense_account" is 'Expense_Account';
comment on column sage."apm_master__vendor"."cost_code" is 'Cost_Code';
comment on column sage."apm_master__vendor"."category" is 'Category';
comment on column sage."apm_master__vendor"."vendor_tax_group" is 'Vendor_Tax_Group';
comment on column sage."apm_master__vendor"."prefilled_tax_amount" is 'Prefilled_Tax_Amount';
comment on column sage."apm_master__vendor"."invoice_code_1_default" is 'Invoice_Code_1_Default';
comment on column sage."apm_master__vendor"."invoice_code_2_default" is 'Invoice_Code_2_Default';
comment on column sage."apm_master__vendor"."dist_code_default" is 'Dist_Code_Default';
comment on column sage."apm_master__vendor"."check_stub_detail" is 'Check_Stub_Detail';
comment on column sage."apm_master__vendor"."one_invoice_per_check" is 'One_Invoice_per_Check';
comment on column sage."apm_master__vendor"."receives_lien_waiver" is 'Receives_Lien_Waiver';
comment on column sage."apm_master__vendor"."receives_form_1099" is 'Receives_Form_1099';
comment on column sage."apm_master__vendor"."recipient_id" is 'Recipient_ID';
comment on column sage."apm_master__vendor"."recipient_tax_id_name" is 'Recipient_Tax_ID_Name';
comment on column sage."apm_master__vendor"."second_tin_notice" is 'Second_TIN_Notice';
comment on column sage."apm_master__vendor"."form_type_1099" is 'Form_Type_1099';
comment on column sage."apm_master__vendor"."gross_proceeds_to_atty" is 'Gross_proceeds_to_atty';
comment on column sage."apm_master__vendor"."gross_revenue" is 'Gross_revenue';
comment on column sage."apm_master__vendor"."amt_paid_this_yr_1099" is 'Amt_Paid_This_Yr_1099';
comment on column sage."apm_master__vendor"."misc_deduction2_amt_deducted_this_yr" is 'Misc_Deduction2_Amt_Deducted_This_Yr';
comment on column sage."apm_master__vendor"."amt_paid_last_yr_1099" is 'Amt_Paid_Last_Yr_1099';
comment on column sage."apm_master__vendor"."misc_deduction2_amt_deducted_last_yr" is 'Misc_Deduction2_Amt_Deducted_Last_Yr';
comment on column sage."apm_master__vendor"."amt_paid_next_yr_1099" is 'Amt_Paid_Next_Yr_1099';
comment on column sage."apm_master__vendor"."misc_deduction2_amt_deducted_next_yr" is 'Misc_Deduction2_Amt_Deducted_Next_Yr';
comment on column sage."apm_master__vendor"."receives_form_t5018" is 'Receives_Form_T5018';
comment on column sage."apm_master__vendor"."recipient_type" is 'Recipient_Type';
comment on column sage."apm_master__vendor"."business_name_line_1" is 'Business_Name_Line_1';
comment on column sage."apm_master__vendor"."business_name_line_2" is 'Business_Name_Line_2';
comment on column sage."apm_master__vendor"."first_name" is 'First_Name';
comment on column sage."apm_master__vendor"."middle_initial" is 'Middle_Initial';
comment on column sage."apm_master__vendor"."last_name" is 'Last_Name';
comment on column sage."apm_master__vendor"."recipient_account_number" is 'Recipient_Account_Number';
comment on column sage."apm_master__vendor"."social_insurance_number" is 'Social_Insurance_Number';
comment on column sage."apm_master__vendor"."outstndg_amount" is 'Outstndg_Amount';
comment on column sage."apm_master__vendor"."outstndg_discount" is 'Outstndg_Discount';
comment on column sage."apm_master__vendor"."retainage_being_held" is 'Retainage_Being_Held';
comment on column sage."apm_master__vendor"."misc_deduction_withheld" is 'Misc_Deduction_Withheld';
comment on column sage."apm_master__vendor"."last_auto_number_used" is 'Last_Auto_Number_Used';
comment on column sage."apm_master__vendor"."last_invoice" is 'Last_Invoice';
comment on column sage."apm_master__vendor"."last_inv_date" is 'Last_Inv_Date';
comment on column sage."apm_master__vendor"."last_inv_amount" is 'Last_Inv_Amount';
comment on column sage."apm_master__vendor"."last_check_bank_acct" is 'Last_Check_Bank_Acct';
comment on column sage."apm_master__vendor"."last_check" is 'Last_Check';
comment on column sage."apm_master__vendor"."last_check_date" is 'Last_Check_Date';
comment on column sage."apm_master__vendor"."last_check_amount" is 'Last_Check_Amount';
comment on column sage."apm_master__vendor"."ytd_amount" is 'YTD_Amount';
comment on column sage."apm_master__vendor"."ytd_discount_offered" is 'YTD_Discount_Offered';
comment on column sage."apm_master__vendor"."ytd_discount_taken" is 'YTD_Discount_Taken';
comment on column sage."apm_master__vendor"."ytd_discount_lost" is 'YTD_Discount_Lost';
comment on column sage."apm_master__vendor"."ytd_misc_deduction" is 'YTD_Misc_Deduction';
comment on column sage."apm_master__vendor"."ytd_paid" is 'YTD_Paid';
comment on column sage."apm_master__vendor"."last_yr_amount" is 'Last_Yr_Amount';
comment on column sage."apm_master__vendor"."last_yr_disc_ofrd" is 'Last_Yr_Disc_Ofrd';
comment on column sage."apm_master__vendor"."last_yr_disc_takn" is 'Last_Yr_Disc_Takn';
comment on column sage."apm_master__vendor"."last_yr_disc_lost" is 'Last_Yr_Disc_Lost';
comment on column sage."apm_master__vendor"."last_yr_misc_deduction" is 'Last_Yr_Misc_Deduction';
comment on column sage."apm_master__vendor"."last_yr_amt_paid" is 'Last_Yr_Amt_Paid';
comment on column sage."apm_master__vendor"."next_yr_amount" is 'Next_Yr_Amount';
comment on column sage."apm_master__vendor"."next_yr_disc_ofrd" is 'Next_Yr_Disc_Ofrd';
comment on column sage."apm_master__vendor"."next_yr_disc_takn" is 'Next_Yr_Disc_Takn';
comment on column sage."apm_master__vendor"."next_yr_disc_lost" is 'Next_Yr_Disc_Lost';
comment on column sage."apm_master__vendor"."next_yr_misc_deduction" is 'Next_Yr_Misc_Deduction';
comment on column sage."apm_master__vendor"."next_yr_amt_paid" is 'Next_Yr_Amt_Paid';
comment on column sage."apm_master__vendor"."gen_liab_ins_proof_req" is 'Gen_Liab_Ins_Proof_Req: never touched by us';
comment on column sage."apm_master__vendor"."gl_ins_company" is 'GL_Ins_Company';
comment on column sage."apm_master__vendor"."gl_ins_policy_number" is 'GL_Ins_Policy_Number';
comment on column sage."apm_master__vendor"."gl_ins_effective_dt" is 'GL_Ins_Effective_Dt';
comment on column sage."apm_master__vendor"."gl_ins_expiration_dt" is 'GL_Ins_Expiration_Dt';
comment on column sage."apm_master__vendor"."gl_ins_limit" is 'GL_Ins_Limit';
comment on column sage."apm_master__vendor"."auto_ins_proof_req" is 'Auto_Ins_Proof_Req: never touched by us';
comment on column sage."apm_master__vendor"."auto_ins_company" is 'Auto_Ins_Company';
comment on column sage."apm_master__vendor"."auto_ins_policy_num" is 'Auto_Ins_Policy_Num';
comment on column sage."apm_master__vendor"."auto_ins_effect_dt" is 'Auto_Ins_Effect_Dt';
comment on column sage."apm_master__vendor"."auto_ins_expir_dt" is 'Auto_Ins_Expir_Dt';
comment on column sage."apm_master__vendor"."auto_ins_limit" is 'Auto_Ins_Limit';
comment on column sage."apm_master__vendor"."work_comp_ins_proof_req" is 'Work_Comp_Ins_Proof_Req: never touched by us';
comment on column sage."apm_master__vendor"."work_comp_ins_cmpany" is 'Work_Comp_Ins_Cmpany';
comment on column sage."apm_master__vendor"."work_comp_policy_num" is 'Work_Comp_Policy_Num';
comment on column sage."apm_master__vendor"."work_comp_effect_dt" is 'Work_Comp_Effect_Dt';
comment on column sage."apm_master__vendor"."work_comp_expir_dt" is 'Work_Comp_Expir_Dt';
comment on column sage."apm_master__vendor"."work_comp_ins_limit" is 'Work_Comp_Ins_Limit';
comment on column sage."apm_master__vendor"."umbrella_ins_proof_req" is 'Umbrella_Ins_Proof_Req: never touched by us';
comment on column sage."apm_master__vendor"."umbrella_ins_company" is 'Umbrella_Ins_Company';
comment on column sage."apm_master__vendor"."umb_ins_policy_num" is 'Umb_Ins_Policy_Num';
comment on column sage."apm_master__vendor"."umb_ins_effective_dt" is 'Umb_Ins_Effective_Dt';
comment on column sage."apm_master__vendor"."umb_ins_expir_dt" is 'Umb_Ins_Expir_Dt';
comment on column sage."apm_master__vendor"."umbrella_ins_limit" is 'Umbrella_Ins_Limit';
comment on column sage."apm_master__vendor"."onhold_status" is 'Onhold_Status: 0 or empty: not on hold';
comment on column sage."apm_master__vendor"."included_for_pmt" is 'Included_for_Pmt';
comment on column sage."apm_master__vendor"."pmt_amount" is 'Pmt_Amount';
comment on column sage."apm_master__vendor"."pmt_retainage_to_pay" is 'Pmt_Retainage_to_Pay';
comment on column sage."apm_master__vendor"."pmt_discount" is 'Pmt_Discount';
comment on column sage."apm_master__vendor"."pmt_retainage_to_hold" is 'Pmt_Retainage_to_Hold';
comment on column sage."apm_master__vendor"."pmt_misc_deduction" is 'Pmt_Misc_Deduction';
comment on column sage."apm_master__vendor"."ab_company_id" is 'AB_Company_ID';
comment on column sage."apm_master__vendor"."default_payment_type" is 'Default_Payment_Type: [Q] Check or Electronic; length [I]';
comment on column sage."apm_master__vendor"."bank_id" is 'Bank_ID: [Q] length [I]';
comment on column sage."apm_master__vendor"."bank_account" is 'Bank_Account: [Q] length [I]';
comment on column sage."apm_master__vendor"."account_type" is 'Account_Type: [Q] EFT; length [I]';
comment on column sage."apm_master__vendor"."operator_stamp" is 'Operator_Stamp';
comment on column sage."apm_master__vendor"."date_stamp" is 'Date_Stamp';
comment on column sage."apm_master__vendor"."time_stamp" is 'Time_Stamp';
create table sage."apm_master__vendor_type" (
  tieout_company text not null,
  "vendor_type" varchar(20) not null default '',
  "description" varchar(30),
  tieout_batch uuid not null,
  tieout_document text not null,
  tieout_row_hash text not null,
  tieout_origin text not null default 'procore',
  constraint "apm_master__vendor_type_pkey" primary key ("tieout_company", "vendor_type")
);
comment on table sage."apm_master__vendor_type" is 'APM_MASTER__VENDOR_TYPE: Vendor types the company knows; a vendor''s Type is one of them.';
comment on column sage."apm_master__vendor_type"."vendor_type" is 'Vendor_Type';
comment on column sage."apm_master__vendor_type"."description" is 'Description';
create table sage."arm_master__customer" (
  tieout_company text not null,
  "customer" varchar(10) not null default '',
  "name" varchar(50),
  "customer_type" varchar(20),
  "address_1" varchar(30),
  "address_2" varchar(30),
  "address_3" varchar(30),
  "address_4" varchar(30),
  "city" varchar(30),
  "state" varchar(4),
  "zip_code" varchar(10),
  "telephone" varchar(15),
  "fax" varchar(15),
  "email_address" varchar(50),
  "date_established" date,
  "status" varchar(20),
  "gl_prefix" varchar(22),
  "days_before_due" integer,
  "retainage" numeric(9,4),
  "tax_group" varchar(6),
  "operator_stamp" varchar(20),
  "date_stamp" date,
  "time_stamp" time,
  "row_id" varchar(36),
  "row_version" varchar(20),
  tieout_batch uuid not null,
  tieout_document text not null,
  tieout_row_hash text not null,
  tieout_origin text not null default 'procore',
  constraint "arm_master__customer_pkey" primary key ("tieout_company", "customer")
);
comment on table sage."arm_master__customer" is 'ARM_MASTER__CUSTOMER: A customer (an owner we bill): the columns we read.';
comment on column sage."arm_master__customer"."customer" is 'Customer';
comment on column sage."arm_master__customer"."name" is 'Name';
comment on column sage."arm_master__customer"."customer_type" is 'Customer_Type';
comment on column sage."arm_master__customer"."address_1" is 'Address_1';
comment on column sage."arm_master__customer"."address_2" is 'Address_2';
comment on column sage."arm_master__customer"."address_3" is 'Address_3';
comment on column sage."arm_master__customer"."address_4" is 'Address_4';
comment on column sage."arm_master__customer"."city" is 'City';
comment on column sage."arm_master__customer"."state" is 'State';
comment on column sage."arm_master__customer"."zip_code" is 'ZIP_Code';
comment on column sage."arm_master__customer"."telephone" is 'Telephone';
comment on column sage."arm_master__customer"."fax" is 'Fax';
comment on column sage."arm_master__customer"."email_address" is 'Email_Address';
comment on column sage."arm_master__customer"."date_established" is 'Date_Established';
comment on column sage."arm_master__customer"."status" is 'Status';
comment on column sage."arm_master__customer"."gl_prefix" is 'GL_Prefix';
comment on column sage."arm_master__customer"."days_before_due" is 'Days_Before_Due';
comment on column sage."arm_master__customer"."retainage" is 'Retainage: [I] percent';
comment on column sage."arm_master__customer"."tax_group" is 'Tax_Group';
comment on column sage."arm_master__customer"."operator_stamp" is 'Operator_Stamp';
comment on column sage."arm_master__customer"."date_stamp" is 'Date_Stamp';
comment on column sage."arm_master__customer"."time_stamp" is 'Time_Stamp';
comment on column sage."arm_master__customer"."row_id" is 'Row_ID';
comment on column sage."arm_master__customer"."row_version" is 'Row_Version';
create table sage."art_new__transaction" (
  tieout_company text not null,
  "source_document" varchar(400) not null default '',
  "source_line" varchar(400) not null default '',
  "customer" varchar(10) not null default '',
  "transaction_date" date,
  "run" bigint,
  "sequence" bigint,
  "transaction_type" varchar(20),
  "amount_type" varchar(20),
  "invoice" varchar(15),
  "draw" varchar(15),
  "reference_date" date,
  "due_date" date,
  "dep_item_type_number" integer,
  "dep_item_type" varchar(20),
  "cash_receipt_type" varchar(20),
  "cash_receipt" varchar(15),
  "bank_account" varchar(10),
  "deposit_date" date,
  "deposit_id" varchar(10),
  "deposit_item" integer,
  "type_adjusted" varchar(20),
  "adjustment_typenumber" integer,
  "adjustment_type" varchar(20) not null default '',
  "adjustment" varchar(15),
  "edit_type" varchar(20),
  "contract" varchar(10) not null default '',
  "contract_item" varchar(10) not null default '',
  "job" varchar(10) not null default '',
  "extra" varchar(10) not null default '',
  "cost_code" varchar(12) not null default '',
  "category" varchar(3) not null default '',
  "tax_group" varchar(6),
  "tax_id" varchar(6),
  "state" varchar(20),
  "exempt_status" varchar(20),
  "tax_rate" numeric(9,4),
  "taxable" numeric(18,2),
  "reference" varchar(15),
  "description" varchar(30),
  "debit_account__accrual" varchar(25),
  "credit_account__accrual" varchar(25),
  "retainage_account" varchar(25),
  "tax_retainage_account" varchar(25),
  "debit_account__cash" varchar(25),
  "credit_account__cash" varchar(25),
  "intercompany_payable" varchar(25),
  "intercompany_receivable" varchar(25),
  "accounting_date" date,
  "gl_journal" integer,
  "units" numeric(18,4),
  "amount" numeric(18,2) not null default 0,
  "retainage" numeric(18,2) not null default 0,
  "entry_line" bigint,
  "status_type" varchar(20),
  "status_date" date,
  "status_seq" integer,
  "actvty_seq" integer,
  "dist_seq" integer,
  "related_status_type" varchar(20),
  "related_status_date" date,
  "related_status_seq" integer,
  "related_actvty_seq" integer,
  "related_dist_seq" integer,
  "generation_date" date,
  "generation_seq" integer,
  "application_of_origin" varchar(3),
  "batch" varchar(10),
  "batch_source" varchar(20),
  "dp_original_location" varchar(4),
  "dp_run_number" bigint,
  "dp_sequence" bigint,
  "sm_work_order" bigint,
  "sm_work_order_item" bigint,
  "location_name" varchar(40),
  "change_customer" boolean default false,
  "operator_stamp" varchar(20),
  "date_stamp" date,
  "time_stamp" time,
  tieout_batch uuid not null,
  tieout_document text not null,
  tieout_row_hash text not null,
  tieout_origin text not null default 'procore',
  constraint "art_new__transaction_pkey" primary key ("tieout_company", "source_document", "source_line")
);
create index "art_new__transaction_contract_idx" on sage."art_new__transaction" ("tieout_company", "contract");
comment on table sage."art_new__transaction" is 'ART_NEW__TRANSACTION: New receivable entries, not yet posted in Sage: issued invoices of owner applications.';
comment on column sage."art_new__transaction"."source_document" is 'Source_Document: [I] ours: Sage gives Run and Sequence only when it takes the entry; until then our document …';
comment on column sage."art_new__transaction"."source_line" is 'Source_Line: [I] ours: … and its line are the key';
comment on column sage."art_new__transaction"."customer" is 'Customer';
comment on column sage."art_new__transaction"."transaction_date" is 'Transaction_Date';
comment on column sage."art_new__transaction"."run" is 'Run: empty until Sage takes the entry';
comment on column sage."art_new__transaction"."sequence" is 'Sequence: empty until Sage takes the entry';
comment on column sage."art_new__transaction"."transaction_type" is 'Transaction_Type: [Q] Issued invoice, Invoice, Invoice adjustment, Cash receipt and others seen';
comment on column sage."art_new__transaction"."amount_type" is 'Amount_Type';
comment on column sage."art_new__transaction"."invoice" is 'Invoice';
comment on column sage."art_new__transaction"."draw" is 'Draw';
comment on column sage."art_new__transaction"."reference_date" is 'Reference_Date';
comment on column sage."art_new__transaction"."due_date" is 'Due_Date';
comment on column sage."art_new__transaction"."dep_item_type_number" is 'Dep_Item_Type_Number';
comment on column sage."art_new__transaction"."dep_item_type" is 'Dep_Item_Type';
comment on column sage."art_new__transaction"."cash_receipt_type" is 'Cash_Receipt_Type';
comment on column sage."art_new__transaction"."cash_receipt" is 'Cash_Receipt';
comment on column sage."art_new__transaction"."bank_account" is 'Bank_Account';
comment on column sage."art_new__transaction"."deposit_date" is 'Deposit_Date';
comment on column sage."art_new__transaction"."deposit_id" is 'Deposit_Id';
comment on column sage."art_new__transaction"."deposit_item" is 'Deposit_Item';
comment on column sage."art_new__transaction"."type_adjusted" is 'Type_Adjusted';
comment on column sage."art_new__transaction"."adjustment_typenumber" is 'Adjustment_TypeNumber';
comment on column sage."art_new__transaction"."adjustment_type" is 'Adjustment_Type';
comment on column sage."art_new__transaction"."adjustment" is 'Adjustment';
comment on column sage."art_new__transaction"."edit_type" is 'Edit_Type';
comment on column sage."art_new__transaction"."contract" is 'Contract';
comment on column sage."art_new__transaction"."contract_item" is 'Contract_Item';
comment on column sage."art_new__transaction"."job" is 'Job';
comment on column sage."art_new__transaction"."extra" is 'Extra';
comment on column sage."art_new__transaction"."cost_code" is 'Cost_Code';
comment on column sage."art_new__transaction"."category" is 'Category';
comment on column sage."art_new__transaction"."tax_group" is 'Tax_Group';
comment on column sage."art_new__transaction"."tax_id" is 'Tax_ID';
comment on column sage."art_new__transaction"."state" is 'State';
comment on column sage."art_new__transaction"."exempt_status" is 'Exempt_Status';
comment on column sage."art_new__transaction"."tax_rate" is 'Tax_Rate';
comment on column sage."art_new__transaction"."taxable" is 'Taxable';
comment on column sage."art_new__transaction"."reference" is 'Reference';
comment on column sage."art_new__transaction"."description" is 'Description';
comment on column sage."art_new__transaction"."debit_account__accrual" is 'Debit_Account__Accrual';
comment on column sage."art_new__transaction"."credit_account__accrual" is 'Credit_Account__Accrual';
comment on column sage."art_new__transaction"."retainage_account" is 'Retainage_Account';
comment on column sage."art_new__transaction"."tax_retainage_account" is 'Tax_Retainage_Account';
comment on column sage."art_new__transaction"."debit_account__cash" is 'Debit_Account__Cash';
comment on column sage."art_new__transaction"."credit_account__cash" is 'Credit_Account__Cash';
comment on column sage."art_new__transaction"."intercompany_payable" is 'Intercompany_Payable';
comment on column sage."art_new__transaction"."intercompany_receivable" is 'Intercompany_Receivable';
comment on column sage."art_new__transaction"."accounting_date" is 'Accounting_Date';
comment on column sage."art_new__transaction"."gl_journal" is 'GL_Journal';
comment on column sage."art_new__transaction"."units" is 'Units';
comment on column sage."art_new__transaction"."amount" is 'Amount: gross of retainage';
comment on column sage."art_new__transaction"."retainage" is 'Retainage';
comment on column sage."art_new__transaction"."entry_line" is 'Entry_Line';
comment on column sage."art_new__transaction"."status_type" is 'Status_Type';
comment on column sage."art_new__transaction"."status_date" is 'Status_Date';
comment on column sage."art_new__transaction"."status_seq" is 'Status_Seq';
comment on column sage."art_new__transaction"."actvty_seq" is 'Actvty_Seq';
comment on column sage."art_new__transaction"."dist_seq" is 'Dist_Seq';
comment on column sage."art_new__transaction"."related_status_type" is 'Related_Status_Type';
comment on column sage."art_new__transaction"."related_status_date" is 'Related_Status_Date';
comment on column sage."art_new__transaction"."related_status_seq" is 'Related_Status_Seq';
comment on column sage."art_new__transaction"."related_actvty_seq" is 'Related_Actvty_Seq';
comment on column sage."art_new__transaction"."related_dist_seq" is 'Related_Dist_Seq';
comment on column sage."art_new__transaction"."generation_date" is 'Generation_Date';
comment on column sage."art_new__transaction"."generation_seq" is 'Generation_Seq';
comment on column sage."art_new__transaction"."application_of_origin" is 'Application_of_Origin';
comment on column sage."art_new__transaction"."batch" is 'Batch: Sage''s own batch';
comment on column sage."art_new__transaction"."batch_source" is 'Batch_Source';
comment on column sage."art_new__transaction"."dp_original_location" is 'DP_Original_Location';
comment on column sage."art_new__transaction"."dp_run_number" is 'DP_Run_Number';
comment on column sage."art_new__transaction"."dp_sequence" is 'DP_Sequence';
comment on column sage."art_new__transaction"."sm_work_order" is 'SM_Work_Order';
comment on column sage."art_new__transaction"."sm_work_order_item" is 'SM_Work_Order_Item';
comment on column sage."art_new__transaction"."location_name" is 'Location_Name';
comment on column sage."art_new__transaction"."change_customer" is 'Change_Customer';
comment on column sage."art_new__transaction"."operator_stamp" is 'Operator_Stamp';
comment on column sage."art_new__transaction"."date_stamp" is 'Date_Stamp';
comment on column sage."art_new__transaction"."time_stamp" is 'Time_Stamp';
create table sage."cnm_master__change_order" (
  tieout_company text not null,
  "job" varchar(10) not null default '',
  "change_order" varchar(20) not null default '',
  "contract" varchar(10),
  "description" varchar(30),
  "date" date,
  "status" varchar(20),
  "estimate_amount" numeric(18,2),
  "revenue_amount" numeric(18,2),
  tieout_batch uuid not null,
  tieout_document text not null,
  tieout_row_hash text not null,
  tieout_origin text not null default 'procore',
  constraint "cnm_master__change_order_pkey" primary key ("tieout_company", "job", "change_order")
);
comment on table sage."cnm_master__change_order" is 'CNM_MASTER__CHANGE_ORDER: An approved change order of a contract (Procore: prime contract change order).';
comment on column sage."cnm_master__change_order"."job" is 'Job: Procore numbers change orders per project';
comment on column sage."cnm_master__change_order"."change_order" is 'Change_Order: 20 as Procore''s number; JC''s classic Change_Order has 5';
comment on column sage."cnm_master__change_order"."contract" is 'Contract';
comment on column sage."cnm_master__change_order"."description" is 'Description: Procore''s title of up to 255, cut';
comment on column sage."cnm_master__change_order"."date" is 'Date';
comment on column sage."cnm_master__change_order"."status" is 'Status';
comment on column sage."cnm_master__change_order"."estimate_amount" is 'Estimate_Amount: cost side';
comment on column sage."cnm_master__change_order"."revenue_amount" is 'Revenue_Amount: contract side';
create table sage."cnm_master__change_order_item" (
  tieout_company text not null,
  "job" varchar(10) not null default '',
  "change_order" varchar(20) not null default '',
  "item_number" integer not null,
  "description" varchar(30),
  "contract" varchar(10) not null default '',
  "contract_item" varchar(10) not null default '',
  "extra" varchar(10) not null default '',
  "cost_code" varchar(12) not null default '',
  "category" varchar(3) not null default '',
  "units" numeric(18,4),
  "estimate_amount" numeric(18,2) not null default 0,
  "revenue_amount" numeric(18,2) not null default 0,
  "source_line" varchar(400),
  tieout_batch uuid not null,
  tieout_document text not null,
  tieout_row_hash text not null,
  tieout_origin text not null default 'procore',
  constraint "cnm_master__change_order_item_pkey" primary key ("tieout_company", "job", "change_order", "item_number")
);
comment on table sage."cnm_master__change_order_item" is 'CNM_MASTER__CHANGE_ORDER_ITEM: One line of a contract change order: what it adds to a contract item and what it is estimated to cost.';
comment on column sage."cnm_master__change_order_item"."job" is 'Job';
comment on column sage."cnm_master__change_order_item"."change_order" is 'Change_Order';
comment on column sage."cnm_master__change_order_item"."item_number" is 'Item_Number';
comment on column sage."cnm_master__change_order_item"."description" is 'Description';
comment on column sage."cnm_master__change_order_item"."contract" is 'Contract';
comment on column sage."cnm_master__change_order_item"."contract_item" is 'Contract_Item';
comment on column sage."cnm_master__change_order_item"."extra" is 'Extra';
comment on column sage."cnm_master__change_order_item"."cost_code" is 'Cost_Code';
comment on column sage."cnm_master__change_order_item"."category" is 'Category';
comment on column sage."cnm_master__change_order_item"."units" is 'Units';
comment on column sage."cnm_master__change_order_item"."estimate_amount" is 'Estimate_Amount: cost side';
comment on column sage."cnm_master__change_order_item"."revenue_amount" is 'Revenue_Amount: contract side';
comment on column sage."cnm_master__change_order_item"."source_line" is 'Source_Line: the Procore line';
create table sage."cnm_master__contract" (
  tieout_company text not null,
  "contract" varchar(10) not null default '',
  "description" varchar(30),
  "customer" varchar(10),
  "job" varchar(10) not null default '',
  "status" varchar(20),
  "date" date,
  "retainage_percent" numeric(9,4),
  "original_contract_amount" numeric(18,2),
  "approved_changes" numeric(18,2) not null default 0,
  "revised_contract_amount" numeric(18,2) not null default 0,
  "work_billed" numeric(18,2) not null default 0,
  "retainage_held" numeric(18,2) not null default 0,
  tieout_batch uuid not null,
  tieout_document text not null,
  tieout_row_hash text not null,
  tieout_origin text not null default 'procore',
  constraint "cnm_master__contract_pkey" primary key ("tieout_company", "contract")
) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05);
create index "cnm_master__contract_job_idx" on sage."cnm_master__contract" ("tieout_company", "job");
comment on table sage."cnm_master__contract" is 'CNM_MASTER__CONTRACT: A contract with an owner (Procore: prime contract).';
comment on column sage."cnm_master__contract"."contract" is 'Contract';
comment on column sage."cnm_master__contract"."description" is 'Description';
comment on column sage."cnm_master__contract"."customer" is 'Customer';
comment on column sage."cnm_master__contract"."job" is 'Job';
comment on column sage."cnm_master__contract"."status" is 'Status';
comment on column sage."cnm_master__contract"."date" is 'Date';
comment on column sage."cnm_master__contract"."retainage_percent" is 'Retainage_Percent';
comment on column sage."cnm_master__contract"."original_contract_amount" is 'Original_Contract_Amount';
comment on column sage."cnm_master__contract"."approved_changes" is 'Approved_Changes';
comment on column sage."cnm_master__contract"."revised_contract_amount" is 'Revised_Contract_Amount: original + approved';
comment on column sage."cnm_master__contract"."work_billed" is 'Work_Billed: applications loaded, gross';
comment on column sage."cnm_master__contract"."retainage_held" is 'Retainage_Held: retainage the owner holds from us';
create table sage."cnm_master__contract_item" (
  tieout_company text not null,
  "contract" varchar(10) not null default '',
  "item" varchar(10) not null default '',
  "description" varchar(30),
  "job" varchar(10) not null default '',
  "extra" varchar(10) not null default '',
  "cost_code" varchar(12) not null default '',
  "category" varchar(3) not null default '',
  "schedule_value" numeric(18,2),
  "approved_changes" numeric(18,2) not null default 0,
  "revised_schedule_value" numeric(18,2) not null default 0,
  tieout_batch uuid not null,
  tieout_document text not null,
  tieout_row_hash text not null,
  tieout_origin text not null default 'procore',
  constraint "cnm_master__contract_item_pkey" primary key ("tieout_company", "contract", "item")
) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05);
comment on table sage."cnm_master__contract_item" is 'CNM_MASTER__CONTRACT_ITEM: One line of a contract''s schedule of values.';
comment on column sage."cnm_master__contract_item"."contract" is 'Contract';
comment on column sage."cnm_master__contract_item"."item" is 'Item';
comment on column sage."cnm_master__contract_item"."description" is 'Description';
comment on column sage."cnm_master__contract_item"."job" is 'Job';
comment on column sage."cnm_master__contract_item"."extra" is 'Extra';
comment on column sage."cnm_master__contract_item"."cost_code" is 'Cost_Code';
comment on column sage."cnm_master__contract_item"."category" is 'Category';
comment on column sage."cnm_master__contract_item"."schedule_value" is 'Schedule_Value: original';
comment on column sage."cnm_master__contract_item"."approved_changes" is 'Approved_Changes';
comment on column sage."cnm_master__contract_item"."revised_schedule_value" is 'Revised_Schedule_Value: original + approved';
create table sage."glm_master__account" (
  tieout_company text not null,
  "account" varchar(25) not null default '',
  "account_title" varchar(40),
  "account_type" varchar(20),
  "control_account" boolean default false,
  "allow_entry_in_gl" boolean default false,
  "intercompany_status" varchar(20),
  "current_balance" numeric(18,2),
  "operator_stamp" varchar(20),
  "date_stamp" date,
  "time_stamp" time,
  tieout_batch uuid not null,
  tieout_document text not null,
  tieout_row_hash text not null,
  tieout_origin text not null default 'procore',
  constraint "glm_master__account_pkey" primary key ("tieout_company", "account")
);
comment on table sage."glm_master__account" is 'GLM_MASTER__ACCOUNT: A general ledger account: the columns we read.';
comment on column sage."glm_master__account"."account" is 'Account';
comment on column sage."glm_master__account"."account_title" is 'Account_Title';
comment on column sage."glm_master__account"."account_type" is 'Account_Type';
comment on column sage."glm_master__account"."control_account" is 'Control_Account';
comment on column sage."glm_master__account"."allow_entry_in_gl" is 'Allow_entry_in_GL';
comment on column sage."glm_master__account"."intercompany_status" is 'Intercompany_Status';
comment on column sage."glm_master__account"."current_balance" is 'Current_Balance';
comment on column sage."glm_master__account"."operator_stamp" is 'Operator_Stamp';
comment on column sage."glm_master__account"."date_stamp" is 'Date_Stamp';
comment on column sage."glm_master__account"."time_stamp" is 'Time_Stamp';
create table sage."jcm_master__category" (
  tieout_company text not null,
  "job" varchar(10) not null default '',
  "extra" varchar(10) not null default '',
  "cost_code" varchar(12) not null default '',
  "category" varchar(3) not null default '',
  "description" varchar(30),
  "status" varchar(20),
  "estimated_start_date" date,
  "estimated_completion_date" date,
  "revised_start_date" date,
  "revised_completion_date" date,
  "actual_start_date" date,
  "actual_completion_date" date,
  "last_cost_update" date,
  "accumulate_as" varchar(20),
  "cost_unit_description" varchar(6),
  "cost_account" varchar(25),
  "exempt_status" varchar(20) not null default '',
  "bought_out" boolean default false,
  "original_estimate" numeric(18,2) not null default 0,
  "pending_estimate_changes" numeric(18,2),
  "approved_estimate_changes" numeric(18,2) not null default 0,
  "total_estimate" numeric(18,2) not null default 0,
  "original_estimate_units" numeric(18,4) not null default 0,
  "pending_est_unit_changes" numeric(18,4),
  "approved_est_unit_changes" numeric(18,4) not null default 0,
  "total_estimate_units" numeric(18,4) not null default 0,
  "original_commitment" numeric(18,2) not null default 0,
  "pending_commitment_changes" numeric(18,2),
  "approved_commitment_changes" numeric(18,2) not null default 0,
  "revised_commitment" numeric(18,2) not null default 0,
  "commitment_invoiced" numeric(18,2) not null default 0,
  "jtd_cost" numeric(18,2) not null default 0,
  "ytd_cost" numeric(18,2),
  "qtd_cost" numeric(18,2),
  "mtd_cost" numeric(18,2),
  "lm_cost" numeric(18,2),
  "nm_cost" numeric(18,2),
  "wtd_cost" numeric(18,2),
  "lw_cost" numeric(18,2),
  "tax_on_jtd_cost" numeric(18,2),
  "tax_on_ytd_cost" numeric(18,2),
  "tax_on_qtd_cost" numeric(18,2),
  "tax_on_mtd_cost" numeric(18,2),
  "tax_on_lm_cost" numeric(18,2),
  "tax_on_nm_cost" numeric(18,2),
  "tax_on_wtd_cost" numeric(18,2),
  "tax_on_lw_cost" numeric(18,2),
  "jtd_units" numeric(18,4) not null default 0,
  "ytd_units" numeric(18,4),
  "qtd_units" numeric(18,4),
  "mtd_units" numeric(18,4),
  "lm_units" numeric(18,4),
  "nm_units" numeric(18,4),
  "wtd_units" numeric(18,4),
  "lw_units" numeric(18,4),
  "jtd_dollars_paid" numeric(18,2),
  "ytd_dollars_paid" numeric(18,2),
  "qtd_dollars_paid" numeric(18,2),
  "mtd_dollars_paid" numeric(18,2),
  "lm_dollars_paid" numeric(18,2),
  "nm_dollars_paid" numeric(18,2),
  "wtd_dollars_paid" numeric(18,2),
  "lw_dollars_paid" numeric(18,2),
  "tax_on_jtd_dollars_paid" numeric(18,2),
  "tax_on_ytd_dollars_paid" numeric(18,2),
  "tax_on_qtd_dollars_paid" numeric(18,2),
  "tax_on_mtd_dollars_paid" numeric(18,2),
  "tax_on_lm_dollars_paid" numeric(18,2),
  "tax_on_nm_dollars_paid" numeric(18,2),
  "tax_on_wtd_dollars_pd" numeric(18,2),
  "tax_on_lw_dollars_paid" numeric(18,2),
  "percent_complete" numeric(9,4),
  "date_pct_complete_entered" date,
  "previous_percent_complete" numeric(9,4),
  "msc_cat_amt_1" numeric(18,2),
  "msc_cat_amt_2" numeric(18,2),
  "msc_cat_amt_3" numeric(18,2),
  "msc_cat_amt_4" numeric(18,2),
  "custom_total_1_total" numeric(18,2),
  "custom_total_2_total" numeric(18,2),
  "custom_total_3_total" numeric(18,2),
  "custom_total_4_total" numeric(18,2),
  "custom_total_5_total" numeric(18,2),
  "custom_total_6_total" numeric(18,2),
  "operator_stamp" varchar(20),
  "date_stamp" date,
  "time_stamp" time,
  "row_id" varchar(36),
  "row_version" varchar(20),
  "retainage_held" numeric(18,2) not null default 0,
  tieout_batch uuid not null,
  tieout_document text not null,
  tieout_row_hash text not null,
  tieout_origin text not null default 'procore',
  constraint "jcm_master__category_pkey" primary key ("tieout_company", "job", "extra", "cost_code", "category")
) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05);
comment on table sage."jcm_master__category" is 'JCM_MASTER__CATEGORY: A category (Procore: cost type) of a cost code: the level at which cost is estimated, committed and posted.';
comment on column sage."jcm_master__category"."job" is 'Job';
comment on column sage."jcm_master__category"."extra" is 'Extra';
comment on column sage."jcm_master__category"."cost_code" is 'Cost_Code';
comment on column sage."jcm_master__category"."category" is 'Category';
comment on column sage."jcm_master__category"."description" is 'Description';
comment on column sage."jcm_master__category"."status" is 'Status';
comment on column sage."jcm_master__category"."estimated_start_date" is 'Estimated_Start_Date';
comment on column sage."jcm_master__category"."estimated_completion_date" is 'Estimated_Completion_Date';
comment on column sage."jcm_master__category"."revised_start_date" is 'Revised_Start_Date';
comment on column sage."jcm_master__category"."revised_completion_date" is 'Revised_Completion_Date';
comment on column sage."jcm_master__category"."actual_start_date" is 'Actual_Start_Date';
comment on column sage."jcm_master__category"."actual_completion_date" is 'Actual_Completion_Date';
comment on column sage."jcm_master__category"."last_cost_update" is 'Last_Cost_Update';
comment on column sage."jcm_master__category"."accumulate_as" is 'Accumulate_As: Labor, Material, Subcontract, Equipment, Overhead, Other';
comment on column sage."jcm_master__category"."cost_unit_description" is 'Cost_Unit_Description';
comment on column sage."jcm_master__category"."cost_account" is 'Cost_Account';
comment on column sage."jcm_master__category"."exempt_status" is 'Exempt_Status';
comment on column sage."jcm_master__category"."bought_out" is 'Bought_Out';
comment on column sage."jcm_master__category"."original_estimate" is 'Original_Estimate';
comment on column sage."jcm_master__category"."pending_estimate_changes" is 'Pending_Estimate_Changes';
comment on column sage."jcm_master__category"."approved_estimate_changes" is 'Approved_Estimate_Changes: job and cost code spell it JTD_Aprvd_Estimate_Chgs';
comment on column sage."jcm_master__category"."total_estimate" is 'Total_Estimate: original + approved';
comment on column sage."jcm_master__category"."original_estimate_units" is 'Original_Estimate_Units';
comment on column sage."jcm_master__category"."pending_est_unit_changes" is 'Pending_Est_Unit_Changes';
comment on column sage."jcm_master__category"."approved_est_unit_changes" is 'Approved_Est_Unit_Changes';
comment on column sage."jcm_master__category"."total_estimate_units" is 'Total_Estimate_Units';
comment on column sage."jcm_master__category"."original_commitment" is 'Original_Commitment';
comment on column sage."jcm_master__category"."pending_commitment_changes" is 'Pending_Commitment_Changes';
comment on column sage."jcm_master__category"."approved_commitment_changes" is 'Approved_Commitment_Changes';
comment on column sage."jcm_master__category"."revised_commitment" is 'Revised_Commitment: original + approved';
comment on column sage."jcm_master__category"."commitment_invoiced" is 'Commitment_Invoiced';
comment on column sage."jcm_master__category"."jtd_cost" is 'JTD_Cost';
comment on column sage."jcm_master__category"."ytd_cost" is 'YTD_Cost';
comment on column sage."jcm_master__category"."qtd_cost" is 'QTD_Cost';
comment on column sage."jcm_master__category"."mtd_cost" is 'MTD_Cost';
comment on column sage."jcm_master__category"."lm_cost" is 'LM_Cost';
comment on column sage."jcm_master__category"."nm_cost" is 'NM_Cost';
comment on column sage."jcm_master__category"."wtd_cost" is 'WTD_Cost';
comment on column sage."jcm_master__category"."lw_cost" is 'LW_Cost';
comment on column sage."jcm_master__category"."tax_on_jtd_cost" is 'Tax_on_JTD_Cost';
comment on column sage."jcm_master__category"."tax_on_ytd_cost" is 'Tax_on_YTD_Cost';
comment on column sage."jcm_master__category"."tax_on_qtd_cost" is 'Tax_on_QTD_Cost';
comment on column sage."jcm_master__category"."tax_on_mtd_cost" is 'Tax_on_MTD_Cost';
comment on column sage."jcm_master__category"."tax_on_lm_cost" is 'Tax_on_LM_Cost';
comment on column sage."jcm_master__category"."tax_on_nm_cost" is 'Tax_on_NM_Cost';
comment on column sage."jcm_master__category"."tax_on_wtd_cost" is 'Tax_on_WTD_Cost';
comment on column sage."jcm_master__category"."tax_on_lw_cost" is 'Tax_on_LW_Cost';
comment on column sage."jcm_master__category"."jtd_units" is 'JTD_Units';
comment on column sage."jcm_master__category"."ytd_units" is 'YTD_Units';
comment on column sage."jcm_master__category"."qtd_units" is 'QTD_Units';
comment on column sage."jcm_master__category"."mtd_units" is 'MTD_Units';
comment on column sage."jcm_master__category"."lm_units" is 'LM_Units';
comment on column sage."jcm_master__category"."nm_units" is 'NM_Units';
comment on column sage."jcm_master__category"."wtd_units" is 'WTD_Units';
comment on column sage."jcm_master__category"."lw_units" is 'LW_Units';
comment on column sage."jcm_master__category"."jtd_dollars_paid" is 'JTD_Dollars_Paid';
comment on column sage."jcm_master__category"."ytd_dollars_paid" is 'YTD_Dollars_Paid';
comment on column sage."jcm_master__category"."qtd_dollars_paid" is 'QTD_Dollars_Paid';
comment on column sage."jcm_master__category"."mtd_dollars_paid" is 'MTD_Dollars_Paid';
comment on column sage."jcm_master__category"."lm_dollars_paid" is 'LM_Dollars_Paid';
comment on column sage."jcm_master__category"."nm_dollars_paid" is 'NM_Dollars_Paid';
comment on column sage."jcm_master__category"."wtd_dollars_paid" is 'WTD_Dollars_Paid';
comment on column sage."jcm_master__category"."lw_dollars_paid" is 'LW_Dollars_Paid';
comment on column sage."jcm_master__category"."tax_on_jtd_dollars_paid" is 'Tax_on_JTD_Dollars_Paid';
comment on column sage."jcm_master__category"."tax_on_ytd_dollars_paid" is 'Tax_on_YTD_Dollars_Paid';
comment on column sage."jcm_master__category"."tax_on_qtd_dollars_paid" is 'Tax_on_QTD_Dollars_Paid';
comment on column sage."jcm_master__category"."tax_on_mtd_dollars_paid" is 'Tax_on_MTD_Dollars_Paid';
comment on column sage."jcm_master__category"."tax_on_lm_dollars_paid" is 'Tax_on_LM_Dollars_Paid';
comment on column sage."jcm_master__category"."tax_on_nm_dollars_paid" is 'Tax_on_NM_Dollars_Paid';
comment on column sage."jcm_master__category"."tax_on_wtd_dollars_pd" is 'Tax_on_WTD_Dollars_Pd';
comment on column sage."jcm_master__category"."tax_on_lw_dollars_paid" is 'Tax_on_LW_Dollars_Paid';
comment on column sage."jcm_master__category"."percent_complete" is 'Percent_Complete';
comment on column sage."jcm_master__category"."date_pct_complete_entered" is 'Date_Pct_Complete_Entered';
comment on column sage."jcm_master__category"."previous_percent_complete" is 'Previous_Percent_Complete';
comment on column sage."jcm_master__category"."msc_cat_amt_1" is 'Msc_Cat_Amt_1: [P] estimated cost at completion, from the forecast';
comment on column sage."jcm_master__category"."msc_cat_amt_2" is 'Msc_Cat_Amt_2: [P] forecast to complete, from the forecast';
comment on column sage."jcm_master__category"."msc_cat_amt_3" is 'Msc_Cat_Amt_3';
comment on column sage."jcm_master__category"."msc_cat_amt_4" is 'Msc_Cat_Amt_4';
comment on column sage."jcm_master__category"."custom_total_1_total" is 'Custom_Total_1_Total';
comment on column sage."jcm_master__category"."custom_total_2_total" is 'Custom_Total_2_Total';
comment on column sage."jcm_master__category"."custom_total_3_total" is 'Custom_Total_3_Total';
comment on column sage."jcm_master__category"."custom_total_4_total" is 'Custom_Total_4_Total';
comment on column sage."jcm_master__category"."custom_total_5_total" is 'Custom_Total_5_Total';
comment on column sage."jcm_master__category"."custom_total_6_total" is 'Custom_Total_6_Total';
comment on column sage."jcm_master__category"."operator_stamp" is 'Operator_Stamp';
comment on column sage."jcm_master__category"."date_stamp" is 'Date_Stamp';
comment on column sage."jcm_master__category"."time_stamp" is 'Time_Stamp';
comment on column sage."jcm_master__category"."row_id" is 'Row_ID';
comment on column sage."jcm_master__category"."row_version" is 'Row_Version';
comment on column sage."jcm_master__category"."retainage_held" is 'Retainage_Held: [I] ours: retainage held from vendors on the category; Sage keeps it in AP only, JTD_Retainage_Held is billing';
create table sage."jcm_master__commitment" (
  tieout_company text not null,
  "commitment" varchar(12) not null default '',
  "description" varchar(30),
  "vendor" varchar(10) not null default '',
  "job" varchar(10) not null default '',
  "commitment_type" varchar(20),
  "date" date,
  "retainage_percent" numeric(9,4),
  "closed" boolean default false,
  "committed" boolean default false,
  "printed" boolean default false,
  "amount" numeric(18,2) not null default 0,
  "amount_invoiced" numeric(18,2) not null default 0,
  "amount_paid" numeric(18,2),
  "tax" numeric(18,2),
  "tax_group" varchar(6),
  "to_address_1" varchar(30),
  "to_address_2" varchar(30),
  "to_city" varchar(15),
  "to_state" varchar(4),
  "to_zip_code" varchar(10),
  "ship_to_address_1" varchar(30),
  "ship_to_address_2" varchar(30),
  "ship_to_city" varchar(15),
  "ship_to_state" varchar(4),
  "ship_to_zip_code" varchar(10),
  "ordered_by" varchar(15),
  "terms" varchar(15),
  "ship_via" varchar(15),
  "fob" varchar(15),
  "actual_start_date" date,
  "actual_complete_date" date,
  "operator_stamp" varchar(20),
  "date_stamp" date,
  "time_stamp" time,
  "approved_changes" numeric(18,2) not null default 0,
  "retainage_held" numeric(18,2) not null default 0,
  tieout_batch uuid not null,
  tieout_document text not null,
  tieout_row_hash text not null,
  tieout_origin text not null default 'procore',
  constraint "jcm_master__commitment_pkey" primary key ("tieout_company", "commitment")
) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05);
create index "jcm_master__commitment_vendor_idx" on sage."jcm_master__commitment" ("tieout_company", "vendor");
create index "jcm_master__commitment_job_idx" on sage."jcm_master__commitment" ("tieout_company", "job");
comment on table sage."jcm_master__commitment" is 'JCM_MASTER__COMMITMENT: A subcontract or purchase order.';
comment on column sage."jcm_master__commitment"."commitment" is 'Commitment';
comment on column sage."jcm_master__commitment"."description" is 'Description';
comment on column sage."jcm_master__commitment"."vendor" is 'Vendor';
comment on column sage."jcm_master__commitment"."job" is 'Job: blank when the items span jobs';
comment on column sage."jcm_master__commitment"."commitment_type" is 'Commitment_Type: Subcontract or Purchase order';
comment on column sage."jcm_master__commitment"."date" is 'Date';
comment on column sage."jcm_master__commitment"."retainage_percent" is 'Retainage_Percent';
comment on column sage."jcm_master__commitment"."closed" is 'Closed';
comment on column sage."jcm_master__commitment"."committed" is 'Committed: [V] hh2: IsCommited';
comment on column sage."jcm_master__commitment"."printed" is 'Printed: [V] hh2: WasPrinted';
comment on column sage."jcm_master__commitment"."amount" is 'Amount: incl. tax and approved changes; original = Amount − Approved_Changes';
comment on column sage."jcm_master__commitment"."amount_invoiced" is 'Amount_Invoiced';
comment on column sage."jcm_master__commitment"."amount_paid" is 'Amount_Paid: [V] hh2: AmountPaid; from a read-back only';
comment on column sage."jcm_master__commitment"."tax" is 'Tax';
comment on column sage."jcm_master__commitment"."tax_group" is 'Tax_Group';
comment on column sage."jcm_master__commitment"."to_address_1" is 'To_Address_1: [I] name and length after the import file';
comment on column sage."jcm_master__commitment"."to_address_2" is 'To_Address_2: [I] name and length after the import file';
comment on column sage."jcm_master__commitment"."to_city" is 'To_City: [I] name and length after the import file';
comment on column sage."jcm_master__commitment"."to_state" is 'To_State: [I] name and length after the import file';
comment on column sage."jcm_master__commitment"."to_zip_code" is 'To_ZIP_Code: [I] name and length after the import file';
comment on column sage."jcm_master__commitment"."ship_to_address_1" is 'Ship_to_Address_1: [I] name and length after the import file';
comment on column sage."jcm_master__commitment"."ship_to_address_2" is 'Ship_to_Address_2: [I] name and length after the import file';
comment on column sage."jcm_master__commitment"."ship_to_city" is 'Ship_to_City: [I] name and length after the import file';
comment on column sage."jcm_master__commitment"."ship_to_state" is 'Ship_to_State: [I] name and length after the import file';
comment on column sage."jcm_master__commitment"."ship_to_zip_code" is 'Ship_to_ZIP_Code: [I] name and length after the import file';
comment on column sage."jcm_master__commitment"."ordered_by" is 'Ordered_by: purchase orders only';
comment on column sage."jcm_master__commitment"."terms" is 'Terms: purchase orders only';
comment on column sage."jcm_master__commitment"."ship_via" is 'Ship_via: purchase orders only';
comment on column sage."jcm_master__commitment"."fob" is 'FOB: purchase orders only';
comment on column sage."jcm_master__commitment"."actual_start_date" is 'Actual_Start_Date: [Q] dictionary sactsd, sactcd';
comment on column sage."jcm_master__commitment"."actual_complete_date" is 'Actual_Complete_Date: [Q] dictionary sactsd, sactcd';
comment on column sage."jcm_master__commitment"."operator_stamp" is 'Operator_Stamp';
comment on column sage."jcm_master__commitment"."date_stamp" is 'Date_Stamp';
comment on column sage."jcm_master__commitment"."time_stamp" is 'Time_Stamp';
comment on column sage."jcm_master__commitment"."approved_changes" is 'Approved_Changes: [I] ours: approved commitment changes; dictionary sapprco, hh2 AmountApproved';
comment on column sage."jcm_master__commitment"."retainage_held" is 'Retainage_Held: [I] ours: hh2 AmountRetained';
create table sage."jcm_master__commitment_co" (
  tieout_company text not null,
  "commitment" varchar(12) not null default '',
  "commitment_co" varchar(10) not null default '',
  "description" varchar(30),
  "date" date,
  "status" varchar(20),
  "type" varchar(20),
  "scope" varchar(1000),
  "printed" boolean default false,
  "operator_stamp" varchar(20),
  "date_stamp" date,
  "time_stamp" time,
  "amount" numeric(18,2),
  tieout_batch uuid not null,
  tieout_document text not null,
  tieout_row_hash text not null,
  tieout_origin text not null default 'procore',
  constraint "jcm_master__commitment_co_pkey" primary key ("tieout_company", "commitment", "commitment_co")
);
comment on table sage."jcm_master__commitment_co" is 'JCM_MASTER__COMMITMENT_CO: A change order of a commitment.';
comment on column sage."jcm_master__commitment_co"."commitment" is 'Commitment';
comment on column sage."jcm_master__commitment_co"."commitment_co" is 'Commitment_CO: [P] Procore sends at most 5 characters';
comment on column sage."jcm_master__commitment_co"."description" is 'Description';
comment on column sage."jcm_master__commitment_co"."date" is 'Date';
comment on column sage."jcm_master__commitment_co"."status" is 'Status: [I] only Approved is ever loaded';
comment on column sage."jcm_master__commitment_co"."type" is 'Type';
comment on column sage."jcm_master__commitment_co"."scope" is 'Scope';
comment on column sage."jcm_master__commitment_co"."printed" is 'Printed';
comment on column sage."jcm_master__commitment_co"."operator_stamp" is 'Operator_Stamp';
comment on column sage."jcm_master__commitment_co"."date_stamp" is 'Date_Stamp';
comment on column sage."jcm_master__commitment_co"."time_stamp" is 'Time_Stamp';
comment on column sage."jcm_master__commitment_co"."amount" is 'Amount: [I] ours: sum of its items';
create table sage."jcm_master__commitment_co_item" (
  tieout_company text not null,
  "commitment" varchar(12) not null default '',
  "commitment_co" varchar(10) not null default '',
  "item_number" integer not null,
  "description" varchar(30),
  "units" numeric(18,4),
  "amount" numeric(18,2) not null default 0,
  "operator_stamp" varchar(20),
  "date_stamp" date,
  "time_stamp" time,
  "extra" varchar(10) not null default '',
  "cost_code" varchar(12) not null default '',
  "category" varchar(3) not null default '',
  "source_line" varchar(400),
  tieout_batch uuid not null,
  tieout_document text not null,
  tieout_row_hash text not null,
  tieout_origin text not null default 'procore',
  constraint "jcm_master__commitment_co_item_pkey" primary key ("tieout_company", "commitment", "commitment_co", "item_number")
);
comment on table sage."jcm_master__commitment_co_item" is 'JCM_MASTER__COMMITMENT_CO_ITEM: What a change order adds to or takes from one commitment item; an item is changed once per change order.';
comment on column sage."jcm_master__commitment_co_item"."commitment" is 'Commitment';
comment on column sage."jcm_master__commitment_co_item"."commitment_co" is 'Commitment_CO';
comment on column sage."jcm_master__commitment_co_item"."item_number" is 'Item_Number: the commitment item it changes';
comment on column sage."jcm_master__commitment_co_item"."description" is 'Description';
comment on column sage."jcm_master__commitment_co_item"."units" is 'Units: change';
comment on column sage."jcm_master__commitment_co_item"."amount" is 'Amount: change, incl. tax';
comment on column sage."jcm_master__commitment_co_item"."operator_stamp" is 'Operator_Stamp';
comment on column sage."jcm_master__commitment_co_item"."date_stamp" is 'Date_Stamp';
comment on column sage."jcm_master__commitment_co_item"."time_stamp" is 'Time_Stamp';
comment on column sage."jcm_master__commitment_co_item"."extra" is 'Extra: ours: the coding of the item it changes, so that an invoice can be matched by coding';
comment on column sage."jcm_master__commitment_co_item"."cost_code" is 'Cost_Code: ours: see extra';
comment on column sage."jcm_master__commitment_co_item"."category" is 'Category: ours: see extra';
comment on column sage."jcm_master__commitment_co_item"."source_line" is 'Source_Line: [I] ours: the Procore change order line; of lines summed into one, the first';
create table sage."jcm_master__commitment_item" (
  tieout_company text not null,
  "commitment" varchar(12) not null default '',
  "item_number" integer not null,
  "description" varchar(30),
  "job" varchar(10) not null default '',
  "extra" varchar(10) not null default '',
  "cost_code" varchar(12) not null default '',
  "category" varchar(3) not null default '',
  "units" numeric(18,4),
  "unit_description" varchar(6),
  "unit_cost" numeric(18,4),
  "tax_group" varchar(6),
  "tax" numeric(18,2),
  "amount" numeric(18,2) not null default 0,
  "amount_invoiced" numeric(18,2) not null default 0,
  "units_invoiced" numeric(18,4) not null default 0,
  "approved_commitment_co_units" numeric(18,4) not null default 0,
  "approved_commitment_co_tax_amount" numeric(18,2),
  "retainage_percent" numeric(9,4),
  "delivery_date" date,
  "scope" varchar(1000),
  "operator_stamp" varchar(20),
  "date_stamp" date,
  "time_stamp" time,
  "approved_commitment_co_amount" numeric(18,2) not null default 0,
  "retainage_held" numeric(18,2) not null default 0,
  "opening_invoiced" numeric(18,2) not null default 0,
  "opening_retainage" numeric(18,2) not null default 0,
  "amount_billed" numeric(18,2) not null default 0,
  "retainage_billed" numeric(18,2) not null default 0,
  "source_line" varchar(400),
  tieout_batch uuid not null,
  tieout_document text not null,
  tieout_row_hash text not null,
  tieout_origin text not null default 'procore',
  constraint "jcm_master__commitment_item_pkey" primary key ("tieout_company", "commitment", "item_number")
) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05);
create index "jcm_master__commitment_item_job_extra_cost_code_category_idx" on sage."jcm_master__commitment_item" ("tieout_company", "job", "extra", "cost_code", "category");
comment on table sage."jcm_master__commitment_item" is 'JCM_MASTER__COMMITMENT_ITEM: One line of a commitment; invoices bill it and change orders change it.';
comment on column sage."jcm_master__commitment_item"."commitment" is 'Commitment';
comment on column sage."jcm_master__commitment_item"."item_number" is 'Item_Number: 1–99,999';
comment on column sage."jcm_master__commitment_item"."description" is 'Description';
comment on column sage."jcm_master__commitment_item"."job" is 'Job';
comment on column sage."jcm_master__commitment_item"."extra" is 'Extra';
comment on column sage."jcm_master__commitment_item"."cost_code" is 'Cost_Code';
comment on column sage."jcm_master__commitment_item"."category" is 'Category';
comment on column sage."jcm_master__commitment_item"."units" is 'Units: without approved changes';
comment on column sage."jcm_master__commitment_item"."unit_description" is 'Unit_Description';
comment on column sage."jcm_master__commitment_item"."unit_cost" is 'Unit_Cost';
comment on column sage."jcm_master__commitment_item"."tax_group" is 'Tax_Group';
comment on column sage."jcm_master__commitment_item"."tax" is 'Tax';
comment on column sage."jcm_master__commitment_item"."amount" is 'Amount: incl. tax and approved changes; original = Amount − Approved_Commitment_CO_Amount';
comment on column sage."jcm_master__commitment_item"."amount_invoiced" is 'Amount_Invoiced';
comment on column sage."jcm_master__commitment_item"."units_invoiced" is 'Units_Invoiced';
comment on column sage."jcm_master__commitment_item"."approved_commitment_co_units" is 'Approved_Commitment_CO_Units';
comment on column sage."jcm_master__commitment_item"."approved_commitment_co_tax_amount" is 'Approved_Commitment_CO_Tax_Amount';
comment on column sage."jcm_master__commitment_item"."retainage_percent" is 'Retainage_Percent';
comment on column sage."jcm_master__commitment_item"."delivery_date" is 'Delivery_Date';
comment on column sage."jcm_master__commitment_item"."scope" is 'Scope';
comment on column sage."jcm_master__commitment_item"."operator_stamp" is 'Operator_Stamp';
comment on column sage."jcm_master__commitment_item"."date_stamp" is 'Date_Stamp';
comment on column sage."jcm_master__commitment_item"."time_stamp" is 'Time_Stamp';
comment on column sage."jcm_master__commitment_item"."approved_commitment_co_amount" is 'Approved_Commitment_CO_Amount: [I] ours: dictionary iappcoa; named like its units and tax';
comment on column sage."jcm_master__commitment_item"."retainage_held" is 'Retainage_Held: [I] ours: invoice distributions withheld and not released';
comment on column sage."jcm_master__commitment_item"."opening_invoiced" is 'Opening_Invoiced: [I] ours: invoiced before go-live, adopted with --origin sage';
comment on column sage."jcm_master__commitment_item"."opening_retainage" is 'Opening_Retainage: [I] ours: retainage held before go-live, adopted with --origin sage';
comment on column sage."jcm_master__commitment_item"."amount_billed" is 'Amount_Billed: [I] ours: what source lines billed of this line, whichever line of the same coding was charged';
comment on column sage."jcm_master__commitment_item"."retainage_billed" is 'Retainage_Billed: [I] ours: retainage net of releases that source lines billed of this line';
comment on column sage."jcm_master__commitment_item"."source_line" is 'Source_Line: [I] ours: the Procore line, so that a dotted number keeps the item number of its first load';
create table sage."jcm_master__cost_code" (
  tieout_company text not null,
  "job" varchar(10) not null default '',
  "extra" varchar(10) not null default '',
  "cost_code" varchar(12) not null default '',
  "description" varchar(30),
  "group_cost_code" boolean default false,
  "status" varchar(20),
  "estimated_start_date" date,
  "estimated_comp_date" date,
  "revised_start_date" date,
  "revised_comp_date" date,
  "actual_start_date" date,
  "actual_complete_date" date,
  "last_cost_update" date,
  "use_empl_work_statelocal" boolean default false,
  "accumulate_as" varchar(20),
  "cost_unit_description" varchar(6),
  "cost_account" varchar(25),
  "billing_item_memo" varchar(4),
  "bought_out" boolean default false,
  "orig_scheduled_value" numeric(18,2),
  "potential_co_schdld_value_chgs" numeric(18,2),
  "co_request_schdld_value_chgs" numeric(18,2),
  "verbal_okay_schdld_value_chgs" numeric(18,2),
  "jtd_aprvd_schd_value_chgs" numeric(18,2),
  "revised_scheduled_value" numeric(18,2),
  "ytd_aprvd_schd_value_chgs" numeric(18,2),
  "qtd_aprvd_schd_value_chgs" numeric(18,2),
  "mtd_aprvd_schd_value_chgs" numeric(18,2),
  "lm_aprvd_schd_value_chgs" numeric(18,2),
  "nm_aprvd_schd_value_chgs" numeric(18,2),
  "contract" varchar(10),
  "item" varchar(10),
  "send_cost_to_billings" boolean default false,
  "exempt_status" varchar(20) not null default '',
  "jtd_work_billed" numeric(18,2),
  "ytd_work_billed" numeric(18,2),
  "qtd_work_billed" numeric(18,2),
  "mtd_work_billed" numeric(18,2),
  "lm_work_billed" numeric(18,2),
  "nm_work_billed" numeric(18,2),
  "jtd_retainage_held" numeric(18,2),
  "ytd_retainage_held" numeric(18,2),
  "qtd_retainage_held" numeric(18,2),
  "mtd_retainage_held" numeric(18,2),
  "lm_retainage_held" numeric(18,2),
  "nm_retainage_held" numeric(18,2),
  "original_estimate" numeric(18,2) not null default 0,
  "pending_estimate_changes" numeric(18,2),
  "jtd_aprvd_estimate_chgs" numeric(18,2) not null default 0,
  "total_estimate" numeric(18,2) not null default 0,
  "ytd_aprvd_estimate_chgs" numeric(18,2),
  "qtd_aprvd_estimate_chgs" numeric(18,2),
  "mtd_aprvd_estimate_chgs" numeric(18,2),
  "lm_aprvd_estimate_chgs" numeric(18,2),
  "nm_aprvd_estimate_chgs" numeric(18,2),
  "original_estimate_units" numeric(18,4) not null default 0,
  "pending_est_unit_changes" numeric(18,4),
  "approved_est_unit_changes" numeric(18,4) not null default 0,
  "total_estimate_units" numeric(18,4) not null default 0,
  "original_commitment" numeric(18,2) not null default 0,
  "pending_commitment_changes" numeric(18,2),
  "approved_commitment_changes" numeric(18,2) not null default 0,
  "revised_commitment" numeric(18,2) not null default 0,
  "commitment_invoiced" numeric(18,2) not null default 0,
  "jtd_cost" numeric(18,2) not null default 0,
  "ytd_cost" numeric(18,2),
  "qtd_cost" numeric(18,2),
  "mtd_cost" numeric(18,2),
  "lm_cost" numeric(18,2),
  "nm_cost" numeric(18,2),
  "wtd_cost" numeric(18,2),
  "lw_cost" numeric(18,2),
  "tax_on_jtd_cost" numeric(18,2),
  "tax_on_ytd_cost" numeric(18,2),
  "tax_on_qtd_cost" numeric(18,2),
  "tax_on_mtd_cost" numeric(18,2),
  "tax_on_lm_cost" numeric(18,2),
  "tax_on_nm_cost" numeric(18,2),
  "tax_on_wtd_cost" numeric(18,2),
  "tax_on_lw_cost" numeric(18,2),
  "jtd_units" numeric(18,4) not null default 0,
  "ytd_units" numeric(18,4),
  "qtd_units" numeric(18,4),
  "mtd_units" numeric(18,4),
  "lm_units" numeric(18,4),
  "nm_units" numeric(18,4),
  "wtd_units" numeric(18,4),
  "lw_units" numeric(18,4),
  "jtd_dollars_paid" numeric(18,2),
  "ytd_dollars_paid" numeric(18,2),
  "qtd_dollars_paid" numeric(18,2),
  "mtd_dollars_paid" numeric(18,2),
  "lm_dollars_paid" numeric(18,2),
  "nm_dollars_paid" numeric(18,2),
  "wtd_dollars_paid" numeric(18,2),
  "lw_dollars_paid" numeric(18,2),
  "tax_on_jtd_dollars_paid" numeric(18,2),
  "tax_on_ytd_dollars_paid" numeric(18,2),
  "tax_on_qtd_dollars_paid" numeric(18,2),
  "tax_on_mtd_dollars_paid" numeric(18,2),
  "tax_on_lm_dollars_paid" numeric(18,2),
  "tax_on_nm_dollars_paid" numeric(18,2),
  "tax_on_wtd_dollars_pd" numeric(18,2),
  "tax_on_lw_dollars_paid" numeric(18,2),
  "total_labor_estimate" numeric(18,2),
  "total_labor_units_est" numeric(18,4),
  "total_material_estimate" numeric(18,2),
  "total_subcontract_est" numeric(18,2),
  "total_equipment_estimate" numeric(18,2),
  "total_equipment_units_est" numeric(18,4),
  "total_overhead_est" numeric(18,2),
  "total_other_estimate" numeric(18,2),
  "total_labor_commitment" numeric(18,2),
  "total_material_commitment" numeric(18,2),
  "total_sub_commitment" numeric(18,2),
  "total_equipment_commitment" numeric(18,2),
  "total_overhead_commitment" numeric(18,2),
  "total_other_commitment" numeric(18,2),
  "commitment_invoiced__labor" numeric(18,2),
  "commitment_invoiced__material" numeric(18,2),
  "commitment_invoiced__sub" numeric(18,2),
  "commitment_invoiced__equipment" numeric(18,2),
  "commitment_invoiced__overhead" numeric(18,2),
  "commitment_invoiced__other" numeric(18,2),
  "jtd_labor_cost" numeric(18,2),
  "jtd_labor_units" numeric(18,4),
  "jtd_material_cost" numeric(18,2),
  "jtd_subcontract_cost" numeric(18,2),
  "jtd_equipment_cost" numeric(18,2),
  "jtd_equipment_units" numeric(18,4),
  "jtd_overhead_cost" numeric(18,2),
  "jtd_other_cost" numeric(18,2),
  "mtd_labor_cost" numeric(18,2),
  "mtd_labor_units" numeric(18,4),
  "mtd_material_cost" numeric(18,2),
  "mtd_subcontract_cost" numeric(18,2),
  "mtd_equipment_cost" numeric(18,2),
  "mtd_equipment_units" numeric(18,4),
  "mtd_overhead_cost" numeric(18,2),
  "mtd_other_cost" numeric(18,2),
  "lm_labor_cost" numeric(18,2),
  "lm_labor_units" numeric(18,4),
  "lm_material_cost" numeric(18,2),
  "lm_subcontract_cost" numeric(18,2),
  "lm_equipment_cost" numeric(18,2),
  "lm_equipment_units" numeric(18,4),
  "lm_overhead_cost" numeric(18,2),
  "lm_other_cost" numeric(18,2),
  "nm_labor_cost" numeric(18,2),
  "nm_labor_units" numeric(18,4),
  "nm_material_cost" numeric(18,2),
  "nm_subcontract_cost" numeric(18,2),
  "nm_equipment_cost" numeric(18,2),
  "nm_equipment_units" numeric(18,4),
  "nm_overhead_cost" numeric(18,2),
  "nm_other_cost" numeric(18,2),
  "wtd_labor_cost" numeric(18,2),
  "wtd_labor_units" numeric(18,4),
  "wtd_equipment_cost" numeric(18,2),
  "wtd_equipment_units" numeric(18,4),
  "jtd_labor_dollars_paid" numeric(18,2),
  "jtd_mat_dollars_paid" numeric(18,2),
  "jtd_sub_dollars_paid" numeric(18,2),
  "jtd_equipment_dollars_paid" numeric(18,2),
  "jtd_overhead_dollars_paid" numeric(18,2),
  "jtd_other_dollars_paid" numeric(18,2),
  "percent_complete" numeric(9,4),
  "date_pct_complete_entered" date,
  "previous_percent_complete" numeric(9,4),
  "production_unit_desc" varchar(6),
  "orig_production_units_est" numeric(18,4),
  "pndng_prodctn_unit_chgs" numeric(18,4),
  "apprvd_prodctn_unit_chgs" numeric(18,4),
  "revised_prodctn_units_est" numeric(18,4),
  "jtd_production_units" numeric(18,4),
  "ytd_production_units" numeric(18,4),
  "qtd_production_units" numeric(18,4),
  "mtd_production_units" numeric(18,4),
  "lm_production_units" numeric(18,4),
  "nm_production_units" numeric(18,4),
  "wtd_production_units" numeric(18,4),
  "lw_production_units" numeric(18,4),
  "last_reported_prdctn_unts" numeric(18,4),
  "date_last_rptd_prdctn_uts" date,
  "stored_material" numeric(18,2),
  "cost_at_comp" numeric(18,2),
  "cost_to_comp" numeric(18,2),
  "lab_hrs_to_comp" numeric(18,4),
  "msc_cc_amt_5" numeric(18,2),
  "msc_cc_amt_6" numeric(18,2),
  "msc_cat_amt_1" numeric(18,2),
  "msc_cat_amt_2" numeric(18,2),
  "msc_cat_amt_3" numeric(18,2),
  "msc_cat_amt_4" numeric(18,2),
  "custom_total_1_total" numeric(18,2),
  "custom_total_2_total" numeric(18,2),
  "custom_total_3_total" numeric(18,2),
  "custom_total_4_total" numeric(18,2),
  "custom_total_5_total" numeric(18,2),
  "custom_total_6_total" numeric(18,2),
  "operator_stamp" varchar(20),
  "date_stamp" date,
  "time_stamp" time,
  "row_id" varchar(36),
  "row_version" varchar(20),
  "cost_code_notes" varchar(8000),
  "cost_code_file_links" varchar(8000),
  "retainage_held" numeric(18,2) not null default 0,
  tieout_batch uuid not null,
  tieout_document text not null,
  tieout_row_hash text not null,
  tieout_origin text not null default 'procore',
  constraint "jcm_master__cost_code_pkey" primary key ("tieout_company", "job", "extra", "cost_code")
) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05);
comment on table sage."jcm_master__cost_code" is 'JCM_MASTER__COST_CODE: A cost code of a job or of one of its extras, with its totals.';
comment on column sage."jcm_master__cost_code"."job" is 'Job';
comment on column sage."jcm_master__cost_code"."extra" is 'Extra';
comment on column sage."jcm_master__cost_code"."cost_code" is 'Cost_Code';
comment on column sage."jcm_master__cost_code"."description" is 'Description: never overwritten: Sage owns it';
comment on column sage."jcm_master__cost_code"."group_cost_code" is 'Group_Cost_Code: a heading: never posted to';
comment on column sage."jcm_master__cost_code"."status" is 'Status';
comment on column sage."jcm_master__cost_code"."estimated_start_date" is 'Estimated_Start_Date';
comment on column sage."jcm_master__cost_code"."estimated_comp_date" is 'Estimated_Comp_Date';
comment on column sage."jcm_master__cost_code"."revised_start_date" is 'Revised_Start_Date';
comment on column sage."jcm_master__cost_code"."revised_comp_date" is 'Revised_Comp_Date';
comment on column sage."jcm_master__cost_code"."actual_start_date" is 'Actual_Start_Date';
comment on column sage."jcm_master__cost_code"."actual_complete_date" is 'Actual_Complete_Date';
comment on column sage."jcm_master__cost_code"."last_cost_update" is 'Last_Cost_Update';
comment on column sage."jcm_master__cost_code"."use_empl_work_statelocal" is 'Use_Empl_Work_StateLocal';
comment on column sage."jcm_master__cost_code"."accumulate_as" is 'Accumulate_As';
comment on column sage."jcm_master__cost_code"."cost_unit_description" is 'Cost_Unit_Description';
comment on column sage."jcm_master__cost_code"."cost_account" is 'Cost_Account';
comment on column sage."jcm_master__cost_code"."billing_item_memo" is 'Billing_Item_Memo';
comment on column sage."jcm_master__cost_code"."bought_out" is 'Bought_Out';
comment on column sage."jcm_master__cost_code"."orig_scheduled_value" is 'Orig_Scheduled_Value';
comment on column sage."jcm_master__cost_code"."potential_co_schdld_value_chgs" is 'Potential_CO_Schdld_Value_Chgs';
comment on column sage."jcm_master__cost_code"."co_request_schdld_value_chgs" is 'CO_Request_Schdld_Value_Chgs';
comment on column sage."jcm_master__cost_code"."verbal_okay_schdld_value_chgs" is 'Verbal_Okay_Schdld_Value_Chgs';
comment on column sage."jcm_master__cost_code"."jtd_aprvd_schd_value_chgs" is 'JTD_Aprvd_Schd_Value_Chgs';
comment on column sage."jcm_master__cost_code"."revised_scheduled_value" is 'Revised_Scheduled_Value';
comment on column sage."jcm_master__cost_code"."ytd_aprvd_schd_value_chgs" is 'YTD_Aprvd_Schd_Value_Chgs';
comment on column sage."jcm_master__cost_code"."qtd_aprvd_schd_value_chgs" is 'QTD_Aprvd_Schd_Value_Chgs';
comment on column sage."jcm_master__cost_code"."mtd_aprvd_schd_value_chgs" is 'MTD_Aprvd_Schd_Value_Chgs';
comment on column sage."jcm_master__cost_code"."lm_aprvd_schd_value_chgs" is 'LM_Aprvd_Schd_Value_Chgs';
comment on column sage."jcm_master__cost_code"."nm_aprvd_schd_value_chgs" is 'NM_Aprvd_Schd_Value_Chgs';
comment on column sage."jcm_master__cost_code"."contract" is 'Contract: the contract item that bills this code';
comment on column sage."jcm_master__cost_code"."item" is 'Item: the contract item that bills this code';
comment on column sage."jcm_master__cost_code"."send_cost_to_billings" is 'Send_Cost_to_Billings';
comment on column sage."jcm_master__cost_code"."exempt_status" is 'Exempt_Status';
comment on column sage."jcm_master__cost_code"."jtd_work_billed" is 'JTD_Work_Billed';
comment on column sage."jcm_master__cost_code"."ytd_work_billed" is 'YTD_Work_Billed';
comment on column sage."jcm_master__cost_code"."qtd_work_billed" is 'QTD_Work_Billed';
comment on column sage."jcm_master__cost_code"."mtd_work_billed" is 'MTD_Work_Billed';
comment on column sage."jcm_master__cost_code"."lm_work_billed" is 'LM_Work_Billed';
comment on column sage."jcm_master__cost_code"."nm_work_billed" is 'NM_Work_Billed';
comment on column sage."jcm_master__cost_code"."jtd_retainage_held" is 'JTD_Retainage_Held: retainage the owner holds from us (billing)';
comment on column sage."jcm_master__cost_code"."ytd_retainage_held" is 'YTD_Retainage_Held: retainage the owner holds from us (billing)';
comment on column sage."jcm_master__cost_code"."qtd_retainage_held" is 'QTD_Retainage_Held: retainage the owner holds from us (billing)';
comment on column sage."jcm_master__cost_code"."mtd_retainage_held" is 'MTD_Retainage_Held: retainage the owner holds from us (billing)';
comment on column sage."jcm_master__cost_code"."lm_retainage_held" is 'LM_Retainage_Held: retainage the owner holds from us (billing)';
comment on column sage."jcm_master__cost_code"."nm_retainage_held" is 'NM_Retainage_Held: retainage the owner holds from us (billing)';
comment on column sage."jcm_master__cost_code"."original_estimate" is 'Original_Estimate';
comment on column sage."jcm_master__cost_code"."pending_estimate_changes" is 'Pending_Estimate_Changes';
comment on column sage."jcm_master__cost_code"."jtd_aprvd_estimate_chgs" is 'JTD_Aprvd_Estimate_Chgs: the category spells it Approved_Estimate_Changes';
comment on column sage."jcm_master__cost_code"."total_estimate" is 'Total_Estimate: original + approved';
comment on column sage."jcm_master__cost_code"."ytd_aprvd_estimate_chgs" is 'YTD_Aprvd_Estimate_Chgs';
comment on column sage."jcm_master__cost_code"."qtd_aprvd_estimate_chgs" is 'QTD_Aprvd_Estimate_Chgs';
comment on column sage."jcm_master__cost_code"."mtd_aprvd_estimate_chgs" is 'MTD_Aprvd_Estimate_Chgs';
comment on column sage."jcm_master__cost_code"."lm_aprvd_estimate_chgs" is 'LM_Aprvd_Estimate_Chgs';
comment on column sage."jcm_master__cost_code"."nm_aprvd_estimate_chgs" is 'NM_Aprvd_Estimate_Chgs';
comment on column sage."jcm_master__cost_code"."original_estimate_units" is 'Original_Estimate_Units';
comment on column sage."jcm_master__cost_code"."pending_est_unit_changes" is 'Pending_Est_Unit_Changes';
comment on column sage."jcm_master__cost_code"."approved_est_unit_changes" is 'Approved_Est_Unit_Changes';
comment on column sage."jcm_master__cost_code"."total_estimate_units" is 'Total_Estimate_Units';
comment on column sage."jcm_master__cost_code"."original_commitment" is 'Original_Commitment';
comment on column sage."jcm_master__cost_code"."pending_commitment_changes" is 'Pending_Commitment_Changes';
comment on column sage."jcm_master__cost_code"."approved_commitment_changes" is 'Approved_Commitment_Changes';
comment on column sage."jcm_master__cost_code"."revised_commitment" is 'Revised_Commitment';
comment on column sage."jcm_master__cost_code"."commitment_invoiced" is 'Commitment_Invoiced';
comment on column sage."jcm_master__cost_code"."jtd_cost" is 'JTD_Cost';
comment on column sage."jcm_master__cost_code"."ytd_cost" is 'YTD_Cost';
comment on column sage."jcm_master__cost_code"."qtd_cost" is 'QTD_Cost';
comment on column sage."jcm_master__cost_code"."mtd_cost" is 'MTD_Cost';
comment on column sage."jcm_master__cost_code"."lm_cost" is 'LM_Cost';
comment on column sage."jcm_master__cost_code"."nm_cost" is 'NM_Cost';
comment on column sage."jcm_master__cost_code"."wtd_cost" is 'WTD_Cost';
comment on column sage."jcm_master__cost_code"."lw_cost" is 'LW_Cost';
comment on column sage."jcm_master__cost_code"."tax_on_jtd_cost" is 'Tax_on_JTD_Cost';
comment on column sage."jcm_master__cost_code"."tax_on_ytd_cost" is 'Tax_on_YTD_Cost';
comment on column sage."jcm_master__cost_code"."tax_on_qtd_cost" is 'Tax_on_QTD_Cost';
comment on column sage."jcm_master__cost_code"."tax_on_mtd_cost" is 'Tax_on_MTD_Cost';
comment on column sage."jcm_master__cost_code"."tax_on_lm_cost" is 'Tax_on_LM_Cost';
comment on column sage."jcm_master__cost_code"."tax_on_nm_cost" is 'Tax_on_NM_Cost';
comment on column sage."jcm_master__cost_code"."tax_on_wtd_cost" is 'Tax_on_WTD_Cost';
comment on column sage."jcm_master__cost_code"."tax_on_lw_cost" is 'Tax_on_LW_Cost';
comment on column sage."jcm_master__cost_code"."jtd_units" is 'JTD_Units';
comment on column sage."jcm_master__cost_code"."ytd_units" is 'YTD_Units';
comment on column sage."jcm_master__cost_code"."qtd_units" is 'QTD_Units';
comment on column sage."jcm_master__cost_code"."mtd_units" is 'MTD_Units';
comment on column sage."jcm_master__cost_code"."lm_units" is 'LM_Units';
comment on column sage."jcm_master__cost_code"."nm_units" is 'NM_Units';
comment on column sage."jcm_master__cost_code"."wtd_units" is 'WTD_Units';
comment on column sage."jcm_master__cost_code"."lw_units" is 'LW_Units';
comment on column sage."jcm_master__cost_code"."jtd_dollars_paid" is 'JTD_Dollars_Paid';
comment on column sage."jcm_master__cost_code"."ytd_dollars_paid" is 'YTD_Dollars_Paid';
comment on column sage."jcm_master__cost_code"."qtd_dollars_paid" is 'QTD_Dollars_Paid';
comment on column sage."jcm_master__cost_code"."mtd_dollars_paid" is 'MTD_Dollars_Paid';
comment on column sage."jcm_master__cost_code"."lm_dollars_paid" is 'LM_Dollars_Paid';
comment on column sage."jcm_master__cost_code"."nm_dollars_paid" is 'NM_Dollars_Paid';
comment on column sage."jcm_master__cost_code"."wtd_dollars_paid" is 'WTD_Dollars_Paid';
comment on column sage."jcm_master__cost_code"."lw_dollars_paid" is 'LW_Dollars_Paid';
comment on column sage."jcm_master__cost_code"."tax_on_jtd_dollars_paid" is 'Tax_on_JTD_Dollars_Paid';
comment on column sage."jcm_master__cost_code"."tax_on_ytd_dollars_paid" is 'Tax_on_YTD_Dollars_Paid';
comment on column sage."jcm_master__cost_code"."tax_on_qtd_dollars_paid" is 'Tax_on_QTD_Dollars_Paid';
comment on column sage."jcm_master__cost_code"."tax_on_mtd_dollars_paid" is 'Tax_on_MTD_Dollars_Paid';
comment on column sage."jcm_master__cost_code"."tax_on_lm_dollars_paid" is 'Tax_on_LM_Dollars_Paid';
comment on column sage."jcm_master__cost_code"."tax_on_nm_dollars_paid" is 'Tax_on_NM_Dollars_Paid';
comment on column sage."jcm_master__cost_code"."tax_on_wtd_dollars_pd" is 'Tax_on_WTD_Dollars_Pd';
comment on column sage."jcm_master__cost_code"."tax_on_lw_dollars_paid" is 'Tax_on_LW_Dollars_Paid';
comment on column sage."jcm_master__cost_code"."total_labor_estimate" is 'Total_Labor_Estimate';
comment on column sage."jcm_master__cost_code"."total_labor_units_est" is 'Total_Labor_Units_Est';
comment on column sage."jcm_master__cost_code"."total_material_estimate" is 'Total_Material_Estimate';
comment on column sage."jcm_master__cost_code"."total_subcontract_est" is 'Total_Subcontract_Est';
comment on column sage."jcm_master__cost_code"."total_equipment_estimate" is 'Total_Equipment_Estimate';
comment on column sage."jcm_master__cost_code"."total_equipment_units_est" is 'Total_Equipment_Units_Est';
comment on column sage."jcm_master__cost_code"."total_overhead_est" is 'Total_Overhead_Est';
comment on column sage."jcm_master__cost_code"."total_other_estimate" is 'Total_Other_Estimate';
comment on column sage."jcm_master__cost_code"."total_labor_commitment" is 'Total_Labor_Commitment';
comment on column sage."jcm_master__cost_code"."total_material_commitment" is 'Total_Material_Commitment';
comment on column sage."jcm_master__cost_code"."total_sub_commitment" is 'Total_Sub_Commitment';
comment on column sage."jcm_master__cost_code"."total_equipment_commitment" is 'Total_Equipment_Commitment';
comment on column sage."jcm_master__cost_code"."total_overhead_commitment" is 'Total_Overhead_Commitment';
comment on column sage."jcm_master__cost_code"."total_other_commitment" is 'Total_Other_Commitment';
comment on column sage."jcm_master__cost_code"."commitment_invoiced__labor" is 'Commitment_Invoiced__Labor';
comment on column sage."jcm_master__cost_code"."commitment_invoiced__material" is 'Commitment_Invoiced__Material';
comment on column sage."jcm_master__cost_code"."commitment_invoiced__sub" is 'Commitment_Invoiced__Sub';
comment on column sage."jcm_master__cost_code"."commitment_invoiced__equipment" is 'Commitment_Invoiced__Equipment';
comment on column sage."jcm_master__cost_code"."commitment_invoiced__overhead" is 'Commitment_Invoiced__Overhead';
comment on column sage."jcm_master__cost_code"."commitment_invoiced__other" is 'Commitment_Invoiced__Other';
comment on column sage."jcm_master__cost_code"."jtd_labor_cost" is 'JTD_Labor_Cost';
comment on column sage."jcm_master__cost_code"."jtd_labor_units" is 'JTD_Labor_Units';
comment on column sage."jcm_master__cost_code"."jtd_material_cost" is 'JTD_Material_Cost';
comment on column sage."jcm_master__cost_code"."jtd_subcontract_cost" is 'JTD_Subcontract_Cost';
comment on column sage."jcm_master__cost_code"."jtd_equipment_cost" is 'JTD_Equipment_Cost';
comment on column sage."jcm_master__cost_code"."jtd_equipment_units" is 'JTD_Equipment_Units';
comment on column sage."jcm_master__cost_code"."jtd_overhead_cost" is 'JTD_Overhead_Cost';
comment on column sage."jcm_master__cost_code"."jtd_other_cost" is 'JTD_Other_Cost';
comment on column sage."jcm_master__cost_code"."mtd_labor_cost" is 'MTD_Labor_Cost';
comment on column sage."jcm_master__cost_code"."mtd_labor_units" is 'MTD_Labor_Units';
comment on column sage."jcm_master__cost_code"."mtd_material_cost" is 'MTD_Material_Cost';
comment on column sage."jcm_master__cost_code"."mtd_subcontract_cost" is 'MTD_Subcontract_Cost';
comment on column sage."jcm_master__cost_code"."mtd_equipment_cost" is 'MTD_Equipment_Cost';
comment on column sage."jcm_master__cost_code"."mtd_equipment_units" is 'MTD_Equipment_Units';
comment on column sage."jcm_master__cost_code"."mtd_overhead_cost" is 'MTD_Overhead_Cost';
comment on column sage."jcm_master__cost_code"."mtd_other_cost" is 'MTD_Other_Cost';
comment on column sage."jcm_master__cost_code"."lm_labor_cost" is 'LM_Labor_Cost';
comment on column sage."jcm_master__cost_code"."lm_labor_units" is 'LM_Labor_Units';
comment on column sage."jcm_master__cost_code"."lm_material_cost" is 'LM_Material_Cost';
comment on column sage."jcm_master__cost_code"."lm_subcontract_cost" is 'LM_Subcontract_Cost';
comment on column sage."jcm_master__cost_code"."lm_equipment_cost" is 'LM_Equipment_Cost';
comment on column sage."jcm_master__cost_code"."lm_equipment_units" is 'LM_Equipment_Units';
comment on column sage."jcm_master__cost_code"."lm_overhead_cost" is 'LM_Overhead_Cost';
comment on column sage."jcm_master__cost_code"."lm_other_cost" is 'LM_Other_Cost';
comment on column sage."jcm_master__cost_code"."nm_labor_cost" is 'NM_Labor_Cost';
comment on column sage."jcm_master__cost_code"."nm_labor_units" is 'NM_Labor_Units';
comment on column sage."jcm_master__cost_code"."nm_material_cost" is 'NM_Material_Cost';
comment on column sage."jcm_master__cost_code"."nm_subcontract_cost" is 'NM_Subcontract_Cost';
comment on column sage."jcm_master__cost_code"."nm_equipment_cost" is 'NM_Equipment_Cost';
comment on column sage."jcm_master__cost_code"."nm_equipment_units" is 'NM_Equipment_Units';
comment on column sage."jcm_master__cost_code"."nm_overhead_cost" is 'NM_Overhead_Cost';
comment on column sage."jcm_master__cost_code"."nm_other_cost" is 'NM_Other_Cost';
comment on column sage."jcm_master__cost_code"."wtd_labor_cost" is 'WTD_Labor_Cost';
comment on column sage."jcm_master__cost_code"."wtd_labor_units" is 'WTD_Labor_Units';
comment on column sage."jcm_master__cost_code"."wtd_equipment_cost" is 'WTD_Equipment_Cost';
comment on column sage."jcm_master__cost_code"."wtd_equipment_units" is 'WTD_Equipment_Units';
comment on column sage."jcm_master__cost_code"."jtd_labor_dollars_paid" is 'JTD_Labor_Dollars_Paid';
comment on column sage."jcm_master__cost_code"."jtd_mat_dollars_paid" is 'JTD_Mat_Dollars_Paid';
comment on column sage."jcm_master__cost_code"."jtd_sub_dollars_paid" is 'JTD_Sub_Dollars_Paid';
comment on column sage."jcm_master__cost_code"."jtd_equipment_dollars_paid" is 'JTD_Equipment_Dollars_Paid';
comment on column sage."jcm_master__cost_code"."jtd_overhead_dollars_paid" is 'JTD_Overhead_Dollars_Paid';
comment on column sage."jcm_master__cost_code"."jtd_other_dollars_paid" is 'JTD_Other_Dollars_Paid';
comment on column sage."jcm_master__cost_code"."percent_complete" is 'Percent_Complete';
comment on column sage."jcm_master__cost_code"."date_pct_complete_entered" is 'Date_Pct_Complete_Entered';
comment on column sage."jcm_master__cost_code"."previous_percent_complete" is 'Previous_Percent_Complete';
comment on column sage."jcm_master__cost_code"."production_unit_desc" is 'Production_Unit_Desc';
comment on column sage."jcm_master__cost_code"."orig_production_units_est" is 'Orig_Production_Units_Est';
comment on column sage."jcm_master__cost_code"."pndng_prodctn_unit_chgs" is 'Pndng_Prodctn_Unit_Chgs';
comment on column sage."jcm_master__cost_code"."apprvd_prodctn_unit_chgs" is 'Apprvd_Prodctn_Unit_Chgs';
comment on column sage."jcm_master__cost_code"."revised_prodctn_units_est" is 'Revised_Prodctn_Units_Est';
comment on column sage."jcm_master__cost_code"."jtd_production_units" is 'JTD_Production_Units';
comment on column sage."jcm_master__cost_code"."ytd_production_units" is 'YTD_Production_Units';
comment on column sage."jcm_master__cost_code"."qtd_production_units" is 'QTD_Production_Units';
comment on column sage."jcm_master__cost_code"."mtd_production_units" is 'MTD_Production_Units';
comment on column sage."jcm_master__cost_code"."lm_production_units" is 'LM_Production_Units';
comment on column sage."jcm_master__cost_code"."nm_production_units" is 'NM_Production_Units';
comment on column sage."jcm_master__cost_code"."wtd_production_units" is 'WTD_Production_Units';
comment on column sage."jcm_master__cost_code"."lw_production_units" is 'LW_Production_Units';
comment on column sage."jcm_master__cost_code"."last_reported_prdctn_unts" is 'Last_Reported_Prdctn_Unts';
comment on column sage."jcm_master__cost_code"."date_last_rptd_prdctn_uts" is 'Date_Last_Rptd_Prdctn_Uts';
comment on column sage."jcm_master__cost_code"."stored_material" is 'Stored_Material: stands where Msc_CC_Amt_1 to 4 would';
comment on column sage."jcm_master__cost_code"."cost_at_comp" is 'Cost_At_Comp: stands where Msc_CC_Amt_1 to 4 would';
comment on column sage."jcm_master__cost_code"."cost_to_comp" is 'Cost_To_Comp: stands where Msc_CC_Amt_1 to 4 would';
comment on column sage."jcm_master__cost_code"."lab_hrs_to_comp" is 'Lab_Hrs_To_Comp: stands where Msc_CC_Amt_1 to 4 would';
comment on column sage."jcm_master__cost_code"."msc_cc_amt_5" is 'Msc_CC_Amt_5';
comment on column sage."jcm_master__cost_code"."msc_cc_amt_6" is 'Msc_CC_Amt_6';
comment on column sage."jcm_master__cost_code"."msc_cat_amt_1" is 'Msc_Cat_Amt_1';
comment on column sage."jcm_master__cost_code"."msc_cat_amt_2" is 'Msc_Cat_Amt_2';
comment on column sage."jcm_master__cost_code"."msc_cat_amt_3" is 'Msc_Cat_Amt_3';
comment on column sage."jcm_master__cost_code"."msc_cat_amt_4" is 'Msc_Cat_Amt_4';
comment on column sage."jcm_master__cost_code"."custom_total_1_total" is 'Custom_Total_1_Total';
comment on column sage."jcm_master__cost_code"."custom_total_2_total" is 'Custom_Total_2_Total';
comment on column sage."jcm_master__cost_code"."custom_total_3_total" is 'Custom_Total_3_Total';
comment on column sage."jcm_master__cost_code"."custom_total_4_total" is 'Custom_Total_4_Total';
comment on column sage."jcm_master__cost_code"."custom_total_5_total" is 'Custom_Total_5_Total';
comment on column sage."jcm_master__cost_code"."custom_total_6_total" is 'Custom_Total_6_Total';
comment on column sage."jcm_master__cost_code"."operator_stamp" is 'Operator_Stamp';
comment on column sage."jcm_master__cost_code"."date_stamp" is 'Date_Stamp';
comment on column sage."jcm_master__cost_code"."time_stamp" is 'Time_Stamp';
comment on column sage."jcm_master__cost_code"."row_id" is 'Row_ID: [I] newer versions';
comment on column sage."jcm_master__cost_code"."row_version" is 'Row_Version: [I] newer versions';
comment on column sage."jcm_master__cost_code"."cost_code_notes" is 'Cost_Code_Notes: [M] unlimited in the mirror; 8,000 is ours [I]';
comment on column sage."jcm_master__cost_code"."cost_code_file_links" is 'Cost_Code_File_Links: [M] unlimited in the mirror; 8,000 is ours [I]';
comment on column sage."jcm_master__cost_code"."retainage_held" is 'Retainage_Held: [I] ours: retainage held from vendors on the cost code; Sage keeps it in AP only, JTD_Retainage_Held is billing';
create table sage."jcm_master__extra" (
  tieout_company text not null,
  "job" varchar(10) not null default '',
  "extra" varchar(10) not null default '',
  "description" varchar(30),
  "status" varchar(20),
  "estimated_start_date" date,
  "estimated_comp_date" date,
  "actual_start_date" date,
  "actual_complete_date" date,
  "original_estimate" numeric(18,2) not null default 0,
  "pending_estimate_changes" numeric(18,2),
  "jtd_aprvd_estimate_chgs" numeric(18,2) not null default 0,
  "total_estimate" numeric(18,2) not null default 0,
  "original_commitment" numeric(18,2) not null default 0,
  "pending_commitment_changes" numeric(18,2),
  "approved_commitment_changes" numeric(18,2) not null default 0,
  "revised_commitment" numeric(18,2) not null default 0,
  "commitment_invoiced" numeric(18,2) not null default 0,
  "jtd_cost" numeric(18,2) not null default 0,
  "operator_stamp" varchar(20),
  "date_stamp" date,
  "time_stamp" time,
  "retainage_held" numeric(18,2) not null default 0,
  tieout_batch uuid not null,
  tieout_document text not null,
  tieout_row_hash text not null,
  tieout_origin text not null default 'procore',
  constraint "jcm_master__extra_pkey" primary key ("tieout_company", "job", "extra")
) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05);
comment on table sage."jcm_master__extra" is 'JCM_MASTER__EXTRA: An extra (Procore: sub job) of a job; it has cost codes and categories of its own.';
comment on column sage."jcm_master__extra"."job" is 'Job';
comment on column sage."jcm_master__extra"."extra" is 'Extra';
comment on column sage."jcm_master__extra"."description" is 'Description';
comment on column sage."jcm_master__extra"."status" is 'Status: [I] as on the job';
comment on column sage."jcm_master__extra"."estimated_start_date" is 'Estimated_Start_Date: [I] as on the job';
comment on column sage."jcm_master__extra"."estimated_comp_date" is 'Estimated_Comp_Date: [I] as on the job';
comment on column sage."jcm_master__extra"."actual_start_date" is 'Actual_Start_Date: [I] as on the job';
comment on column sage."jcm_master__extra"."actual_complete_date" is 'Actual_Complete_Date: [I] as on the job';
comment on column sage."jcm_master__extra"."original_estimate" is 'Original_Estimate: [I] as on the job';
comment on column sage."jcm_master__extra"."pending_estimate_changes" is 'Pending_Estimate_Changes: [I] as on the job';
comment on column sage."jcm_master__extra"."jtd_aprvd_estimate_chgs" is 'JTD_Aprvd_Estimate_Chgs: [I] as on the job';
comment on column sage."jcm_master__extra"."total_estimate" is 'Total_Estimate: [I] as on the job';
comment on column sage."jcm_master__extra"."original_commitment" is 'Original_Commitment: [I] as on the job';
comment on column sage."jcm_master__extra"."pending_commitment_changes" is 'Pending_Commitment_Changes: [I] as on the job';
comment on column sage."jcm_master__extra"."approved_commitment_changes" is 'Approved_Commitment_Changes: [I] as on the job';
comment on column sage."jcm_master__extra"."revised_commitment" is 'Revised_Commitment: [I] as on the job';
comment on column sage."jcm_master__extra"."commitment_invoiced" is 'Commitment_Invoiced: [I] as on the job';
comment on column sage."jcm_master__extra"."jtd_cost" is 'JTD_Cost: [I] as on the job';
comment on column sage."jcm_master__extra"."operator_stamp" is 'Operator_Stamp';
comment on column sage."jcm_master__extra"."date_stamp" is 'Date_Stamp';
comment on column sage."jcm_master__extra"."time_stamp" is 'Time_Stamp';
comment on column sage."jcm_master__extra"."retainage_held" is 'Retainage_Held: [I] ours: retainage held from vendors on the extra; Sage keeps it in AP only, JTD_Retainage_Held is billing';
create table sage."jcm_master__job" (
  tieout_company text not null,
  "job" varchar(10) not null default '',
  "description" varchar(30),
  "address_1" varchar(30),
  "address_2" varchar(30),
  "city" varchar(15),
  "state" varchar(4),
  "zip_code" varchar(10),
  "type" varchar(15),
  "size" bigint,
  "unit_description" varchar(6),
  "security_id" varchar(38),
  "site_phone" varchar(15),
  "fax_phone" varchar(15),
  "misc_phone" varchar(15),
  "misc_title_1" varchar(30),
  "misc_title_2" varchar(30),
  "misc_title_3" varchar(30),
  "misc_title_4" varchar(30),
  "project_manager_email" varchar(50),
  "superintendent_email" varchar(50),
  "user_def_key_1" varchar(30),
  "user_def_key_2" varchar(30),
  "status" varchar(20),
  "use_pj_change_management" boolean default false,
  "extras" varchar(20),
  "estimated_start_date" date,
  "estimated_comp_date" date,
  "revised_start_date" date,
  "revised_comp_date" date,
  "actual_start_date" date,
  "actual_complete_date" date,
  "last_cost_update" date,
  "checklist_1" boolean default false,
  "checklist_2" boolean default false,
  "checklist_3" boolean default false,
  "checklist_4" boolean default false,
  "checklist_5" boolean default false,
  "checklist_6" boolean default false,
  "checklist_7" boolean default false,
  "checklist_8" boolean default false,
  "checklist_9" boolean default false,
  "checklist_10" boolean default false,
  "checklist_11" boolean default false,
  "checklist_12" boolean default false,
  "ar_customer" varchar(10),
  "job_tax_group" varchar(6),
  "billing_method" varchar(20),
  "billing_level" varchar(20),
  "revenue_account" varchar(15),
  "retainage_percent" numeric(9,4),
  "exempt_from_finance_charge" boolean default false,
  "finance_charge_type" varchar(20),
  "finance_charge_percentage" numeric(9,4),
  "finance_charge_flat_rate" numeric(18,2),
  "scope_of_work" varchar(1000),
  "daily_entry_control" varchar(20),
  "workers_comp_group" varchar(6),
  "burden_percent" numeric(9,4),
  "work_state" varchar(10),
  "work_local" varchar(10),
  "default_revenue_code" varchar(12),
  "certified_project" varchar(21),
  "on_hold" boolean default false,
  "authorization" varchar(10),
  "bank_account" varchar(10),
  "labor_tax_group" varchar(6),
  "material_tax_group" varchar(6),
  "subcontract_tax_group" varchar(6),
  "equipment_tax_group" varchar(6),
  "overhead_tax_group" varchar(6),
  "other_tax_group" varchar(6),
  "cost_account_group" varchar(20),
  "cost_account_prefix" varchar(22),
  "cost_account" varchar(25),
  "cost_of_sales_account" varchar(25),
  "full_revenue_account" varchar(25),
  "revenue_recog_method" varchar(20),
  "produce_vendor_type_1_lien_waiver" boolean default false,
  "use_vendor_type_1_commitment_lw_amount" boolean default false,
  "min_vendor_type_1_commitment_lw_amount" numeric(18,2),
  "min_vendor_type_1_lw_amount" numeric(18,2),
  "req_vendor_type_1_certified_rpts" boolean default false,
  "req_vendor_type_1_master_approval" boolean default false,
  "produce_vendor_type_2_lien_waiver" boolean default false,
  "use_vendor_type_2_commitment_lw_amount" boolean default false,
  "min_vendor_type_2_commitment_lw_amount" numeric(18,2),
  "min_vendor_type_2_lw_amount" numeric(18,2),
  "req_vendor_type_2_certified_rpts" boolean default false,
  "req_vendor_type_2_master_approval" boolean default false,
  "produce_vendor_type_3_lien_waiver" boolean default false,
  "use_vendor_type_3_commitment_lw_amount" boolean default false,
  "min_vendor_type_3_commitment_lw_amount" numeric(18,2),
  "min_vendor_type_3_lw_amount" numeric(18,2),
  "req_vendor_type_3_certified_rpts" boolean default false,
  "req_vendor_type_3_master_approval" boolean default false,
  "produce_vendor_type_4_lien_waiver" boolean default false,
  "use_vendor_type_4_commitment_lw_amount" boolean default false,
  "min_vendor_type_4_commitment_lw_amount" numeric(18,2),
  "min_vendor_type_4_lw_amount" numeric(18,2),
  "req_vendor_type_4_certified_rpts" boolean default false,
  "req_vendor_type_4_master_approval" boolean default false,
  "last_day_of_month" integer,
  "lw_conditional_thru_date" varchar(20),
  "lw_uncond_thru_date" varchar(20),
  "jurisdiction" varchar(20),
  "cert_rpt_week_ending_day" varchar(20),
  "master_cmplnc_tolerance" numeric(9,4),
  "customer" varchar(10),
  "customer_name" varchar(30),
  "customer_address_1" varchar(30),
  "customer_address_2" varchar(30),
  "customer_city" varchar(15),
  "customer_state" varchar(4),
  "customer_zip_code" varchar(10),
  "customer_contact_1" varchar(30),
  "customer_phone_1" varchar(15),
  "customer_fax" varchar(15),
  "bill_to_address_1" varchar(30),
  "bill_to_address_2" varchar(30),
  "bill_to_city" varchar(15),
  "bill_to_state" varchar(4),
  "bill_to_zip_code" varchar(10),
  "customer_contact_2" varchar(30),
  "customer_phone_2" varchar(15),
  "owner_contract_id" varchar(15),
  "contract_date" date,
  "contract_retainage_percent" numeric(9,4),
  "contract_type" varchar(15),
  "original_contract_amount" numeric(18,2),
  "potential_co_contract_changes" numeric(18,2),
  "co_request_contract_changes" numeric(18,2),
  "verbal_okay_contract_changes" numeric(18,2),
  "jtd_aprvd_contract_chgs" numeric(18,2),
  "revised_contract_amount" numeric(18,2),
  "ytd_aprvd_contract_chgs" numeric(18,2),
  "qtd_aprvd_contract_chgs" numeric(18,2),
  "mtd_aprvd_contract_chgs" numeric(18,2),
  "lm_aprvd_contract_chgs" numeric(18,2),
  "nm_aprvd_contract_chgs" numeric(18,2),
  "jtd_work_billed" numeric(18,2),
  "ytd_work_billed" numeric(18,2),
  "qtd_work_billed" numeric(18,2),
  "mtd_work_billed" numeric(18,2),
  "lm_work_billed" numeric(18,2),
  "nm_work_billed" numeric(18,2),
  "jtd_retainage_held" numeric(18,2),
  "ytd_retainage_held" numeric(18,2),
  "qtd_retainage_held" numeric(18,2),
  "mtd_retainage_held" numeric(18,2),
  "lm_retainage_held" numeric(18,2),
  "nm_retainage_held" numeric(18,2),
  "jtd_payments" numeric(18,2),
  "ytd_payments" numeric(18,2),
  "qtd_payments" numeric(18,2),
  "mtd_payments" numeric(18,2),
  "lm_payments" numeric(18,2),
  "nm_payments" numeric(18,2),
  "jtd_adjustment" numeric(18,2),
  "ytd_adjustment" numeric(18,2),
  "qtd_adjustment" numeric(18,2),
  "mtd_adjustment" numeric(18,2),
  "lm_adjustment" numeric(18,2),
  "nm_adjustment" numeric(18,2),
  "receivable_balance" numeric(18,2),
  "last_draw" varchar(15),
  "orig_estimate_finalized" boolean default false,
  "original_estimate" numeric(18,2) not null default 0,
  "pending_estimate_changes" numeric(18,2),
  "jtd_aprvd_estimate_chgs" numeric(18,2) not null default 0,
  "total_estimate" numeric(18,2) not null default 0,
  "ytd_aprvd_estimate_chgs" numeric(18,2),
  "qtd_aprvd_estimate_chgs" numeric(18,2),
  "mtd_aprvd_estimate_chgs" numeric(18,2),
  "lm_aprvd_estimate_chgs" numeric(18,2),
  "nm_aprvd_estimate_chgs" numeric(18,2),
  "original_commitment" numeric(18,2) not null default 0,
  "pending_commitment_changes" numeric(18,2),
  "approved_commitment_changes" numeric(18,2) not null default 0,
  "revised_commitment" numeric(18,2) not null default 0,
  "commitment_invoiced" numeric(18,2) not null default 0,
  "jtd_cost" numeric(18,2) not null default 0,
  "ytd_cost" numeric(18,2),
  "qtd_cost" numeric(18,2),
  "mtd_cost" numeric(18,2),
  "lm_cost" numeric(18,2),
  "nm_cost" numeric(18,2),
  "wtd_cost" numeric(18,2),
  "lw_cost" numeric(18,2),
  "tax_on_jtd_cost" numeric(18,2),
  "tax_on_ytd_cost" numeric(18,2),
  "tax_on_qtd_cost" numeric(18,2),
  "tax_on_mtd_cost" numeric(18,2),
  "tax_on_lm_cost" numeric(18,2),
  "tax_on_nm_cost" numeric(18,2),
  "tax_on_wtd_cost" numeric(18,2),
  "tax_on_lw_cost" numeric(18,2),
  "jtd_dollars_paid" numeric(18,2),
  "ytd_dollars_paid" numeric(18,2),
  "qtd_dollars_paid" numeric(18,2),
  "mtd_dollars_paid" numeric(18,2),
  "lm_dollars_paid" numeric(18,2),
  "nm_dollars_paid" numeric(18,2),
  "wtd_dollars_paid" numeric(18,2),
  "lw_dollars_paid" numeric(18,2),
  "tax_on_jtd_dollars_paid" numeric(18,2),
  "tax_on_ytd_dollars_paid" numeric(18,2),
  "tax_on_qtd_dollars_paid" numeric(18,2),
  "tax_on_mtd_dollars_paid" numeric(18,2),
  "tax_on_lm_dollars_paid" numeric(18,2),
  "tax_on_nm_dollars_paid" numeric(18,2),
  "tax_on_wtd_dollars_pd" numeric(18,2),
  "tax_on_lw_dollars_paid" numeric(18,2),
  "total_tax_amount" numeric(18,2),
  "total_labor_estimate" numeric(18,2),
  "total_labor_units_est" numeric(18,4),
  "total_material_estimate" numeric(18,2),
  "total_subcontract_est" numeric(18,2),
  "total_equipment_estimate" numeric(18,2),
  "total_equipment_units_est" numeric(18,4),
  "total_overhead_estimate" numeric(18,2),
  "total_other_estimate" numeric(18,2),
  "total_labor_commitment" numeric(18,2),
  "total_material_commitment" numeric(18,2),
  "total_sub_commitment" numeric(18,2),
  "total_equipment_commitment" numeric(18,2),
  "total_overhead_commitment" numeric(18,2),
  "total_other_commitment" numeric(18,2),
  "commitment_invoiced__labor" numeric(18,2),
  "commitment_invoiced__material" numeric(18,2),
  "commitment_invoiced__sub" numeric(18,2),
  "commitment_invoiced__equipment" numeric(18,2),
  "commitment_invoiced__overhead" numeric(18,2),
  "commitment_invoiced__other" numeric(18,2),
  "jtd_labor_cost" numeric(18,2),
  "jtd_labor_units" numeric(18,4),
  "jtd_material_cost" numeric(18,2),
  "jtd_subcontract_cost" numeric(18,2),
  "jtd_equipment_cost" numeric(18,2),
  "jtd_equipment_units" numeric(18,4),
  "jtd_overhead_cost" numeric(18,2),
  "jtd_other_cost" numeric(18,2),
  "mtd_labor_cost" numeric(18,2),
  "mtd_labor_units" numeric(18,4),
  "mtd_material_cost" numeric(18,2),
  "mtd_subcontract_cost" numeric(18,2),
  "mtd_equipment_cost" numeric(18,2),
  "mtd_equipment_units" numeric(18,4),
  "mtd_overhead_cost" numeric(18,2),
  "mtd_other_cost" numeric(18,2),
  "lm_labor_cost" numeric(18,2),
  "lm_labor_units" numeric(18,4),
  "lm_material_cost" numeric(18,2),
  "lm_subcontract_cost" numeric(18,2),
  "lm_equipment_cost" numeric(18,2),
  "lm_equipment_units" numeric(18,4),
  "lm_overhead_cost" numeric(18,2),
  "lm_other_cost" numeric(18,2),
  "nm_labor_cost" numeric(18,2),
  "nm_labor_units" numeric(18,4),
  "nm_material_cost" numeric(18,2),
  "nm_subcontract_cost" numeric(18,2),
  "nm_equipment_cost" numeric(18,2),
  "nm_equipment_units" numeric(18,4),
  "nm_overhead_cost" numeric(18,2),
  "nm_other_cost" numeric(18,2),
  "wtd_labor_cost" numeric(18,2),
  "wtd_labor_units" numeric(18,4),
  "wtd_equipment_cost" numeric(18,2),
  "wtd_equipment_units" numeric(18,4),
  "jtd_labor_dollars_paid" numeric(18,2),
  "jtd_material_dollars_paid" numeric(18,2),
  "jtd_sub_dollars_paid" numeric(18,2),
  "jtd_equipment_dollars_paid" numeric(18,2),
  "jtd_overhead_dollars_paid" numeric(18,2),
  "jtd_other_dollars_paid" numeric(18,2),
  "date_of_last_report" date,
  "percent_complete" numeric(9,4),
  "msc_job_amt_1" numeric(18,2),
  "msc_job_amt_2" numeric(18,2),
  "msc_job_amt_3" numeric(18,2),
  "stored_material" numeric(18,2),
  "cost_at_comp" numeric(18,2),
  "cost_to_comp" numeric(18,2),
  "lab_hrs_to_comp" numeric(18,4),
  "msc_cc_amt_5" numeric(18,2),
  "msc_cc_amt_6" numeric(18,2),
  "msc_cat_amt_1" numeric(18,2),
  "msc_cat_amt_2" numeric(18,2),
  "msc_cat_amt_3" numeric(18,2),
  "msc_cat_amt_4" numeric(18,2),
  "custom_total_1_total" numeric(18,2),
  "custom_total_2_total" numeric(18,2),
  "custom_total_3_total" numeric(18,2),
  "custom_total_4_total" numeric(18,2),
  "custom_total_5_total" numeric(18,2),
  "custom_total_6_total" numeric(18,2),
  "last_custom_total_update" date,
  "extras_orig_contract_amount" numeric(18,2),
  "extras_potential_co_contract_changes" numeric(18,2),
  "extras_co_request_contract_changes" numeric(18,2),
  "extras_verbal_okay_contract_changes" numeric(18,2),
  "extras_jtd_aprvd_cntrc_chgs" numeric(18,2),
  "extras_revised_contract_amt" numeric(18,2),
  "extras_ytd_aprvd_cntrc_chgs" numeric(18,2),
  "extras_qtd_aprvd_cntrc_chgs" numeric(18,2),
  "extras_mtd_aprvd_cntrc_chgs" numeric(18,2),
  "extras_lm_aprvd_cntrc_chgs" numeric(18,2),
  "extras_nm_aprvd_cntrc_chgs" numeric(18,2),
  "extras_jtd_work_billed" numeric(18,2),
  "extras_ytd_work_billed" numeric(18,2),
  "extras_qtd_work_billed" numeric(18,2),
  "extras_mtd_work_billed" numeric(18,2),
  "extras_lm_work_billed" numeric(18,2),
  "extras_nm_work_billed" numeric(18,2),
  "extras_jtd_retainage_held" numeric(18,2),
  "extras_ytd_retainage_held" numeric(18,2),
  "extras_qtd_retainage_held" numeric(18,2),
  "extras_mtd_retainage_held" numeric(18,2),
  "extras_lm_retainage_held" numeric(18,2),
  "extras_nm_retainage_held" numeric(18,2),
  "extras_jtd_payments" numeric(18,2),
  "extras_ytd_payments" numeric(18,2),
  "extras_qtd_payments" numeric(18,2),
  "extras_mtd_payments" numeric(18,2),
  "extras_lm_payments" numeric(18,2),
  "extras_nm_payments" numeric(18,2),
  "extras_jtd_adjustment" numeric(18,2),
  "extras_ytd_adjustment" numeric(18,2),
  "extras_qtd_adjustment" numeric(18,2),
  "extras_mtd_adjustment" numeric(18,2),
  "extras_lm_adjustment" numeric(18,2),
  "extras_nm_adjustment" numeric(18,2),
  "extras_billing_balance" numeric(18,2),
  "extras_original_estimate" numeric(18,2) not null default 0,
  "extras_pndng_estimate_chgs" numeric(18,2),
  "extras_jtd_aprvd_est_chgs" numeric(18,2) not null default 0,
  "extras_total_estimate" numeric(18,2) not null default 0,
  "extras_ytd_aprvd_est_chgs" numeric(18,2),
  "extras_qtd_aprvd_est_chgs" numeric(18,2),
  "extras_mtd_aprvd_est_chgs" numeric(18,2),
  "extras_lm_aprvd_est_chgs" numeric(18,2),
  "extras_nm_aprvd_est_chgs" numeric(18,2),
  "extra_original_commitment" numeric(18,2) not null default 0,
  "extra_pending_commitment_changes" numeric(18,2),
  "extra_approved_commitment_changes" numeric(18,2) not null default 0,
  "extra_revised_commitment" numeric(18,2) not null default 0,
  "extra_commitment_invoiced" numeric(18,2) not null default 0,
  "extras_jtd_cost" numeric(18,2) not null default 0,
  "extras_ytd_cost" numeric(18,2),
  "extras_qtd_cost" numeric(18,2),
  "extras_mtd_cst" numeric(18,2),
  "extras_lm_cost" numeric(18,2),
  "extras_nm_cost" numeric(18,2),
  "extras_wtd_cost" numeric(18,2),
  "extras_lw_cost" numeric(18,2),
  "tax_on_extras_jtd_cost" numeric(18,2),
  "tax_on_extras_ytd_cost" numeric(18,2),
  "tax_on_extras_qtd_cost" numeric(18,2),
  "tax_on_extras_mtd_cst" numeric(18,2),
  "tax_on_extras_lm_cost" numeric(18,2),
  "tax_on_extras_nm_cost" numeric(18,2),
  "tax_on_extras_wtd_cost" numeric(18,2),
  "tax_on_extras_lw_cost" numeric(18,2),
  "extras_jtd_dollars_paid" numeric(18,2),
  "extras_ytd_dollars_paid" numeric(18,2),
  "extras_qtd_dollars_paid" numeric(18,2),
  "extras_mtd_dollars_paid" numeric(18,2),
  "extras_lm_dollars_paid" numeric(18,2),
  "extras_nm_dollars_paid" numeric(18,2),
  "extras_wtd_dollars_paid" numeric(18,2),
  "extras_lw_dollars_paid" numeric(18,2),
  "tax_on_extras_jtd_dollrs_pd" numeric(18,2),
  "tax_on_extras_ytd_dollrs_pd" numeric(18,2),
  "tax_on_extras_qtd_dollrs_pd" numeric(18,2),
  "tax_on_extras_mtd_dollrs_pd" numeric(18,2),
  "tax_on_extras_lm_dollrs_pd" numeric(18,2),
  "tax_on_extras_nm_dollrs_pd" numeric(18,2),
  "tax_on_extras_wtd_dp" numeric(18,2),
  "tax_on_extras_lw_dp" numeric(18,2),
  "extras_total_tax_amount" numeric(18,2),
  "extras_total_labor_estimate" numeric(18,2),
  "extras_total_labor_unts_est" numeric(18,4),
  "extras_total_material_est" numeric(18,2),
  "extra_total_sub_estimate" numeric(18,2),
  "extra_total_equipment_estimate" numeric(18,2),
  "extra_total_equipment_units_est" numeric(18,4),
  "extra_total_overhead_est" numeric(18,2),
  "extra_total_other_estimate" numeric(18,2),
  "extra_total_labor_commitment" numeric(18,2),
  "extra_total_mat_commitment" numeric(18,2),
  "extra_total_sub_commitment" numeric(18,2),
  "extra_total_equipment_commitment" numeric(18,2),
  "extra_total_overhead_commitment" numeric(18,2),
  "extra_total_other_commitment" numeric(18,2),
  "extra_commitment_inv__labor" numeric(18,2),
  "extra_commitment_inv__material" numeric(18,2),
  "extra_commitment_inv__sub" numeric(18,2),
  "extra_commitment_inv__equipment" numeric(18,2),
  "extra_commitment_inv__overhead" numeric(18,2),
  "extra_commitment_inv__other" numeric(18,2),
  "extras_jtd_labor_cost" numeric(18,2),
  "extras_jtd_labor_units" numeric(18,4),
  "extras_jtd_material_cost" numeric(18,2),
  "extras_jtd_sub_cost" numeric(18,2),
  "extras_jtd_equipment_cost" numeric(18,2),
  "extras_jtd_equipment_units" numeric(18,4),
  "extras_jtd_overhead_cost" numeric(18,2),
  "extras_jtd_other_cost" numeric(18,2),
  "extras_mtd_labor_cost" numeric(18,2),
  "extras_mtd_labor_units" numeric(18,4),
  "extras_mtd_material_cost" numeric(18,2),
  "extras_mtd_sub_cost" numeric(18,2),
  "extras_mtd_equipment_cost" numeric(18,2),
  "extras_mtd_equipment_units" numeric(18,4),
  "extras_mtd_overhead_cost" numeric(18,2),
  "extras_mtd_other_cost" numeric(18,2),
  "extras_lm_labor_cost" numeric(18,2),
  "extras_lm_labor_units" numeric(18,4),
  "extras_lm_material_cost" numeric(18,2),
  "extras_lm_sub_cost" numeric(18,2),
  "extras_lm_equipment_cost" numeric(18,2),
  "extras_lm_equipment_units" numeric(18,4),
  "extras_lm_overhead_cost" numeric(18,2),
  "extras_lm_other_cost" numeric(18,2),
  "extras_nm_labor_cost" numeric(18,2),
  "extras_nm_labor_units" numeric(18,4),
  "extras_nm_material_cost" numeric(18,2),
  "extras_nm_sub_cost" numeric(18,2),
  "extras_nm_equipment_cost" numeric(18,2),
  "extras_nm_equipment_units" numeric(18,4),
  "extras_nm_overhead_cost" numeric(18,2),
  "extras_nm_other_cost" numeric(18,2),
  "extras_wtd_labor_cost" numeric(18,2),
  "extras_wtd_labor_units" numeric(18,4),
  "extras_wtd_equipment_cost" numeric(18,2),
  "extras_wtd_equipment_units" numeric(18,4),
  "extras_jtd_labor_dllrs_paid" numeric(18,2),
  "extras_jtd_mat_dllrs_paid" numeric(18,2),
  "extras_jtd_sub_dllrs_paid" numeric(18,2),
  "extras_jtd_equipment_dllrs_paid" numeric(18,2),
  "extras_jtd_ovrhd_dllrs_paid" numeric(18,2),
  "extras_jtd_other_dllrs_paid" numeric(18,2),
  "msc_extra_amt_1" numeric(18,2),
  "msc_extra_amt_2" numeric(18,2),
  "msc_extra_amt_3" numeric(18,2),
  "extras_stored_material" numeric(18,2),
  "extras_cost_at_comp" numeric(18,2),
  "extras_cost_to_comp" numeric(18,2),
  "extras_lab_hrs_to_comp" numeric(18,4),
  "extras_msc_cc_amt_5" numeric(18,2),
  "extras_msc_cc_amt_6" numeric(18,2),
  "extras_msc_cat_amt_1" numeric(18,2),
  "extras_msc_cat_amt_2" numeric(18,2),
  "extras_msc_cat_amt_3" numeric(18,2),
  "extras_msc_cat_amt_4" numeric(18,2),
  "extras_custom_total_1_total" numeric(18,2),
  "extras_custom_total_2_total" numeric(18,2),
  "extras_custom_total_3_total" numeric(18,2),
  "extras_custom_total_4_total" numeric(18,2),
  "extras_custom_total_5_total" numeric(18,2),
  "extras_custom_total_6_total" numeric(18,2),
  "operator_stamp" varchar(20),
  "date_stamp" date,
  "time_stamp" time,
  "row_id" varchar(36),
  "row_version" varchar(20),
  "job_notes" varchar(8000),
  "job_file_links" varchar(8000),
  "retainage_held" numeric(18,2) not null default 0,
  tieout_batch uuid not null,
  tieout_document text not null,
  tieout_row_hash text not null,
  tieout_origin text not null default 'procore',
  constraint "jcm_master__job_pkey" primary key ("tieout_company", "job")
) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05);
comment on table sage."jcm_master__job" is 'JCM_MASTER__JOB: A job: its address, dates, defaults and totals. Totals take in extras where the profile sets jobTotalsIncludeExtras; the Extras_… totals are those of all extras, apart.';
comment on column sage."jcm_master__job"."job" is 'Job';
comment on column sage."jcm_master__job"."description" is 'Description: the job''s name';
comment on column sage."jcm_master__job"."address_1" is 'Address_1';
comment on column sage."jcm_master__job"."address_2" is 'Address_2';
comment on column sage."jcm_master__job"."city" is 'City';
comment on column sage."jcm_master__job"."state" is 'State';
comment on column sage."jcm_master__job"."zip_code" is 'ZIP_Code';
comment on column sage."jcm_master__job"."type" is 'Type';
comment on column sage."jcm_master__job"."size" is 'Size';
comment on column sage."jcm_master__job"."unit_description" is 'Unit_Description';
comment on column sage."jcm_master__job"."security_id" is 'Security_ID';
comment on column sage."jcm_master__job"."site_phone" is 'Site_Phone';
comment on column sage."jcm_master__job"."fax_phone" is 'Fax_Phone';
comment on column sage."jcm_master__job"."misc_phone" is 'Misc_Phone';
comment on column sage."jcm_master__job"."misc_title_1" is 'Misc_Title_1: [Q] people; customers rename these';
comment on column sage."jcm_master__job"."misc_title_2" is 'Misc_Title_2: [Q] people; customers rename these';
comment on column sage."jcm_master__job"."misc_title_3" is 'Misc_Title_3: [Q] people; customers rename these';
comment on column sage."jcm_master__job"."misc_title_4" is 'Misc_Title_4: [Q] people; customers rename these';
comment on column sage."jcm_master__job"."project_manager_email" is 'Project_Manager_Email';
comment on column sage."jcm_master__job"."superintendent_email" is 'Superintendent_Email';
comment on column sage."jcm_master__job"."user_def_key_1" is 'User_Def_Key_1';
comment on column sage."jcm_master__job"."user_def_key_2" is 'User_Def_Key_2';
comment on column sage."jcm_master__job"."status" is 'Status: Unstarted, In progress, Closed seen; compare without case';
comment on column sage."jcm_master__job"."use_pj_change_management" is 'Use_PJ_Change_Management';
comment on column sage."jcm_master__job"."extras" is 'Extras: how extras are used';
comment on column sage."jcm_master__job"."estimated_start_date" is 'Estimated_Start_Date';
comment on column sage."jcm_master__job"."estimated_comp_date" is 'Estimated_Comp_Date';
comment on column sage."jcm_master__job"."revised_start_date" is 'Revised_Start_Date';
comment on column sage."jcm_master__job"."revised_comp_date" is 'Revised_Comp_Date';
comment on column sage."jcm_master__job"."actual_start_date" is 'Actual_Start_Date';
comment on column sage."jcm_master__job"."actual_complete_date" is 'Actual_Complete_Date';
comment on column sage."jcm_master__job"."last_cost_update" is 'Last_Cost_Update';
comment on column sage."jcm_master__job"."checklist_1" is 'Checklist_1';
comment on column sage."jcm_master__job"."checklist_2" is 'Checklist_2';
comment on column sage."jcm_master__job"."checklist_3" is 'Checklist_3';
comment on column sage."jcm_master__job"."checklist_4" is 'Checklist_4';
comment on column sage."jcm_master__job"."checklist_5" is 'Checklist_5';
comment on column sage."jcm_master__job"."checklist_6" is 'Checklist_6';
comment on column sage."jcm_master__job"."checklist_7" is 'Checklist_7';
comment on column sage."jcm_master__job"."checklist_8" is 'Checklist_8';
comment on column sage."jcm_master__job"."checklist_9" is 'Checklist_9';
comment on column sage."jcm_master__job"."checklist_10" is 'Checklist_10';
comment on column sage."jcm_master__job"."checklist_11" is 'Checklist_11';
comment on column sage."jcm_master__job"."checklist_12" is 'Checklist_12';
comment on column sage."jcm_master__job"."ar_customer" is 'AR_Customer';
comment on column sage."jcm_master__job"."job_tax_group" is 'Job_Tax_Group';
comment on column sage."jcm_master__job"."billing_method" is 'Billing_Method: [P] Use Contracts, Use Quickbill are among its values';
comment on column sage."jcm_master__job"."billing_level" is 'Billing_Level';
comment on column sage."jcm_master__job"."revenue_account" is 'Revenue_Account';
comment on column sage."jcm_master__job"."retainage_percent" is 'Retainage_Percent: billing retainage';
comment on column sage."jcm_master__job"."exempt_from_finance_charge" is 'Exempt_from_Finance_Charge';
comment on column sage."jcm_master__job"."finance_charge_type" is 'Finance_Charge_Type';
comment on column sage."jcm_master__job"."finance_charge_percentage" is 'Finance_Charge_Percentage';
comment on column sage."jcm_master__job"."finance_charge_flat_rate" is 'Finance_Charge_Flat_Rate';
comment on column sage."jcm_master__job"."scope_of_work" is 'Scope_of_Work';
comment on column sage."jcm_master__job"."daily_entry_control" is 'Daily_Entry_Control';
comment on column sage."jcm_master__job"."workers_comp_group" is 'Workers_Comp_Group';
comment on column sage."jcm_master__job"."burden_percent" is 'Burden_Percent';
comment on column sage."jcm_master__job"."work_state" is 'Work_State';
comment on column sage."jcm_master__job"."work_local" is 'Work_Local';
comment on column sage."jcm_master__job"."default_revenue_code" is 'Default_Revenue_Code';
comment on column sage."jcm_master__job"."certified_project" is 'Certified_Project';
comment on column sage."jcm_master__job"."on_hold" is 'On_Hold';
comment on column sage."jcm_master__job"."authorization" is 'Authorization';
comment on column sage."jcm_master__job"."bank_account" is 'Bank_Account';
comment on column sage."jcm_master__job"."labor_tax_group" is 'Labor_Tax_Group: tax default of the accumulation';
comment on column sage."jcm_master__job"."material_tax_group" is 'Material_Tax_Group: tax default of the accumulation';
comment on column sage."jcm_master__job"."subcontract_tax_group" is 'Subcontract_Tax_Group: tax default of the accumulation';
comment on column sage."jcm_master__job"."equipment_tax_group" is 'Equipment_Tax_Group: tax default of the accumulation';
comment on column sage."jcm_master__job"."overhead_tax_group" is 'Overhead_Tax_Group: tax default of the accumulation';
comment on column sage."jcm_master__job"."other_tax_group" is 'Other_Tax_Group: tax default of the accumulation';
comment on column sage."jcm_master__job"."cost_account_group" is 'Cost_Account_Group: A, B or C';
comment on column sage."jcm_master__job"."cost_account_prefix" is 'Cost_Account_Prefix';
comment on column sage."jcm_master__job"."cost_account" is 'Cost_Account';
comment on column sage."jcm_master__job"."cost_of_sales_account" is 'Cost_of_Sales_Account';
comment on column sage."jcm_master__job"."full_revenue_account" is 'Full_Revenue_Account';
comment on column sage."jcm_master__job"."revenue_recog_method" is 'Revenue_Recog_Method';
comment on column sage."jcm_master__job"."produce_vendor_type_1_lien_waiver" is 'Produce_Vendor_Type_1_Lien_Waiver';
comment on column sage."jcm_master__job"."use_vendor_type_1_commitment_lw_amount" is 'Use_Vendor_Type_1_Commitment_LW_Amount';
comment on column sage."jcm_master__job"."min_vendor_type_1_commitment_lw_amount" is 'Min_Vendor_Type_1_Commitment_LW_Amount';
comment on column sage."jcm_master__job"."min_vendor_type_1_lw_amount" is 'Min_Vendor_Type_1_LW_Amount';
comment on column sage."jcm_master__job"."req_vendor_type_1_certified_rpts" is 'Req_Vendor_Type_1_Certified_Rpts';
comment on column sage."jcm_master__job"."req_vendor_type_1_master_approval" is 'Req_Vendor_Type_1_Master_Approval';
comment on column sage."jcm_master__job"."produce_vendor_type_2_lien_waiver" is 'Produce_Vendor_Type_2_Lien_Waiver';
comment on column sage."jcm_master__job"."use_vendor_type_2_commitment_lw_amount" is 'Use_Vendor_Type_2_Commitment_LW_Amount';
comment on column sage."jcm_master__job"."min_vendor_type_2_commitment_lw_amount" is 'Min_Vendor_Type_2_Commitment_LW_Amount';
comment on column sage."jcm_master__job"."min_vendor_type_2_lw_amount" is 'Min_Vendor_Type_2_LW_Amount';
comment on column sage."jcm_master__job"."req_vendor_type_2_certified_rpts" is 'Req_Vendor_Type_2_Certified_Rpts';
comment on column sage."jcm_master__job"."req_vendor_type_2_master_approval" is 'Req_Vendor_Type_2_Master_Approval';
comment on column sage."jcm_master__job"."produce_vendor_type_3_lien_waiver" is 'Produce_Vendor_Type_3_Lien_Waiver';
comment on column sage."jcm_master__job"."use_vendor_type_3_commitment_lw_amount" is 'Use_Vendor_Type_3_Commitment_LW_Amount';
comment on column sage."jcm_master__job"."min_vendor_type_3_commitment_lw_amount" is 'Min_Vendor_Type_3_Commitment_LW_Amount';
comment on column sage."jcm_master__job"."min_vendor_type_3_lw_amount" is 'Min_Vendor_Type_3_LW_Amount';
comment on column sage."jcm_master__job"."req_vendor_type_3_certified_rpts" is 'Req_Vendor_Type_3_Certified_Rpts';
comment on column sage."jcm_master__job"."req_vendor_type_3_master_approval" is 'Req_Vendor_Type_3_Master_Approval';
comment on column sage."jcm_master__job"."produce_vendor_type_4_lien_waiver" is 'Produce_Vendor_Type_4_Lien_Waiver';
comment on column sage."jcm_master__job"."use_vendor_type_4_commitment_lw_amount" is 'Use_Vendor_Type_4_Commitment_LW_Amount';
comment on column sage."jcm_master__job"."min_vendor_type_4_commitment_lw_amount" is 'Min_Vendor_Type_4_Commitment_LW_Amount';
comment on column sage."jcm_master__job"."min_vendor_type_4_lw_amount" is 'Min_Vendor_Type_4_LW_Amount';
comment on column sage."jcm_master__job"."req_vendor_type_4_certified_rpts" is 'Req_Vendor_Type_4_Certified_Rpts';
comment on column sage."jcm_master__job"."req_vendor_type_4_master_approval" is 'Req_Vendor_Type_4_Master_Approval';
comment on column sage."jcm_master__job"."last_day_of_month" is 'Last_Day_of_Month';
comment on column sage."jcm_master__job"."lw_conditional_thru_date" is 'LW_Conditional_Thru_Date';
comment on column sage."jcm_master__job"."lw_uncond_thru_date" is 'LW_Uncond_Thru_Date';
comment on column sage."jcm_master__job"."jurisdiction" is 'Jurisdiction';
comment on column sage."jcm_master__job"."cert_rpt_week_ending_day" is 'Cert_Rpt_Week_Ending_Day';
comment on column sage."jcm_master__job"."master_cmplnc_tolerance" is 'Master_Cmplnc_Tolerance';
comment on column sage."jcm_master__job"."customer" is 'Customer';
comment on column sage."jcm_master__job"."customer_name" is 'Customer_Name';
comment on column sage."jcm_master__job"."customer_address_1" is 'Customer_Address_1';
comment on column sage."jcm_master__job"."customer_address_2" is 'Customer_Address_2';
comment on column sage."jcm_master__job"."customer_city" is 'Customer_City';
comment on column sage."jcm_master__job"."customer_state" is 'Customer_State';
comment on column sage."jcm_master__job"."customer_zip_code" is 'Customer_ZIP_Code';
comment on column sage."jcm_master__job"."customer_contact_1" is 'Customer_Contact_1';
comment on column sage."jcm_master__job"."customer_phone_1" is 'Customer_Phone_1';
comment on column sage."jcm_master__job"."customer_fax" is 'Customer_FAX';
comment on column sage."jcm_master__job"."bill_to_address_1" is 'Bill_to_Address_1';
comment on column sage."jcm_master__job"."bill_to_address_2" is 'Bill_to_Address_2';
comment on column sage."jcm_master__job"."bill_to_city" is 'Bill_to_city';
comment on column sage."jcm_master__job"."bill_to_state" is 'Bill_to_state';
comment on column sage."jcm_master__job"."bill_to_zip_code" is 'Bill_to_ZIP_Code';
comment on column sage."jcm_master__job"."customer_contact_2" is 'Customer_Contact_2';
comment on column sage."jcm_master__job"."customer_phone_2" is 'Customer_Phone_2';
comment on column sage."jcm_master__job"."owner_contract_id" is 'Owner_Contract_ID';
comment on column sage."jcm_master__job"."contract_date" is 'Contract_Date';
comment on column sage."jcm_master__job"."contract_retainage_percent" is 'Contract_Retainage_Percent';
comment on column sage."jcm_master__job"."contract_type" is 'Contract_Type';
comment on column sage."jcm_master__job"."original_contract_amount" is 'Original_Contract_Amount';
comment on column sage."jcm_master__job"."potential_co_contract_changes" is 'Potential_CO_Contract_Changes';
comment on column sage."jcm_master__job"."co_request_contract_changes" is 'CO_Request_Contract_Changes';
comment on column sage."jcm_master__job"."verbal_okay_contract_changes" is 'Verbal_Okay_Contract_Changes';
comment on column sage."jcm_master__job"."jtd_aprvd_contract_chgs" is 'JTD_Aprvd_Contract_Chgs';
comment on column sage."jcm_master__job"."revised_contract_amount" is 'Revised_Contract_Amount: original + approved';
comment on column sage."jcm_master__job"."ytd_aprvd_contract_chgs" is 'YTD_Aprvd_Contract_Chgs';
comment on column sage."jcm_master__job"."qtd_aprvd_contract_chgs" is 'QTD_Aprvd_Contract_Chgs';
comment on column sage."jcm_master__job"."mtd_aprvd_contract_chgs" is 'MTD_Aprvd_Contract_Chgs';
comment on column sage."jcm_master__job"."lm_aprvd_contract_chgs" is 'LM_Aprvd_Contract_Chgs';
comment on column sage."jcm_master__job"."nm_aprvd_contract_chgs" is 'NM_Aprvd_Contract_Chgs';
comment on column sage."jcm_master__job"."jtd_work_billed" is 'JTD_Work_Billed';
comment on column sage."jcm_master__job"."ytd_work_billed" is 'YTD_Work_Billed';
comment on column sage."jcm_master__job"."qtd_work_billed" is 'QTD_Work_Billed';
comment on column sage."jcm_master__job"."mtd_work_billed" is 'MTD_Work_Billed';
comment on column sage."jcm_master__job"."lm_work_billed" is 'LM_Work_Billed';
comment on column sage."jcm_master__job"."nm_work_billed" is 'NM_Work_Billed';
comment on column sage."jcm_master__job"."jtd_retainage_held" is 'JTD_Retainage_Held: retainage the owner holds from us (billing)';
comment on column sage."jcm_master__job"."ytd_retainage_held" is 'YTD_Retainage_Held: retainage the owner holds from us (billing)';
comment on column sage."jcm_master__job"."qtd_retainage_held" is 'QTD_Retainage_Held: retainage the owner holds from us (billing)';
comment on column sage."jcm_master__job"."mtd_retainage_held" is 'MTD_Retainage_Held: retainage the owner holds from us (billing)';
comment on column sage."jcm_master__job"."lm_retainage_held" is 'LM_Retainage_Held: retainage the owner holds from us (billing)';
comment on column sage."jcm_master__job"."nm_retainage_held" is 'NM_Retainage_Held: retainage the owner holds from us (billing)';
comment on column sage."jcm_master__job"."jtd_payments" is 'JTD_Payments';
comment on column sage."jcm_master__job"."ytd_payments" is 'YTD_Payments';
comment on column sage."jcm_master__job"."qtd_payments" is 'QTD_Payments';
comment on column sage."jcm_master__job"."mtd_payments" is 'MTD_Payments';
comment on column sage."jcm_master__job"."lm_payments" is 'LM_Payments';
comment on column sage."jcm_master__job"."nm_payments" is 'NM_Payments';
comment on column sage."jcm_master__job"."jtd_adjustment" is 'JTD_Adjustment';
comment on column sage."jcm_master__job"."ytd_adjustment" is 'YTD_Adjustment';
comment on column sage."jcm_master__job"."qtd_adjustment" is 'QTD_Adjustment';
comment on column sage."jcm_master__job"."mtd_adjustment" is 'MTD_Adjustment';
comment on column sage."jcm_master__job"."lm_adjustment" is 'LM_Adjustment';
comment on column sage."jcm_master__job"."nm_adjustment" is 'NM_Adjustment';
comment on column sage."jcm_master__job"."receivable_balance" is 'Receivable_Balance';
comment on column sage."jcm_master__job"."last_draw" is 'Last_Draw';
comment on column sage."jcm_master__job"."orig_estimate_finalized" is 'Orig_Estimate_Finalized: an original estimate may grow while this is off';
comment on column sage."jcm_master__job"."original_estimate" is 'Original_Estimate';
comment on column sage."jcm_master__job"."pending_estimate_changes" is 'Pending_Estimate_Changes';
comment on column sage."jcm_master__job"."jtd_aprvd_estimate_chgs" is 'JTD_Aprvd_Estimate_Chgs: the category spells it Approved_Estimate_Changes';
comment on column sage."jcm_master__job"."total_estimate" is 'Total_Estimate: original + approved';
comment on column sage."jcm_master__job"."ytd_aprvd_estimate_chgs" is 'YTD_Aprvd_Estimate_Chgs';
comment on column sage."jcm_master__job"."qtd_aprvd_estimate_chgs" is 'QTD_Aprvd_Estimate_Chgs';
comment on column sage."jcm_master__job"."mtd_aprvd_estimate_chgs" is 'MTD_Aprvd_Estimate_Chgs';
comment on column sage."jcm_master__job"."lm_aprvd_estimate_chgs" is 'LM_Aprvd_Estimate_Chgs';
comment on column sage."jcm_master__job"."nm_aprvd_estimate_chgs" is 'NM_Aprvd_Estimate_Chgs';
comment on column sage."jcm_master__job"."original_commitment" is 'Original_Commitment';
comment on column sage."jcm_master__job"."pending_commitment_changes" is 'Pending_Commitment_Changes';
comment on column sage."jcm_master__job"."approved_commitment_changes" is 'Approved_Commitment_Changes';
comment on column sage."jcm_master__job"."revised_commitment" is 'Revised_Commitment';
comment on column sage."jcm_master__job"."commitment_invoiced" is 'Commitment_Invoiced';
comment on column sage."jcm_master__job"."jtd_cost" is 'JTD_Cost';
comment on column sage."jcm_master__job"."ytd_cost" is 'YTD_Cost';
comment on column sage."jcm_master__job"."qtd_cost" is 'QTD_Cost';
comment on column sage."jcm_master__job"."mtd_cost" is 'MTD_Cost';
comment on column sage."jcm_master__job"."lm_cost" is 'LM_Cost';
comment on column sage."jcm_master__job"."nm_cost" is 'NM_Cost';
comment on column sage."jcm_master__job"."wtd_cost" is 'WTD_Cost';
comment on column sage."jcm_master__job"."lw_cost" is 'LW_Cost';
comment on column sage."jcm_master__job"."tax_on_jtd_cost" is 'Tax_on_JTD_Cost';
comment on column sage."jcm_master__job"."tax_on_ytd_cost" is 'Tax_on_YTD_Cost';
comment on column sage."jcm_master__job"."tax_on_qtd_cost" is 'Tax_on_QTD_Cost';
comment on column sage."jcm_master__job"."tax_on_mtd_cost" is 'Tax_on_MTD_Cost';
comment on column sage."jcm_master__job"."tax_on_lm_cost" is 'Tax_on_LM_Cost';
comment on column sage."jcm_master__job"."tax_on_nm_cost" is 'Tax_on_NM_Cost';
comment on column sage."jcm_master__job"."tax_on_wtd_cost" is 'Tax_on_WTD_Cost';
comment on column sage."jcm_master__job"."tax_on_lw_cost" is 'Tax_on_LW_Cost';
comment on column sage."jcm_master__job"."jtd_dollars_paid" is 'JTD_Dollars_Paid';
comment on column sage."jcm_master__job"."ytd_dollars_paid" is 'YTD_Dollars_Paid';
comment on column sage."jcm_master__job"."qtd_dollars_paid" is 'QTD_Dollars_Paid';
comment on column sage."jcm_master__job"."mtd_dollars_paid" is 'MTD_Dollars_Paid';
comment on column sage."jcm_master__job"."lm_dollars_paid" is 'LM_Dollars_Paid';
comment on column sage."jcm_master__job"."nm_dollars_paid" is 'NM_Dollars_Paid';
comment on column sage."jcm_master__job"."wtd_dollars_paid" is 'WTD_Dollars_Paid';
comment on column sage."jcm_master__job"."lw_dollars_paid" is 'LW_Dollars_Paid';
comment on column sage."jcm_master__job"."tax_on_jtd_dollars_paid" is 'Tax_on_JTD_Dollars_Paid';
comment on column sage."jcm_master__job"."tax_on_ytd_dollars_paid" is 'Tax_on_YTD_Dollars_Paid';
comment on column sage."jcm_master__job"."tax_on_qtd_dollars_paid" is 'Tax_on_QTD_Dollars_Paid';
comment on column sage."jcm_master__job"."tax_on_mtd_dollars_paid" is 'Tax_on_MTD_Dollars_Paid';
comment on column sage."jcm_master__job"."tax_on_lm_dollars_paid" is 'Tax_on_LM_Dollars_Paid';
comment on column sage."jcm_master__job"."tax_on_nm_dollars_paid" is 'Tax_on_NM_Dollars_Paid';
comment on column sage."jcm_master__job"."tax_on_wtd_dollars_pd" is 'Tax_on_WTD_Dollars_Pd';
comment on column sage."jcm_master__job"."tax_on_lw_dollars_paid" is 'Tax_on_LW_Dollars_Paid';
comment on column sage."jcm_master__job"."total_tax_amount" is 'Total_Tax_Amount';
comment on column sage."jcm_master__job"."total_labor_estimate" is 'Total_Labor_Estimate';
comment on column sage."jcm_master__job"."total_labor_units_est" is 'Total_Labor_Units_Est';
comment on column sage."jcm_master__job"."total_material_estimate" is 'Total_Material_Estimate';
comment on column sage."jcm_master__job"."total_subcontract_est" is 'Total_Subcontract_Est';
comment on column sage."jcm_master__job"."total_equipment_estimate" is 'Total_Equipment_Estimate';
comment on column sage."jcm_master__job"."total_equipment_units_est" is 'Total_Equipment_Units_Est';
comment on column sage."jcm_master__job"."total_overhead_estimate" is 'Total_Overhead_Estimate';
comment on column sage."jcm_master__job"."total_other_estimate" is 'Total_Other_Estimate';
comment on column sage."jcm_master__job"."total_labor_commitment" is 'Total_Labor_Commitment';
comment on column sage."jcm_master__job"."total_material_commitment" is 'Total_Material_Commitment';
comment on column sage."jcm_master__job"."total_sub_commitment" is 'Total_Sub_Commitment';
comment on column sage."jcm_master__job"."total_equipment_commitment" is 'Total_Equipment_Commitment';
comment on column sage."jcm_master__job"."total_overhead_commitment" is 'Total_Overhead_Commitment';
comment on column sage."jcm_master__job"."total_other_commitment" is 'Total_Other_Commitment';
comment on column sage."jcm_master__job"."commitment_invoiced__labor" is 'Commitment_Invoiced__Labor';
comment on column sage."jcm_master__job"."commitment_invoiced__material" is 'Commitment_Invoiced__Material';
comment on column sage."jcm_master__job"."commitment_invoiced__sub" is 'Commitment_Invoiced__Sub';
comment on column sage."jcm_master__job"."commitment_invoiced__equipment" is 'Commitment_Invoiced__Equipment';
comment on column sage."jcm_master__job"."commitment_invoiced__overhead" is 'Commitment_Invoiced__Overhead';
comment on column sage."jcm_master__job"."commitment_invoiced__other" is 'Commitment_Invoiced__Other';
comment on column sage."jcm_master__job"."jtd_labor_cost" is 'JTD_Labor_Cost';
comment on column sage."jcm_master__job"."jtd_labor_units" is 'JTD_Labor_Units';
comment on column sage."jcm_master__job"."jtd_material_cost" is 'JTD_Material_Cost';
comment on column sage."jcm_master__job"."jtd_subcontract_cost" is 'JTD_Subcontract_Cost';
comment on column sage."jcm_master__job"."jtd_equipment_cost" is 'JTD_Equipment_Cost';
comment on column sage."jcm_master__job"."jtd_equipment_units" is 'JTD_Equipment_Units';
comment on column sage."jcm_master__job"."jtd_overhead_cost" is 'JTD_Overhead_Cost';
comment on column sage."jcm_master__job"."jtd_other_cost" is 'JTD_Other_Cost';
comment on column sage."jcm_master__job"."mtd_labor_cost" is 'MTD_Labor_Cost';
comment on column sage."jcm_master__job"."mtd_labor_units" is 'MTD_Labor_Units';
comment on column sage."jcm_master__job"."mtd_material_cost" is 'MTD_Material_Cost';
comment on column sage."jcm_master__job"."mtd_subcontract_cost" is 'MTD_Subcontract_Cost';
comment on column sage."jcm_master__job"."mtd_equipment_cost" is 'MTD_Equipment_Cost';
comment on column sage."jcm_master__job"."mtd_equipment_units" is 'MTD_Equipment_Units';
comment on column sage."jcm_master__job"."mtd_overhead_cost" is 'MTD_Overhead_Cost';
comment on column sage."jcm_master__job"."mtd_other_cost" is 'MTD_Other_Cost';
comment on column sage."jcm_master__job"."lm_labor_cost" is 'LM_Labor_Cost';
comment on column sage."jcm_master__job"."lm_labor_units" is 'LM_Labor_Units';
comment on column sage."jcm_master__job"."lm_material_cost" is 'LM_Material_Cost';
comment on column sage."jcm_master__job"."lm_subcontract_cost" is 'LM_Subcontract_Cost';
comment on column sage."jcm_master__job"."lm_equipment_cost" is 'LM_Equipment_Cost';
comment on column sage."jcm_master__job"."lm_equipment_units" is 'LM_Equipment_Units';
comment on column sage."jcm_master__job"."lm_overhead_cost" is 'LM_Overhead_Cost';
comment on column sage."jcm_master__job"."lm_other_cost" is 'LM_Other_Cost';
comment on column sage."jcm_master__job"."nm_labor_cost" is 'NM_Labor_Cost';
comment on column sage."jcm_master__job"."nm_labor_units" is 'NM_Labor_Units';
comment on column sage."jcm_master__job"."nm_material_cost" is 'NM_Material_Cost';
comment on column sage."jcm_master__job"."nm_subcontract_cost" is 'NM_Subcontract_Cost';
comment on column sage."jcm_master__job"."nm_equipment_cost" is 'NM_Equipment_Cost';
comment on column sage."jcm_master__job"."nm_equipment_units" is 'NM_Equipment_Units';
comment on column sage."jcm_master__job"."nm_overhead_cost" is 'NM_Overhead_Cost';
comment on column sage."jcm_master__job"."nm_other_cost" is 'NM_Other_Cost';
comment on column sage."jcm_master__job"."wtd_labor_cost" is 'WTD_Labor_Cost';
comment on column sage."jcm_master__job"."wtd_labor_units" is 'WTD_Labor_Units';
comment on column sage."jcm_master__job"."wtd_equipment_cost" is 'WTD_Equipment_Cost';
comment on column sage."jcm_master__job"."wtd_equipment_units" is 'WTD_Equipment_Units';
comment on column sage."jcm_master__job"."jtd_labor_dollars_paid" is 'JTD_Labor_Dollars_Paid';
comment on column sage."jcm_master__job"."jtd_material_dollars_paid" is 'JTD_Material_Dollars_Paid';
comment on column sage."jcm_master__job"."jtd_sub_dollars_paid" is 'JTD_Sub_Dollars_Paid';
comment on column sage."jcm_master__job"."jtd_equipment_dollars_paid" is 'JTD_Equipment_Dollars_Paid';
comment on column sage."jcm_master__job"."jtd_overhead_dollars_paid" is 'JTD_Overhead_Dollars_Paid';
comment on column sage."jcm_master__job"."jtd_other_dollars_paid" is 'JTD_Other_Dollars_Paid';
comment on column sage."jcm_master__job"."date_of_last_report" is 'Date_of_Last_Report';
comment on column sage."jcm_master__job"."percent_complete" is 'Percent_Complete';
comment on column sage."jcm_master__job"."msc_job_amt_1" is 'Msc_Job_Amt_1';
comment on column sage."jcm_master__job"."msc_job_amt_2" is 'Msc_Job_Amt_2';
comment on column sage."jcm_master__job"."msc_job_amt_3" is 'Msc_Job_Amt_3';
comment on column sage."jcm_master__job"."stored_material" is 'Stored_Material';
comment on column sage."jcm_master__job"."cost_at_comp" is 'Cost_At_Comp';
comment on column sage."jcm_master__job"."cost_to_comp" is 'Cost_To_Comp';
comment on column sage."jcm_master__job"."lab_hrs_to_comp" is 'Lab_Hrs_To_Comp';
comment on column sage."jcm_master__job"."msc_cc_amt_5" is 'Msc_CC_Amt_5';
comment on column sage."jcm_master__job"."msc_cc_amt_6" is 'Msc_CC_Amt_6';
comment on column sage."jcm_master__job"."msc_cat_amt_1" is 'Msc_Cat_Amt_1';
comment on column sage."jcm_master__job"."msc_cat_amt_2" is 'Msc_Cat_Amt_2';
comment on column sage."jcm_master__job"."msc_cat_amt_3" is 'Msc_Cat_Amt_3';
comment on column sage."jcm_master__job"."msc_cat_amt_4" is 'Msc_Cat_Amt_4';
comment on column sage."jcm_master__job"."custom_total_1_total" is 'Custom_Total_1_Total';
comment on column sage."jcm_master__job"."custom_total_2_total" is 'Custom_Total_2_Total';
comment on column sage."jcm_master__job"."custom_total_3_total" is 'Custom_Total_3_Total';
comment on column sage."jcm_master__job"."custom_total_4_total" is 'Custom_Total_4_Total';
comment on column sage."jcm_master__job"."custom_total_5_total" is 'Custom_Total_5_Total';
comment on column sage."jcm_master__job"."custom_total_6_total" is 'Custom_Total_6_Total';
comment on column sage."jcm_master__job"."last_custom_total_update" is 'Last_Custom_Total_Update';
comment on column sage."jcm_master__job"."extras_orig_contract_amount" is 'Extras_Orig_Contract_Amount';
comment on column sage."jcm_master__job"."extras_potential_co_contract_changes" is 'Extras_Potential_CO_Contract_Changes';
comment on column sage."jcm_master__job"."extras_co_request_contract_changes" is 'Extras_CO_Request_Contract_Changes';
comment on column sage."jcm_master__job"."extras_verbal_okay_contract_changes" is 'Extras_Verbal_Okay_Contract_Changes';
comment on column sage."jcm_master__job"."extras_jtd_aprvd_cntrc_chgs" is 'Extras_JTD_Aprvd_Cntrc_Chgs';
comment on column sage."jcm_master__job"."extras_revised_contract_amt" is 'Extras_Revised_Contract_Amt';
comment on column sage."jcm_master__job"."extras_ytd_aprvd_cntrc_chgs" is 'Extras_YTD_Aprvd_Cntrc_Chgs';
comment on column sage."jcm_master__job"."extras_qtd_aprvd_cntrc_chgs" is 'Extras_QTD_Aprvd_Cntrc_Chgs';
comment on column sage."jcm_master__job"."extras_mtd_aprvd_cntrc_chgs" is 'Extras_MTD_Aprvd_Cntrc_Chgs';
comment on column sage."jcm_master__job"."extras_lm_aprvd_cntrc_chgs" is 'Extras_LM_Aprvd_Cntrc_Chgs';
comment on column sage."jcm_master__job"."extras_nm_aprvd_cntrc_chgs" is 'Extras_NM_Aprvd_Cntrc_Chgs';
comment on column sage."jcm_master__job"."extras_jtd_work_billed" is 'Extras_JTD_Work_Billed';
comment on column sage."jcm_master__job"."extras_ytd_work_billed" is 'Extras_YTD_Work_Billed';
comment on column sage."jcm_master__job"."extras_qtd_work_billed" is 'Extras_QTD_Work_Billed';
comment on column sage."jcm_master__job"."extras_mtd_work_billed" is 'Extras_MTD_Work_Billed';
comment on column sage."jcm_master__job"."extras_lm_work_billed" is 'Extras_LM_Work_Billed';
comment on column sage."jcm_master__job"."extras_nm_work_billed" is 'Extras_NM_Work_Billed';
comment on column sage."jcm_master__job"."extras_jtd_retainage_held" is 'Extras_JTD_Retainage_Held';
comment on column sage."jcm_master__job"."extras_ytd_retainage_held" is 'Extras_YTD_Retainage_Held';
comment on column sage."jcm_master__job"."extras_qtd_retainage_held" is 'Extras_QTD_Retainage_Held';
comment on column sage."jcm_master__job"."extras_mtd_retainage_held" is 'Extras_MTD_Retainage_Held';
comment on column sage."jcm_master__job"."extras_lm_retainage_held" is 'Extras_LM_Retainage_Held';
comment on column sage."jcm_master__job"."extras_nm_retainage_held" is 'Extras_NM_Retainage_Held';
comment on column sage."jcm_master__job"."extras_jtd_payments" is 'Extras_JTD_Payments';
comment on column sage."jcm_master__job"."extras_ytd_payments" is 'Extras_YTD_Payments';
comment on column sage."jcm_master__job"."extras_qtd_payments" is 'Extras_QTD_Payments';
comment on column sage."jcm_master__job"."extras_mtd_payments" is 'Extras_MTD_Payments';
comment on column sage."jcm_master__job"."extras_lm_payments" is 'Extras_LM_Payments';
comment on column sage."jcm_master__job"."extras_nm_payments" is 'Extras_NM_Payments';
comment on column sage."jcm_master__job"."extras_jtd_adjustment" is 'Extras_JTD_Adjustment';
comment on column sage."jcm_master__job"."extras_ytd_adjustment" is 'Extras_YTD_Adjustment';
comment on column sage."jcm_master__job"."extras_qtd_adjustment" is 'Extras_QTD_Adjustment';
comment on column sage."jcm_master__job"."extras_mtd_adjustment" is 'Extras_MTD_Adjustment';
comment on column sage."jcm_master__job"."extras_lm_adjustment" is 'Extras_LM_Adjustment';
comment on column sage."jcm_master__job"."extras_nm_adjustment" is 'Extras_NM_Adjustment';
comment on column sage."jcm_master__job"."extras_billing_balance" is 'Extras_Billing_Balance';
comment on column sage."jcm_master__job"."extras_original_estimate" is 'Extras_Original_Estimate';
comment on column sage."jcm_master__job"."extras_pndng_estimate_chgs" is 'Extras_Pndng_Estimate_Chgs';
comment on column sage."jcm_master__job"."extras_jtd_aprvd_est_chgs" is 'Extras_JTD_Aprvd_Est_Chgs';
comment on column sage."jcm_master__job"."extras_total_estimate" is 'Extras_Total_Estimate';
comment on column sage."jcm_master__job"."extras_ytd_aprvd_est_chgs" is 'Extras_YTD_Aprvd_Est_Chgs';
comment on column sage."jcm_master__job"."extras_qtd_aprvd_est_chgs" is 'Extras_QTD_Aprvd_Est_Chgs';
comment on column sage."jcm_master__job"."extras_mtd_aprvd_est_chgs" is 'Extras_MTD_Aprvd_Est_Chgs';
comment on column sage."jcm_master__job"."extras_lm_aprvd_est_chgs" is 'Extras_LM_Aprvd_Est_Chgs';
comment on column sage."jcm_master__job"."extras_nm_aprvd_est_chgs" is 'Extras_NM_Aprvd_Est_Chgs';
comment on column sage."jcm_master__job"."extra_original_commitment" is 'Extra_Original_Commitment';
comment on column sage."jcm_master__job"."extra_pending_commitment_changes" is 'Extra_Pending_Commitment_Changes';
comment on column sage."jcm_master__job"."extra_approved_commitment_changes" is 'Extra_Approved_Commitment_Changes';
comment on column sage."jcm_master__job"."extra_revised_commitment" is 'Extra_Revised_Commitment';
comment on column sage."jcm_master__job"."extra_commitment_invoiced" is 'Extra_Commitment_Invoiced';
comment on column sage."jcm_master__job"."extras_jtd_cost" is 'Extras_JTD_Cost';
comment on column sage."jcm_master__job"."extras_ytd_cost" is 'Extras_YTD_Cost';
comment on column sage."jcm_master__job"."extras_qtd_cost" is 'Extras_QTD_Cost';
comment on column sage."jcm_master__job"."extras_mtd_cst" is 'Extras_MTD_Cst';
comment on column sage."jcm_master__job"."extras_lm_cost" is 'Extras_LM_Cost';
comment on column sage."jcm_master__job"."extras_nm_cost" is 'Extras_NM_Cost';
comment on column sage."jcm_master__job"."extras_wtd_cost" is 'Extras_WTD_Cost';
comment on column sage."jcm_master__job"."extras_lw_cost" is 'Extras_LW_Cost';
comment on column sage."jcm_master__job"."tax_on_extras_jtd_cost" is 'Tax_on_Extras_JTD_Cost';
comment on column sage."jcm_master__job"."tax_on_extras_ytd_cost" is 'Tax_on_Extras_YTD_Cost';
comment on column sage."jcm_master__job"."tax_on_extras_qtd_cost" is 'Tax_on_Extras_QTD_Cost';
comment on column sage."jcm_master__job"."tax_on_extras_mtd_cst" is 'Tax_on_Extras_MTD_Cst';
comment on column sage."jcm_master__job"."tax_on_extras_lm_cost" is 'Tax_on_Extras_LM_Cost';
comment on column sage."jcm_master__job"."tax_on_extras_nm_cost" is 'Tax_on_Extras_NM_Cost';
comment on column sage."jcm_master__job"."tax_on_extras_wtd_cost" is 'Tax_on_Extras_WTD_Cost';
comment on column sage."jcm_master__job"."tax_on_extras_lw_cost" is 'Tax_on_Extras_LW_Cost';
comment on column sage."jcm_master__job"."extras_jtd_dollars_paid" is 'Extras_JTD_Dollars_Paid';
comment on column sage."jcm_master__job"."extras_ytd_dollars_paid" is 'Extras_YTD_Dollars_Paid';
comment on column sage."jcm_master__job"."extras_qtd_dollars_paid" is 'Extras_QTD_Dollars_Paid';
comment on column sage."jcm_master__job"."extras_mtd_dollars_paid" is 'Extras_MTD_Dollars_Paid';
comment on column sage."jcm_master__job"."extras_lm_dollars_paid" is 'Extras_LM_Dollars_Paid';
comment on column sage."jcm_master__job"."extras_nm_dollars_paid" is 'Extras_NM_Dollars_Paid';
comment on column sage."jcm_master__job"."extras_wtd_dollars_paid" is 'Extras_WTD_Dollars_Paid';
comment on column sage."jcm_master__job"."extras_lw_dollars_paid" is 'Extras_LW_Dollars_Paid';
comment on column sage."jcm_master__job"."tax_on_extras_jtd_dollrs_pd" is 'Tax_on_Extras_JTD_Dollrs_Pd';
comment on column sage."jcm_master__job"."tax_on_extras_ytd_dollrs_pd" is 'Tax_on_Extras_YTD_Dollrs_Pd';
comment on column sage."jcm_master__job"."tax_on_extras_qtd_dollrs_pd" is 'Tax_on_Extras_QTD_Dollrs_Pd';
comment on column sage."jcm_master__job"."tax_on_extras_mtd_dollrs_pd" is 'Tax_on_Extras_MTD_Dollrs_Pd';
comment on column sage."jcm_master__job"."tax_on_extras_lm_dollrs_pd" is 'Tax_on_Extras_LM_Dollrs_Pd';
comment on column sage."jcm_master__job"."tax_on_extras_nm_dollrs_pd" is 'Tax_on_Extras_NM_Dollrs_Pd';
comment on column sage."jcm_master__job"."tax_on_extras_wtd_dp" is 'Tax_on_Extras_WTD_DP';
comment on column sage."jcm_master__job"."tax_on_extras_lw_dp" is 'Tax_on_Extras_LW_DP';
comment on column sage."jcm_master__job"."extras_total_tax_amount" is 'Extras_Total_Tax_Amount';
comment on column sage."jcm_master__job"."extras_total_labor_estimate" is 'Extras_Total_Labor_Estimate';
comment on column sage."jcm_master__job"."extras_total_labor_unts_est" is 'Extras_Total_Labor_Unts_Est';
comment on column sage."jcm_master__job"."extras_total_material_est" is 'Extras_Total_Material_Est';
comment on column sage."jcm_master__job"."extra_total_sub_estimate" is 'Extra_Total_Sub_Estimate';
comment on column sage."jcm_master__job"."extra_total_equipment_estimate" is 'Extra_Total_Equipment_Estimate';
comment on column sage."jcm_master__job"."extra_total_equipment_units_est" is 'Extra_Total_Equipment_Units_Est';
comment on column sage."jcm_master__job"."extra_total_overhead_est" is 'Extra_Total_Overhead_Est';
comment on column sage."jcm_master__job"."extra_total_other_estimate" is 'Extra_Total_Other_Estimate';
comment on column sage."jcm_master__job"."extra_total_labor_commitment" is 'Extra_Total_Labor_Commitment';
comment on column sage."jcm_master__job"."extra_total_mat_commitment" is 'Extra_Total_Mat_Commitment';
comment on column sage."jcm_master__job"."extra_total_sub_commitment" is 'Extra_Total_Sub_Commitment';
comment on column sage."jcm_master__job"."extra_total_equipment_commitment" is 'Extra_Total_Equipment_Commitment';
comment on column sage."jcm_master__job"."extra_total_overhead_commitment" is 'Extra_Total_Overhead_Commitment';
comment on column sage."jcm_master__job"."extra_total_other_commitment" is 'Extra_Total_Other_Commitment';
comment on column sage."jcm_master__job"."extra_commitment_inv__labor" is 'Extra_Commitment_Inv__Labor';
comment on column sage."jcm_master__job"."extra_commitment_inv__material" is 'Extra_Commitment_Inv__Material';
comment on column sage."jcm_master__job"."extra_commitment_inv__sub" is 'Extra_Commitment_Inv__Sub';
comment on column sage."jcm_master__job"."extra_commitment_inv__equipment" is 'Extra_Commitment_Inv__Equipment';
comment on column sage."jcm_master__job"."extra_commitment_inv__overhead" is 'Extra_Commitment_Inv__Overhead';
comment on column sage."jcm_master__job"."extra_commitment_inv__other" is 'Extra_Commitment_Inv__Other';
comment on column sage."jcm_master__job"."extras_jtd_labor_cost" is 'Extras_JTD_Labor_Cost';
comment on column sage."jcm_master__job"."extras_jtd_labor_units" is 'Extras_JTD_Labor_Units';
comment on column sage."jcm_master__job"."extras_jtd_material_cost" is 'Extras_JTD_Material_Cost';
comment on column sage."jcm_master__job"."extras_jtd_sub_cost" is 'Extras_JTD_Sub_Cost';
comment on column sage."jcm_master__job"."extras_jtd_equipment_cost" is 'Extras_JTD_Equipment_Cost';
comment on column sage."jcm_master__job"."extras_jtd_equipment_units" is 'Extras_JTD_Equipment_Units';
comment on column sage."jcm_master__job"."extras_jtd_overhead_cost" is 'Extras_JTD_Overhead_Cost';
comment on column sage."jcm_master__job"."extras_jtd_other_cost" is 'Extras_JTD_Other_Cost';
comment on column sage."jcm_master__job"."extras_mtd_labor_cost" is 'Extras_MTD_Labor_Cost';
comment on column sage."jcm_master__job"."extras_mtd_labor_units" is 'Extras_MTD_Labor_Units';
comment on column sage."jcm_master__job"."extras_mtd_material_cost" is 'Extras_MTD_Material_Cost';
comment on column sage."jcm_master__job"."extras_mtd_sub_cost" is 'Extras_MTD_Sub_Cost';
comment on column sage."jcm_master__job"."extras_mtd_equipment_cost" is 'Extras_MTD_Equipment_Cost';
comment on column sage."jcm_master__job"."extras_mtd_equipment_units" is 'Extras_MTD_Equipment_Units';
comment on column sage."jcm_master__job"."extras_mtd_overhead_cost" is 'Extras_MTD_Overhead_Cost';
comment on column sage."jcm_master__job"."extras_mtd_other_cost" is 'Extras_MTD_Other_Cost';
comment on column sage."jcm_master__job"."extras_lm_labor_cost" is 'Extras_LM_Labor_Cost';
comment on column sage."jcm_master__job"."extras_lm_labor_units" is 'Extras_LM_Labor_Units';
comment on column sage."jcm_master__job"."extras_lm_material_cost" is 'Extras_LM_Material_Cost';
comment on column sage."jcm_master__job"."extras_lm_sub_cost" is 'Extras_LM_Sub_Cost';
comment on column sage."jcm_master__job"."extras_lm_equipment_cost" is 'Extras_LM_Equipment_Cost';
comment on column sage."jcm_master__job"."extras_lm_equipment_units" is 'Extras_LM_Equipment_Units';
comment on column sage."jcm_master__job"."extras_lm_overhead_cost" is 'Extras_LM_Overhead_Cost';
comment on column sage."jcm_master__job"."extras_lm_other_cost" is 'Extras_LM_Other_Cost';
comment on column sage."jcm_master__job"."extras_nm_labor_cost" is 'Extras_NM_Labor_Cost';
comment on column sage."jcm_master__job"."extras_nm_labor_units" is 'Extras_NM_Labor_Units';
comment on column sage."jcm_master__job"."extras_nm_material_cost" is 'Extras_NM_Material_Cost';
comment on column sage."jcm_master__job"."extras_nm_sub_cost" is 'Extras_NM_Sub_Cost';
comment on column sage."jcm_master__job"."extras_nm_equipment_cost" is 'Extras_NM_Equipment_Cost';
comment on column sage."jcm_master__job"."extras_nm_equipment_units" is 'Extras_NM_Equipment_Units';
comment on column sage."jcm_master__job"."extras_nm_overhead_cost" is 'Extras_NM_Overhead_Cost';
comment on column sage."jcm_master__job"."extras_nm_other_cost" is 'Extras_NM_Other_Cost';
comment on column sage."jcm_master__job"."extras_wtd_labor_cost" is 'Extras_WTD_Labor_Cost';
comment on column sage."jcm_master__job"."extras_wtd_labor_units" is 'Extras_WTD_Labor_Units';
comment on column sage."jcm_master__job"."extras_wtd_equipment_cost" is 'Extras_WTD_Equipment_Cost';
comment on column sage."jcm_master__job"."extras_wtd_equipment_units" is 'Extras_WTD_Equipment_Units';
comment on column sage."jcm_master__job"."extras_jtd_labor_dllrs_paid" is 'Extras_JTD_Labor_Dllrs_Paid';
comment on column sage."jcm_master__job"."extras_jtd_mat_dllrs_paid" is 'Extras_JTD_Mat_Dllrs_Paid';
comment on column sage."jcm_master__job"."extras_jtd_sub_dllrs_paid" is 'Extras_JTD_Sub_Dllrs_Paid';
comment on column sage."jcm_master__job"."extras_jtd_equipment_dllrs_paid" is 'Extras_JTD_Equipment_Dllrs_Paid';
comment on column sage."jcm_master__job"."extras_jtd_ovrhd_dllrs_paid" is 'Extras_JTD_Ovrhd_Dllrs_Paid';
comment on column sage."jcm_master__job"."extras_jtd_other_dllrs_paid" is 'Extras_JTD_Other_Dllrs_Paid';
comment on column sage."jcm_master__job"."msc_extra_amt_1" is 'Msc_Extra_Amt_1';
comment on column sage."jcm_master__job"."msc_extra_amt_2" is 'Msc_Extra_Amt_2';
comment on column sage."jcm_master__job"."msc_extra_amt_3" is 'Msc_Extra_Amt_3';
comment on column sage."jcm_master__job"."extras_stored_material" is 'Extras_Stored_Material';
comment on column sage."jcm_master__job"."extras_cost_at_comp" is 'Extras_Cost_At_Comp';
comment on column sage."jcm_master__job"."extras_cost_to_comp" is 'Extras_Cost_To_Comp';
comment on column sage."jcm_master__job"."extras_lab_hrs_to_comp" is 'Extras_Lab_Hrs_To_Comp';
comment on column sage."jcm_master__job"."extras_msc_cc_amt_5" is 'Extras_Msc_CC_Amt_5';
comment on column sage."jcm_master__job"."extras_msc_cc_amt_6" is 'Extras_Msc_CC_Amt_6';
comment on column sage."jcm_master__job"."extras_msc_cat_amt_1" is 'Extras_Msc_Cat_Amt_1';
comment on column sage."jcm_master__job"."extras_msc_cat_amt_2" is 'Extras_Msc_Cat_Amt_2';
comment on column sage."jcm_master__job"."extras_msc_cat_amt_3" is 'Extras_Msc_Cat_Amt_3';
comment on column sage."jcm_master__job"."extras_msc_cat_amt_4" is 'Extras_Msc_Cat_Amt_4';
comment on column sage."jcm_master__job"."extras_custom_total_1_total" is 'Extras_Custom_Total_1_Total';
comment on column sage."jcm_master__job"."extras_custom_total_2_total" is 'Extras_Custom_Total_2_Total';
comment on column sage."jcm_master__job"."extras_custom_total_3_total" is 'Extras_Custom_Total_3_Total';
comment on column sage."jcm_master__job"."extras_custom_total_4_total" is 'Extras_Custom_Total_4_Total';
comment on column sage."jcm_master__job"."extras_custom_total_5_total" is 'Extras_Custom_Total_5_Total';
comment on column sage."jcm_master__job"."extras_custom_total_6_total" is 'Extras_Custom_Total_6_Total';
comment on column sage."jcm_master__job"."operator_stamp" is 'Operator_Stamp';
comment on column sage."jcm_master__job"."date_stamp" is 'Date_Stamp';
comment on column sage."jcm_master__job"."time_stamp" is 'Time_Stamp';
comment on column sage."jcm_master__job"."row_id" is 'Row_ID';
comment on column sage."jcm_master__job"."row_version" is 'Row_Version';
comment on column sage."jcm_master__job"."job_notes" is 'Job_Notes: [M] unlimited in the mirror; 8,000 is ours [I]';
comment on column sage."jcm_master__job"."job_file_links" is 'Job_File_Links: [M] unlimited in the mirror; 8,000 is ours [I]';
comment on column sage."jcm_master__job"."retainage_held" is 'Retainage_Held: [I] ours: retainage held from vendors on the job; Sage keeps it in AP only, JTD_Retainage_Held is billing';
create table sage."jcm_master__standard_category" (
  tieout_company text not null,
  "category" varchar(3) not null default '',
  "description" varchar(30),
  "accumulation" varchar(20),
  "cost_account_a" varchar(25),
  "cost_account_b" varchar(25),
  "cost_account_c" varchar(25),
  "operator_stamp" varchar(20),
  "date_stamp" date,
  "time_stamp" time,
  tieout_batch uuid not null,
  tieout_document text not null,
  tieout_row_hash text not null,
  tieout_origin text not null default 'procore',
  constraint "jcm_master__standard_category_pkey" primary key ("tieout_company", "category")
);
comment on table sage."jcm_master__standard_category" is 'JCM_MASTER__STANDARD_CATEGORY: The company''s list of categories: estimate import creates no category that is not on it.';
comment on column sage."jcm_master__standard_category"."category" is 'Category';
comment on column sage."jcm_master__standard_category"."description" is 'Description';
comment on column sage."jcm_master__standard_category"."accumulation" is 'Accumulation: [Q] one data-conversion script reads Accumulate_As instead (#26180567056): check on the customer''s Sage';
comment on column sage."jcm_master__standard_category"."cost_account_a" is 'Cost_Account_A';
comment on column sage."jcm_master__standard_category"."cost_account_b" is 'Cost_Account_B';
comment on column sage."jcm_master__standard_category"."cost_account_c" is 'Cost_Account_C';
comment on column sage."jcm_master__standard_category"."operator_stamp" is 'Operator_Stamp';
comment on column sage."jcm_master__standard_category"."date_stamp" is 'Date_Stamp';
comment on column sage."jcm_master__standard_category"."time_stamp" is 'Time_Stamp';
create table sage."jcm_master__standard_cost_code" (
  tieout_company text not null,
  "cost_code" varchar(12) not null default '',
  "description" varchar(30),
  "group_cost_code" boolean default false,
  "accumulate_as" varchar(20),
  "cost_account_a" varchar(25),
  "cost_account_b" varchar(25),
  "cost_account_c" varchar(25),
  "overhead_table" varchar(8),
  "production_unit_desc" varchar(6),
  "cost_unit_description" varchar(6),
  "send_cost_to_billings" boolean default false,
  "use_employee_work_state" boolean default false,
  "exempt_status" varchar(20) not null default '',
  "category_1" varchar(3),
  "unit_description_1" varchar(6),
  "category_2" varchar(3),
  "unit_description_2" varchar(6),
  "category_3" varchar(3),
  "unit_description_3" varchar(6),
  "category_4" varchar(3),
  "unit_description_4" varchar(6),
  "category_5" varchar(3),
  "unit_description_5" varchar(6),
  "category_6" varchar(3),
  "unit_description_6" varchar(6),
  "category_7" varchar(3),
  "unit_description_7" varchar(6),
  "category_8" varchar(3),
  "unit_description_8" varchar(6),
  "category_9" varchar(3),
  "unit_description_9" varchar(6),
  "category_10" varchar(3),
  "unit_description_10" varchar(6),
  "category_11" varchar(3),
  "unit_description_11" varchar(6),
  "category_12" varchar(3),
  "unit_description_12" varchar(6),
  "operator_stamp" varchar(20),
  "date_stamp" date,
  "time_stamp" time,
  tieout_batch uuid not null,
  tieout_document text not null,
  tieout_row_hash text not null,
  tieout_origin text not null default 'procore',
  constraint "jcm_master__standard_cost_code_pkey" primary key ("tieout_company", "cost_code")
);
comment on table sage."jcm_master__standard_cost_code" is 'JCM_MASTER__STANDARD_COST_CODE: The company''s list of cost codes, with their usual categories.';
comment on column sage."jcm_master__standard_cost_code"."cost_code" is 'Cost_Code';
comment on column sage."jcm_master__standard_cost_code"."description" is 'Description';
comment on column sage."jcm_master__standard_cost_code"."group_cost_code" is 'Group_Cost_Code: a heading: never posted to';
comment on column sage."jcm_master__standard_cost_code"."accumulate_as" is 'Accumulate_As';
comment on column sage."jcm_master__standard_cost_code"."cost_account_a" is 'Cost_Account_A';
comment on column sage."jcm_master__standard_cost_code"."cost_account_b" is 'Cost_Account_B';
comment on column sage."jcm_master__standard_cost_code"."cost_account_c" is 'Cost_Account_C';
comment on column sage."jcm_master__standard_cost_code"."overhead_table" is 'Overhead_Table';
comment on column sage."jcm_master__standard_cost_code"."production_unit_desc" is 'Production_Unit_Desc';
comment on column sage."jcm_master__standard_cost_code"."cost_unit_description" is 'Cost_Unit_Description';
comment on column sage."jcm_master__standard_cost_code"."send_cost_to_billings" is 'Send_Cost_to_Billings';
comment on column sage."jcm_master__standard_cost_code"."use_employee_work_state" is 'Use_Employee_Work_State';
comment on column sage."jcm_master__standard_cost_code"."exempt_status" is 'Exempt_Status';
comment on column sage."jcm_master__standard_cost_code"."category_1" is 'Category_1';
comment on column sage."jcm_master__standard_cost_code"."unit_description_1" is 'Unit_Description_1';
comment on column sage."jcm_master__standard_cost_code"."category_2" is 'Category_2';
comment on column sage."jcm_master__standard_cost_code"."unit_description_2" is 'Unit_Description_2';
comment on column sage."jcm_master__standard_cost_code"."category_3" is 'Category_3';
comment on column sage."jcm_master__standard_cost_code"."unit_description_3" is 'Unit_Description_3';
comment on column sage."jcm_master__standard_cost_code"."category_4" is 'Category_4';
comment on column sage."jcm_master__standard_cost_code"."unit_description_4" is 'Unit_Description_4';
comment on column sage."jcm_master__standard_cost_code"."category_5" is 'Category_5';
comment on column sage."jcm_master__standard_cost_code"."unit_description_5" is 'Unit_Description_5';
comment on column sage."jcm_master__standard_cost_code"."category_6" is 'Category_6';
comment on column sage."jcm_master__standard_cost_code"."unit_description_6" is 'Unit_Description_6';
comment on column sage."jcm_master__standard_cost_code"."category_7" is 'Category_7';
comment on column sage."jcm_master__standard_cost_code"."unit_description_7" is 'Unit_Description_7';
comment on column sage."jcm_master__standard_cost_code"."category_8" is 'Category_8';
comment on column sage."jcm_master__standard_cost_code"."unit_description_8" is 'Unit_Description_8';
comment on column sage."jcm_master__standard_cost_code"."category_9" is 'Category_9';
comment on column sage."jcm_master__standard_cost_code"."unit_description_9" is 'Unit_Description_9';
comment on column sage."jcm_master__standard_cost_code"."category_10" is 'Category_10';
comment on column sage."jcm_master__standard_cost_code"."unit_description_10" is 'Unit_Description_10';
comment on column sage."jcm_master__standard_cost_code"."category_11" is 'Category_11';
comment on column sage."jcm_master__standard_cost_code"."unit_description_11" is 'Unit_Description_11';
comment on column sage."jcm_master__standard_cost_code"."category_12" is 'Category_12';
comment on column sage."jcm_master__standard_cost_code"."unit_description_12" is 'Unit_Description_12';
comment on column sage."jcm_master__standard_cost_code"."operator_stamp" is 'Operator_Stamp';
comment on column sage."jcm_master__standard_cost_code"."date_stamp" is 'Date_Stamp';
comment on column sage."jcm_master__standard_cost_code"."time_stamp" is 'Time_Stamp';
create table sage."jct_new__transaction" (
  tieout_company text not null,
  "source_document" varchar(400) not null default '',
  "source_line" varchar(400) not null default '',
  "job" varchar(10) not null default '',
  "extra" varchar(10) not null default '',
  "cost_code" varchar(12) not null default '',
  "category" varchar(3) not null default '',
  "transaction_type" varchar(20) not null default '',
  "run" bigint,
  "sequence" bigint,
  "transaction_date" date,
  "accounting_date" date,
  "description" varchar(30),
  "units" numeric(18,4),
  "unit_cost" numeric(18,4),
  "amount" numeric(18,2) not null default 0,
  "debit_account" varchar(25),
  "credit_account" varchar(25),
  "gl_journal" integer,
  "application_of_origin" varchar(3),
  "batch" varchar(10),
  "source" varchar(20),
  "noncosted_tax" numeric(18,2),
  "vendor" varchar(10),
  "invoice" varchar(15),
  "dist_sequence" integer,
  "commitment_type" varchar(20),
  "commitment" varchar(12),
  "commitment_line_item" integer,
  "employee" varchar(10),
  "period_end_date" date,
  "check_sequence" varchar(20),
  "pay_id" varchar(10),
  "tax_id" varchar(6),
  "fringe_id" varchar(10),
  "equipment" varchar(10),
  "equipment_type" varchar(5),
  "ref_1" varchar(10),
  "ref_2" varchar(10),
  "change_order" varchar(5),
  "commitment_co" varchar(10),
  "ap_payment_id" bigint,
  "payment_type" varchar(20),
  "bank_account" varchar(10),
  "check" bigint,
  "deposit_id" varchar(10),
  "deposit_date" date,
  "deposit_adjustment" boolean default false,
  "retainage" numeric(18,2),
  "debit_account_2" varchar(25),
  "credit_account_2" varchar(25),
  "draw" varchar(15),
  "billed" boolean default false,
  "customer_check" bigint,
  "dp_original_location" varchar(4),
  "dp_run_number" bigint,
  "dp_sequence" bigint,
  "revenue_code" varchar(12),
  "customer" varchar(10),
  "ar_invoice" varchar(15),
  "amount_type" varchar(20),
  "cash_receipt_id" varchar(15),
  "adjustment_type" varchar(20),
  "adjustment_id" bigint,
  "contract" varchar(10),
  "item" varchar(10),
  "sm_work_order" bigint,
  "transaction_status" varchar(20),
  "original_source" integer,
  "standard_item" varchar(10),
  "wip_id" bigint,
  "change_request_index" bigint,
  "change_request_detail_index" bigint,
  "addon_index" bigint,
  "change_order_index" bigint,
  "commitment_co_index" bigint,
  "ccod_index" bigint,
  "paid_secondary_vendor_id" bigint,
  "chg_mgmt_url" varchar(260),
  "chg_mgmt_ref_1" varchar(36),
  "chg_mgmt_ref_2" varchar(36),
  "operator_stamp" varchar(20),
  "date_stamp" date,
  "time_stamp" time,
  "row_id" varchar(36),
  "row_version" varchar(20),
  "transaction_file_links" varchar(8000),
  tieout_batch uuid not null,
  tieout_document text not null,
  tieout_row_hash text not null,
  tieout_origin text not null default 'procore',
  constraint "jct_new__transaction_pkey" primary key ("tieout_company", "source_document", "source_line")
);
create index "jct_new__transaction_job_extra_cost_code_category_idx" on sage."jct_new__transaction" ("tieout_company", "job", "extra", "cost_code", "category");
comment on table sage."jct_new__transaction" is 'JCT_NEW__TRANSACTION: New job cost entries, not yet posted in Sage: original estimates and approved estimate changes.';
comment on column sage."jct_new__transaction"."source_document" is 'Source_Document: [I] ours: Sage gives Run and Sequence only when it takes the entry; until then our document …';
comment on column sage."jct_new__transaction"."source_line" is 'Source_Line: [I] ours: … and its line are the key';
comment on column sage."jct_new__transaction"."job" is 'Job';
comment on column sage."jct_new__transaction"."extra" is 'Extra';
comment on column sage."jct_new__transaction"."cost_code" is 'Cost_Code';
comment on column sage."jct_new__transaction"."category" is 'Category';
comment on column sage."jct_new__transaction"."transaction_type" is 'Transaction_Type: Original estimate [Q]; Aprvd estmt changes [I]: the exact text was not found';
comment on column sage."jct_new__transaction"."run" is 'Run: empty until Sage takes the entry';
comment on column sage."jct_new__transaction"."sequence" is 'Sequence: empty until Sage takes the entry';
comment on column sage."jct_new__transaction"."transaction_date" is 'Transaction_Date';
comment on column sage."jct_new__transaction"."accounting_date" is 'Accounting_Date';
comment on column sage."jct_new__transaction"."description" is 'Description';
comment on column sage."jct_new__transaction"."units" is 'Units';
comment on column sage."jct_new__transaction"."unit_cost" is 'Unit_Cost';
comment on column sage."jct_new__transaction"."amount" is 'Amount';
comment on column sage."jct_new__transaction"."debit_account" is 'Debit_Account';
comment on column sage."jct_new__transaction"."credit_account" is 'Credit_Account';
comment on column sage."jct_new__transaction"."gl_journal" is 'GL_Journal';
comment on column sage."jct_new__transaction"."application_of_origin" is 'Application_of_Origin';
comment on column sage."jct_new__transaction"."batch" is 'Batch: Sage''s own batch';
comment on column sage."jct_new__transaction"."source" is 'Source';
comment on column sage."jct_new__transaction"."noncosted_tax" is 'Noncosted_Tax';
comment on column sage."jct_new__transaction"."vendor" is 'Vendor';
comment on column sage."jct_new__transaction"."invoice" is 'Invoice';
comment on column sage."jct_new__transaction"."dist_sequence" is 'Dist_Sequence';
comment on column sage."jct_new__transaction"."commitment_type" is 'Commitment_Type';
comment on column sage."jct_new__transaction"."commitment" is 'Commitment';
comment on column sage."jct_new__transaction"."commitment_line_item" is 'Commitment_Line_Item';
comment on column sage."jct_new__transaction"."employee" is 'Employee';
comment on column sage."jct_new__transaction"."period_end_date" is 'Period_End_Date';
comment on column sage."jct_new__transaction"."check_sequence" is 'Check_Sequence';
comment on column sage."jct_new__transaction"."pay_id" is 'Pay_ID';
comment on column sage."jct_new__transaction"."tax_id" is 'Tax_ID';
comment on column sage."jct_new__transaction"."fringe_id" is 'Fringe_ID';
comment on column sage."jct_new__transaction"."equipment" is 'Equipment';
comment on column sage."jct_new__transaction"."equipment_type" is 'Equipment_Type';
comment on column sage."jct_new__transaction"."ref_1" is 'Ref_1';
comment on column sage."jct_new__transaction"."ref_2" is 'Ref_2';
comment on column sage."jct_new__transaction"."change_order" is 'Change_Order';
comment on column sage."jct_new__transaction"."commitment_co" is 'Commitment_CO';
comment on column sage."jct_new__transaction"."ap_payment_id" is 'AP_Payment_ID';
comment on column sage."jct_new__transaction"."payment_type" is 'Payment_Type';
comment on column sage."jct_new__transaction"."bank_account" is 'Bank_Account';
comment on column sage."jct_new__transaction"."check" is 'Check';
comment on column sage."jct_new__transaction"."deposit_id" is 'Deposit_Id';
comment on column sage."jct_new__transaction"."deposit_date" is 'Deposit_Date';
comment on column sage."jct_new__transaction"."deposit_adjustment" is 'Deposit_Adjustment';
comment on column sage."jct_new__transaction"."retainage" is 'Retainage';
comment on column sage."jct_new__transaction"."debit_account_2" is 'Debit_Account_2';
comment on column sage."jct_new__transaction"."credit_account_2" is 'Credit_Account_2';
comment on column sage."jct_new__transaction"."draw" is 'Draw';
comment on column sage."jct_new__transaction"."billed" is 'Billed';
comment on column sage."jct_new__transaction"."customer_check" is 'Customer_Check';
comment on column sage."jct_new__transaction"."dp_original_location" is 'DP_Original_Location';
comment on column sage."jct_new__transaction"."dp_run_number" is 'DP_Run_Number';
comment on column sage."jct_new__transaction"."dp_sequence" is 'DP_Sequence';
comment on column sage."jct_new__transaction"."revenue_code" is 'Revenue_Code';
comment on column sage."jct_new__transaction"."customer" is 'Customer';
comment on column sage."jct_new__transaction"."ar_invoice" is 'AR_Invoice: [Q] #1328684716';
comment on column sage."jct_new__transaction"."amount_type" is 'Amount_Type';
comment on column sage."jct_new__transaction"."cash_receipt_id" is 'Cash_Receipt_ID';
comment on column sage."jct_new__transaction"."adjustment_type" is 'Adjustment_Type';
comment on column sage."jct_new__transaction"."adjustment_id" is 'Adjustment_ID';
comment on column sage."jct_new__transaction"."contract" is 'Contract';
comment on column sage."jct_new__transaction"."item" is 'Item';
comment on column sage."jct_new__transaction"."sm_work_order" is 'SM_Work_Order';
comment on column sage."jct_new__transaction"."transaction_status" is 'Transaction_Status';
comment on column sage."jct_new__transaction"."original_source" is 'Original_Source';
comment on column sage."jct_new__transaction"."standard_item" is 'Standard_Item';
comment on column sage."jct_new__transaction"."wip_id" is 'WIP_ID';
comment on column sage."jct_new__transaction"."change_request_index" is 'Change_Request_Index';
comment on column sage."jct_new__transaction"."change_request_detail_index" is 'Change_Request_Detail_Index';
comment on column sage."jct_new__transaction"."addon_index" is 'Addon_Index';
comment on column sage."jct_new__transaction"."change_order_index" is 'Change_Order_Index';
comment on column sage."jct_new__transaction"."commitment_co_index" is 'Commitment_CO_Index';
comment on column sage."jct_new__transaction"."ccod_index" is 'CCOD_Index';
comment on column sage."jct_new__transaction"."paid_secondary_vendor_id" is 'Paid_Secondary_Vendor_Id';
comment on column sage."jct_new__transaction"."chg_mgmt_url" is 'Chg_Mgmt_URL';
comment on column sage."jct_new__transaction"."chg_mgmt_ref_1" is 'Chg_Mgmt_Ref_1';
comment on column sage."jct_new__transaction"."chg_mgmt_ref_2" is 'Chg_Mgmt_Ref_2';
comment on column sage."jct_new__transaction"."operator_stamp" is 'Operator_Stamp';
comment on column sage."jct_new__transaction"."date_stamp" is 'Date_Stamp';
comment on column sage."jct_new__transaction"."time_stamp" is 'Time_Stamp';
comment on column sage."jct_new__transaction"."row_id" is 'Row_ID';
comment on column sage."jct_new__transaction"."row_version" is 'Row_Version';
comment on column sage."jct_new__transaction"."transaction_file_links" is 'Transaction_File_Links: [M] unlimited in the mirror; 8,000 is ours [I]';
create table sage."prt_new__time" (
  tieout_company text not null,
  "source_document" varchar(400) not null default '',
  "source_line" varchar(400) not null default '',
  "employee" varchar(10) not null default '',
  "date" date,
  "job" varchar(10) not null default '',
  "extra" varchar(10) not null default '',
  "cost_code" varchar(12) not null default '',
  "category" varchar(3) not null default '',
  "pay_id" varchar(10) not null default '',
  "certified_class" varchar(10),
  "union_class" varchar(10),
  "union_id" varchar(10),
  "union_local" varchar(10),
  "units" numeric(18,4) not null default 0,
  "period_end_date" date,
  "description" varchar(30),
  "run" bigint,
  "sequence" bigint,
  tieout_batch uuid not null,
  tieout_document text not null,
  tieout_row_hash text not null,
  tieout_origin text not null default 'procore',
  constraint "prt_new__time_pkey" primary key ("tieout_company", "source_document", "source_line")
);
comment on table sage."prt_new__time" is 'PRT_NEW__TIME: New payroll time, not yet processed in Sage: an employee''s hours of a day by job cost code and pay.';
comment on column sage."prt_new__time"."source_document" is 'Source_Document: [I] ours: Sage gives Run and Sequence only when it takes the entry; until then our document …';
comment on column sage."prt_new__time"."source_line" is 'Source_Line: [I] ours: … and its line are the key';
comment on column sage."prt_new__time"."employee" is 'Employee';
comment on column sage."prt_new__time"."date" is 'Date';
comment on column sage."prt_new__time"."job" is 'Job';
comment on column sage."prt_new__time"."extra" is 'Extra';
comment on column sage."prt_new__time"."cost_code" is 'Cost_Code';
comment on column sage."prt_new__time"."category" is 'Category: Sage takes it from the pay ID';
comment on column sage."prt_new__time"."pay_id" is 'Pay_ID';
comment on column sage."prt_new__time"."certified_class" is 'Certified_Class: one or the other';
comment on column sage."prt_new__time"."union_class" is 'Union_Class: one or the other';
comment on column sage."prt_new__time"."union_id" is 'Union_ID';
comment on column sage."prt_new__time"."union_local" is 'Union_Local';
comment on column sage."prt_new__time"."units" is 'Units: hours';
comment on column sage."prt_new__time"."period_end_date" is 'Period_End_Date';
comment on column sage."prt_new__time"."description" is 'Description';
comment on column sage."prt_new__time"."run" is 'Run: empty until Sage takes the entry';
comment on column sage."prt_new__time"."sequence" is 'Sequence: empty until Sage takes the entry';
create table sage."txm_master__tax_group" (
  tieout_company text not null,
  "tax_group" varchar(6) not null default '',
  "description" varchar(30),
  "rate" numeric(9,4),
  tieout_batch uuid not null,
  tieout_document text not null,
  tieout_row_hash text not null,
  tieout_origin text not null default 'procore',
  constraint "txm_master__tax_group_pkey" primary key ("tieout_company", "tax_group")
);
comment on table sage."txm_master__tax_group" is 'TXM_MASTER__TAX_GROUP: A tax group: one or more tax IDs, whose rates Procore adds up.';
comment on column sage."txm_master__tax_group"."tax_group" is 'Tax_Group';
comment on column sage."txm_master__tax_group"."description" is 'Description';
comment on column sage."txm_master__tax_group"."rate" is 'Rate: [P] the sum of its tax IDs, in percent';
alter table sage."cnm_master__contract_item" add constraint "cnm_master__contract_item_contract_cnm_master__contract_fkey"
  foreign key ("tieout_company", "contract") references sage."cnm_master__contract" ("tieout_company", "contract");
alter table sage."jcm_master__category" add constraint "jcm_master__category_job_extra_cost_code_jcm_master__c_365ab3c8"
  foreign key ("tieout_company", "job", "extra", "cost_code") references sage."jcm_master__cost_code" ("tieout_company", "job", "extra", "cost_code");
alter table sage."jcm_master__commitment_co" add constraint "jcm_master__commitment_co_commitment_jcm_master__commi_42666df7"
  foreign key ("tieout_company", "commitment") references sage."jcm_master__commitment" ("tieout_company", "commitment");
alter table sage."jcm_master__cost_code" add constraint "jcm_master__cost_code_job_jcm_master__job_fkey"
  foreign key ("tieout_company", "job") references sage."jcm_master__job" ("tieout_company", "job");
alter table sage."jcm_master__extra" add constraint "jcm_master__extra_job_jcm_master__job_fkey"
  foreign key ("tieout_company", "job") references sage."jcm_master__job" ("tieout_company", "job");
