-- Noting that a right was used locked its person and its structure: twelve times the journal, and three times the work (decision 0082).
-- Neither is ever deleted, and the answer « yes » that is noted has just read both.
alter table usage_habilitation drop constraint usage_habilitation_utilisateur_fkey, drop constraint usage_habilitation_structure_fkey;
