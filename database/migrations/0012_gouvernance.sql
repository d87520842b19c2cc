-- Who governs: a recovery warned of twice; « Voir comme », limited and always ended in the history.
alter table recuperation add column rappel_le timestamptz, add column titulaire uuid references utilisateur;
comment on column recuperation.titulaire is 'Who governed when it was asked: warned, and told of the decision; null: nobody did.';
comment on column recuperation.rappel_le is 'When the incumbent was warned a second time.';
create index recuperation_a_rappeler on recuperation (cree_le) where etat = 'en-attente' and rappel_le is null;
create index recuperation_demandeur on recuperation (demandeur);

alter table session add column voir_comme_structures uuid[];
comment on column session.voir_comme_structures is 'The structures whose history says when it began, and must say when it ends.';

-- However it ends (button, time, sign-out, session closed), the history says so.
create function clore_voir_comme() returns trigger language plpgsql as $$
begin
  perform journaliser(c, old.utilisateur, 'utilisateur.voir-comme:fin', null, jsonb_build_object('utilisateur', old.voir_comme))
    from (select distinct unnest(old.voir_comme_structures || old.voir_comme) as c order by 1) x;
  return null;
end $$;
comment on function clore_voir_comme() is 'Writes the end of « Voir comme » in the history of each structure concerned.';
create trigger clore_voir_comme after update of voir_comme on session for each row when (old.voir_comme is not null and new.voir_comme is distinct from old.voir_comme) execute function clore_voir_comme();
create trigger clore_voir_comme_fermee after delete on session for each row when (old.voir_comme is not null) execute function clore_voir_comme();

update application_portail set nature = 'ecran', adresse = '/organisation/structures/transferer' where code = 'transferer-le-gestionnaire-principal';
update catalogue set version = version + 1;
