#pragma once

#include <string>

namespace tests {

/// A certificate and its private key, both as PEM text.
struct Identity {
    std::string certificate;
    std::string key;
};

/// A certificate authority for one test run, trusted by nothing outside.
class CertificateAuthority {
public:
    explicit CertificateAuthority(const std::string& commonName = "Signalbox test CA");
    /// An existing one, as if its key were stolen.
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
    Private* d; // keeps OpenSSL's types out of the header
    std::string m_certificate;
};

} // namespace tests
