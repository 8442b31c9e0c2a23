#include "endpoint_table.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace gateway::exchange {

namespace {

using protocol::Dialect;
using protocol::EmbeddingFormat;
using protocol::Format;

/// Where a pattern must match in the path.
enum class Place { End, Whole };

/// `pattern` has segments without a version: the `/v1` before OpenAI and Anthropic paths is optional. A last segment
/// `*` stands for any non-empty rest.
struct Row {
    std::string_view pattern;
    Place place;
    Endpoint endpoint;
};

constexpr Row kChat{"chat/completions", Place::End, {Operation::Converse, Dialect::OpenAi, "openai-chat", "POST", Format::OpenAiChat}};

/// Actions on one of Google's models.
constexpr Endpoint kGeminiModel{Operation::GeminiModel, Dialect::Gemini, "gemini", "GET, HEAD, POST", Format::Gemini};
constexpr Endpoint kGeminiModels{Operation::ListModels, Dialect::Gemini, "gemini-models", "GET, HEAD"};
/// Source: ai.google.dev, "Files" and "Batch API"; read 2026-11-28.
constexpr Endpoint kGeminiOthers{Operation::NotServed, Dialect::Gemini, "gemini-files", "GET, HEAD, POST, DELETE"};

/// Source: Ollama, docs/api.md, "Load a model", "Unload a model"; read 2026-11-21.
constexpr Endpoint ollamaConversation(std::string_view name, Format format)
{
    return {Operation::Converse, Dialect::Ollama, name, "POST", format, EmbeddingFormat::OpenAi, Operation::OllamaLoad};
}

constexpr std::array kRows{
    Row{"", Place::Whole, {Operation::Liveness, Dialect::OpenAi, "liveness", "GET, HEAD"}},
    Row{"api/hello", Place::Whole, {Operation::Liveness, Dialect::OpenAi, "liveness", "GET, HEAD"}},
    Row{"health", Place::Whole, {Operation::Health, Dialect::OpenAi, "health", "GET, HEAD"}},
    Row{"metrics", Place::Whole, {Operation::Metrics, Dialect::OpenAi, "metrics", "GET, HEAD"}},

    Row{"models", Place::End, {Operation::ListModels, Dialect::OpenAi, "openai-models", "GET, HEAD"}},
    Row{"models/*", Place::End, {Operation::ShowModel, Dialect::OpenAi, "openai-models", "GET, HEAD"}},
    Row{"completions", Place::End, {Operation::Converse, Dialect::OpenAi, "openai-completions", "POST", Format::OpenAiCompletions}},
    Row{"embeddings", Place::End, {Operation::Embed, Dialect::OpenAi, "openai-embeddings", "POST", Format::OpenAiChat, EmbeddingFormat::OpenAi}},
    Row{"responses", Place::End, {Operation::Converse, Dialect::OpenAiResponses, "openai-responses", "POST", Format::OpenAiResponses}},
    Row{"responses/compact", Place::End, {Operation::Compact, Dialect::OpenAiResponses, "openai-responses", "POST", Format::OpenAiResponses}},
    Row{"responses/input_tokens", Place::End, {Operation::CountTokens, Dialect::OpenAiResponses, "openai-input-tokens", "POST", Format::OpenAiResponses}},
    Row{"responses/*", Place::End, {Operation::StoredResponse, Dialect::OpenAiResponses, "openai-responses", "GET, HEAD, POST, DELETE", Format::OpenAiResponses}},
    Row{"rerank", Place::End, {Operation::PassThrough, Dialect::OpenAi, "openai-rerank", "POST"}},
    Row{"images/*", Place::End, {Operation::PassThrough, Dialect::OpenAi, "openai-images", "POST"}},
    Row{"audio/*", Place::End, {Operation::PassThrough, Dialect::OpenAi, "openai-audio", "POST"}},
    Row{"moderations", Place::End, {Operation::PassThrough, Dialect::OpenAi, "openai-moderations", "POST"}},
    Row{"files", Place::End, {Operation::PassThrough, Dialect::OpenAi, "openai-files", "GET, HEAD, POST"}},
    Row{"files/*", Place::End, {Operation::PassThrough, Dialect::OpenAi, "openai-files", "GET, HEAD, POST, DELETE"}},
    Row{"messages/batches", Place::End, {Operation::NotServed, Dialect::Anthropic, "anthropic-batches", "GET, HEAD, POST"}},
    Row{"messages/batches/*", Place::End, {Operation::NotServed, Dialect::Anthropic, "anthropic-batches", "GET, HEAD, POST, DELETE"}},
    Row{"batches", Place::End, {Operation::PassThrough, Dialect::OpenAi, "openai-batches", "GET, HEAD, POST"}},
    Row{"batches/*", Place::End, {Operation::PassThrough, Dialect::OpenAi, "openai-batches", "GET, HEAD, POST"}},

    Row{"messages", Place::End, {Operation::Converse, Dialect::Anthropic, "anthropic-messages", "POST", Format::Anthropic}},
    Row{"messages/count_tokens", Place::End, {Operation::CountTokens, Dialect::Anthropic, "anthropic-count-tokens", "POST", Format::Anthropic}},

    Row{"v1beta/models", Place::End, kGeminiModels},
    Row{"v1beta/models/*", Place::End, kGeminiModel},
    Row{"v1alpha/models", Place::End, kGeminiModels},
    Row{"v1alpha/models/*", Place::End, kGeminiModel},
    // Otherwise OpenAI's paths would match.
    Row{"v1beta/files", Place::End, kGeminiOthers},
    Row{"v1beta/files/*", Place::End, kGeminiOthers},
    Row{"v1alpha/files", Place::End, kGeminiOthers},
    Row{"v1alpha/files/*", Place::End, kGeminiOthers},
    Row{"v1beta/batches", Place::End, kGeminiOthers},
    Row{"v1beta/batches/*", Place::End, kGeminiOthers},
    Row{"v1alpha/batches", Place::End, kGeminiOthers},
    Row{"v1alpha/batches/*", Place::End, kGeminiOthers},

    Row{"api/chat", Place::End, ollamaConversation("ollama-chat", Format::OllamaChat)},
    Row{"api/generate", Place::End, ollamaConversation("ollama-generate", Format::OllamaGenerate)},
    Row{"api/tags", Place::End, {Operation::OllamaTags, Dialect::Ollama, "ollama-tags", "GET, HEAD"}},
    Row{"api/ps", Place::End, {Operation::OllamaRunning, Dialect::Ollama, "ollama-ps", "GET, HEAD"}},
    Row{"api/show", Place::End, {Operation::OllamaShow, Dialect::Ollama, "ollama-show", "POST"}},
    Row{"api/embed", Place::End, {Operation::Embed, Dialect::Ollama, "ollama-embed", "POST", Format::OllamaChat, EmbeddingFormat::OllamaEmbed}},
    Row{"api/embeddings", Place::End, {Operation::Embed, Dialect::Ollama, "ollama-embeddings", "POST", Format::OllamaChat, EmbeddingFormat::OllamaEmbeddings}},
    Row{"api/version", Place::End, {Operation::OllamaVersion, Dialect::Ollama, "ollama-version", "GET, HEAD"}},
};

/// An endpoint of Anthropic's that has the same path as one of OpenAI's.
struct Twin {
    std::string_view openAis; ///< name of OpenAI's endpoint
    Endpoint endpoint;
};

/// Source: Anthropic API reference, "Models" and "Files"; read 2026-11-21.
constexpr std::array kAnthropicTwins{
    Twin{"openai-models", {Operation::ListModels, Dialect::Anthropic, "anthropic-models", "GET, HEAD"}},
    Twin{"openai-models", {Operation::ShowModel, Dialect::Anthropic, "anthropic-models", "GET, HEAD"}},
    Twin{"openai-files", {Operation::PassThrough, Dialect::Anthropic, "anthropic-files", "GET, HEAD, POST, DELETE", Format::Anthropic}},
};

/// After a model's name and a colon, in every version of Google's API: elsewhere a colon in a model's name means
/// something else ("qwen:7b"). Source: ai.google.dev, "API versions" and the methods of "models"; read 2026-11-28.
constexpr std::array kGeminiVerbs{
    GeminiVerb{"generateContent", Operation::Converse}, GeminiVerb{"streamGenerateContent", Operation::Converse, true},
    GeminiVerb{"countTokens", Operation::CountTokens}, GeminiVerb{"embedContent", Operation::Embed},
    GeminiVerb{"batchEmbedContents", Operation::Embed, false, EmbeddingFormat::GeminiBatch},
    GeminiVerb{"asyncBatchEmbedContent"}, GeminiVerb{"batchGenerateContent"}, GeminiVerb{"predict"}, GeminiVerb{"predictLongRunning"},
};

bool endsInVerb(std::string_view rest)
{
    const std::size_t colon = rest.rfind(':');
    return colon != std::string_view::npos && geminiVerb(rest.substr(colon + 1));
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string percentDecoded(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hexDigit(text[i + 1]) >= 0 && hexDigit(text[i + 2]) >= 0) {
            out += static_cast<char>(hexDigit(text[i + 1]) * 16 + hexDigit(text[i + 2]));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

/// The path with single slashes and without a first or last one: a view of `path` or of `out`.
std::string_view normalized(std::string_view path, std::string& out)
{
    if (path.starts_with('/') && !path.ends_with('/') && path.find("//") == std::string_view::npos)
        return path.substr(1);
    for (const char c : path)
        if (c != '/' || (!out.empty() && out.back() != '/'))
            out += c;
    if (!out.empty() && out.back() == '/')
        out.pop_back();
    return out;
}

bool endsInSegments(std::string_view path, std::string_view pattern)
{
    return path.ends_with(pattern)
           && (path.size() == pattern.size() || path[path.size() - pattern.size() - 1] == '/');
}

/// For "models/*": where the rest begins, after the first "models/"; npos if there is none.
std::size_t restOf(std::string_view path, std::string_view pattern)
{
    const std::string_view literal = pattern.substr(0, pattern.size() - 1); // including its slash
    for (std::size_t at = path.find(literal); at != std::string_view::npos; at = path.find(literal, at + 1))
        if ((at == 0 || path[at - 1] == '/') && at + literal.size() < path.size())
            return at + literal.size();
    return std::string_view::npos;
}

/// `clean` in the documented spelling, if an endpoint that may have a prefix begins at `begin`; empty if `path` already
/// has it.
std::string usualPath(std::string_view path, std::string_view clean, Dialect dialect, std::size_t begin)
{
    constexpr std::string_view kVersion = "v1/";
    std::string_view before = clean.substr(0, begin);
    std::string_view endpoint = clean.substr(begin);
    if (dialect == Dialect::Gemini && endpoint.starts_with('v'))
        endpoint.remove_prefix(endpoint.find('/') + 1);
    while (dialect != Dialect::Ollama && endsInSegments(before, kVersion))
        before.remove_suffix(kVersion.size());
    std::string usual = '/' + percentDecoded(before);
    usual += dialect == Dialect::Ollama ? std::string_view() : dialect == Dialect::Gemini ? "v1beta/" : kVersion;
    usual += percentDecoded(endpoint);
    return usual == path ? std::string() : usual;
}

bool hasSegment(std::string_view path, std::string_view segment)
{
    for (std::size_t at = path.find(segment); at != std::string_view::npos; at = path.find(segment, at + 1)) {
        const std::size_t end = at + segment.size();
        if ((at == 0 || path[at - 1] == '/') && (end == path.size() || path[end] == '/' || path[end] == ':'))
            return true;
    }
    return false;
}

/// For a path that ends in no endpoint, so that a client gets readable errors there, too. Sources: ai.google.dev, "All
/// methods"; docs.ollama.com, API; docs.claude.com, API overview. Read 2026-11-28.
Dialect likelyDialect(std::string_view clean)
{
    constexpr std::array<std::string_view, 6> kGoogles{"v1beta", "v1alpha", "tunedModels", "cachedContents", "corpora", "fileSearchStores"};
    const auto isIn = [clean](std::string_view segment) { return hasSegment(clean, segment); };
    if (isIn("openai")) // Google's version of that API: /v1beta/openai/
        return Dialect::OpenAi;
    if (std::ranges::any_of(kGoogles, isIn) || endsInVerb(clean))
        return Dialect::Gemini;
    if (isIn("messages"))
        return Dialect::Anthropic;
    const bool isOllamas = clean.starts_with("api/") && !isIn("v1");
    return isOllamas ? Dialect::Ollama : Dialect::OpenAi;
}

} // namespace

const GeminiVerb* geminiVerb(std::string_view name)
{
    const auto* const verb = std::ranges::find(kGeminiVerbs, name, &GeminiVerb::name);
    return verb == kGeminiVerbs.end() ? nullptr : &*verb;
}

std::optional<EndpointMatch> findEndpoint(std::string_view path)
{
    std::string rebuilt;
    const std::string_view clean = normalized(path, rebuilt);
    // The most common path; no other pattern ends like this.
    if (endsInSegments(clean, kChat.pattern))
        return EndpointMatch{&kChat.endpoint, {}, {}, usualPath(path, clean, kChat.endpoint.dialect, clean.size() - kChat.pattern.size())};
    const Row* best = nullptr;
    std::size_t bestLength = 0;
    for (const Row& row : kRows) {
        if (row.pattern.ends_with('*'))
            continue;
        const bool fits = row.place == Place::Whole ? clean == row.pattern : endsInSegments(clean, row.pattern);
        if (fits && (!best || row.pattern.size() > bestLength)) {
            best = &row;
            bestLength = row.pattern.size();
        }
    }
    if (best)
        return EndpointMatch{&best->endpoint, {}, std::string(best->pattern),
                             best->place == Place::Whole ? std::string() : usualPath(path, clean, best->endpoint.dialect, clean.size() - bestLength)};
    // Patterns with a rest count only if no literal one matches; the longest literal part wins.
    std::size_t bestRest = std::string::npos;
    for (const Row& row : kRows) {
        if (!row.pattern.ends_with('*') || row.pattern.size() <= bestLength)
            continue;
        const std::size_t rest = restOf(clean, row.pattern);
        if (rest == std::string_view::npos)
            continue;
        best = &row;
        bestLength = row.pattern.size();
        bestRest = rest;
    }
    if (!best)
        return std::nullopt;
    const std::size_t begin = bestRest - (best->pattern.size() - 1); // without its star
    std::string rest = percentDecoded(clean.substr(bestRest));
    const bool isGeminis = best->endpoint.operation == Operation::ShowModel && endsInVerb(rest);
    const Endpoint& endpoint = isGeminis ? kGeminiModel : best->endpoint;
    return EndpointMatch{&endpoint, std::move(rest), std::string(clean.substr(begin)), usualPath(path, clean, endpoint.dialect, begin)};
}

protocol::Dialect dialectOf(std::string_view path)
{
    if (const auto match = findEndpoint(path))
        return match->endpoint->dialect;
    std::string rebuilt;
    return likelyDialect(normalized(path, rebuilt));
}

const Endpoint& asAnthropics(const Endpoint& endpoint)
{
    const auto same = [&](const Twin& twin) { return twin.openAis == endpoint.name && twin.endpoint.operation == endpoint.operation; };
    const auto found = std::ranges::find_if(kAnthropicTwins, same);
    return found == kAnthropicTwins.end() ? endpoint : found->endpoint;
}

const Endpoint& chatCompletionsEndpoint()
{
    return kChat.endpoint;
}

} // namespace gateway::exchange
