#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace gateway::protocol {

/// Who an entry of a conversation is from, for where words of the system may be beside it.
enum class Speaker {
    System, ///< or the developer
    User,
    UserWithResults, ///< the user, beside results of tools
    Results, ///< of tools, in an entry of their own
    Assistant,
    Aside, ///< what belongs to no turn
};

/// Where the words of a system message go that comes after the first turn. No result of a tool is parted from its
/// call, and no turn of the user's is made beside another one: some chat templates refuse that.
struct LateSystem {
    enum class To {
        EndOf, ///< the user's turn `at`
        BeginningOf, ///< the user's turn `at`
        Before, ///< as a turn of the user's before entry `at`, or behind the last one
        KeptBefore, ///< there, as the system's
    };
    std::size_t from = 0;
    To to = To::Before;
    std::size_t at = 0;
    bool isMoved = true; ///< false: it stays where it is, as the system's
};

/// How many entries at the beginning come before the first turn.
std::size_t leadingEntries(const std::vector<Speaker>& speakers);

/// Where each system message behind those goes, in their order. `isKept`: it may stay the system's between a turn of the
/// user's and one of the assistant's, or at the end, which is what Anthropic's API takes.
std::vector<LateSystem> lateSystems(const std::vector<Speaker>& speakers, bool isKept);

/// `words` as the user's, marked as what clients mark such words with themselves. Empty where they are.
/// Source: Claude Code 2.1 ("<system-reminder>" in turns of the user's for models without late system messages);
/// UKGovernmentBEIS/inspect_ai pull request 4221. Read 2026-11-28.
std::string asReminder(const std::string& words);

/// Appends `words` to `all` behind a blank line.
void addParagraph(std::string& all, const std::string& words);

} // namespace gateway::protocol
