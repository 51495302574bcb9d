/**
 * To whom a directory is encrypted: to nobody. The envelope knows only encrypted payloads, a directory is for every office, and
 * it holds nothing secret; so it is addressed to a key whose secret half stands here and in docs/bundle-format.md (the identity is
 * the SHA-256 of `rc-bundle directory: encrypted to nobody` and a line feed). Its signature is what it is believed for.
 */
export const DIRECTORY_IDENTITY = 'AGE-SECRET-KEY-1RDLNPZHVMVRQ7CLPJ3NPVCSR3ALZAD5R5HEQAY08UHNA5V4KPEQSAFWVSM'
export const DIRECTORY_RECIPIENT = 'age1u84pntz0g4kyjnckywtksfhve5j0djqlgqrvscw0tjdjr5wuxvts8un7zt'
