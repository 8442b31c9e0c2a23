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

/// Whether a refusal says that its host has no such endpoint, and not that it does not know a model, a tool or something else that
/// the request names. A status of 200 counts where the words are those of LM Studio, which answers so; of 400 and 501 what speaks
/// of the endpoint itself.
/// Sources: RFC 9110 §15.5.5 (404), §15.5.6 (405), §15.5.11 (410) and §15.6.2 (501); ggml-org/llama.cpp, tools/server ("File Not
/// Found", "This server does not support embeddings"); vllm-project/vllm and sgl-project/sglang (FastAPI's "Not Found");
/// lmstudio-ai/lmstudio-bug-tracker ("Unexpected endpoint or method. (POST ...)"); console.groq.com, errors ("Unknown request
/// URL"). Read 2026-11-28.
bool saysNoEndpoint(const RefusalWords& refusal, const AskedFor& asked);

/// Endpoints that hosts turned out not to have. Gateway thread; a `Known` may be kept.
class MissingEndpoints {
public:
    /// Until when each is left out. An engine may be started again with more than it had.
    using Known = std::map<std::string, TimePoint, std::less<>>;

    static constexpr std::chrono::minutes kRemembered{5};

    /// What `learn()` has for it: `origin` is where the provider is reached.
    static std::string keyOf(std::string_view provider, std::string_view origin, std::string_view path);

    /// False: it was known.
    bool learn(const std::string& key, TimePoint now);
    /// Those that are known now and do not change any more; null: none.
    std::shared_ptr<const Known> known(TimePoint now);
    /// After a change of the configuration.
    void clear() { m_known.reset(); }

private:
    std::shared_ptr<const Known> m_known;
};

} // namespace gateway::exchange
