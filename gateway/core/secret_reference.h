#pragma once

#include "result.h"

#include <string>
#include <string_view>

namespace gateway {

/// Where a secret is stored: `keychain:NAME`, `env:NAME`, `file:PATH`, `vault:NAME` (Signalbox's own
/// passphrase-protected file) or `session:NAME` (in memory until the program ends). The configuration contains this
/// instead of the secret.
struct SecretReference {
    enum class Store { Keychain, Environment, File, Vault, Session };

    Store store = Store::Keychain;
    std::string name;

    /// Errors: ConfigInvalid if the scheme is unknown or the name is empty. The
    /// message never repeats the text, which may be a key pasted by mistake.
    static Result<SecretReference> parse(std::string_view text);
    /// Whether `text` refers to that store, whatever its name; no other checks.
    static bool isIn(Store store, std::string_view text);
    std::string toString() const;
    /// Whether the program itself writes and removes it; only the user changes the others.
    bool isWritable() const { return store != Store::Environment && store != Store::File; }

    bool operator==(const SecretReference&) const = default;
};

} // namespace gateway
