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

/// Validity of each. That of a leaf is below the 398 days that browsers and Apple's systems accept.
constexpr int kAuthorityDays = 3650;
constexpr int kLeafDays = 397;

/// Creates a certificate authority for this machine only: its name constraints allow it to sign for localhost,
/// 127.0.0.0/8 and ::1 and nothing else, and only for servers. ECDSA on P-256. Any thread. Error: Io, if OpenSSL fails.
/// Source: RFC 5280 §4.2.1.10 (name constraints), §4.2.1.9 (path length).
Result<CertifiedKey> makeLocalAuthority(WallTime now);

/// A server certificate for localhost, 127.0.0.1 and ::1, signed by `authority`.
/// Any thread. Error: Io.
Result<CertifiedKey> makeLocalLeaf(const CertifiedKey& authority, WallTime now);

/// Whether the (first) certificate and the key belong together.
bool isPair(const CertifiedKey& certified);
/// Whether `authority` is one of ours with a matching key, valid for `days` more days. One that is not valid yet counts
/// as usable: the clock was set back, and nobody would trust a new one.
bool isUsableAuthority(const CertifiedKey& authority, WallTime now, int days);
/// Whether `authority` looks like one from `makeLocalAuthority()`, whoever created it: self-signed, with a matching
/// key, and with exactly our extensions, byte for byte (constraints, key usage, path length).
bool isLikeOwnAuthority(const CertifiedKey& authority);
/// The same for a leaf, which must be signed by `authority`.
bool isUsableLeaf(const CertifiedKey& leaf, const CertifiedKey& authority, WallTime now, int days);

} // namespace gateway::http
