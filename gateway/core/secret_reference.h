#pragma once

#include "result.h"

#include <string>
#include <string_view>

namespace gateway {

/// Where a secret is kept: `keychain:NAME`, `env:NAME` or `file:PATH`.
/// This is what the configuration holds instead of the secret.
struct SecretReference {
    enum class Store { Keychain, Environment, File };

    Store store = Store::Keychain;
    std::string name;

    /// Errors: ConfigInvalid if the scheme is unknown or the name is empty. The
    /// message never repeats the text, which may be a key pasted by mistake.
    static Result<SecretReference> parse(std::string_view text);
    std::string toString() const;

    bool operator==(const SecretReference&) const = default;
};

} // namespace gateway
