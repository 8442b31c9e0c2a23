#include "price_list.h"

#include "catalog.h"

#include "gateway/config/fields/price_reading.h"
#include "gateway/core/json/json_fields.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <utility>

namespace gateway::providers {

namespace {

using config::ExchangeRate;
using config::PriceRates;
using config::PriceSettings;

constexpr double kMostAmount = 1e6; // per million tokens: the limit in a configuration
constexpr double kMostFactor = 100;

tl::unexpected<Error> fault(std::string where, Sentence what)
{
    return failure(ErrorKind::ConfigInvalid, {QT_TRANSLATE_NOOP("Error", "%1 %2"), {std::move(where), std::move(what)}});
}

tl::unexpected<Error> fault(Sentence what) { return failure(ErrorKind::ConfigInvalid, std::move(what)); }

Result<std::vector<std::string>> textsAt(const Json& object, const char* key, const std::string& where)
{
    std::vector<std::string> texts;
    const Json& list = json::fieldOf(object, key);
    if (!list.is_array() || list.empty())
        return fault(where + key, QT_TRANSLATE_NOOP("Error", "must be a list of names"));
    for (const Json& each : list) {
        if (!each.is_string())
            return fault(where + key, QT_TRANSLATE_NOOP("Error", "must be a list of names"));
        texts.push_back(each.get<std::string>());
    }
    return texts;
}

Result<void> takeNumber(const Json& object, const char* key, double most, const std::string& where, std::optional<double>& place)
{
    const Json& value = json::fieldOf(object, key);
    if (value.is_null())
        return {};
    if (!value.is_number() || !(value.get<double>() >= 0 && value.get<double>() <= most))
        return fault(where + key, {QT_TRANSLATE_NOOP("Error", "must be a number from 0 to %1"), {std::to_string(static_cast<long>(most))}});
    place = value.get<double>();
    return {};
}

constexpr std::array kRuleFactors{
    std::pair{"cached_input", &PriceRule::cachedInput}, std::pair{"cache_write", &PriceRule::cacheWrite},
    std::pair{"cache_write_1h", &PriceRule::cacheWriteHour}, std::pair{"audio_input", &PriceRule::audioInput},
    std::pair{"image_input", &PriceRule::imageInput}, std::pair{"audio_output", &PriceRule::audioOutput},
    std::pair{"image_output", &PriceRule::imageOutput}, std::pair{"cached_audio_input", &PriceRule::cachedAudioInput},
    std::pair{"cached_image_input", &PriceRule::cachedImageInput},
    std::pair{"explicit_cached_input", &PriceRule::explicitCachedInput}, std::pair{"batch", &PriceRule::batch},
    std::pair{"flex", &PriceRule::flex}, std::pair{"priority", &PriceRule::priority}, std::pair{"fast", &PriceRule::fast}};

Result<PriceRule> ruleOf(const Json& row, const std::string& where)
{
    PriceRule rule;
    auto providers = textsAt(row, "providers", where);
    auto models = providers ? textsAt(row, "models", where) : providers;
    if (!models)
        return failure(models.error());
    rule.providers = std::move(*providers);
    rule.models = std::move(*models);
    for (const auto& [key, member] : kRuleFactors)
        if (const auto taken = takeNumber(row, key, kMostFactor, where, rule.*member); !taken)
            return failure(taken.error());
    for (const auto& [key, place] : {std::pair{"web_search", &rule.webSearch}, std::pair{"flat_up_to", &rule.flatUpTo}})
        if (const auto taken = takeNumber(row, key, kMostAmount, where, *place); !taken)
            return failure(taken.error());
    if (const Json& all = json::fieldOf(row, "reasoning_in_all"); !all.is_null()) {
        if (!all.is_boolean())
            return fault(where + "reasoning_in_all", QT_TRANSLATE_NOOP("Error", "must be true or false"));
        rule.isThoughtInAll = all.get<bool>();
    }
    if (const Json& hours = json::fieldOf(row, "hours"); !hours.is_null()) {
        auto read = config::priceHoursFrom(hours);
        if (!read)
            return fault(where + "hours", read.error().message);
        rule.hours = std::move(*read);
    }
    rule.date = json::textOf(row, "date");
    rule.source = json::textOf(row, "source");
    return rule;
}

/// Source: models.dev, README ("cost" of a model), read 2026-11-22.
constexpr std::array kRateNames{
    std::pair{"input", &PriceRates::input}, std::pair{"cache_read", &PriceRates::cachedInput},
    std::pair{"cache_write", &PriceRates::cacheWrite}, std::pair{"output", &PriceRates::output},
    std::pair{"reasoning", &PriceRates::reasoning}, std::pair{"input_audio", &PriceRates::audioInput},
    std::pair{"output_audio", &PriceRates::audioOutput},
};

Result<void> takeRates(const Json& cost, const std::string& where, PriceRates& rates)
{
    for (const auto& [key, member] : kRateNames)
        if (auto taken = takeNumber(cost, key, kMostAmount, where, rates.*member); !taken)
            return taken;
    return {};
}

Result<void> takeTier(const Json& rates, std::int64_t above, const std::string& where, PriceSettings& price)
{
    config::PriceTier tier;
    tier.above = above;
    if (auto taken = takeRates(rates, where, tier); !taken)
        return taken;
    price.tiers.push_back(tier);
    return {};
}

Result<void> takeTiers(const Json& cost, const std::string& where, PriceSettings& price)
{
    constexpr std::int64_t kOver = 200'000; // threshold of "context_over_200k"
    if (const Json* const over = json::findObject(cost, "context_over_200k"); over && !json::findList(cost, "tiers"))
        return takeTier(*over, kOver, where + "context_over_200k.", price);
    const Json& tiers = json::fieldOf(cost, "tiers");
    if (tiers.is_null())
        return {};
    if (!tiers.is_array())
        return fault(where + "tiers", QT_TRANSLATE_NOOP("Error", "must be a list"));
    for (const Json& each : tiers) {
        const std::int64_t size = json::integerOf(json::fieldOf(each, "tier"), "size").value_or(0);
        if (size < 1)
            return fault(where + "tiers", QT_TRANSLATE_NOOP("Error", "must contain the size of each tier"));
        if (auto taken = takeTier(each, size, where + "tiers.", price); !taken)
            return taken;
    }
    return {};
}

/// Sort key of the index.
auto orderOf(const PriceSettings& price) { return std::tie(price.provider, price.model); }

bool isFitting(const PriceSettings& price, std::string_view provider, std::string_view model)
{
    return price.provider == provider && isMeant(price.model, model);
}

} // namespace

bool isMeant(std::string_view pattern, std::string_view name)
{
    if (pattern.ends_with('*'))
        return name.starts_with(pattern.substr(0, pattern.size() - 1));
    return pattern == name;
}

Result<PriceList> PriceList::parse(std::string_view text, const std::string& date, const std::string& source)
{
    const auto root = parseJson(text);
    if (!root)
        return fault({QT_TRANSLATE_NOOP("Error", "The price list is not valid JSON: %1"), {root.error().message}});
    if (!root->is_object())
        return fault(QT_TRANSLATE_NOOP("Error", "The price list must be an object"));
    PriceList list;
    list.m_isModelsDev = !root->contains("prices");
    list.m_date = json::textOf(*root, "date");
    list.m_source = json::textOf(*root, "source");
    const auto read = list.m_isModelsDev ? list.readModelsDev(*root) : list.readOwn(*root);
    if (!read)
        return failure(read.error());
    if (list.m_prices.empty())
        return fault(QT_TRANSLATE_NOOP("Error", "The price list has no prices"));
    if (list.m_date.empty())
        list.m_date = date;
    if (list.m_source.empty())
        list.m_source = source;
    return list;
}

Result<void> PriceList::readOwn(const Json& root)
{
    const Json& prices = json::fieldOf(root, "prices");
    if (!prices.is_array() || prices.size() > kMostRows)
        return fault("prices", {QT_TRANSLATE_NOOP("Error", "must be a list of at most %1 entries"), {std::to_string(kMostRows)}});
    for (std::size_t i = 0; i < prices.size(); ++i) {
        auto read = config::priceFrom(prices[i]);
        if (!read && read.error().param.empty())
            return fault("prices[" + std::to_string(i) + ']', read.error().message);
        if (!read)
            return fault({QT_TRANSLATE_NOOP("Error", "%1.%2"), {"prices[" + std::to_string(i) + ']', read.error().message}});
        m_prices.push_back(std::move(*read));
    }
    m_isModelsDev = json::fieldOf(root, "form") == "models.dev";
    if (m_isModelsDev)
        std::ranges::sort(m_prices, {}, orderOf);
    const Json& rules = json::fieldOf(root, "rules");
    for (std::size_t i = 0; i < rules.size(); ++i) {
        auto rule = ruleOf(rules[i], "rules[" + std::to_string(i) + "].");
        if (!rule)
            return failure(rule.error());
        m_rules.push_back(std::move(*rule));
    }
    if (const Json& rate = json::fieldOf(root, "exchange_rate"); !rate.is_null()) {
        auto read = config::exchangeRateFrom(rate);
        if (!read)
            return fault("exchange_rate", read.error().message);
        m_rate = std::move(*read);
    }
    return {};
}

/// {"openai": {"models": {"gpt-5": {"cost": {...}}}}}. A model without a cost has no price.
Result<void> PriceList::readModelsDev(const Json& root)
{
    for (const auto& [provider, entry] : root.items()) {
        const Json* const models = json::findObject(entry, "models");
        if (!models)
            return fault(provider + ".models", QT_TRANSLATE_NOOP("Error", "must be an object: this is neither a price list nor models.dev's api.json"));
        for (const auto& [model, facts] : models->items()) {
            const Json& cost = json::fieldOf(facts, "cost");
            std::string where = provider;
            where.append(".models.").append(model).append(".cost.");
            if (cost.is_null())
                continue;
            PriceSettings price;
            price.provider = provider;
            price.model = model;
            auto taken = takeRates(cost, where, price);
            if (taken)
                taken = takeTiers(cost, where, price);
            if (!taken)
                return taken;
            if (!price.input || !price.output)
                continue;
            m_prices.push_back(std::move(price));
            if (m_prices.size() > kMostRows)
                return fault({QT_TRANSLATE_NOOP("Error", "The price list has more than %1 models"), {std::to_string(kMostRows)}});
        }
    }
    std::ranges::sort(m_prices, {}, orderOf);
    return {};
}

const PriceSettings* PriceList::findOf(std::string_view provider, std::string_view model, Currency currency) const
{
    if (m_isModelsDev) {
        const auto found = std::ranges::lower_bound(m_prices, std::tuple(provider, model), {}, [](const PriceSettings& price) {
            return std::tuple(std::string_view(price.provider), std::string_view(price.model));
        });
        return found != m_prices.end() && found->provider == provider && found->model == model ? &*found : nullptr;
    }
    const PriceSettings* first = nullptr;
    for (const PriceSettings& price : m_prices) {
        if (!isFitting(price, provider, model))
            continue;
        if (price.currency == currency)
            return &price;
        first = first ? first : &price;
    }
    return first;
}

const PriceSettings* PriceList::find(const CatalogEntry& entry, std::string_view model, Currency currency) const
{
    if (m_isModelsDev)
        return findOf(entry.modelsFrom.empty() ? entry.id : entry.modelsFrom, model, currency);
    if (const PriceSettings* const price = findOf(entry.id, model, currency))
        return price;
    return findOf({}, model, currency);
}

std::vector<const PriceRule*> PriceList::rulesOf(std::string_view entryId, std::string_view model) const
{
    const auto hasOne = [](const std::vector<std::string>& patterns, std::string_view name) {
        return std::ranges::any_of(patterns, [name](const std::string& pattern) { return isMeant(pattern, name); });
    };
    std::vector<const PriceRule*> rules;
    for (const PriceRule& rule : m_rules)
        if (hasOne(rule.providers, entryId) && hasOne(rule.models, model))
            rules.push_back(&rule);
    return rules;
}

std::string PriceList::toText() const
{
    Json json;
    json["date"] = m_date;
    json["source"] = m_source;
    if (m_isModelsDev)
        json["form"] = "models.dev";
    if (m_rate)
        json["exchange_rate"] = config::toJson(*m_rate);
    json["prices"] = Json::array();
    for (const PriceSettings& price : m_prices)
        json["prices"].push_back(config::toJson(price));
    return gateway::toText(json);
}

Result<ExchangeRate> parseExchangeRate(std::string_view text, const std::string& date, const std::string& source)
{
    const auto root = parseJson(text);
    if (!root)
        return fault({QT_TRANSLATE_NOOP("Error", "The exchange rate is not valid JSON: %1"), {root.error().message}});
    const std::string base = json::textOf(*root, "base") + json::textOf(*root, "base_code");
    Json rate{{"usd_cny", json::fieldOf(*root, "usd_cny")}, {"date", json::textOf(*root, "date")}, {"source", json::textOf(*root, "source")}};
    if (const Json* const rates = json::findObject(*root, "rates"); base == "USD" && rates)
        rate["usd_cny"] = json::fieldOf(*rates, "CNY");
    else if (base == "USD" && json::fieldOf(*root, "quote") == "CNY")
        rate["usd_cny"] = json::fieldOf(*root, "rate");
    if (const Json& amount = json::fieldOf(*root, "amount"); amount.is_number() && amount.get<double>() != 1)
        return fault(QT_TRANSLATE_NOOP("Error", "The exchange rate must be for one US dollar"));
    if (rate["date"] == "")
        rate["date"] = date;
    if (rate["source"] == "")
        rate["source"] = source;
    auto read = config::exchangeRateFrom(rate);
    if (!read)
        return fault({QT_TRANSLATE_NOOP("Error", "The exchange rate of USD and CNY: %1"), {read.error().message}});
    return read;
}

} // namespace gateway::providers
