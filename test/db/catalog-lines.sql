-- Everything in schema sage, one line each, whatever order it was made in.
select concat_ws(' ', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                 pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, a.attnum)) as line
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
 where c.relnamespace = 'sage'::regnamespace and c.relkind = 'r'
union all
select indexdef from pg_indexes where schemaname = 'sage'
union all
select concat_ws(' ', conrelid::regclass::text, conname, pg_get_constraintdef(oid))
  from pg_constraint where connamespace = 'sage'::regnamespace and contype in ('p', 'f')
union all
select concat_ws(' ', relname, obj_description(oid)) from pg_class where relnamespace = 'sage'::regnamespace and relkind = 'r'
order by 1
