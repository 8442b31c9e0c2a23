#pragma once

#include "price.h"

#include "gateway/config/settings/settings.h"
#include "gateway/providers/catalog.h"
#include "gateway/usage/trail/shared_text.h"

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

/// What models cost: by the user's own list, which is asked in its order, and where an entry says nothing of input or of
/// output, in that by what follows, if it is in the same currency; a model of an engine on one's own machine costs
/// nothing; then by a list that was fetched, and by the catalogue's own, of which in dollars the later one counts: amounts
/// of models.dev, to which the catalogue's rules are added. The catalogue must outlive it. Any thread.
class PriceBook final {
public:
    /// `fetched` may be null.
    PriceBook(const config::UsageSettings& settings, std::shared_ptr<const providers::PriceList> fetched,
        const providers::Catalog& catalog);

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

    std::optional<Price> found(const config::ProviderSettings& provider, std::string_view model, Currency currency) const;
    std::optional<Price> make(const config::ProviderSettings& provider, std::string_view model) const;
    std::optional<Price> listed(const providers::CatalogEntry& entry, std::string_view model, Currency currency) const;
    std::optional<Price> shipped(const providers::CatalogEntry& entry, std::string_view model) const;
    Price withRules(Price price, const providers::CatalogEntry& entry, std::string_view model) const;

    const std::vector<config::PriceSettings> m_own;
    const Currency m_currency;
    const std::shared_ptr<const providers::PriceList> m_fetched;
    const providers::Catalog& m_catalog;
    mutable std::mutex m_mutex;
    mutable std::unordered_map<Name, std::shared_ptr<const KnownPrice>, Hash, Same> m_found; // null: looked for, not there
};

} // namespace gateway::usage
