#include "request_traits.h"

#include "gateway/protocol/openai_chat_request.h"
#include "gateway/protocol/token_estimate.h"

namespace gateway::routing {

namespace {

bool isFilledArray(std::string_view json)
{
    return json.starts_with('[') && json.find_first_not_of(" \t\r\n", 1) != json.rfind(']');
}

} // namespace

bool RequestTraits::hold(const config::TraitMatch& match)
{
    return (!match.stream || *match.stream == m_facts.isStream) && (!match.tools || *match.tools == hasTools())
        && (!match.images || *match.images == hasImages())
        && (!match.inputTokensAbove || inputTokens() > *match.inputTokensAbove);
}

bool RequestTraits::hasTools() { return isFilledArray(field("tools")) || isFilledArray(field("functions")); }

/// Within a text these words would have a backslash before their quotes.
/// Source: OpenAI API reference, "Create chat completion", content parts; read 2026-11-20.
bool RequestTraits::hasImages()
{
    if (!m_hasImages)
        m_hasImages = field("messages").find("\"image_url\"") != std::string_view::npos;
    return *m_hasImages;
}

// Source: OpenAI API reference, "Create chat completion", response_format; read 2026-11-20.
bool RequestTraits::wantsSchema() const
{
    return field("response_format").find("\"json_schema\"") != std::string_view::npos;
}

std::int64_t RequestTraits::inputTokens()
{
    if (!m_inputTokens) {
        m_inputTokens = 0;
        for (const std::string_view key : {"messages", "tools", "functions"})
            *m_inputTokens += protocol::estimateTokens(field(key));
    }
    return *m_inputTokens;
}

std::string_view RequestTraits::field(std::string_view key) const
{
    return m_facts.request ? m_facts.request->valueOf(key, m_facts.body) : std::string_view();
}

} // namespace gateway::routing
