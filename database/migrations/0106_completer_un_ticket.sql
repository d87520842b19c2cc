-- What its emitter adds to a ticket that waits for its recipient, by mail or in the portal, bears its own name.
alter table ticket_activite
  drop constraint ticket_activite_action,
  add constraint ticket_activite_action check (action in ('creer', 'prendre', 'rendre', 'attribuer', 'transferer', 'priorite', 'lier', 'demander', 'fournir', 'completer', 'resoudre', 'renvoyer', 'accepter', 'fermer', 'note', 'fusionner', 'absorber', 'expirer'));
