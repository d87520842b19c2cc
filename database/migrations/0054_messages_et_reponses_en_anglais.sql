-- Messages and canned answers may be written in English too; French is what stands where it is missing.
alter table message
  add column titre_en text constraint message_titre_en check (length(titre_en) between 1 and 150),
  add column texte_en text constraint message_texte_en check (length(texte_en) between 1 and 4000);
comment on column message.titre_en is 'Title in English; null: the French one is shown.';
comment on column message.texte_en is 'What it says in English, in Markdown; null: the French one is shown.';
alter table reponse_type
  add column titre_en text constraint reponse_type_titre_en check (length(titre_en) between 1 and 100),
  add column texte_en text constraint reponse_type_texte_en check (length(texte_en) between 1 and 4000);
comment on column reponse_type.titre_en is 'Title in English; null: the French one is shown.';
comment on column reponse_type.texte_en is 'Text in English, for whoever reads the portal in English; null: the French one is inserted.';
