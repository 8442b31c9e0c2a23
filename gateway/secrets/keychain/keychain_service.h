#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gateway::secrets {

/// The program that keeps the entries of a keychain. A desktop of Linux may have both, and what one keeps the other does not have.
enum class KeychainService { SecretService, KWallet };

/// As people call it.
constexpr std::string_view nameOf(KeychainService service) { return service == KeychainService::KWallet ? "KWallet" : "Secret Service"; }

/// The keys are in one, and only the other one is here. Errors that come of it have the name of the one in `Error::param`.
struct KeychainMove {
    KeychainService kept{};
    KeychainService found{};

    bool operator==(const KeychainMove&) const = default;
};

/// Entries whose names begin so stand for nothing: they only try whether the keychain works.
inline constexpr std::string_view kTrialEntries = "signalbox-check/";

} // namespace gateway::secrets
