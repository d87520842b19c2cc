-- Accounts: means of sign-in, second factor, passkeys, one-use links, throttling, local mailbox.

-- Ways of signing in --------------------------------------------------------------------------------------------
create table identite (
  id uuid primary key default nouvel_id(),
  utilisateur uuid not null references utilisateur on delete cascade,
  fournisseur text collate "C" not null,
  identifiant text collate "C" not null,
  mot_de_passe text,
  mot_de_passe_le timestamptz,
  jeton_acces text,
  jeton_renouvellement text,
  jeton_identite text,
  jeton_acces_expire_le timestamptz,
  jeton_renouvellement_expire_le timestamptz,
  portee text,
  cree_le timestamptz not null default clock_timestamp(),
  modifie_le timestamptz not null default clock_timestamp(),
  constraint identite_unique unique (fournisseur, identifiant)
);
create index identite_utilisateur on identite (utilisateur);
comment on table identite is 'How a person proves who they are: a password, or a subject at an identity provider (CPT-02).';
comment on column identite.id is 'Identifier.';
comment on column identite.utilisateur is 'Whose.';
comment on column identite.fournisseur is 'credential for a password, otherwise the provider.';
comment on column identite.identifiant is 'The user''s id for a password; the subject at the provider, never an e-mail address.';
comment on column identite.mot_de_passe is 'argon2id hash in PHC form.';
comment on column identite.mot_de_passe_le is 'Last change of the password.';
comment on column identite.jeton_acces is 'Unused: the provider''s tokens are not kept.';
comment on column identite.jeton_renouvellement is 'Unused: the provider''s tokens are not kept.';
comment on column identite.jeton_identite is 'Unused: the provider''s tokens are not kept.';
comment on column identite.jeton_acces_expire_le is 'Unused: the provider''s tokens are not kept.';
comment on column identite.jeton_renouvellement_expire_le is 'Unused: the provider''s tokens are not kept.';
comment on column identite.portee is 'Unused: the provider''s tokens are not kept.';
comment on column identite.cree_le is 'Creation.';
comment on column identite.modifie_le is 'Last change.';

create table verification (
  id uuid primary key default nouvel_id(),
  identifiant text collate "C" not null,
  valeur text not null,
  expire_le timestamptz not null,
  cree_le timestamptz not null default clock_timestamp(),
  modifie_le timestamptz not null default clock_timestamp()
);
create index verification_identifiant on verification (identifiant);
create index verification_expiration on verification (expire_le);
comment on table verification is 'Short-lived states of a sign-in under way: second factor awaited, passkey challenge, provider''s state.';
comment on column verification.id is 'Identifier.';
comment on column verification.identifiant is 'What the browser''s signed cookie holds.';
comment on column verification.valeur is 'The state.';
comment on column verification.expire_le is 'Not valid from this time on.';
comment on column verification.cree_le is 'Creation.';
comment on column verification.modifie_le is 'Last change.';

create table second_facteur (
  id uuid primary key default nouvel_id(),
  utilisateur uuid not null constraint second_facteur_unique unique references utilisateur on delete cascade,
  secret text not null,
  codes_secours text not null,
  verifie boolean not null default false,
  echecs integer not null default 0,
  verrouille_jusque timestamptz,
  dernier_pas bigint,
  cree_le timestamptz not null default clock_timestamp()
);
comment on table second_facteur is 'An application of codes (TOTP) and its recovery codes (CPT-02).';
comment on column second_facteur.id is 'Identifier.';
comment on column second_facteur.utilisateur is 'Whose.';
comment on column second_facteur.secret is 'Shared secret, encrypted with SECRET_KEY.';
comment on column second_facteur.codes_secours is 'Recovery codes left, encrypted with SECRET_KEY.';
comment on column second_facteur.verifie is 'A first code confirmed it.';
comment on column second_facteur.echecs is 'Wrong codes in a row.';
comment on column second_facteur.verrouille_jusque is 'Codes are refused until then.';
comment on column second_facteur.dernier_pas is 'Time step of the last accepted code: one code serves once.';
comment on column second_facteur.cree_le is 'When it was set up.';

create table cle_acces (
  id uuid primary key default nouvel_id(),
  utilisateur uuid not null references utilisateur on delete cascade,
  nom text,
  identifiant_cle text collate "C" not null constraint cle_acces_unique unique,
  cle_publique text not null,
  compteur bigint not null,
  type_appareil text not null,
  sauvegardee boolean not null,
  transports text,
  modele text,
  cree_le timestamptz default clock_timestamp(),
  utilisee_le timestamptz
);
create index cle_acces_utilisateur on cle_acces (utilisateur);
comment on table cle_acces is 'Passkeys (WebAuthn).';
comment on column cle_acces.id is 'Identifier.';
comment on column cle_acces.utilisateur is 'Whose.';
comment on column cle_acces.nom is 'Name its owner gave it.';
comment on column cle_acces.identifiant_cle is 'Credential id.';
comment on column cle_acces.cle_publique is 'Public key, base64.';
comment on column cle_acces.compteur is 'Signature counter.';
comment on column cle_acces.type_appareil is 'singleDevice or multiDevice.';
comment on column cle_acces.sauvegardee is 'Kept by a password manager.';
comment on column cle_acces.transports is 'How the browser reaches it.';
comment on column cle_acces.modele is 'Model of authenticator (AAGUID).';
comment on column cle_acces.cree_le is 'When it was added.';
comment on column cle_acces.utilisee_le is 'Last sign-in or proof with it.';

