#pragma once

#include <string>

namespace tests {

/// A certificate and its private key, both as PEM text.
struct Identity {
    std::string certificate;
    std::string key;
};

/// A certificate authority made for one test run: nothing outside trusts it.
class CertificateAuthority {
public:
    explicit CertificateAuthority(const std::string& commonName = "Signalbox test CA");
    /// One that exists: what somebody could sign who has stolen its key.
    explicit CertificateAuthority(const Identity& identity);
    ~CertificateAuthority();
    CertificateAuthority(const CertificateAuthority&) = delete;
    CertificateAuthority& operator=(const CertificateAuthority&) = delete;

    const std::string& certificate() const { return m_certificate; } ///< PEM

    struct Leaf {
        std::string names = "DNS:localhost,IP:127.0.0.1,IP:::1"; ///< subject alternative names
        long validFrom_s = -3600; ///< seconds from now
        long validTo_s = 86400;
    };
    Identity issue(const Leaf& leaf) const;
    Identity issue() const { return issue(Leaf{}); }

private:
    struct Private;
    Private* d; // OpenSSL's own types stay out of the header
    std::string m_certificate;
};

} // namespace tests
