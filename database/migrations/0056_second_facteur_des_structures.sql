-- A structure may require a second factor of its users (CPT-02).
alter table structure add column second_facteur_exige boolean not null default false;
comment on column structure.second_facteur_exige is 'Whoever is attached to it activates a second factor before anything else opens.';
create index structure_second_facteur on structure (id) where second_facteur_exige;
