-- note: half a page of room where totals are kept, so that a night that moves most of them stays off the indexes.

alter table sage."apm_master__vendor" set (fillfactor = 50);
alter table sage."cnm_master__contract" set (fillfactor = 50);
alter table sage."cnm_master__contract_item" set (fillfactor = 50);
alter table sage."jcm_master__category" set (fillfactor = 50);
alter table sage."jcm_master__commitment" set (fillfactor = 50);
alter table sage."jcm_master__commitment_item" set (fillfactor = 50);
alter table sage."jcm_master__cost_code" set (fillfactor = 50);
alter table sage."jcm_master__extra" set (fillfactor = 50);
alter table sage."jcm_master__job" set (fillfactor = 50);
