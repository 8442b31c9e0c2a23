#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gateway::secrets {

/// A program that stores keychain entries. A Linux desktop may have both, with different entries.
enum class KeychainService { SecretService, KWallet };

/// Name for display.
constexpr std::string_view nameOf(KeychainService service) { return service == KeychainService::KWallet ? "KWallet" : "Secret Service"; }

/// The keys are in one service, and only the other one is available. Errors caused by it have the name of the former in
/// `Error::param`.
struct KeychainMove {
    KeychainService kept{};
    KeychainService found{};

    bool operator==(const KeychainMove&) const = default;
};

/// Prefix of test entries, which only check whether the keychain works.
inline constexpr std::string_view kTrialEntries = "signalbox-check/";

} // namespace gateway::secrets