-- Links sent by mail --------------------------------------------------------------------------------------------
create table lien (
  id uuid primary key default nouvel_id(),
  genre text not null constraint lien_genre check (genre in ('activation', 'mot-de-passe', 'adresse-connexion', 'adresse-contact')),
  adresse citext not null,
  utilisateur uuid references utilisateur on delete cascade,
  saisie jsonb,
  expire_le timestamptz not null default clock_timestamp() + interval '60 minutes',
  utilise_le timestamptz,
  cree_le timestamptz not null default clock_timestamp()
);
create index lien_adresse on lien (genre, adresse, cree_le desc);
create index lien_utilisateur on lien (utilisateur, genre, cree_le desc) where utilisateur is not null;
create index lien_age on lien (cree_le);
comment on table lien is 'What a link sent by mail will do once opened; written alike for known and unknown addresses, so that nothing is revealed.';
comment on column lien.id is 'Identifier; the link bears it with a keyed hash.';
comment on column lien.genre is 'Activation of an account, new password, change of sign-in or contact address.';
comment on column lien.adresse is 'Where it is sent; what it proves.';
comment on column lien.utilisateur is 'For a change of address: whose.';
comment on column lien.saisie is 'For an activation: what was typed at sign-up, the password hashed.';
comment on column lien.expire_le is 'Not valid from this time on.';
comment on column lien.utilise_le is 'A link serves once.';
comment on column lien.cree_le is 'When it was asked for.';

-- Throttling ----------------------------------------------------------------------------------------------------
create table tentative (
  cle text collate "C" primary key,
  echecs integer not null default 0,
  derniere_le timestamptz not null default clock_timestamp(),
  bloque_jusque timestamptz,
  prevenu_le timestamptz
);
create index tentative_age on tentative (derniere_le);
comment on table tentative is 'Failures to sign in, by account, by device and by network; shared by all processes.';
comment on column tentative.cle is 'compte:…, appareil:…, reseau:…';
comment on column tentative.echecs is 'Failures in a row.';
comment on column tentative.derniere_le is 'Last failure.';
comment on column tentative.bloque_jusque is 'Refused until then.';
comment on column tentative.prevenu_le is 'When the owner was told.';

create function noter_echec(p_cle text, p_libres integer, p_seuil integer, p_duree interval, out bloque_jusque timestamptz, out a_prevenir boolean)
language plpgsql as $$
declare t tentative%rowtype; v_maintenant timestamptz := clock_timestamp(); v_reseau boolean := p_cle like 'reseau:%';
begin
  insert into tentative (cle) values (p_cle) on conflict do nothing;
  select * into t from tentative where cle = p_cle for update;
  a_prevenir := false;
  -- Once locked, more tries neither count nor extend: whoever has the right password comes back at the hour said.
  if t.echecs >= p_seuil and t.bloque_jusque > v_maintenant then bloque_jusque := t.bloque_jusque; return; end if;
  -- A network is many people: it starts afresh after a while, or after its lock; an account only after a quiet day.
  if t.derniere_le < v_maintenant - (case when v_reseau then p_duree else interval '1 day' end) or (v_reseau and t.echecs >= p_seuil) then t.echecs := 0; end if;
  t.echecs := t.echecs + 1;
  bloque_jusque := case
    when t.echecs >= p_seuil then v_maintenant + p_duree
    when t.echecs >= p_libres then v_maintenant + make_interval(secs => least(power(2, t.echecs - p_libres), 60)) end;
  a_prevenir := t.echecs >= p_seuil and (t.prevenu_le is null or t.prevenu_le < v_maintenant - interval '1 day');
  update tentative u set echecs = t.echecs, derniere_le = v_maintenant, bloque_jusque = noter_echec.bloque_jusque,
    prevenu_le = case when a_prevenir then v_maintenant else u.prevenu_le end where u.cle = p_cle;
end $$;
comment on function noter_echec is 'Counts a failure: free at first, then slower and slower, then locked for a while; says whether its owner must be told.';

-- Mail ----------------------------------------------------------------------------------------------------------
create table courriel (
  id text collate "C" primary key,
  destinataire text not null,
  sujet text not null,
  texte text not null,
  html text not null,
  cree_le timestamptz not null default clock_timestamp()
);
create index courriel_date on courriel (cree_le desc);
comment on table courriel is 'Local mailbox: what would have been sent, when no mail server is set (INT-13).';
comment on column courriel.id is 'Stable identifier of the message, the same when it is sent again.';
comment on column courriel.destinataire is 'To whom.';
comment on column courriel.sujet is 'Subject.';
comment on column courriel.texte is 'Text part.';
comment on column courriel.html is 'HTML part.';
comment on column courriel.cree_le is 'When it was handed over.';
