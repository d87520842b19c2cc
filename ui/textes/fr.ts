import { typographier } from '#ui/textes/typographie.ts'
import { structures } from '#ui/textes/fr/structures.ts'
import { demandes } from '#ui/textes/fr/demandes.ts'
import { champs } from '#ui/textes/fr/champs.ts'
import { acces } from '#ui/textes/fr/acces.ts'
import { client } from '#ui/textes/fr/client.ts'
import { commun } from '#ui/textes/fr/commun.ts'
import { erreurs } from '#ui/textes/fr/erreurs.ts'
import { identifiants } from '#ui/textes/fr/identifiants.ts'

export const fr = typographier({ acces, champs, client, commun, demandes, erreurs, identifiants, structures })
