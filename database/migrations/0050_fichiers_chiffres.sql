-- Contents are sealed: each under a key of its own, itself sealed by the ring (docs/decisions/0015). What was kept before stays readable until the night's clean-up has sealed it.
alter table fichier add lieu bytea, add cle int, add scelle bytea;
update fichier set lieu = empreinte;
alter table fichier alter lieu set not null, alter lieu set default decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'),
  add constraint fichier_lieu unique (lieu),
  add constraint fichier_lieu_long check (length(lieu) = 32),
  add constraint fichier_cle foreign key (cle) references cle_donnees (id),
  add constraint fichier_scelle check ((cle is null) = (scelle is null));
comment on column fichier.empreinte is 'SHA-256 of the clear bytes.';
comment on column fichier.lieu is 'Its name in the store: says nothing of what it holds.';
comment on column fichier.cle is 'The data key under which its own key is sealed; null: bytes in clear, from before.';
comment on column fichier.scelle is 'Its own key, sealed.';
create index fichier_en_clair on fichier (empreinte) where scelle is null;
create index fichier_cle_de on fichier (cle);

-- What was arriving in clear begins again.
delete from envoi_en_cours;
alter table envoi_en_cours add cle int not null constraint envoi_en_cours_cle references cle_donnees (id), add scelle bytea not null;
comment on column envoi_en_cours.cle is 'The data key under which its own key is sealed.';
comment on column envoi_en_cours.scelle is 'The key of its bytes, sealed.';
create index envoi_en_cours_cle_de on envoi_en_cours (cle);
