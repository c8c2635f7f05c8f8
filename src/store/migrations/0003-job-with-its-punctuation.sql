-- note: written by `npm run migration:sage` from mappings/sage/tables; edit those, not this.
-- note: apm_master__distribution.job goes from varchar(10) to varchar(12)
-- note: art_new__transaction.job goes from varchar(10) to varchar(12)
-- note: cnm_master__change_order.job goes from varchar(10) to varchar(12)
-- note: cnm_master__change_order_item.job goes from varchar(10) to varchar(12)
-- note: cnm_master__contract.job goes from varchar(10) to varchar(12)
-- note: cnm_master__contract_item.job goes from varchar(10) to varchar(12)
-- note: jcm_master__category.job goes from varchar(10) to varchar(12)
-- note: jcm_master__commitment.job goes from varchar(10) to varchar(12)
-- note: jcm_master__commitment_item.job goes from varchar(10) to varchar(12)
-- note: jcm_master__cost_code.job goes from varchar(10) to varchar(12)
-- note: jcm_master__extra.job goes from varchar(10) to varchar(12)
-- note: jcm_master__job.job goes from varchar(10) to varchar(12)
-- note: jct_new__transaction.job goes from varchar(10) to varchar(12)
-- note: prt_new__time.job goes from varchar(10) to varchar(12)

alter table sage."apm_master__distribution" alter column "job" type varchar(12);
alter table sage."art_new__transaction" alter column "job" type varchar(12);
alter table sage."cnm_master__change_order" alter column "job" type varchar(12);
alter table sage."cnm_master__change_order_item" alter column "job" type varchar(12);
alter table sage."cnm_master__contract" alter column "job" type varchar(12);
alter table sage."cnm_master__contract_item" alter column "job" type varchar(12);
alter table sage."jcm_master__category" alter column "job" type varchar(12);
alter table sage."jcm_master__commitment" alter column "job" type varchar(12);
alter table sage."jcm_master__commitment_item" alter column "job" type varchar(12);
alter table sage."jcm_master__cost_code" alter column "job" type varchar(12);
alter table sage."jcm_master__extra" alter column "job" type varchar(12);
alter table sage."jcm_master__job" alter column "job" type varchar(12);
comment on column sage."jcm_master__job"."job" is 'Job: [M] Sage stores 10; with the punctuation of the mask, as we keep it, 12 [V]';
alter table sage."jct_new__transaction" alter column "job" type varchar(12);
alter table sage."prt_new__time" alter column "job" type varchar(12);
