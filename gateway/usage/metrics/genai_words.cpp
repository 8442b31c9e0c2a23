#include "genai_words.h"

#include "gateway/config/settings/route_settings.h"

#include <algorithm>
#include <array>
#include <utility>

namespace gateway::usage {

namespace {

/// Source: open-telemetry/semantic-conventions, docs/gen-ai/gen-ai-spans.md, "gen_ai.operation.name".
constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kOperations{{
    {"openai-chat", "chat"},
    {"openai-responses", "chat"},
    {"openai-completions", "text_completion"},
    {"openai-embeddings", "embeddings"},
    {"anthropic-messages", "chat"},
    {"gemini", "generate_content"},
    {"ollama-chat", "chat"},
    {"ollama-generate", "text_completion"},
    {"ollama-embed", "embeddings"},
    {"ollama-embeddings", "embeddings"},
}};

constexpr int kFirstError = 400;

} // namespace

std::string_view providerName(const ProviderNames& names, std::string_view id)
{
    const auto found = names.find(std::string(id));
    return found == names.end() ? id : std::string_view(found->second);
}

std::string_view operationName(std::string_view dialect)
{
    const auto found = std::ranges::find(kOperations, dialect, &std::pair<std::string_view, std::string_view>::first);
    return found == kOperations.end() ? std::string_view() : found->second;
}

std::string errorType(const ExchangeRecord& record)
{
    if (record.outcome == Outcome::Answered)
        return {};
    if (!record.errorCode.empty())
        return record.errorCode;
    if (record.status >= kFirstError)
        return std::to_string(record.status);
    return std::string(kOutcomeNames[static_cast<std::size_t>(record.outcome)]);
}

std::string errorType(const AttemptRecord& attempt)
{
    if (attempt.failure)
        return std::string(config::toText(*attempt.failure));
    return attempt.status >= kFirstError ? std::to_string(attempt.status) : std::string();
}

} // namespace gateway::usage
