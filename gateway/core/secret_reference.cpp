#include "secret_reference.h"

#include <QtGlobal>

#include <algorithm>
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

std::string_view prefixOf(SecretReference::Store store) { return std::ranges::find(kSchemes, store, &Scheme::store)->prefix; }

} // namespace

Result<SecretReference> SecretReference::parse(std::string_view text)
{
    for (const Scheme& scheme : kSchemes) {
        if (!text.starts_with(scheme.prefix))
            continue;
        text.remove_prefix(scheme.prefix.size());
        if (text.empty())
            return failure(ErrorKind::ConfigInvalid,
                           {QT_TRANSLATE_NOOP("Error", "the name after \"%1\" is missing"), {std::string(scheme.prefix)}});
        return SecretReference{scheme.store, std::string(text)};
    }
    return failure(ErrorKind::ConfigInvalid,
                   {QT_TRANSLATE_NOOP("Error", "is not a secret reference: write keychain:NAME, vault:NAME, env:NAME, file:PATH or session:NAME, never the key itself")});
}

bool SecretReference::isIn(Store store, std::string_view text) { return text.starts_with(prefixOf(store)); }

std::string SecretReference::toString() const { return std::string(prefixOf(store)) + name; }

} // namespace gateway
