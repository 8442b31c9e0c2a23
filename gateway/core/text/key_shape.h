#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace gateway {

/// How the keys of well-known providers begin; an AWS key id, a Slack-like token
/// and a JSON web token are among them.
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
inline constexpr std::size_t kLeastKeyLength = 12; ///< behind a prefix

/// A character that keys are made of.
bool isKeyCharacter(char c);

/// Whether the whole text is what a key of a well-known provider looks like. Pure; any thread.
bool beginsLikeKey(std::string_view text);
/// The same, or that it has a long piece of letters and digits in no order, as nobody names anything.
bool hasKeyShape(std::string_view text);

} // namespace gateway
