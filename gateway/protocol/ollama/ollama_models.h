#pragma once

#include "gateway/core/json/json.h"

#include <cstdint>
#include <string>
#include <vector>

namespace gateway::protocol {

/// What Ollama's clients are told about a model. Unknown values are empty or 0.
struct OllamaModelFacts {
    std::string name; ///< as used in requests
    std::string family; ///< the architecture, such as "qwen3"; empty: "signalbox"
    std::string parameterSize; ///< "7B"
    std::string quantization; ///< "Q4_K_M"
    std::int64_t contextLength = 0; ///< tokens
    std::int64_t embeddingLength = 0; ///< dimensions of its embeddings
    std::int64_t modified_s = 0; ///< Unix time
    std::int64_t size_bytes = 0;
    bool completes = true;
    bool callsTools = false;
    bool sees = false;
    bool thinks = false;
    bool embeds = false;
};

// Answer bodies. Source: Ollama, api/types.go, "ListResponse", "ProcessResponse", "ShowResponse";
// types/model/capability.go. Read 2026-11-21.

/// GET /api/tags
Json ollamaTags(const std::vector<OllamaModelFacts>& models);
/// GET /api/ps: the models are reported as loaded until `expires_s`.
Json ollamaRunning(const std::vector<OllamaModelFacts>& models, std::int64_t expires_s);
/// POST /api/show. Clients (Copilot, JetBrains) read general.architecture, the context
/// length under that name, and the capabilities.
Json ollamaShow(const OllamaModelFacts& model);
/// GET /api/version. Clients derive Ollama's features from its version number, so `version` is one of Ollama's.
Json ollamaVersion(const std::string& version);

/// The Ollama release whose API is implemented here.
inline constexpr const char* kOllamaVersion = "0.33.0";

} // namespace gateway::protocol
