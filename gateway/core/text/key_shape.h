#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace gateway {

/// Prefixes of the keys of well-known providers, including AWS key ids, Slack-like tokens and JSON web tokens.
inline constexpr std::array<std::string_view, 26> kKeyPrefixes{
    "sk-",
    "sk_",
    "sb-",
    "pk-",
    "rk-",
    "gsk_",
    "csk-",
    "xai-",
    "hf_",
    "r8_",
    "tvly-",
    "ghp_",
    "gho_",
    "github_pat_",
    "glpat-",
    "xoxa-",
    "xoxb-",
    "xoxp-",
    "xapp-",
    "nvapi-",
    "AIza",
    "AKIA",
    "ABSK",
    "bce-v3/",
    "pplx-",
    "eyJ",
};
inline constexpr std::size_t kLeastKeyLength = 12; ///< after a prefix

/// Whether keys may contain the character.
bool isKeyCharacter(char c);

/// Whether the whole text looks like a key of a well-known provider. Pure; any thread.
bool beginsLikeKey(std::string_view text);
/// The same, or whether it contains a long random sequence of letters and digits, unlike any name.
bool hasKeyShape(std::string_view text);

} // namespace gateway
