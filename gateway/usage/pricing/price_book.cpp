#include "price_book.h"

#include "gateway/config/fields/price_reading.h"
#include "gateway/core/json.h"

#include <cmath>
#include <span>
#include <utility>

namespace gateway::usage {

namespace {

using config::PriceSettings;
using providers::isMeant;
using providers::PriceList;

constexpr std::size_t kMostFound = 10'000; ///< models that clients made up are not kept for ever

/// The catalogue's numbers are below 0 where they are not known.
std::optional<double> amountOf(float perMillion)
{
    if (perMillion < 0)
        return std::nullopt;
    constexpr double kDigits = 1e6; // a float has seven: what the list says is written with fewer
    return std::round(static_cast<double>(perMillion) * kDigits) / kDigits;
}

std::string sourceOf(const std::string& name, const std::string& date) { return date.empty() ? name : name + ' ' + date; }

/// As it stands in a list; `source` names that.
Price priceOf(const PriceSettings& row, const std::string& source, const std::string& date)
{
    Price price{row, sourceOf(source, row.date.empty() ? date : row.date)};
    price.terms.provider.clear();
    price.terms.model.clear();
    price.terms.date.clear();
    return price;
}

using RateMember = std::optional<double> config::PriceRates::*;
constexpr RateMember kOfInput[] = {&PriceSettings::input, &PriceSettings::cachedInput, &PriceSettings::cacheWrite,
    &PriceSettings::cacheWriteHour, &PriceSettings::audioInput, &PriceSettings::imageInput};
constexpr RateMember kOfOutput[] = {
    &PriceSettings::output, &PriceSettings::reasoning, &PriceSettings::audioOutput, &PriceSettings::imageOutput};

void takeMissing(config::PriceRates& rates, const config::PriceRates& other, std::span<const RateMember> which)
{
    for (const RateMember rate : which)
        if (!(rates.*rate))
            rates.*rate = other.*rate;
}

/// What it does not say of input, or of output, is as `other` has it.
void complete(Price& price, const std::optional<Price>& other)
{
    PriceSettings& terms = price.terms;
    if (!other || other->terms.currency != terms.currency)
        return;
    const auto take = [lacksInput = !terms.input, lacksOutput = !terms.output](config::PriceRates& rates, const config::PriceRates& from) {
        if (lacksInput)
            takeMissing(rates, from, kOfInput);
        if (lacksOutput)
            takeMissing(rates, from, kOfOutput);
    };
    take(terms, other->terms);
    if (terms.tiers.empty())
        for (const config::PriceTier& tier : other->terms.tiers) {
            config::PriceTier& own = terms.tiers.emplace_back();
            own.above = tier.above;
            take(own, tier);
        }
    price.source += "; the rest " + other->source;
}

} // namespace

PriceBook::PriceBook(
    const config::UsageSettings& settings, std::shared_ptr<const PriceList> fetched, const providers::Catalog& catalog)
    : m_own(settings.prices), m_currency(settings.currency), m_fetched(std::move(fetched)), m_catalog(catalog)
{
}

std::shared_ptr<const KnownPrice> PriceBook::find(const config::ProviderSettings& provider, std::string_view model) const
{
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_found.find(NameView{provider.id, model}); found != m_found.end())
        return found->second;
    if (m_found.size() >= kMostFound)
        m_found.clear();
    std::shared_ptr<const KnownPrice> made;
    if (const auto price = make(provider, model))
        made = std::make_shared<const KnownPrice>(KnownPrice{*price, SharedText(price->toText())});
    return m_found.emplace(Name{provider.id, std::string(model)}, std::move(made)).first->second;
}

std::optional<Price> PriceBook::make(const config::ProviderSettings& provider, std::string_view model) const
{
    for (const PriceSettings& each : m_own)
        if ((each.provider.empty() || each.provider == provider.id) && isMeant(each.model, model)) {
            Price price = priceOf(each, "configuration", {});
            if (!each.input || !each.output)
                complete(price, found(provider, model, each.currency));
            return price;
        }
    return found(provider, model, m_currency);
}

std::optional<Price> PriceBook::found(const config::ProviderSettings& provider, std::string_view model, Currency currency) const
{
    const providers::CatalogEntry* const entry = m_catalog.find(provider.type);
    if (!entry)
        return std::nullopt;
    if (entry->region == providers::Region::Local) {
        Price free{{}, "this machine"};
        free.terms.input = free.terms.output = 0;
        return free;
    }
    return listed(*entry, model, currency);
}

/// The catalogue's own rows in yuan are never behind models.dev, which has but dollars.
std::optional<Price> PriceBook::listed(const providers::CatalogEntry& entry, std::string_view model, Currency currency) const
{
    const PriceSettings* const fetched = m_fetched ? m_fetched->find(entry, model, currency) : nullptr;
    if (fetched && !m_fetched->isModelsDev())
        return priceOf(*fetched, m_fetched->source(), m_fetched->date());
    const PriceSettings* const own = m_catalog.prices().find(entry, model, currency);
    const bool isLater = fetched && (!own || (own->currency == Currency::Usd && m_fetched->date() > own->date));
    if (isLater)
        return withRules(priceOf(*fetched, m_fetched->source(), m_fetched->date()), entry, model);
    if (own)
        return withRules(priceOf(*own, "Signalbox's list", m_catalog.prices().date()), entry, model);
    return shipped(entry, model);
}

std::optional<Price> PriceBook::shipped(const providers::CatalogEntry& entry, std::string_view model) const
{
    const providers::CatalogModel* const known = m_catalog.model(entry.id, model);
    if (!known || known->inputPrice < 0 || known->outputPrice < 0)
        return std::nullopt;
    PriceSettings terms;
    if (const std::string_view extra = m_catalog.extraPrices(*known); !extra.empty()) {
        auto json = parseJson(extra);
        if (!json || !json->is_object())
            return std::nullopt;
        (*json)["model"] = model;
        auto read = config::pricesFrom(Json::array({std::move(*json)}));
        if (!read)
            return std::nullopt;
        terms = std::move(read->front());
    }
    terms.input = amountOf(known->inputPrice);
    terms.cachedInput = amountOf(known->cacheReadPrice);
    terms.cacheWrite = amountOf(known->cacheWritePrice);
    terms.output = amountOf(known->outputPrice);
    return withRules(priceOf(terms, "models.dev", std::string(m_catalog.snapshotDate())), entry, model);
}

/// What the price says itself stays.
Price PriceBook::withRules(Price price, const providers::CatalogEntry& entry, std::string_view model) const
{
    const providers::PriceRule* const rule = m_catalog.prices().rule(entry.id, model);
    if (!rule)
        return price;
    PriceSettings& terms = price.terms;
    if (rule->cacheWriteHour && terms.input && !terms.cacheWriteHour)
        terms.cacheWriteHour = *terms.input * *rule->cacheWriteHour;
    if (rule->cacheWriteHour)
        for (config::PriceTier& tier : terms.tiers)
            if (tier.input && !tier.cacheWriteHour)
                tier.cacheWriteHour = *tier.input * *rule->cacheWriteHour;
    for (const auto& [own, other] : {std::pair{&terms.batch, &rule->batch}, std::pair{&terms.flex, &rule->flex},
             std::pair{&terms.priority, &rule->priority}})
        if (!*own)
            *own = *other;
    if (terms.hours.empty())
        terms.hours = rule->hours;
    return price;
}

} // namespace gateway::usage
