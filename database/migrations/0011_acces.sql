-- What each person may do now, for lists to join: the same rule as acces/decider.ts, read the other way round.
create view acces_en_vigueur as
  select h.utilisateur, h.structure, coalesce(h.service, r.service) as service, h.application,
    case when s.statut = 'ACTIVE' then h.niveau else 1::smallint end as niveau, h.niveau as niveau_tenu
  from habilitation h
    join rattachement r on r.utilisateur = h.utilisateur and r.structure = h.structure and (h.service is null or r.service is null or r.service = h.service)
    join structure s on s.id = h.structure join utilisateur u on u.id = h.utilisateur and u.est_actif
  where h.retiree_le is null and h.periode @> (select maintenant()) and r.retire_le is null and r.periode @> (select maintenant());
comment on view acces_en_vigueur is 'Rights that count now: granted, in force, and held by someone attached there; service null: the whole structure. niveau is 1 on an inactive structure (STR-07), niveau_tenu what was granted.';
