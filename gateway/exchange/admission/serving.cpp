#include "serving.h"

#include "gateway/core/text/joined.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace gateway::exchange {

namespace {

constexpr std::size_t kMostNamed = 6;
constexpr std::size_t kMostExamples = 3;

/// Names for people, where they differ from `operationKind()`.
constexpr std::array kKindNames{std::pair<std::string_view, std::string_view>{"rerank", "reranking"},
                                std::pair<std::string_view, std::string_view>{"other", "this endpoint"}};

std::vector<std::string> configured(const Ask& ask, std::string_view consumer, const Snapshot& snapshot)
{
    std::vector<std::string> names;
    for (std::size_t i = 0; i < snapshot.providers.size() && names.size() < kMostNamed; ++i) {
        const Provider& provider = snapshot.providers[i];
        if (provider.settings->enabled && serves(provider, ask) && snapshot.planner->restrictions().allowDirectly(i, consumer))
            names.push_back('"' + provider.settings->id + '"');
    }
    return names;
}

std::vector<std::string> providersInCatalog(const Ask& ask, const Snapshot& snapshot)
{
    std::vector<std::string> names;
    const auto isWith = [&ask](const providers::Endpoint& endpoint) {
        return ask.operation == Operation::Embed ? embeddingFormatOf(endpoint.protocol).has_value() : passes(endpoint.protocol, ask.format);
    };
    for (const providers::CatalogEntry& entry : snapshot.catalog->entries())
        if (names.size() < kMostExamples && entry.region == providers::Region::Global && !(ask.operation == Operation::Embed && entry.formatQuirks.noEmbeddings) && std::ranges::any_of(entry.endpoints, isWith))
            names.push_back(entry.name);
    return names;
}

/// The error without its message.
Error notServedError(std::string_view model)
{
    Error error;
    error.kind = model.empty() ? ErrorKind::UnknownEndpoint : ErrorKind::ModelNotFound;
    if (!model.empty()) {
        error.status = 400;
        error.param = "model";
    }
    return error;
}

} // namespace

std::string_view servedName(const Ask& ask)
{
    const std::string_view kind = operationKind(ask);
    const auto* const known = std::ranges::find(kKindNames, kind, &std::pair<std::string_view, std::string_view>::first);
    return known == kKindNames.end() ? kind : known->second;
}

bool serves(const Provider& provider, const Ask& ask)
{
    if (ask.operation == Operation::Embed)
        return accessForEmbeddings(provider, ask.embedding) != nullptr;
    return !provider.accesses.empty() && accessForPassing(provider, ask.format) != nullptr;
}

bool isServedNowhere(const routing::Plan& plan, const Ask& ask, const Snapshot& snapshot)
{
    if (ask.operation != Operation::Embed && ask.operation != Operation::PassThrough)
        return false;
    return std::ranges::all_of(plan.candidates, [&](const routing::Candidate& candidate) {
        const Provider& provider = snapshot.providers[candidate.provider];
        return !provider.accesses.empty() && !serves(provider, ask);
    });
}

Error notServedBy(const Ask& ask, std::string_view provider, std::string_view model, const Sentence& why)
{
    const std::string kind(servedName(ask));
    Error error = notServedError(model);
    error.message = {QT_TRANSLATE_NOOP("Error", "Provider \"%1\" does not offer %2: %3. Use a model of a provider with %4, or add such a target. If this "
        "provider should offer it, check its base_url."), {std::string(provider), kind, why, kind}};
    return error;
}

Error notServed(const Ask& ask, std::string_view model, std::string_view consumer, const Snapshot& snapshot)
{
    const std::string kind(servedName(ask));
    Error error = notServedError(model);
    const auto names = configured(ask, consumer, snapshot);
    error.message = !names.empty()
        ? Sentence(QT_TRANSLATE_NOOP("Error", "Use a model of a provider with %1: %2."), {kind, alternativesOf(names)})
        : Sentence(QT_TRANSLATE_NOOP("Error", "No enabled provider offers %1. Add one that does, such as %2."), {kind, alternativesOf(providersInCatalog(ask, snapshot))});
    if (!model.empty())
        error.message = {QT_TRANSLATE_NOOP("Error", "No provider of model \"%1\" offers %2. %3"), {std::string(model), kind, std::move(error.message)}};
    return error;
}

} // namespace gateway::exchange
