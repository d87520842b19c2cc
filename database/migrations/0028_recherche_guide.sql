-- Search over what the portal offers: applications, pages, sheets of the guide (POR-06, ASS-01), and what readers think of a sheet (COM-01).
-- Each word of a document is weighed once, when it is indexed (BM25); a question adds up weights (docs/decisions/0024-recherche-du-guide.md).

create text search configuration francais (copy = french);
alter text search configuration francais alter mapping for hword, hword_part, word, asciihword, hword_asciipart, asciiword with unaccent, french_stem;

create table guide_document (
  id integer generated always as identity constraint guide_document_cle_primaire primary key,
  cle text not null constraint guide_document_unique unique,
  genre text not null constraint guide_document_genre check (genre in ('application', 'page', 'domaine', 'fiche', 'section', 'ailleurs')),
  cible text,
  acces text not null constraint guide_document_acces check (acces in ('public', 'session')),
  titre_fr text not null,
  titre_en text not null,
  detail_fr text not null,
  detail_en text not null,
  adresse text not null
);
comment on table guide_document is 'What search and the assistant find; written again whenever the guide or the catalogue moved.';
comment on column guide_document.id is 'Short key.';
comment on column guide_document.cle is 'Stable name.';
comment on column guide_document.genre is 'What it is; a section is a part of a sheet, « ailleurs » a subject that the portal does not deal with.';
comment on column guide_document.cible is 'The application or page that it speaks of.';
comment on column guide_document.acces is 'Who may open it: anyone, or a signed-in person.';
comment on column guide_document.titre_fr is 'Title.';
comment on column guide_document.titre_en is 'Title in English; of a sheet, the French one.';
comment on column guide_document.detail_fr is 'One line about it; of a section, its text.';
comment on column guide_document.detail_en is 'The same in English.';
comment on column guide_document.adresse is 'Where it leads.';

create table guide_mot (
  lexeme text collate "C" not null,
  document integer not null constraint guide_mot_document references guide_document on delete cascade,
  poids real not null,
  constraint guide_mot_cle_primaire primary key (lexeme, document)
);
create index guide_mot_par_document on guide_mot (document);
comment on table guide_mot is 'How much each word, reduced to its stem, says of each document.';
comment on column guide_mot.lexeme is 'The stem.';
comment on column guide_mot.document is 'The document.';
comment on column guide_mot.poids is 'Rare words, often said in short documents, weigh most.';

create table guide_vocabulaire (
  mot text collate "C" not null constraint guide_vocabulaire_cle_primaire primary key,
  lexeme text collate "C" not null,
  idf real not null
);
create index guide_vocabulaire_lexeme on guide_vocabulaire (lexeme);
create index guide_vocabulaire_trigrammes on guide_vocabulaire using gin (mot gin_trgm_ops);
comment on table guide_vocabulaire is 'Words of the guide as written, folded: typing errors are corrected towards them.';
comment on column guide_vocabulaire.mot is 'The word.';
comment on column guide_vocabulaire.lexeme is 'Its stem.';
comment on column guide_vocabulaire.idf is 'How rare it is.';

create table synonyme (
  mots text[] not null constraint synonyme_cle_primaire primary key constraint synonyme_plusieurs check (cardinality(mots) > 1)
);
comment on table synonyme is 'Words of the field that say the same thing; an operator may add some.';
comment on column synonyme.mots is 'The words, in any form: they are compared by their stems.';

create table guide_synonyme (
  lexeme text collate "C" not null,
  vers text collate "C" not null,
  constraint guide_synonyme_cle_primaire primary key (lexeme, vers)
);
comment on table guide_synonyme is 'The synonyms by stem, made when the guide is indexed.';
comment on column guide_synonyme.lexeme is 'What is typed.';
comment on column guide_synonyme.vers is 'What it also looks for.';

create table guide_index (
  unique_ligne boolean not null default true constraint guide_index_cle_primaire primary key constraint guide_index_seule check (unique_ligne),
  empreinte text not null
);
comment on table guide_index is 'What the index was made of: one row.';
comment on column guide_index.unique_ligne is 'Always true.';
comment on column guide_index.empreinte is 'Digest of the guide, the catalogue and the synonyms.';

insert into synonyme (mots) values
  ('{mail,mél,e-mail,email,courriel,messagerie}'), ('{entreprise,société,boîte,établissement,firme,structure,entité,organisme,collectivité,association}'),
  ('{téléphone,tel,portable,numéro}'), ('{rib,iban,bban,bancaire,banque,compte}'), ('{droit,habilitation,profil,abonnement,permission,autorisation}'),
  ('{collègue,utilisateur,agent,salarié,collaborateur,employé,personne,équipe,assistant,stagiaire,comptable}'), ('{supprimer,effacer,enlever,retirer,ôter,jeter}'), ('{désactiver,fermer,clôturer,suspendre,résilier,cesser}'),
  ('{activer,réactiver,rouvrir}'), ('{modifier,changer,corriger,rectifier,mettre}'), ('{créer,ajouter,inscrire,enregistrer,déclarer,nouveau}'), ('{responsable,gestionnaire,chef,administrateur,dirigeant,patron,directeur,gérant}'),
  ('{document,pièce,fichier,justificatif,pdf}'), ('{télécharger,récupérer,ouvrir,exporter}'), ('{service,bureau,pôle,direction,département}'), ('{rattacher,attacher,rejoindre,intégrer,associer,inviter}'), ('{détacher,départ,partir,quitter,retraite}'),
  ('{rechercher,chercher,trouver,retrouver}'), ('{valider,approuver,accepter,décider,approbation,décision}'), ('{refuser,rejeter}'), ('{ticket,sollicitation,réclamation,incident}'), ('{aide,support,assistance,dépannage}'), ('{clavarder,chat,discuter,conversation,échanger,direct}'),
  ('{transférer,transmettre,céder,confier,passer,succéder,remplacer}'), ('{dupliquer,copier,cloner,déménagement,déménager}'), ('{annuaire,répertoire,liste}'), ('{mairie,commune,ville,public,hôpital,préfecture,ministère}'), ('{connexion,connecter,login,identifier,authentification}'), ('{mdp,passe,password}'),
  ('{double,facteur,totp,2fa,authentification}'), ('{actualité,nouveauté,news,nouvelle,annonce}'), ('{message,communication,information,notification}'), ('{guide,documentation,tutoriel,mode,fiche,communauté,notice}'), ('{edi,raccordement,flux,api,interfaçage}'), ('{mandat,mandataire,tiers,procuration}'), ('{avancement,suivre,suivi,état,statut}');

create table avis_fiche (
  id uuid not null constraint avis_fiche_cle_primaire primary key,
  fiche text not null,
  utile boolean not null,
  commentaire text constraint avis_fiche_commentaire check (length(commentaire) <= 1000),
  cree_le timestamptz not null default maintenant()
);
create index avis_fiche_par_fiche on avis_fiche (fiche, cree_le);
comment on table avis_fiche is '« Cette fiche vous a-t-elle été utile ? » (COM-01): who answers is not kept.';
comment on column avis_fiche.id is 'Key of the form: sent twice, counted once.';
comment on column avis_fiche.fiche is 'Path of the sheet.';
comment on column avis_fiche.utile is 'Yes or no.';
comment on column avis_fiche.commentaire is 'What was missing.';
comment on column avis_fiche.cree_le is 'When.';
