#include "request_traits.h"

#include "gateway/protocol/request_outline.h"
#include "gateway/protocol/token_estimate.h"

#include <algorithm>
#include <array>

namespace gateway::routing {

namespace {

bool isFilledArray(std::string_view json)
{
    return json.starts_with('[') && json.find_first_not_of(" \t\r\n", 1) != json.rfind(']');
}

/// Where a format has a schema: the field, and a word in it. Sources: OpenAI API reference, chat (response_format) and
/// Responses (text); Anthropic "Structured outputs"; Gemini "GenerationConfig"; Ollama "Structured outputs". Read
/// 2026-11-21.
struct SchemaPlace {
    std::string_view field;
    std::string_view sign;
};
constexpr std::array kSchemaPlaces{SchemaPlace{"response_format", "\"json_schema\""},
    SchemaPlace{"text", "\"json_schema\""}, SchemaPlace{"output_config", "\"json_schema\""},
    SchemaPlace{"output_format", "\"json_schema\""}, SchemaPlace{"generationConfig", "Schema\""},
    SchemaPlace{"generation_config", "chema\""}, SchemaPlace{"format", "{"}};

/// Fields for text other than messages; a format may have tools and system texts there.
constexpr std::array<std::string_view, 6> kOtherText{
    "tools", "functions", "system", "instructions", "systemInstruction", "system_instruction"};

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
    if (!m_media && m_facts.request && m_facts.request->measure)
        m_media = m_facts.request->measure->media;
    if (!m_media)
        m_media = m_facts.request ? protocol::mediaOf(*m_facts.request, m_facts.body) : protocol::ChatMedia{};
    return *m_media;
}

bool RequestTraits::wantsSchema() const
{
    return std::ranges::any_of(kSchemaPlaces,
        [this](const SchemaPlace& place) { return field(place.field).find(place.sign) != std::string_view::npos; });
}

std::int64_t RequestTraits::inputTokens()
{
    if (!m_inputTokens && m_facts.request && m_facts.request->measure)
        m_inputTokens = m_facts.request->measure->inputTokens;
    if (!m_inputTokens) {
        m_inputTokens = m_facts.request ? protocol::estimateMessageTokens(*m_facts.request, m_facts.body, media()) : 0;
        for (const std::string_view key : kOtherText)
            *m_inputTokens += protocol::estimateTokens(field(key));
    }
    return *m_inputTokens;
}

protocol::MessageMeasure RequestTraits::measure() { return {media(), inputTokens()}; }

std::string_view RequestTraits::field(std::string_view key) const
{
    return m_facts.request ? m_facts.request->valueOf(key, m_facts.body) : std::string_view();
}

} // namespace gateway::routing
