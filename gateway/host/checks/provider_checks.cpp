#include "provider_checks.h"

#include "gateway/core/text/closest_names.h"
#include "gateway/providers/upstream_endpoint.h"
#include "gateway/usage/pricing/price_book.h"

#include <QtGlobal>

#include <algorithm>
#include <array>

namespace gateway::host {

namespace {

Sentence unknownType(const std::string& type, const providers::Catalog& catalog)
{
    std::vector<std::string> known;
    for (const providers::CatalogEntry& entry : catalog.entries())
        known.push_back(entry.id);
    const auto meant = closestNames(type, known, 1);
    if (meant.empty())
        return {QT_TRANSLATE_NOOP("Configuration", "unknown provider type \"%1\". For any server that speaks OpenAI's protocol, use \"openai-compatible\" with a "
        "base_url"), {type}};
    return {QT_TRANSLATE_NOOP("Configuration", "unknown provider type \"%1\"; did you mean \"%2\"? For any server that speaks OpenAI's protocol, use "
        "\"openai-compatible\" with a base_url"), {type, meant.front()}};
}

/// Whether the model has a complete price at any provider that the row applies to.
bool isWhole(const config::PriceSettings& row, const std::vector<config::ProviderSettings>& all, const usage::PriceBook& book)
{
    return std::ranges::any_of(all, [&](const config::ProviderSettings& provider) {
        const auto known = row.provider.empty() || row.provider == provider.id ? book.find(provider, row.model) : nullptr;
        return known && known->price.terms.input && known->price.terms.output;
    });
}

/// A row for several models is checked for each of them.
void checkPrices(const config::Settings& settings, const usage::PriceBook& book, std::vector<config::Issue>& issues)
{
    for (std::size_t i = 0; i < settings.usage.prices.size(); ++i) {
        const config::PriceSettings& row = settings.usage.prices[i];
        if ((row.input && row.output) || row.model.ends_with('*') || isWhole(row, settings.providers, book))
            continue;
        issues.push_back({config::Issue::Level::Warning, "usage.prices[" + std::to_string(i) + (row.input ? "].output" : "].input"),
            QT_TRANSLATE_NOOP("Configuration", "is missing, and the built-in price list does not have it for this model, so requests count as unpriced; set it, to 0 "
        "if nothing is charged")});
    }
}

/// A model that a request may be sent to.
struct LimitedTarget {
    const config::ProviderSettings* provider;
    std::string model;
};

std::vector<LimitedTarget> targetsOf(const config::Settings& settings, const config::RouteSettings& route)
{
    std::vector<LimitedTarget> all;
    for (const config::TargetSettings& target : route.targets) {
        const config::ProviderSettings* const provider = settings.provider(target.provider);
        if (provider && provider->enabled && target.model) // otherwise it is the client's
            all.push_back({provider, *target.model});
    }
    return all;
}

bool isListedOrAll(const std::vector<std::string>& list, const std::string& name) { return list.empty() || std::ranges::find(list, name) != list.end(); }

/// Limits of cost count nothing where the price is unknown.
void checkLimitedPrices(const config::Settings& settings, const usage::PriceBook& book, std::vector<config::Issue>& issues)
{
    const auto warn = [&](std::string path, const LimitedTarget& target) {
        issues.push_back({config::Issue::Level::Warning, std::move(path),
            {QT_TRANSLATE_NOOP("Configuration", "does not limit model \"%1\" of provider \"%2\", because its price is neither set nor in the built-in list; set it in usage.prices, to 0 if "
                "nothing is charged"), {target.model, target.provider->id}}});
    };
    const auto check = [&](const config::PolicySettings& policies, const std::vector<LimitedTarget>& targets, const std::string& place) {
        if (!policies.limits || !*policies.limits)
            return;
        for (std::size_t i = 0; i < (*policies.limits)->size(); ++i) {
            const config::LimitSettings& limit = (**policies.limits)[i];
            if (!limit.enabled || !limit.cost)
                continue;
            const auto unpriced = std::ranges::find_if(targets, [&](const LimitedTarget& target) {
                const bool isCovered = isListedOrAll(limit.match.providers, target.provider->id) && isListedOrAll(limit.match.models, target.model);
                return isCovered && !book.find(*target.provider, target.model);
            });
            if (unpriced != targets.end())
                warn(place + "policies.limits[" + std::to_string(i) + "].cost", *unpriced);
        }
    };
    std::vector<LimitedTarget> all;
    for (std::size_t i = 0; i < settings.routes.size(); ++i) {
        const std::vector<LimitedTarget> targets = settings.routes[i].enabled ? targetsOf(settings, settings.routes[i]) : std::vector<LimitedTarget>();
        check(settings.routes[i].policies, targets, "routes[" + std::to_string(i) + "].");
        all.insert(all.end(), targets.begin(), targets.end());
    }
    for (const config::ProviderSettings& provider : settings.providers) // clients may name these models without a route
        for (std::size_t i = 0; provider.enabled && provider.models && i < provider.models->size(); ++i)
            all.push_back({&provider, (*provider.models)[i]});
    check(settings.policies, all, {});
    for (std::size_t i = 0; i < settings.usage.budgets.size(); ++i) {
        const config::BudgetSettings& budget = settings.usage.budgets[i];
        const auto unpriced = std::ranges::find_if(all, [&](const LimitedTarget& target) {
            return (budget.provider.empty() || budget.provider == target.provider->id) && !book.find(*target.provider, target.model);
        });
        if (budget.enforce && unpriced != all.end())
            warn("usage.budgets[" + std::to_string(i) + "].amount", *unpriced);
    }
    for (std::size_t i = 0; i < settings.consumers.size(); ++i)
        check(settings.consumers[i].policies, all, "consumers[" + std::to_string(i) + "].");
}

/// Whether all parts of an address are known.
bool hasAddress(const std::string& path, const config::Mistakes& mistakes)
{
    return std::ranges::none_of(std::array{".base_url", ".whole_url", ".settings"}, [&](const char* field) { return mistakes.touch(path + field); });
}

} // namespace

std::vector<config::Issue> checkProviders(const config::Settings& settings, const providers::Catalog& catalog, const config::Mistakes& mistakes)
{
    std::vector<config::Issue> issues;
    for (std::size_t i = 0; i < settings.providers.size(); ++i) {
        const config::ProviderSettings& provider = settings.providers[i];
        const std::string path = "providers[" + std::to_string(i) + ']';
        if (mistakes.hide(path + ".type"))
            continue;
        if (!catalog.find(provider.type)) {
            issues.push_back({config::Issue::Level::Error, path + ".type", unknownType(provider.type, catalog)});
            continue;
        }
        const auto endpoint = providers::resolveEndpoint(provider, catalog);
        if (!endpoint && hasAddress(path, mistakes))
            issues.push_back({config::Issue::Level::Warning, path + '.' + endpoint.error().path, endpoint.error().message});
    }
    if (mistakes.hideAny("providers", "id") || mistakes.hideAny("providers", "type") || mistakes.touch("usage.prices"))
        return issues; // it is unknown which list has a price
    const usage::PriceBook book(settings.usage, nullptr, catalog);
    checkPrices(settings, book, issues);
    checkLimitedPrices(settings, book, issues);
    return issues;
}

} // namespace gateway::host
