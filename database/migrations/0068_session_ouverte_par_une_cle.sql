-- A passkey whose device checked who holds it is a second factor (CPT-02): the session says which one it was opened with.
alter table session add column cle_acces uuid references cle_acces on delete set null;
comment on column session.cle_acces is 'The passkey that opened it, or was added by it: worth a second factor while the key is there.';
create index session_cle_acces on session (cle_acces) where cle_acces is not null;
