-- Due dates count the hours when the support is open (TIC-08): what is given on a Friday evening does not run out during the weekend.
create function echeance_ouverte(depuis timestamptz, duree interval) returns timestamptz language plpgsql stable as $$
declare
  reste interval := duree; le_jour date := (depuis at time zone 'Europe/Paris')::date; plage record; ouvre timestamptz; ferme timestamptz;
begin
  if not exists (select from horaire_support) then return depuis + duree; end if;
  for n in 0..366 loop
    for plage in select h.debut, h.fin from horaire_support h where h.jour = extract(isodow from le_jour + n) and not exists (select from fermeture_support f where f.jour = le_jour + n) order by h.debut loop
      ouvre := greatest(((le_jour + n) + plage.debut) at time zone 'Europe/Paris', depuis);
      ferme := ((le_jour + n) + plage.fin) at time zone 'Europe/Paris';
      continue when ferme <= ouvre;
      if ferme - ouvre >= reste then return ouvre + reste; end if;
      reste := reste - (ferme - ouvre);
    end loop;
  end loop;
  return depuis + interval '366 days';
end $$;
comment on function echeance_ouverte(timestamptz, interval) is 'When the support will have been open that long since then; a year later at most, by the clock where no hours are given.';

update ticket_priorite set delai = case code when 'urgente' then interval '4 hours' when 'haute' then interval '8 hours' when 'normale' then interval '24 hours' when 'basse' then interval '40 hours' else delai end;
comment on column ticket_priorite.delai is 'How long the support is open from when the ticket comes to the recipient until it is due.';

create or replace function ticket_echeance() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.statut = 'OUVERT' and (old.statut <> 'OUVERT' or old.destinataire is distinct from new.destinataire) then new.recu_le = maintenant(); end if;
  new.echeance = case when new.statut = 'OUVERT' then echeance_ouverte(new.recu_le, (select delai from ticket_priorite where code = new.priorite)) end;
  return new;
end $$;
update ticket set recu_le = recu_le where statut = 'OUVERT';
