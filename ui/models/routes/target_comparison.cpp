#include "target_comparison.h"

#include "gateway/routing/matching/text_matcher.h"
#include "gateway/routing/model_map.h"
#include "ui/models/formatter.h"
#include "ui/words/sentence_words.h"

#include <algorithm>
#include <optional>

namespace ui::models {

using gateway::config::TargetSettings;
using gateway::config::TextMatch;

namespace {

/// The models that `target` sends upstream for requested models, as far as known.
class Sender {
public:
    Sender(const gateway::config::Settings& settings, const TargetSettings& target, std::span<const gateway::providers::CatalogModel> known)
        : m_model(target.model), m_known(known)
    {
        if (const auto* provider = settings.provider(target.provider)) m_map.emplace(provider->modelMap);
    }
    /// Null: not in the catalog.
    const gateway::providers::CatalogModel* model(const std::string& asked) const
    {
        if (!m_map) return nullptr;
        const auto found = std::ranges::find(m_known, m_map->map(m_model.value_or(asked)), &gateway::providers::CatalogModel::id);
        return found == m_known.end() ? nullptr : &*found;
    }

private:
    std::optional<std::string> m_model;
    std::span<const gateway::providers::CatalogModel> m_known;
    std::optional<gateway::routing::ModelMap> m_map; // empty: unknown provider
};

} // namespace

std::span<const TargetComparison::Model> TargetComparison::models(const std::string& provider) const
{
    const auto* settings = m_access.configuration().settings().provider(provider);
    const CatalogSource catalog = m_access.providers().catalog();
    return settings && catalog.models ? catalog.models(settings->type) : std::span<const Model>();
}

std::vector<std::string> TargetComparison::askedNames(const TargetSettings& first, const TargetSettings& other) const
{
    if (first.model && other.model) return {std::string()}; // the provider does not matter then
    static const std::vector<TextMatch> kAny{{TextMatch::Kind::Prefix, {}}};
    std::vector<std::string> names;
    for (const TextMatch& match : m_route.match.models.empty() ? kAny : m_route.match.models) {
        if (match.kind == TextMatch::Kind::Exact) {
            names.push_back(match.text);
            continue;
        }
        const gateway::routing::TextMatcher matcher(match);
        for (const Model& known : models(first.model ? other.provider : first.provider))
            if (matcher.matches(known.id)) names.emplace_back(known.id);
    }
    return names;
}

TargetComparison::Losses TargetComparison::lossesOf(const Pair& pair)
{
    const auto& [first, other] = pair;
    return {other->context > 0 && other->context < first->context, first->toolCall && !other->toolCall, first->images && !other->images};
}

QString TargetComparison::contextLoss(const std::vector<Pair>& pairs)
{
    const auto loss = [](const Pair& pair) { return pair.second->context > 0 ? pair.first->context - pair.second->context : 0; };
    const auto& [first, other] = *std::ranges::max_element(pairs, {}, loss);
    const Formatter format;
    return tr("context %1 → %2", "numbers of tokens").arg(format.contextTokens(first->context), format.contextTokens(other->context));
}

QString TargetComparison::priceLoss(const std::vector<Pair>& pairs)
{
    const auto& [first, other] = pairs.front();
    if (pairs.size() > 1 || first->inputPrice < 0 || other->inputPrice <= first->inputPrice) return {}; // several models have no common price
    const Formatter format;
    return tr("input %1 instead of %2 per million tokens", "prices").arg(format.price(other->inputPrice, Currency::Usd), format.price(first->inputPrice, Currency::Usd));
}

QString TargetComparison::sameness(const std::vector<Pair>& pairs)
{
    if (std::ranges::any_of(pairs, [](const Pair& pair) { return pair.first->context <= 0 || pair.second->context <= 0; })) return tr("context unknown");
    if (std::ranges::all_of(pairs, [](const Pair& pair) { return pair.first->context == pair.second->context; })) return tr("same context");
    const auto least = std::ranges::min(pairs, {}, [](const Pair& pair) { return pair.second->context; });
    return tr("context %1", "a number of tokens").arg(Formatter().contextTokens(least.second->context));
}

TargetNote TargetComparison::of(const TargetSettings& first, const TargetSettings& other) const
{
    const Sender ofFirst(m_access.configuration().settings(), first, models(first.provider));
    const Sender ofOther(m_access.configuration().settings(), other, models(other.provider));
    std::vector<Pair> pairs;
    bool isUnknown = false;
    for (const std::string& asked : askedNames(first, other)) {
        const Model* better = ofFirst.model(asked);
        const Model* worse = ofOther.model(asked);
        if (better && worse) pairs.emplace_back(better, worse);
        isUnknown |= !worse;
    }
    if (pairs.empty()) return {isUnknown ? tr("limits unknown") : QString(), false};
    Losses all;
    for (const Pair& pair : pairs) {
        const Losses one = lossesOf(pair);
        all = {all.context || one.context, all.tools || one.tools, all.images || one.images};
    }
    QStringList words;
    if (all.context) words << contextLoss(pairs);
    if (all.tools) words << tr("no tools");
    if (all.images) words << tr("no images");
    if (const QString price = priceLoss(pairs); !price.isEmpty()) words << price;
    if (words.isEmpty()) return {sameness(pairs), false};
    const QString list = words::SentenceWords::listed(words);
    const bool isForAll = std::ranges::all_of(pairs, [&all](const Pair& pair) { return lossesOf(pair) == all; });
    return {isForAll ? list : tr("for some models: %1", "what a target cannot do for some of the models that are asked for").arg(list), true};
}

} // namespace ui::models
