#pragma once

#include <string>

namespace tests {

/// A key pair created for the test.
class RsaKey {
public:
    RsaKey();
    ~RsaKey();
    RsaKey(const RsaKey&) = delete;
    RsaKey& operator=(const RsaKey&) = delete;

    std::string privatePem() const;
    /// A service account's key file with this key.
    std::string keyFile(const std::string& tokenUri) const;
    /// Whether a JWT is signed with this key (RS256).
    bool hasSigned(const std::string& jwt) const;

private:
    void* m_key;
};

/// Decodes one part of a JWT.
std::string fromBase64Url(std::string text);

/// The assertion in a form body.
std::string assertionIn(const std::string& form);

} // namespace tests
