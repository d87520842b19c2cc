import type { BetterAuthOptions } from 'better-auth'
import type { Programme } from '#app/contexte.ts'
import { hacherMotDePasse, verifierMotDePasse } from './motdepasse/hacher.ts'

const DUREE_SESSION = 7 * 24 * 3600
/** Our server writes it; a client's own header of that name never reaches the library. */
export const ENTETE_ADRESSE = 'x-choral-adresse'

/** The sign-in library set tight: no cache of sessions, nothing sent outside, no throttling nor linking of its own. */
export async function creerOptions(programme: Programme, greffons: unknown[]): Promise<BetterAuthOptions> {
  const { settings, pool, db } = programme
  const { twoFactor } = await import('better-auth/plugins')
  const { passkey } = await import('@better-auth/passkey')
  const rpID = new URL(settings.PUBLIC_URL).hostname
  return {
    appName: 'Choral',
    baseURL: settings.PUBLIC_URL,
    basePath: '/api/auth',
    secret: settings.SECRET_KEY,
    database: pool,
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    logger: { disabled: true },
    trustedOrigins: [settings.PUBLIC_URL],
    onAPIError: { errorURL: `${settings.PUBLIC_URL}/connexion` },
    advanced: {
      cookiePrefix: 'choral',
      useSecureCookies: settings.PUBLIC_URL.startsWith('https:'),
      database: { generateId: false },
      ipAddress: { ipAddressHeaders: [ENTETE_ADRESSE] },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      requireEmailVerification: true,
      revokeSessionsOnPasswordReset: true,
      minPasswordLength: 12,
      maxPasswordLength: 200,
      password: { hash: hacherMotDePasse, verify: ({ hash, password }) => verifierMotDePasse(hash, password) },
    },
    session: {
      modelName: 'session',
      expiresIn: DUREE_SESSION,
      freshAge: 0,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
      fields: {
        userId: 'utilisateur',
        token: 'jeton',
        expiresAt: 'expire_le',
        ipAddress: 'adresse_ip',
        userAgent: 'agent',
        createdAt: 'cree_le',
        updatedAt: 'modifie_le',
      },
    },
    user: {
      modelName: 'utilisateur',
      changeEmail: { enabled: false },
      deleteUser: { enabled: false },
      fields: {
        name: 'nom_complet',
        email: 'adresse_electronique',
        emailVerified: 'adresse_verifiee',
        createdAt: 'cree_le',
        updatedAt: 'modifie_le',
      },
      additionalFields: {
        prenom: { type: 'string', input: false, required: false },
        nom: { type: 'string', input: false, required: false },
      },
    },
    account: {
      modelName: 'identite',
      updateAccountOnSignIn: false,
      storeAccountCookie: false,
      accountLinking: { enabled: true, disableImplicitLinking: true, trustedProviders: [] },
      fields: {
        userId: 'utilisateur',
        providerId: 'fournisseur',
        accountId: 'identifiant',
        password: 'mot_de_passe',
        accessToken: 'jeton_acces',
        refreshToken: 'jeton_renouvellement',
        idToken: 'jeton_identite',
        accessTokenExpiresAt: 'jeton_acces_expire_le',
        refreshTokenExpiresAt: 'jeton_renouvellement_expire_le',
        scope: 'portee',
        createdAt: 'cree_le',
        updatedAt: 'modifie_le',
      },
    },
    verification: {
      modelName: 'verification',
      fields: { identifier: 'identifiant', value: 'valeur', expiresAt: 'expire_le', createdAt: 'cree_le', updatedAt: 'modifie_le' },
    },
    databaseHooks: {
      // Whatever the way in, a deactivated account opens no session (CPT-04).
      session: { create: { before: async (session) => ((await estActif(db, session.userId)) ? undefined : false) } },
      user: { create: { before: async (u) => ({ data: avecNoms(u) as never }) } },
      // The provider's tokens serve nothing here: not kept, not to be stolen.
      account: {
        create: { before: async (compte) => ({ data: { ...compte, accessToken: null, refreshToken: null, idToken: null } as never }) },
      },
    },
    plugins: [
      twoFactor({
        issuer: 'Choral',
        allowPasswordless: true,
        accountLockout: { enabled: false },
        schema: {
          user: { fields: { twoFactorEnabled: 'second_facteur_actif' } },
          twoFactor: {
            modelName: 'second_facteur',
            fields: {
              userId: 'utilisateur',
              backupCodes: 'codes_secours',
              verified: 'verifie',
              failedVerificationCount: 'echecs',
              lockedUntil: 'verrouille_jusque',
            },
          },
        },
      }),
      passkey({
        rpID,
        rpName: 'Choral',
        origin: settings.PUBLIC_URL,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        authentication: {
          afterVerification: async ({ verification }) => exigerPresenceVerifiee(verification.authenticationInfo?.userVerified),
        },
        registration: {
          afterVerification: async ({ verification }) => exigerPresenceVerifiee(verification.registrationInfo?.userVerified),
        },
        schema: {
          passkey: {
            modelName: 'cle_acces',
            fields: {
              name: 'nom',
              publicKey: 'cle_publique',
              userId: 'utilisateur',
              credentialID: 'identifiant_cle',
              counter: 'compteur',
              deviceType: 'type_appareil',
              backedUp: 'sauvegardee',
              createdAt: 'cree_le',
              aaguid: 'modele',
            },
          },
        },
      }),
      ...(greffons as NonNullable<BetterAuthOptions['plugins']>),
    ],
  }
}

/** Between given and family name, on the way from the provider to the table. */
export const SEPARATEUR = '\u001f'

function avecNoms(u: Record<string, unknown>): Record<string, unknown> {
  const [prenom = '', nom = ''] = String(u.name ?? '').split(SEPARATEUR)
  return { ...u, name: `${prenom} ${nom}`.trim(), prenom, nom }
}

const estActif = async (db: Programme['db'], id: string) =>
  Boolean(await db.selectFrom('utilisateur').select('id').where('id', '=', id).where('estActif', '=', true).executeTakeFirst())

/** A passkey stands for password and second factor only when its device checked who holds it. */
function exigerPresenceVerifiee(verifiee: boolean | undefined): undefined {
  if (!verifiee) throw new Error('user verification missing')
}
