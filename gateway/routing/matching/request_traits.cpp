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

const protocol::ChatMedia& RequestTraits::media()
{
    if (!m_media)
        m_media = m_facts.request ? protocol::mediaOf(*m_facts.request, m_facts.body) : protocol::ChatMedia{};
    return *m_media;
}

// Source: OpenAI API reference, "Create chat completion", response_format; read 2026-11-20.
bool RequestTraits::wantsSchema() const
{
    return field("response_format").find("\"json_schema\"") != std::string_view::npos;
}

std::int64_t RequestTraits::inputTokens()
{
    if (!m_inputTokens) {
        m_inputTokens = m_facts.request ? protocol::estimateMessageTokens(*m_facts.request, m_facts.body, media()) : 0;
        for (const std::string_view key : {"tools", "functions"})
            *m_inputTokens += protocol::estimateTokens(field(key));
    }
    return *m_inputTokens;
}

std::string_view RequestTraits::field(std::string_view key) const
{
    return m_facts.request ? m_facts.request->valueOf(key, m_facts.body) : std::string_view();
}

} // namespace gateway::routing
