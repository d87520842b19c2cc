-- Live chat (TCH-01, TCH-02): conversations, their messages in order, who answers, and when the support is open.
create table conversation (
  id uuid not null default nouvel_id() constraint conversation_cle_primaire primary key,
  cle uuid not null,
  utilisateur uuid constraint conversation_utilisateur references utilisateur,
  contact uuid constraint conversation_contact references contact_verifie,
  jeton bytea constraint conversation_jeton unique,
  structure uuid constraint conversation_structure references structure,
  page text constraint conversation_page check (page ~ '^/' and length(page) <= 200),
  langue text not null default 'fr' constraint conversation_langue check (langue in ('fr', 'en')),
  etat text collate "C" not null default 'attente' constraint conversation_etat check (etat in ('attente', 'en-cours', 'terminee')),
  agent uuid constraint conversation_agent references utilisateur,
  ouverte_le timestamptz not null default maintenant(),
  file_le timestamptz not null default maintenant(),
  prise_le timestamptz,
  terminee_le timestamptz,
  fin text constraint conversation_fin check (fin in ('utilisateur', 'agent', 'silence', 'compte')),
  dernier int not null default 0 constraint conversation_dernier check (dernier between 0 and 2000),
  active_le timestamptz not null default maintenant(),
  vu_le timestamptz not null default maintenant(),
  recu_utilisateur int not null default 0,
  lu_utilisateur int not null default 0,
  recu_agent int not null default 0,
  lu_agent int not null default 0,
  ticket bigint constraint conversation_ticket references ticket,
  constraint conversation_de_quelqu_un check (num_nonnulls(utilisateur, contact) = 1),
  constraint conversation_jeton_du_contact check ((contact is null) = (jeton is null)),
  constraint conversation_tenue check (case etat when 'attente' then agent is null when 'en-cours' then agent is not null and prise_le is not null else true end),
  constraint conversation_finie check ((etat = 'terminee') = (terminee_le is not null) and (etat = 'terminee') = (fin is not null)),
  constraint conversation_lectures check (lu_utilisateur <= recu_utilisateur and recu_utilisateur <= dernier and lu_agent <= recu_agent and recu_agent <= dernier)
) with (fillfactor = 70);
comment on table conversation is 'An exchange in real time with an agent of the support (TCH-01).';
comment on column conversation.id is 'Identifier.';
comment on column conversation.cle is 'Key of the form that opened it: sent twice, it is one.';
comment on column conversation.utilisateur is 'Who asks; null: somebody without an account.';
comment on column conversation.contact is 'Who asks, without an account: their address has answered.';
comment on column conversation.jeton is 'Hash of the token that such a person''s browser holds.';
comment on column conversation.structure is 'The structure that they spoke for.';
comment on column conversation.page is 'The page that they came from.';
comment on column conversation.langue is 'Language of whoever asks.';
comment on column conversation.etat is 'attente: in the queue; en-cours: an agent has it; terminee.';
comment on column conversation.agent is 'Who answers, or answered last.';
comment on column conversation.ouverte_le is 'When it was opened.';
comment on column conversation.file_le is 'Its place in the queue; kept when an agent gives it back.';
comment on column conversation.prise_le is 'When an agent last took it.';
comment on column conversation.terminee_le is 'When it ended.';
comment on column conversation.fin is 'Who ended it; silence: nobody spoke any more; compte: the account was closed.';
comment on column conversation.dernier is 'Rank of the last message, given under the lock of this row: ranks have no hole.';
comment on column conversation.active_le is 'When somebody last spoke.';
comment on column conversation.vu_le is 'When whoever asks was last there.';
comment on column conversation.recu_utilisateur is 'Up to which rank it has reached whoever asks.';
comment on column conversation.lu_utilisateur is 'Up to which rank they have read.';
comment on column conversation.recu_agent is 'Up to which rank it has reached the agent.';
comment on column conversation.lu_agent is 'Up to which rank the agent has read.';
comment on column conversation.ticket is 'The ticket that was made of it.';
create unique index une_conversation_ouverte_par_utilisateur on conversation (utilisateur) where etat <> 'terminee' and utilisateur is not null;
create unique index une_conversation_ouverte_par_contact on conversation (contact) where etat <> 'terminee' and contact is not null;
create index conversation_file on conversation (file_le, id) where etat = 'attente';
create index conversation_tenues on conversation (agent, id) where etat = 'en-cours';
create index conversation_de_l_utilisateur on conversation (utilisateur, ouverte_le desc, id desc);
create index conversation_de_l_agent on conversation (agent, ouverte_le desc, id desc);
create index conversation_terminees on conversation (terminee_le) where etat = 'terminee';
create index conversation_contact_de on conversation (contact) where contact is not null;
create index conversation_ticket_de on conversation (ticket) where ticket is not null;

