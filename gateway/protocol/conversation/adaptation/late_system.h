#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace gateway::protocol {

/// The sender of an entry of a conversation, to decide where system messages can be placed next to it.
enum class Speaker {
    System, ///< or developer
    User,
    UserWithResults, ///< the user, together with tool results
    Results, ///< tool results in an entry of their own
    Assistant,
    Aside, ///< what belongs to no turn
};

/// Where the text of a system message after the first turn goes. No tool result is separated from its call, and no
/// second user turn is created next to another one: some chat templates reject that.
struct LateSystem {
    enum class To {
        EndOf, ///< the user turn `at`
        BeginningOf, ///< the user turn `at`
        Before, ///< as a user turn before entry `at`, or at the end
        KeptBefore, ///< there, as a system message
    };
    std::size_t from = 0;
    To to = To::Before;
    std::size_t at = 0;
    bool isMoved = true; ///< false: it stays where it is, as a system message
};

/// The number of entries before the first turn.
std::size_t leadingEntries(const std::vector<Speaker>& speakers);

/// Where each system message after those goes, in their order. `isKept`: it may remain a system message between a user
/// turn and an assistant turn, or at the end, which is what Anthropic's API accepts.
std::vector<LateSystem> lateSystems(const std::vector<Speaker>& speakers, bool isKept);

/// `words` as user text, with the marker that clients use for such text. Empty if `words` are. Source: Claude Code 2.1
/// ("<system-reminder>" in user turns for models without late system messages); UKGovernmentBEIS/inspect_ai pull
/// request 4221. Read 2026-11-28.
std::string asReminder(const std::string& words);

/// Appends `words` to `all` after a blank line.
void addParagraph(std::string& all, const std::string& words);

} // namespace gateway::protocol
