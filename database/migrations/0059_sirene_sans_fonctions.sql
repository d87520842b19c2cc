-- The texts of the register are read by the program, which sends rows as they end.
drop function sirene_texte(text);
