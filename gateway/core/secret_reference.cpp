#include "secret_reference.h"

#include <array>

namespace gateway {

namespace {

struct Scheme {
    SecretReference::Store store;
    std::string_view prefix;
};

constexpr std::array kSchemes{
    Scheme{SecretReference::Store::Keychain, "keychain:"},
    Scheme{SecretReference::Store::Environment, "env:"},
    Scheme{SecretReference::Store::File, "file:"},
    Scheme{SecretReference::Store::Vault, "vault:"},
    Scheme{SecretReference::Store::Session, "session:"},
};

} // namespace

Result<SecretReference> SecretReference::parse(std::string_view text)
{
    for (const Scheme& scheme : kSchemes) {
        if (!text.starts_with(scheme.prefix))
            continue;
        text.remove_prefix(scheme.prefix.size());
        if (text.empty())
            return failure(ErrorKind::ConfigInvalid,
                           "the name after \"" + std::string(scheme.prefix) + "\" is missing");
        return SecretReference{scheme.store, std::string(text)};
    }
    return failure(ErrorKind::ConfigInvalid,
                   "is not a secret reference: write keychain:NAME, vault:NAME, env:NAME, file:PATH or session:NAME, never the key itself");
}

std::string SecretReference::toString() const
{
    for (const Scheme& scheme : kSchemes)
        if (scheme.store == store)
            return std::string(scheme.prefix) + name;
    return name;
}

} // namespace gateway
