#pragma once

#include "gateway/core/clock.h"
#include "gateway/core/result.h"

#include <QByteArray>

namespace gateway::http {

/// A certificate and its private key, both as PEM.
struct CertifiedKey {
    QByteArray certificate;
    QByteArray key;
};

/// How long each is good for. A leaf stays below the 398 days that browsers and
/// Apple's systems accept.
constexpr int kAuthorityDays = 3650;
constexpr int kLeafDays = 397;

/// A certificate authority for this machine alone: its name constraints let it
/// sign for localhost, 127.0.0.0/8 and ::1 and nothing else, and only for
/// servers. ECDSA on P-256. Any thread. Error: Io, if OpenSSL cannot make it.
/// Source: RFC 5280 §4.2.1.10 (name constraints), §4.2.1.9 (path length).
Result<CertifiedKey> makeLocalAuthority(WallTime now);

/// A server certificate for localhost, 127.0.0.1 and ::1, signed by `authority`.
/// Any thread. Error: Io.
Result<CertifiedKey> makeLocalLeaf(const CertifiedKey& authority, WallTime now);

/// Whether the (first) certificate and the key belong together.
bool isPair(const CertifiedKey& certified);
/// Whether `authority` is one of ours whose key fits, good for `days` more days. One that is not valid yet is: the clock was
/// set back, and a new one would be one that nobody trusts.
bool isUsableAuthority(const CertifiedKey& authority, WallTime now, int days);
/// Whether `authority` is one as `makeLocalAuthority()` makes them, whoever made it: self-signed, its key fits, and its extensions are
/// ours byte for byte (constraints, key usage, path length), no other ones beside them.
bool isLikeOwnAuthority(const CertifiedKey& authority);
/// The same of a leaf, which has to be signed by `authority`.
bool isUsableLeaf(const CertifiedKey& leaf, const CertifiedKey& authority, WallTime now, int days);

} // namespace gateway::http
