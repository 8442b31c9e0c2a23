#pragma once

#include "gateway/config/settings/price_settings.h"
#include "gateway/core/json/json.h"
#include "gateway/core/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::providers {

struct CatalogEntry;

/// What a provider charges that a list of amounts does not say: times of an amount. For lists of models.dev.
struct PriceRule {
    std::vector<std::string> providers; ///< ids of the catalog; "*": any
    std::vector<std::string> models;    ///< "*" at the end stands for anything
    std::optional<double> cachedInput; ///< times as much as fresh input; likewise below
    std::optional<double> cacheWrite;
    std::optional<double> cacheWriteHour;
    std::optional<double> batch; ///< times as much as else
    std::optional<double> flex;
    std::optional<double> priority;
    std::optional<double> fast;
    std::optional<double> audioInput; ///< times as much as fresh input
    std::optional<double> imageInput; ///< likewise
    std::optional<double> audioOutput; ///< times as much as output
    std::optional<double> imageOutput; ///< likewise
    std::optional<double> cachedAudioInput; ///< times as much as fresh audio
    std::optional<double> cachedImageInput; ///< times as much as fresh images
    std::optional<double> explicitCachedInput; ///< times as much as fresh input
    std::optional<double> webSearch; ///< dollars for a thousand
    std::optional<double> flatUpTo; ///< tokens of prompt: above, amounts without tiers are too low
    bool isThoughtInAll = false; ///< what is answered behind thoughts costs what these do
    std::vector<config::PriceHours> hours;
    std::string date;
    std::string source;
};

/// "*" at the end stands for anything.
bool isMeant(std::string_view pattern, std::string_view name);

/// Prices from somewhere: the catalog's own, or a list that was fetched. Immutable. Any thread.
class PriceList {
public:
    /// Beyond which a list is none.
    static constexpr std::size_t kMostRows = 100'000;

    PriceList() = default;
    /// A list in the form of resources/catalog/sources/prices.json, or models.dev's api.json (amounts in dollars), of
    /// which only prices are taken. `date`: of the list, where it does not say; `source`: likewise. It is checked
    /// whole. Errors: ConfigInvalid, with the path of the first fault; a list without any price is none, too.
    static Result<PriceList> parse(std::string_view text, const std::string& date, const std::string& source);

    /// Of `model` at a provider of that type, by its id or what other lists call it; in `currency` where there are
    /// several. Null: it is not there.
    const config::PriceSettings* find(const CatalogEntry& entry, std::string_view model, Currency currency) const;
    /// Those that concern a model; of what several of them say, the first counts.
    std::vector<const PriceRule*> rulesOf(std::string_view entryId, std::string_view model) const;

    const std::vector<config::PriceSettings>& prices() const { return m_prices; }
    const std::vector<PriceRule>& rules() const { return m_rules; }
    const std::optional<config::ExchangeRate>& exchangeRate() const { return m_rate; }
    const std::string& date() const { return m_date; }
    const std::string& source() const { return m_source; }
    /// Of models.dev: amounts, which rules are about.
    bool isModelsDev() const { return m_isModelsDev; }

    /// For a file: in the first form.
    std::string toText() const;

private:
    Result<void> readOwn(const Json& root);
    Result<void> readModelsDev(const Json& root);
    const config::PriceSettings* findOf(std::string_view provider, std::string_view model, Currency currency) const;

    std::vector<config::PriceSettings> m_prices; // in their order; those of models.dev are sorted
    std::vector<PriceRule> m_rules;
    std::optional<config::ExchangeRate> m_rate;
    std::string m_date;
    std::string m_source;
    bool m_isModelsDev = false;
};

/// An exchange rate from the answer of a service, in one of the forms of frankfurter.dev (v1: {"base", "date", "rates"},
/// v2: {"base", "quote", "date", "rate"}), open.er-api.com's, or our own. Errors: ConfigInvalid.
/// Sources: frankfurter.dev, "Documentation"; exchangerate-api.com, "Open access endpoint". Read 2026-11-22.
Result<config::ExchangeRate> parseExchangeRate(std::string_view text, const std::string& date, const std::string& source);

} // namespace gateway::providers
