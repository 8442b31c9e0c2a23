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

/// A price and how the ledger keeps it.
struct KnownPrice {
    Price price;
    SharedText text;
};

/// What models cost: by the user's own list, which is asked in its order, and where an entry says nothing of input, of
/// output or of a service tier, in that by what follows, converted by the exchange rate where that is of another currency; a
/// model of an engine on one's own machine costs nothing, unless it runs in Ollama's cloud; then by a list that was fetched,
/// and by the catalog's own, of which in dollars the later one counts: amounts of models.dev, to which the catalog's rules
/// are added. A snapshot that no list names costs what its family does (`providers::familyOf()`), and a family that none names
/// what its newest snapshot does; `Price::source` says so. The catalog must outlive it. Any thread.
class PriceBook final {
public:
    /// `fetched` may be null; `fetchedRate`: likewise asked for, where the settings have none.
    PriceBook(const config::UsageSettings& settings, std::shared_ptr<const providers::PriceList> fetched,
        const providers::Catalog& catalog, const std::optional<config::ExchangeRate>& fetchedRate = {});

    /// Of `model`, as it is called upstream, at a provider; null: nobody knows.
    std::shared_ptr<const KnownPrice> find(const config::ProviderSettings& provider, std::string_view model) const;

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
    mutable std::unordered_map<Name, std::shared_ptr<const KnownPrice>, Hash, Same> m_found; // null: looked for, not there
};

} // namespace gateway::usage
