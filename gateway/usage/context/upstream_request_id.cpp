#include "upstream_request_id.h"

#include "plain_id.h"

#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <array>

namespace gateway::usage {

namespace {

/// The provider's own header first, then those of proxies in front of it. Gemini's responses have none.
/// Sources, read 2026-11-22: OpenAI API reference, "Debugging requests" (x-request-id; so at xAI, Groq, Together,
/// Fireworks and Alibaba); Anthropic API, "Errors" (request-id); AWS, "Common response headers" (x-amzn-requestid);
/// Azure API Management (apim-request-id); DeepSeek's answers (x-ds-trace-id); Moonshot API, "Errors" (msh-request-id);
/// SiliconFlow API reference (x-siliconcloud-trace-id); Mistral's answers (mistral-correlation-id); Volcengine Ark,
/// "Error codes" (x-tt-logid); OpenRouter API reference (x-generation-id); Cloudflare, "HTTP headers" (cf-ray).
constexpr std::array<std::string_view, 12> kHeaders{"x-request-id", "request-id", "x-amzn-requestid", "apim-request-id",
    "x-ds-trace-id", "msh-request-id", "x-siliconcloud-trace-id", "mistral-correlation-id", "x-tt-logid", "x-generation-id",
    "x-oai-request-id", "cf-ray"};

/// A provider that echoes the request in such a header must not bring a prompt into the ledger.
constexpr bool isOfRequestId(char c)
{
    return (asciiLower(c) >= 'a' && asciiLower(c) <= 'z') || isDigit(c) || c == '-' || c == '_' || c == '.' || c == ':';
}

} // namespace

std::string_view upstreamRequestId(const http::Headers& headers)
{
    for (const std::string_view name : kHeaders)
        if (const auto value = headers.find(name))
            if (const std::string_view id = plainId(*value); !id.empty() && std::ranges::all_of(id, isOfRequestId))
                return id;
    return {};
}

} // namespace gateway::usage