create table conversation_message (
  conversation uuid not null constraint conversation_message_conversation references conversation on delete cascade,
  rang int not null,
  cle uuid not null,
  cote text not null constraint conversation_message_cote check (cote in ('utilisateur', 'agent', 'portail')),
  auteur uuid constraint conversation_message_auteur references utilisateur,
  evenement text constraint conversation_message_evenement check (evenement in ('file', 'prise', 'rendue', 'coupure', 'ticket', 'fin')),
  donnees jsonb,
  texte text constraint conversation_message_texte check (length(texte) between 1 and 4000),
  le timestamptz not null default maintenant(),
  constraint conversation_message_cle_primaire primary key (conversation, rang),
  constraint conversation_message_une_fois unique (conversation, cle),
  constraint conversation_message_dit check (num_nonnulls(evenement, texte) = 1)
);
comment on table conversation_message is 'What was said and what happened in a conversation, in the order of its ranks.';
comment on column conversation_message.conversation is 'Of which conversation.';
comment on column conversation_message.rang is 'Its place: 1, 2, 3…';
comment on column conversation_message.cle is 'Given by who wrote it before sending: sent again, it is there once.';
comment on column conversation_message.cote is 'utilisateur: whoever asks; agent; portail: nobody.';
comment on column conversation_message.auteur is 'The account that wrote it or did it.';
comment on column conversation_message.evenement is 'What happened: file, prise, rendue, coupure, ticket, fin; null: it is a message.';
comment on column conversation_message.donnees is 'Of what happened: the length of a cut, the number of a ticket.';
comment on column conversation_message.texte is 'What was written, as it was.';
comment on column conversation_message.le is 'When it was stored.';

create table agent_presence (
  utilisateur uuid not null constraint agent_presence_cle_primaire primary key constraint agent_presence_utilisateur references utilisateur,
  etat text not null constraint agent_presence_etat check (etat in ('disponible', 'pause', 'absent')),
  vu_le timestamptz not null default maintenant()
);
comment on table agent_presence is 'Whether an agent answers now (TCH-02).';
comment on column agent_presence.utilisateur is 'Which agent.';
comment on column agent_presence.etat is 'disponible; pause: keeps their conversations, takes no other; absent.';
comment on column agent_presence.vu_le is 'When their desk was last open.';

create table horaire_support (
  jour smallint not null constraint horaire_support_jour check (jour between 1 and 7),
  debut time not null,
  fin time not null,
  constraint horaire_support_cle_primaire primary key (jour, debut),
  constraint horaire_support_sens check (debut < fin)
);
comment on table horaire_support is 'When agents answer, by day of the week, in Paris; edited by the operator.';
comment on column horaire_support.jour is '1: Monday … 7: Sunday.';
comment on column horaire_support.debut is 'From.';
comment on column horaire_support.fin is 'To; 24:00: until midnight.';
insert into horaire_support (jour, debut, fin) select j, '09:00', '18:00' from generate_series(1, 5) j;

create table fermeture_support (
  jour date not null constraint fermeture_support_cle_primaire primary key,
  motif text constraint fermeture_support_motif check (length(motif) between 1 and 100)
);
comment on table fermeture_support is 'Days when nobody answers, whatever the day of the week.';
comment on column fermeture_support.jour is 'Which day, in Paris.';
comment on column fermeture_support.motif is 'Why, told to those who come that day.';

create function support_ouvert(instant timestamptz) returns boolean language sql stable parallel safe as $$
  select exists (select from horaire_support h where h.jour = extract(isodow from instant at time zone 'Europe/Paris') and h.debut <= (instant at time zone 'Europe/Paris')::time and (instant at time zone 'Europe/Paris')::time < h.fin)
    and not exists (select from fermeture_support f where f.jour = (instant at time zone 'Europe/Paris')::date) $$;
comment on function support_ouvert(timestamptz) is 'Agents answer at this instant.';
