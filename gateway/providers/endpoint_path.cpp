#include "endpoint_path.h"

#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <array>
#include <optional>

namespace gateway::providers {

namespace {

using Made = Result<EndpointPath>;

struct Request {
    std::string base;
    const PathSettings& settings;
    Operation operation;
    std::string_view model;
};

tl::unexpected<Error> missing(const std::string& setting)
{
    Error error{ErrorKind::ConfigInvalid, "settings." + setting + " is missing: the address needs it"};
    error.param = "settings." + setting;
    return failure(std::move(error));
}

tl::unexpected<Error> noSuchOperation()
{
    return failure(ErrorKind::UnknownEndpoint, "this provider's API has nothing of this kind");
}

tl::unexpected<Error> noModel()
{
    return failure(ErrorKind::InvalidRequest, "no model is named, which the address needs");
}

/// `path` behind `base`, what both have said once: "/v1/messages" behind "/x/v1" is "/x/v1/messages".
std::string behind(const std::string& base, std::string_view path)
{
    const std::size_t first = path.find('/', 1);
    const std::string_view version = path.substr(0, first);
    const bool isVersion = version.size() > 1 && version[1] == 'v' && first != std::string_view::npos;
    return base + std::string(isVersion && base.ends_with(version) ? path.substr(first) : path);
}

/// Protocols whose paths do not depend on the model.
struct FixedRow {
    Protocol protocol;
    std::string_view chat;
    std::string_view embeddings; ///< empty: none
    std::string_view models;
    std::string_view countTokens;
};

// Sources: the API references of OpenAI ("Chat", "Responses", "Embeddings"), Anthropic ("Messages",
// "Count tokens", "Models"), Cohere ("Chat v2", "Embed v2", "Models") and Ollama. Read 2026-11.
constexpr std::array kFixed{
    FixedRow{Protocol::OpenAiChat, "/chat/completions", "/embeddings", "/models", ""},
    FixedRow{Protocol::OpenAiResponses, "/responses", "/embeddings", "/models", "/responses/input_tokens"},
    FixedRow{Protocol::Anthropic, "/v1/messages", "", "/v1/models", "/v1/messages/count_tokens"},
    FixedRow{Protocol::Cohere, "/v2/chat", "/v2/embed", "/v1/models", ""},
    FixedRow{Protocol::Ollama, "/api/chat", "/api/embed", "/api/tags", ""},
    FixedRow{Protocol::Demo, "/v1/chat/completions", "", "", ""},
    FixedRow{Protocol::Other, "/chat/completions", "/embeddings", "/models", ""},
};

std::string_view fixedPath(const FixedRow& row, Operation operation)
{
    switch (operation) {
    case Operation::Chat:
    case Operation::ChatStream:
        return row.chat;
    case Operation::Embeddings:
        return row.embeddings;
    case Operation::Models:
        return row.models;
    case Operation::CountTokens:
        return row.countTokens;
    }
    return {};
}

/// Cohere has its versions in its paths: "/v2/chat" behind "/v1" is "/v2/chat".
std::string withoutVersion(std::string base)
{
    const std::size_t slash = base.rfind('/');
    const std::string_view last = std::string_view(base).substr(slash == std::string::npos ? 0 : slash);
    if (last.size() == 3 && last.starts_with("/v"))
        base.resize(slash);
    return base;
}

/// The deployment's address may stand in the base URL as a whole.
/// Source: Azure OpenAI REST API reference. Read 2026-11.
Made azureDeployment(const Request& request)
{
    static constexpr std::string_view kDeployments = "/deployments";
    const FixedRow& row = kFixed.front();
    std::string base = request.base;
    const std::size_t at = base.find(std::string(kDeployments) + '/');
    const std::string root = base.substr(0, at);
    if (request.settings.apiVersion.empty())
        return missing("api_version");
    const std::string query = "api-version=" + pathSegment(request.settings.apiVersion);
    if (request.operation == Operation::Models)
        return EndpointPath{root + "/models", query};
    const std::string_view path = fixedPath(row, request.operation);
    if (path.empty())
        return noSuchOperation();
    if (at == std::string::npos) {
        const std::string_view name =
            request.settings.deployment.empty() ? request.model : std::string_view(request.settings.deployment);
        if (name.empty())
            return missing("deployment");
        base = root + (root.ends_with(kDeployments) ? "" : std::string(kDeployments)) + '/' + pathSegment(name);
    }
    return EndpointPath{base + std::string(path), query};
}

/// Whether it is the older way of Azure, where a deployment stands in the path.
bool isDeployment(const Request& request)
{
    return request.base.find("/deployments/") != std::string::npos || request.base.ends_with("/deployments")
        || ((!request.settings.deployment.empty() || !request.settings.apiVersion.empty())
            && request.base.ends_with("/openai"));
}

/// Azure's paths before "/openai/v1" do not go without a version.
std::string versionQuery(const Request& request)
{
    const bool isVersioned = !request.settings.apiVersion.empty() && request.base.ends_with("/openai");
    return isVersioned ? "api-version=" + pathSegment(request.settings.apiVersion) : std::string();
}

Made fixed(Protocol protocol, const Request& request)
{
    if (protocol == Protocol::OpenAiChat && isDeployment(request))
        return azureDeployment(request);
    const auto row =
        std::find_if(kFixed.begin(), kFixed.end(), [&](const FixedRow& each) { return each.protocol == protocol; });
    const std::string_view path = row == kFixed.end() ? std::string_view() : fixedPath(*row, request.operation);
    if (path.empty())
        return noSuchOperation();
    return EndpointPath{behind(protocol == Protocol::Cohere ? withoutVersion(request.base) : request.base, path),
        versionQuery(request)};
}

struct Method {
    std::string_view name; ///< behind the model, with its colon
    std::string_view query;
};

// Source: Gemini API reference, "models"; Vertex AI REST reference. Read 2026-11.
constexpr Method kGeminiMethods[]{{":generateContent", ""}, {":streamGenerateContent", "alt=sse"},
    {":batchEmbedContents", ""}, {"", ""}, {":countTokens", ""}};
constexpr Method kVertexMethods[]{
    {":generateContent", ""}, {":streamGenerateContent", "alt=sse"}, {":predict", ""}, {"", ""}, {":countTokens", ""}};
constexpr Method kClaudeMethods[]{
    {":rawPredict", ""}, {":streamRawPredict", ""}, {"", ""}, {"", ""}, {":rawPredict", ""}};

std::string_view withoutPrefix(std::string_view text, std::string_view prefix)
{
    return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
}

/// "models/x" is what Gemini's own list calls it; "tunedModels/x" is another collection.
Made gemini(const Request& request)
{
    std::string base = request.base;
    if (!base.ends_with("/v1beta") && !base.ends_with("/v1"))
        base += "/v1beta";
    if (request.operation == Operation::Models)
        return EndpointPath{base + "/models", {}};
    if (request.model.empty())
        return noModel();
    static constexpr std::string_view kTuned = "tunedModels/";
    const bool isTuned = request.model.starts_with(kTuned);
    const std::string name =
        pathSegment(isTuned ? request.model.substr(kTuned.size()) : withoutPrefix(request.model, "models/"));
    const Method& method = kGeminiMethods[static_cast<std::size_t>(request.operation)];
    return EndpointPath{
        base + (isTuned ? "/tunedModels/" : "/models/") + name + std::string(method.name), std::string(method.query)};
}

/// "publishers/meta/models/x" names its publisher itself; "endpoints/123" is a model of one's own.
std::string vertexResource(const Request& request)
{
    static constexpr std::string_view kPublishers = "publishers/";
    static constexpr std::string_view kModels = "/models/";
    static constexpr std::string_view kEndpoints = "endpoints/";
    std::string_view model = request.model;
    if (model.starts_with(kEndpoints))
        return "endpoints/" + pathSegment(model.substr(kEndpoints.size()));
    std::string publisher = request.settings.publisher;
    const std::size_t models = model.find(kModels);
    if (model.starts_with(kPublishers) && models != std::string_view::npos) {
        publisher = model.substr(kPublishers.size(), models - kPublishers.size());
        model.remove_prefix(models + kModels.size());
    }
    model = withoutPrefix(model, "models/");
    const std::size_t slash = model.find('/'); // "google/gemini-2.5-pro", as the OpenAI endpoint of Vertex has it
    if (slash != std::string_view::npos) {
        publisher = model.substr(0, slash);
        model.remove_prefix(slash + 1);
    }
    return "publishers/" + pathSegment(publisher) + "/models/" + pathSegment(model);
}

Made vertex(const Request& request)
{
    if (request.settings.project.empty())
        return missing("project");
    if (request.settings.region.empty())
        return missing("region");
    if (request.operation == Operation::Models)
        return noSuchOperation();
    if (request.model.empty())
        return noModel();
    const std::string base =
        request.base.ends_with("/v1") || request.base.ends_with("/v1beta1") ? request.base : request.base + "/v1";
    const std::string place = base + "/projects/" + pathSegment(request.settings.project) + "/locations/"
        + pathSegment(request.settings.region) + '/';
    const std::string resource = vertexResource(request);
    const bool isClaude = resource.starts_with("publishers/anthropic/");
    if (isClaude && request.operation == Operation::Embeddings)
        return noSuchOperation();
    const auto index = static_cast<std::size_t>(request.operation);
    const Method& method = isClaude ? kClaudeMethods[index] : kVertexMethods[index];
    // Source: Vertex AI, "Count tokens for Claude models": a model of that name counts.
    if (isClaude && request.operation == Operation::CountTokens)
        return EndpointPath{place + "publishers/anthropic/models/count-tokens" + std::string(method.name), {}};
    return EndpointPath{place + resource + std::string(method.name), std::string(method.query)};
}

/// An id has ':' in it, an ARN '/' as well: it is one segment.
/// Source: Amazon Bedrock API Reference, "Converse". Read 2026-11.
Made bedrock(const Request& request)
{
    static constexpr std::array<std::string_view, 5> kActions{
        "/converse", "/converse-stream", "/invoke", "", "/count-tokens"};
    const std::string_view action = kActions[static_cast<std::size_t>(request.operation)];
    if (action.empty())
        return noSuchOperation();
    if (request.model.empty())
        return noModel();
    return EndpointPath{request.base + "/model/" + pathSegment(request.model) + std::string(action), {}};
}

} // namespace

PathSettings PathSettings::of(const std::vector<std::pair<std::string, std::string>>& settings)
{
    PathSettings result;
    struct Row {
        std::string_view name;
        std::string PathSettings::*field;
    };
    static constexpr Row kRows[]{{"project", &PathSettings::project}, {"region", &PathSettings::region},
        {"api_version", &PathSettings::apiVersion}, {"deployment", &PathSettings::deployment}};
    for (const auto& [name, value] : settings)
        for (const Row& row : kRows)
            if (row.name == name)
                result.*row.field = std::string(trimmed(value, " \t\r\n"));
    return result;
}

Result<EndpointPath> EndpointPath::of(
    Protocol protocol, std::string_view base, const PathSettings& settings, Operation operation, std::string_view model)
{
    while (base.ends_with('/'))
        base.remove_suffix(1);
    const Request request{std::string(base), settings, operation, model};
    switch (protocol) {
    case Protocol::Gemini:
        return gemini(request);
    case Protocol::Vertex:
        return vertex(request);
    case Protocol::Bedrock:
        return bedrock(request);
    default:
        return fixed(protocol, request);
    }
}

std::string googleRegionPrefix(std::string_view region)
{
    return region.empty() || region == "global" ? std::string() : std::string(region) + '-';
}

std::string pathSegment(std::string_view text)
{
    static constexpr auto kPlain = asciiSet("-._~");
    static constexpr std::string_view kDigits = "0123456789ABCDEF";
    const bool isDots = text == "." || text == ".."; // which would be no segment of its own
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (kPlain[byte] && !isDots)
            result += c;
        else
            result.append({'%', kDigits[byte >> 4], kDigits[byte & 0x0F]});
    }
    return result;
}

} // namespace gateway::providers
