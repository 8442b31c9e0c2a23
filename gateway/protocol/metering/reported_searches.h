#pragma once

#include "gateway/protocol/token_usage.h"

#include <string_view>
#include <utility>
#include <vector>

namespace gateway::protocol {

/// Searches of the web that an OpenAI chat answer tells of by something other than their number in its usage. One per answer.
/// Moonshot charges each call of its builtin function `$web_search`; Zhipu lists what was found in `web_search`.
/// Source: docs.bigmodel.cn and docs.z.ai, "Chat Completion" (web_search beside the choices). Read 2026-11-23.
class ReportedSearches {
public:
    /// A tool call by its choice and its place there, as often as it comes: whichever it is.
    void takeCall(int choice, int number, std::string_view name);
    /// What a search has found is listed.
    void takeFound() { m_hasFound = true; }
    /// `usage` tells them from now on, unless it tells more. Zeros of one who does not count stay what they are.
    void addTo(TokenUsage& usage) const;

private:
    std::vector<std::pair<int, int>> m_calls;
    bool m_hasFound = false;
};

/// A word of a usage object; where it stands the answer was searched for, at a fee, which the whole cost has in it where
/// that is told. Source: docs.perplexity.ai, "Pricing" (the request fee varies by search context size). Read 2026-11-23.
inline constexpr std::string_view kSearchedFor = "search_context_size";
/// There was one search at least, unless the whole cost is told.
void takeSearchedFor(TokenUsage& usage);

} // namespace gateway::protocol
