-- A person renamed while they are being attached is listed under their new name ----------------------------------------

-- Whoever attaches holds the person's line from before its name is read until the end: a rename waits for that, then finds the attachment; or it is waited for.
create function attendre_rattachements() returns trigger language plpgsql as $$
begin
  perform from utilisateur where id = new.id for update;
  return new;
end $$;
comment on function attendre_rattachements() is 'Has a change of name wait for whoever is attaching the person: the lock of an address, which a name would not take.';
create trigger attendre_rattachements before update of nom, prenom on utilisateur for each row
  when (old.nom is distinct from new.nom or old.prenom is distinct from new.prenom) execute function attendre_rattachements();

-- Locked as the foreign key is about to; read once what was being changed is changed.
create or replace function adresser_rattachement() returns trigger language plpgsql as $$
declare u record;
begin
  select lower(x.adresse_electronique::text collate "C") as adresse, plier(x.nom || ' ' || x.prenom) as tri into u from utilisateur x where x.id = new.utilisateur for key share;
  new.adresse := coalesce(u.adresse, '');
  new.tri := coalesce(u.tri, '');
  return new;
end $$;
comment on function adresser_rattachement() is 'Gives a new attachment the address and the folded name of its person.';
update rattachement r set tri = plier(u.nom || ' ' || u.prenom) from utilisateur u where u.id = r.utilisateur and r.retire_le is null and r.tri <> plier(u.nom || ' ' || u.prenom);
