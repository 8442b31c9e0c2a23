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

/// Charges that a list of amounts lacks, as factors of an amount. For models.dev lists.
struct PriceRule {
    std::vector<std::string> providers; ///< catalog ids; "*": any
    std::vector<std::string> models;    ///< a trailing "*" matches anything
    std::optional<double> cachedInput; ///< factor of uncached input, as are those below
    std::optional<double> cacheWrite;
    std::optional<double> cacheWriteHour;
    std::optional<double> batch; ///< factor of the standard price
    std::optional<double> flex;
    std::optional<double> priority;
    std::optional<double> fast;
    std::optional<double> audioInput; ///< factor of uncached input
    std::optional<double> imageInput; ///< factor of uncached input
    std::optional<double> audioOutput; ///< factor of output
    std::optional<double> imageOutput; ///< factor of output
    std::optional<double> cachedAudioInput; ///< factor of uncached audio
    std::optional<double> cachedImageInput; ///< factor of uncached images
    std::optional<double> explicitCachedInput; ///< factor of uncached input
    std::optional<double> webSearch; ///< dollars per thousand
    std::optional<double> flatUpTo; ///< prompt tokens above which amounts without tiers are too low
    bool isThoughtInAll = false; ///< an answer with reasoning is charged at the reasoning price
    std::vector<config::PriceHours> hours;
    std::string date;
    std::string source;
};

/// Whether `pattern`, with an optional trailing "*", matches `name`.
bool isMeant(std::string_view pattern, std::string_view name);

/// A price list: the catalog's own, or one that was fetched. Immutable. Any thread.
class PriceList {
public:
    /// Longer lists are rejected.
    static constexpr std::size_t kMostRows = 100'000;

    PriceList() = default;
    /// Parses a list in the format of resources/catalog/sources/prices.json, or the api.json of models.dev (amounts in
    /// dollars), of which only prices are used. `date` and `source`: used if the list has none. The whole list is
    /// validated. Errors: ConfigInvalid, with the path of the first issue; also for a list without prices.
    static Result<PriceList> parse(std::string_view text, const std::string& date, const std::string& source);

    /// The price of `model` at a provider of that type, by the type's id or its ids in other lists; in `currency` if
    /// there are several. Null: not listed.
    const config::PriceSettings* find(const CatalogEntry& entry, std::string_view model, Currency currency) const;
    /// The rules for a model; for each field, the first rule that has it counts.
    std::vector<const PriceRule*> rulesOf(std::string_view entryId, std::string_view model) const;

    const std::vector<config::PriceSettings>& prices() const { return m_prices; }
    const std::vector<PriceRule>& rules() const { return m_rules; }
    const std::optional<config::ExchangeRate>& exchangeRate() const { return m_rate; }
    const std::string& date() const { return m_date; }
    const std::string& source() const { return m_source; }
    /// Whether it is from models.dev: amounts that the rules complement.
    bool isModelsDev() const { return m_isModelsDev; }

    /// For a file, in the first format.
    std::string toText() const;

private:
    Result<void> readOwn(const Json& root);
    Result<void> readModelsDev(const Json& root);
    const config::PriceSettings* findOf(std::string_view provider, std::string_view model, Currency currency) const;

    std::vector<config::PriceSettings> m_prices; // in their order; those from models.dev are sorted
    std::vector<PriceRule> m_rules;
    std::optional<config::ExchangeRate> m_rate;
    std::string m_date;
    std::string m_source;
    bool m_isModelsDev = false;
};

/// Parses an exchange rate from the response of a service, in a format of frankfurter.dev (v1: {"base", "date",
/// "rates"}, v2: {"base", "quote", "date", "rate"}), of open.er-api.com, or our own. Errors: ConfigInvalid.
/// Sources: frankfurter.dev, "Documentation"; exchangerate-api.com, "Open access endpoint". Read 2026-11-22.
Result<config::ExchangeRate> parseExchangeRate(std::string_view text, const std::string& date, const std::string& source);

} // namespace gateway::providers
