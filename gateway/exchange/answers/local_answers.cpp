#include "local_answers.h"

#include "gateway/core/json/json.h"
#include "gateway/protocol/anthropic/anthropic_shapes.h"
#include "gateway/protocol/gemini/gemini_codec.h"
#include "gateway/protocol/ollama/ollama_models.h"

#include <QtGlobal>

#include <algorithm>
#include <array>

namespace gateway::exchange {

namespace {

constexpr std::string_view kLatest = ":latest";

Json modelJson(const std::string& name, const std::string& owner)
{
    Json model;
    model["id"] = name;
    model["object"] = "model";
    model["created"] = 0; // unknown; clients require a number
    model["owned_by"] = owner.empty() ? std::string("signalbox") : owner;
    return model;
}

Error noModel(std::string_view model)
{
    Error error;
    error.kind = ErrorKind::ModelNotFound;
    error.message = {QT_TRANSLATE_NOOP("Error", "No model is called \"%1\". GET /v1/models lists all that you can use."), {std::string(model)}};
    error.param = "model";
    return error;
}

bool isUsable(const std::string& model, const Snapshot& snapshot, const Caller& caller)
{
    http::RequestHead chat;
    chat.method = "POST";
    chat.path = "/v1/chat/completions";
    const routing::RoutePlanner& planner = *snapshot.planner;
    const config::RouteSettings* const route = planner.route({model, caller.name, &chat});
    return checkRoute(caller, route, model, snapshot) && planner.checkCaller(route, model, caller.name);
}

/// The model names that `caller` may use, according to routes and consumers.
std::vector<std::string> usableModels(const Snapshot& snapshot, const Caller& caller)
{
    std::vector<std::string> names = snapshot.planner->modelNames(caller.name);
    std::erase_if(names, [&](const std::string& name) { return !isUsable(name, snapshot, caller); });
    return names;
}

// ---- one model, and a list of them, in each dialect

/// The models as one caller sees them.
struct ModelView {
    const Snapshot& snapshot;
    const Caller& caller;
};

/// The catalog entry for a name; null if there is none.
const providers::CatalogModel* knownOf(const std::string& name, const ModelView& view)
{
    return view.snapshot.planner->factsOf(name, view.caller.name);
}

/// The `facts` of each name.
template <class Facts>
std::vector<Facts> factsOf(const std::vector<std::string>& names, const ModelView& view, Facts (*facts)(const std::string&, const ModelView&))
{
    std::vector<Facts> all;
    all.reserve(names.size());
    for (const std::string& name : names)
        all.push_back(facts(name, view));
    return all;
}

Json openAiModel(const std::string& name, const ModelView& view) { return modelJson(name, view.snapshot.planner->ownerOf(name, view.caller.name)); }

Json openAiList(const std::vector<std::string>& names, const ModelView& view)
{
    Json data = Json::array();
    for (const std::string& name : names)
        data.push_back(openAiModel(name, view));
    Json body;
    body["object"] = "list";
    body["data"] = std::move(data);
    return body;
}

protocol::AnthropicModel anthropicFacts(const std::string& name, const ModelView& view)
{
    const providers::CatalogModel* const known = knownOf(name, view);
    return {name, known ? std::string(known->name) : std::string()};
}

Json anthropicModel(const std::string& name, const ModelView& view)
{
    return protocol::anthropicModel(anthropicFacts(name, view));
}

Json anthropicList(const std::vector<std::string>& names, const ModelView& view)
{
    return protocol::anthropicModelList(factsOf(names, view, anthropicFacts));
}

protocol::GeminiModel geminiFacts(const std::string& name, const ModelView& view)
{
    protocol::GeminiModel model;
    model.id = name;
    if (const providers::CatalogModel* const known = knownOf(name, view)) {
        model.displayName = known->name;
        model.inputLimit = known->context;
        model.outputLimit = known->output;
    }
    return model;
}

Json geminiModel(const std::string& name, const ModelView& view)
{
    return protocol::geminiModel(geminiFacts(name, view));
}

Json geminiList(const std::vector<std::string>& names, const ModelView& view)
{
    return protocol::geminiModelList(factsOf(names, view, geminiFacts));
}

protocol::OllamaModelFacts ollamaFacts(const std::string& name, const ModelView& view)
{
    protocol::OllamaModelFacts facts;
    facts.name = name;
    facts.callsTools = true; // otherwise clients would not offer the model
    if (const providers::CatalogModel* const known = knownOf(name, view)) {
        facts.contextLength = known->context;
        facts.callsTools = known->toolCall;
        facts.sees = known->images;
        facts.thinks = known->reasoning;
    }
    facts.embeds = name.find("embed") != std::string::npos;
    facts.completes = !facts.embeds;
    return facts;
}

std::vector<protocol::OllamaModelFacts> ollamaModels(const std::vector<std::string>& names, const ModelView& view)
{
    return factsOf(names, view, ollamaFacts);
}

Json ollamaModel(const std::string& name, const ModelView& view) { return protocol::ollamaShow(ollamaFacts(name, view)); }

Json ollamaList(const std::vector<std::string>& names, const ModelView& view)
{
    return protocol::ollamaTags(ollamaModels(names, view));
}

struct ModelWords {
    Json (*one)(const std::string& name, const ModelView& view);
    Json (*list)(const std::vector<std::string>& names, const ModelView& view);
};

/// Indexed by dialect.
constexpr std::array<ModelWords, 5> kModelWords{
    ModelWords{openAiModel, openAiList}, ModelWords{openAiModel, openAiList}, ModelWords{anthropicModel, anthropicList},
    ModelWords{geminiModel, geminiList}, ModelWords{ollamaModel, ollamaList}};

const ModelWords& wordsOf(protocol::Dialect dialect) { return kModelWords[static_cast<std::size_t>(dialect)]; }

} // namespace

std::string modelList(protocol::Dialect dialect, const Snapshot& snapshot, const Caller& caller)
{
    return toText(wordsOf(dialect).list(usableModels(snapshot, caller), {snapshot, caller}));
}

Result<std::string> oneModel(std::string_view model, protocol::Dialect dialect, const Snapshot& snapshot, const Caller& caller)
{
    const auto names = usableModels(snapshot, caller);
    // Ollama's clients append a tag to every name.
    const bool isTagged = dialect == protocol::Dialect::Ollama && model.ends_with(kLatest);
    const std::string_view plain = isTagged ? model.substr(0, model.size() - kLatest.size()) : model;
    const auto found = std::ranges::find_if(names, [&](const std::string& name) { return name == model || name == plain; });
    if (found != names.end())
        return toText(wordsOf(dialect).one(*found, {snapshot, caller}));
    const bool namesProvider = plain.find('/') != std::string_view::npos; // in no list, as any model of a provider can be requested so
    if (!namesProvider || !isUsable(std::string(plain), snapshot, caller) || !snapshot.planner->findsDirectly({plain, caller.name, nullptr}))
        return failure(noModel(model));
    return toText(wordsOf(dialect).one(std::string(plain), {snapshot, caller}));
}

std::string livenessAnswer()
{
    Json body;
    body["name"] = "signalbox";
    body["version"] = SIGNALBOX_VERSION;
    body["status"] = "ok";
    return toText(body);
}

std::string healthAnswer(const Snapshot& snapshot, const Condition& condition)
{
    const auto usable = std::count_if(snapshot.providers.begin(), snapshot.providers.end(), [](const Provider& provider) {
        return provider.settings->enabled && provider.endpoint && !provider.keys.empty();
    });
    Json body;
    body["status"] = condition.isPaused ? "paused" : "ok";
    body["version"] = SIGNALBOX_VERSION;
    body["usable_providers"] = usable;
    body["resting"] = condition.health.rests().size();
    return toText(body);
}

std::string loadedModels(const Snapshot& snapshot, const Caller& caller, WallTime now)
{
    constexpr std::int64_t kKept_s = 300;
    const auto now_s = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    return toText(protocol::ollamaRunning(ollamaModels(usableModels(snapshot, caller), {snapshot, caller}), now_s + kKept_s));
}

std::string ollamaVersionAnswer() { return toText(protocol::ollamaVersion(protocol::kOllamaVersion)); }

http::Headers preflightHeaders(const http::RequestHead& head, std::string_view methods)
{
    http::Headers headers;
    headers.add("allow", std::string(methods) + ", OPTIONS");
    if (!head.headers.find("origin"))
        return headers;
    headers.add("access-control-allow-methods", methods);
    if (const auto asked = head.headers.find("access-control-request-headers"))
        headers.add("access-control-allow-headers", *asked);
    headers.add("access-control-max-age", "600");
    return headers;
}

void addCorsHeaders(const http::RequestHead& head, const Snapshot& snapshot, http::Headers& headers)
{
    const auto origin = head.headers.find("origin");
    if (!origin || !mayReadAnswers(*origin, snapshot))
        return;
    headers.set("access-control-allow-origin", *origin);
    headers.set("access-control-expose-headers", "*");
    headers.add("vary", "origin");
}

} // namespace gateway::exchange
