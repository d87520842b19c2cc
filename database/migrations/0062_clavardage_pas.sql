-- Chat: the pace is judged from one message, twenty ranks back, unless it is recent; the clock is read once.
-- Always by the indexes: its plans are kept by each connection, and may have been made while the table was empty.
create or replace function conversation_accepte(la_conversation uuid, la_cle uuid, le_cote text, le_dernier int, au_plus int) returns boolean language plpgsql volatile set enable_seqscan = off as $$
declare
  depuis constant timestamptz := maintenant() - interval '10 seconds';
begin
  if exists (select from conversation_message m where m.conversation = la_conversation and m.cle = la_cle) then return false; end if;
  if le_dernier < au_plus or (select m.le <= depuis from conversation_message m where m.conversation = la_conversation and m.rang = le_dernier - au_plus + 1) then return true; end if;
  return (select count(*) from conversation_message m where m.conversation = la_conversation and m.rang > le_dernier - 2 * au_plus and m.cote = le_cote and m.le > depuis) < au_plus;
end $$;
