#pragma once

#include "refusal_words.h"

#include "gateway/core/clock.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace gateway::exchange {

/// What a host was asked for.
struct AskedFor {
    std::string_view path;  ///< with or without its query
    std::string_view model = {}; ///< by the host's own name
};

/// Whether a refusal says that its host lacks the endpoint, rather than a model, a tool or something else that the
/// request names. A status of 200 counts if the message is that of LM Studio, which answers so; 400 and 501 count if
/// the message is about the endpoint itself. Sources: RFC 9110 §15.5.5 (404), §15.5.6 (405), §15.5.11 (410) and §15.6.2
/// (501); ggml-org/llama.cpp, tools/server ("File Not Found", "This server does not support embeddings");
/// vllm-project/vllm and sgl-project/sglang (FastAPI's "Not Found"); lmstudio-ai/lmstudio-bug-tracker ("Unexpected
/// endpoint or method. (POST ...)"); console.groq.com, errors ("Unknown request URL"). Read 2026-11-28.
bool saysNoEndpoint(const RefusalWords& refusal, const AskedFor& asked);

/// Endpoints that hosts turned out not to have. Gateway thread; a `Known` may be kept.
class MissingEndpoints {
public:
    /// Until when each endpoint is avoided. An inference server may be restarted with more endpoints than before.
    using Known = std::map<std::string, TimePoint, std::less<>>;

    static constexpr std::chrono::minutes kRemembered{5};

    /// The key for `learn()`: `origin` is where the provider is reached.
    static std::string keyOf(std::string_view provider, std::string_view origin, std::string_view path);

    /// False if it was already known.
    bool learn(const std::string& key, TimePoint now);
    /// The endpoints known now, as an immutable snapshot; null if there are none.
    std::shared_ptr<const Known> known(TimePoint now);
    /// To be called after a change of the configuration.
    void clear() { m_known.reset(); }

private:
    std::shared_ptr<const Known> m_known;
};

} // namespace gateway::exchange
