create table public.host_table (id int primary key);
