/// <reference types="next" />
/// <reference types="next/image-types/global" />

// Next writes `next-env.d.ts` anew with every build, so it is ignored; this is the part of it that types need.
