#include "price_book.h"

#include "exchange_rate.h"

#include "gateway/config/fields/price_reading.h"
#include "gateway/config/settings/settings.h"
#include "gateway/core/json/json.h"
#include "gateway/providers/model_family.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <utility>

namespace gateway::usage {

namespace {

using config::PriceSettings;
using providers::familyOf;
using providers::isMeant;
using providers::PriceList;

constexpr std::size_t kMostFound = 10'000; ///< models that clients made up are not kept for ever

/// Numbers in price lists have no more decimals.
double rounded(double amount)
{
    constexpr double kDigits = 1e6;
    return std::round(amount * kDigits) / kDigits;
}

/// Negative numbers in the catalog mean unknown.
std::optional<double> amountOf(float perMillion)
{
    if (perMillion < 0)
        return std::nullopt;
    return rounded(static_cast<double>(perMillion)); // a float has seven digits, more than the list uses
}

Price priceOf(const PriceSettings& row, PriceSource source)
{
    Price price{row, std::move(source)};
    price.terms.provider.clear();
    price.terms.model.clear();
    price.terms.date.clear();
    return price;
}

/// A row of the list `name` of `date` as a price.
Price listedPrice(const PriceSettings& row, const std::string& name, const std::string& date)
{
    const std::string& day = row.date.empty() ? date : row.date;
    return priceOf(row, PriceSource::ofList(day.empty() ? name : name + ' ' + day));
}

using RateMember = std::optional<double> config::PriceRates::*;
constexpr RateMember kOfInput[] = {&PriceSettings::input, &PriceSettings::cachedInput, &PriceSettings::cacheWrite,
    &PriceSettings::cacheWriteHour, &PriceSettings::audioInput, &PriceSettings::imageInput, &PriceSettings::cachedAudioInput,
    &PriceSettings::cachedImageInput, &PriceSettings::explicitCachedInput};
constexpr RateMember kOfOutput[] = {
    &PriceSettings::output, &PriceSettings::reasoning, &PriceSettings::audioOutput, &PriceSettings::imageOutput};

void takeMissing(config::PriceRates& rates, const config::PriceRates& other, std::span<const RateMember> which)
{
    for (const RateMember rate : which)
        if (!(rates.*rate))
            rates.*rate = other.*rate;
}

using FactorMember = std::optional<double> PriceSettings::*;
constexpr FactorMember kFactors[] = {&PriceSettings::batch, &PriceSettings::flex, &PriceSettings::priority, &PriceSettings::fast};

void multiply(config::PriceRates& rates, double factor)
{
    for (const auto& all : {std::span<const RateMember>(kOfInput), std::span<const RateMember>(kOfOutput)})
        for (const RateMember rate : all)
            if (rates.*rate)
                rates.*rate = rounded(*(rates.*rate) * factor);
}

/// Converts to `to`. `rate` must be above 0.
PriceSettings convertedTerms(PriceSettings terms, Currency to, const config::ExchangeRate& rate)
{
    const double factor = to == Currency::Cny ? rate.usdCny : 1 / rate.usdCny;
    multiply(terms, factor);
    for (config::PriceTier& tier : terms.tiers)
        multiply(tier, factor);
    if (terms.webSearch)
        terms.webSearch = rounded(*terms.webSearch * factor);
    terms.currency = to;
    return terms;
}

/// Takes missing rates for input, or output, from `other`.
void takeRates(PriceSettings& terms, const PriceSettings& other)
{
    const auto take = [lacksInput = !terms.input, lacksOutput = !terms.output](config::PriceRates& rates, const config::PriceRates& from) {
        if (lacksInput)
            takeMissing(rates, from, kOfInput);
        if (lacksOutput)
            takeMissing(rates, from, kOfOutput);
    };
    take(terms, other);
    if (terms.tiers.empty())
        for (const config::PriceTier& tier : other.tiers) {
            config::PriceTier& own = terms.tiers.emplace_back();
            own.above = tier.above;
            take(own, tier);
        }
}

void complete(Price& price, const Price& other, const config::ExchangeRate& rate)
{
    PriceSettings& terms = price.terms;
    for (const FactorMember factor : kFactors)
        if (!(terms.*factor))
            terms.*factor = other.terms.*factor;
    const bool isOther = other.terms.currency != terms.currency;
    if (isOther && rate.usdCny <= 0)
        return;
    const PriceSettings from = isOther ? convertedTerms(other.terms, terms.currency, rate) : other.terms;
    if (!terms.webSearch)
        terms.webSearch = from.webSearch;
    if (terms.input && terms.output)
        return;
    takeRates(terms, from);
    price.flatUpTo = other.flatUpTo;
    price.isThoughtInAll = other.isThoughtInAll;
    price.source.rest = other.source.origin;
    if (isOther)
        price.source.rate = rate;
}

/// A rate defined as a multiple of another.
struct RateRule {
    RateMember rate;
    std::optional<double> providers::PriceRule::*times;
    RateMember of;
};
constexpr RateRule kRateRules[] = {
    {&PriceSettings::cachedInput, &providers::PriceRule::cachedInput, &PriceSettings::input},
    {&PriceSettings::cacheWrite, &providers::PriceRule::cacheWrite, &PriceSettings::input},
    {&PriceSettings::cacheWriteHour, &providers::PriceRule::cacheWriteHour, &PriceSettings::input},
    {&PriceSettings::audioInput, &providers::PriceRule::audioInput, &PriceSettings::input},
    {&PriceSettings::imageInput, &providers::PriceRule::imageInput, &PriceSettings::input},
    {&PriceSettings::audioOutput, &providers::PriceRule::audioOutput, &PriceSettings::output},
    {&PriceSettings::imageOutput, &providers::PriceRule::imageOutput, &PriceSettings::output},
    {&PriceSettings::cachedAudioInput, &providers::PriceRule::cachedAudioInput, &PriceSettings::audioInput},
    {&PriceSettings::cachedImageInput, &providers::PriceRule::cachedImageInput, &PriceSettings::imageInput},
    {&PriceSettings::explicitCachedInput, &providers::PriceRule::explicitCachedInput, &PriceSettings::input}};

void addRates(config::PriceRates& rates, const providers::PriceRule& rule)
{
    for (const RateRule& each : kRateRules)
        if (rule.*each.times && rates.*each.of && !(rates.*each.rate))
            rates.*each.rate = rounded(*(rates.*each.of) * *(rule.*each.times));
}

void addRule(Price& price, const providers::PriceRule& rule)
{
    PriceSettings& terms = price.terms;
    addRates(terms, rule);
    for (config::PriceTier& tier : terms.tiers)
        addRates(tier, rule);
    for (const auto& [own, other] : {std::pair{&terms.batch, &rule.batch}, std::pair{&terms.flex, &rule.flex},
             std::pair{&terms.priority, &rule.priority}, std::pair{&terms.fast, &rule.fast}})
        if (!*own)
            *own = *other;
    if (!terms.webSearch && terms.currency == Currency::Usd)
        terms.webSearch = rule.webSearch;
    if (terms.hours.empty())
        terms.hours = rule.hours;
    price.isThoughtInAll |= rule.isThoughtInAll;
    if (terms.tiers.empty() && price.flatUpTo == 0 && rule.flatUpTo)
        price.flatUpTo = std::llround(*rule.flatUpTo);
}

Price asFamily(Price price, std::string_view family)
{
    price.source.origin.model = family;
    return price;
}

} // namespace

PriceBook::PriceBook(const config::UsageSettings& settings, std::shared_ptr<const PriceList> fetched, const providers::Catalog& catalog,
    const std::optional<config::ExchangeRate>& fetchedRate)
    : m_own(settings.prices)
    , m_currency(settings.currency)
    , m_rate(rateInForce(settings, fetchedRate, catalog.prices()))
    , m_fetched(std::move(fetched))
    , m_catalog(catalog)
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

const PriceSettings* PriceBook::ownRow(const config::ProviderSettings& provider, std::string_view model) const
{
    const auto row = std::ranges::find_if(m_own, [&](const PriceSettings& each) {
        return (each.provider.empty() || each.provider == provider.id) && isMeant(each.model, model);
    });
    return row == m_own.end() ? nullptr : &*row;
}

std::optional<Price> PriceBook::make(const config::ProviderSettings& provider, std::string_view model) const
{
    if (const PriceSettings* const own = ownRow(provider, model))
        return completed(*own, found(provider, model, own->currency));
    if (auto price = ofFamily(provider, model))
        return price;
    return found(provider, model, m_currency);
}

/// The user's own price of the model's family, unless the lists show that both have different prices.
std::optional<Price> PriceBook::ofFamily(const config::ProviderSettings& provider, std::string_view model) const
{
    const std::string_view family = familyOf(model);
    const PriceSettings* const own = family == model ? nullptr : ownRow(provider, family);
    if (!own)
        return std::nullopt;
    const auto snapshot = found(provider, model, own->currency);
    const auto whole = found(provider, family, own->currency);
    if (snapshot && whole && snapshot->terms != whole->terms)
        return std::nullopt;
    return asFamily(completed(*own, snapshot), family);
}

Price PriceBook::completed(const PriceSettings& own, const std::optional<Price>& listed) const
{
    Price price = priceOf(own, {{PriceOrigin::Kind::Configuration, {}, own.date, {}}, {}, {}});
    if (listed)
        complete(price, *listed, m_rate);
    return price;
}

std::optional<Price> PriceBook::found(const config::ProviderSettings& provider, std::string_view model, Currency currency) const
{
    const providers::CatalogEntry* const entry = m_catalog.find(provider.type);
    if (!entry)
        return std::nullopt;
    if (entry->region == providers::Region::Local) {
        if (provider.baseUrl && !config::isNearUrl(*provider.baseUrl))
            return std::nullopt; // another machine is not free
        if (entry->endpoint(providers::Protocol::Ollama) && providers::isInCloud(model))
            return std::nullopt; // another machine is not free
        Price free{{}, {{PriceOrigin::Kind::ThisMachine, {}, {}, {}}, {}, {}}};
        free.terms.input = free.terms.output = 0;
        return free;
    }
    if (auto price = listed(*entry, model, currency))
        return price;
    const std::string_view family = familyOf(model);
    if (const auto price = family == model ? std::nullopt : listed(*entry, family, currency))
        return asFamily(*price, family);
    const std::string_view newest = providers::isDated(model) ? std::string_view() : newestOf(*entry, family);
    const auto price = newest.empty() ? std::nullopt : listed(*entry, newest, currency);
    return price ? std::optional(asFamily(*price, newest)) : std::nullopt;
}

/// Its newest snapshot; empty: none in the catalog.
std::string_view PriceBook::newestOf(const providers::CatalogEntry& entry, std::string_view family) const
{
    const auto models = m_catalog.models(entry.id);
    std::string_view newest;
    for (auto each = std::ranges::lower_bound(models, family, {}, &providers::CatalogModel::id);
         each != models.end() && each->id.starts_with(family); ++each)
        if (each->id != family && familyOf(each->id) == family)
            newest = each->id;
    return newest;
}

/// The catalog's own rows in yuan always take precedence over models.dev, which has only dollars.
std::optional<Price> PriceBook::listed(const providers::CatalogEntry& entry, std::string_view model, Currency currency) const
{
    const PriceSettings* const fetched = m_fetched ? m_fetched->find(entry, model, currency) : nullptr;
    if (fetched && !m_fetched->isModelsDev())
        return listedPrice(*fetched, m_fetched->source(), m_fetched->date());
    const PriceSettings* const own = m_catalog.prices().find(entry, model, currency);
    const bool isLater = fetched && (!own || (own->currency == Currency::Usd && m_fetched->date() > own->date));
    if (isLater)
        return withRules(listedPrice(*fetched, m_fetched->source(), m_fetched->date()), entry, model);
    if (own)
        return withRules(listedPrice(*own, "Signalbox's list", m_catalog.prices().date()), entry, model);
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
        auto read = config::priceFrom(*json);
        if (!read)
            return std::nullopt;
        terms = std::move(*read);
    }
    terms.input = amountOf(known->inputPrice);
    terms.cachedInput = amountOf(known->cacheReadPrice);
    terms.cacheWrite = amountOf(known->cacheWritePrice);
    terms.output = amountOf(known->outputPrice);
    return withRules(listedPrice(terms, "models.dev", std::string(m_catalog.snapshotDate())), entry, model);
}

/// Keeps the values that the price has itself.
Price PriceBook::withRules(Price price, const providers::CatalogEntry& entry, std::string_view model) const
{
    for (const providers::PriceRule* const rule : m_catalog.prices().rulesOf(entry.id, model))
        addRule(price, *rule);
    return price;
}

} // namespace gateway::usage
