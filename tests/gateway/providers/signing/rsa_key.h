#pragma once

#include <string>

namespace tests {

/// A key pair that is made for a test.
class RsaKey {
public:
    RsaKey();
    ~RsaKey();
    RsaKey(const RsaKey&) = delete;
    RsaKey& operator=(const RsaKey&) = delete;

    std::string privatePem() const;
    /// A service account's key file with it.
    std::string keyFile(const std::string& tokenUri) const;
    /// Whether a JWT is signed with it (RS256).
    bool hasSigned(const std::string& jwt) const;

private:
    void* m_key;
};

/// Of one part of a JWT.
std::string fromBase64Url(std::string text);

/// The assertion in a form body.
std::string assertionIn(const std::string& form);

} // namespace tests
