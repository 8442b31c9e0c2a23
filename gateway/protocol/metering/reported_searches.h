#pragma once

#include "gateway/protocol/token_usage.h"

#include <string_view>
#include <utility>
#include <vector>

namespace gateway::protocol {

/// Web searches that an OpenAI chat answer reports other than by a number in its usage. One per answer. Moonshot
/// charges each call of its builtin function `$web_search`; Zhipu lists the results in `web_search`. Source:
/// docs.bigmodel.cn and docs.z.ai, "Chat Completion" (web_search beside the choices). Read 2026-11-23.
class ReportedSearches {
public:
    /// Takes a tool call, identified by its choice and its index in it; repeated calls count once.
    void takeCall(int choice, int number, std::string_view name);
    /// A list of search results was found.
    void takeFound() { m_hasFound = true; }
    /// Adds the searches to `usage`, unless that reports more. A usage of zeros from a server that does not count stays
    /// as it is.
    void addTo(TokenUsage& usage) const;

private:
    std::vector<std::pair<int, int>> m_calls;
    bool m_hasFound = false;
};

/// A field of a usage object that shows that a search was made, at a fee, which the total cost includes if it is
/// reported. Source: docs.perplexity.ai, "Pricing" (the request fee varies by search context size). Read 2026-11-23.
inline constexpr std::string_view kSearchedFor = "search_context_size";
/// Sets at least one search, unless the total cost is reported.
void takeSearchedFor(TokenUsage& usage);

} // namespace gateway::protocol
