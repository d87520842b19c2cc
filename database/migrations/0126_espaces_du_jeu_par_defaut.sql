-- What the default set of profiles says of itself holds on its line, as every sentence that a person reads.
update ensemble_profils set description = E'Tout, sauf «\u00A0Organisation modification\u00A0».' where structure is null and par_defaut and description = 'Tout, sauf « Organisation modification ».';
