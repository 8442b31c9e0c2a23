#pragma once

#include "price.h"

#include "gateway/config/settings/settings.h"
#include "gateway/providers/catalog.h"
#include "gateway/usage/decisions/shared_text.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gateway::usage {

/// A price together with its form in the ledger.
struct KnownPrice {
    Price price;
    SharedText text;
};

/// Looks up model prices in this order: the user's own list, in its order, where an entry without a price for input,
/// output or a service tier takes that from the following sources, converted by the exchange rate if the currency
/// differs; a local engine's models are free, unless they run in Ollama's cloud; then the fetched list and the catalog,
/// of which the later one counts for dollar prices: amounts from models.dev, complemented by the rules of the catalog.
/// A snapshot that is not listed costs as much as its family (`providers::familyOf()`), and a family that is not listed
/// as much as its newest snapshot; `Price::source` says so. The catalog must outlive the book. Any thread.
class PriceBook final {
public:
    /// `fetched` may be null; `fetchedRate`: the fetched rate, used if the settings have none.
    PriceBook(const config::UsageSettings& settings, std::shared_ptr<const providers::PriceList> fetched,
        const providers::Catalog& catalog, const std::optional<config::ExchangeRate>& fetchedRate = {});

    /// The price of `model` (its upstream name) at a provider; null: unknown.
    std::shared_ptr<const KnownPrice> find(const config::ProviderSettings& provider, std::string_view model) const;
    /// The exchange rate in force.
    const config::ExchangeRate& rate() const { return m_rate; }

private:
    struct Name {
        std::string provider;
        std::string model;
    };
    struct NameView {
        std::string_view provider;
        std::string_view model;
    };
    struct Hash {
        using is_transparent = void;
        template <class N> std::size_t operator()(const N& name) const
        {
            constexpr std::size_t kOdd = 31;
            const std::hash<std::string_view> hash;
            return hash(name.provider) * kOdd + hash(name.model);
        }
    };
    struct Same {
        using is_transparent = void;
        template <class A, class B> bool operator()(const A& a, const B& b) const
        {
            return a.provider == b.provider && a.model == b.model;
        }
    };

    const config::PriceSettings* ownRow(const config::ProviderSettings& provider, std::string_view model) const;
    std::optional<Price> ofFamily(const config::ProviderSettings& provider, std::string_view model) const;
    Price completed(const config::PriceSettings& own, const std::optional<Price>& listed) const;
    std::optional<Price> found(const config::ProviderSettings& provider, std::string_view model, Currency currency) const;
    std::optional<Price> make(const config::ProviderSettings& provider, std::string_view model) const;
    std::string_view newestOf(const providers::CatalogEntry& entry, std::string_view family) const;
    std::optional<Price> listed(const providers::CatalogEntry& entry, std::string_view model, Currency currency) const;
    std::optional<Price> shipped(const providers::CatalogEntry& entry, std::string_view model) const;
    Price withRules(Price price, const providers::CatalogEntry& entry, std::string_view model) const;

    const std::vector<config::PriceSettings> m_own;
    const Currency m_currency;
    const config::ExchangeRate m_rate;
    const std::shared_ptr<const providers::PriceList> m_fetched;
    const providers::Catalog& m_catalog;
    mutable std::mutex m_mutex;
    mutable std::unordered_map<Name, std::shared_ptr<const KnownPrice>, Hash, Same> m_found; // null: looked up, not found
};

} // namespace gateway::usage
