#pragma once

#include "price.h"

#include "gateway/config/settings/settings.h"
#include "gateway/providers/catalog.h"

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

/// What models cost: by the user's own list, which is asked in its order, else by the catalogue. A model of an engine
/// on one's own machine costs nothing. The catalogue must outlive it. Any thread.
class PriceBook final {
public:
    PriceBook(std::vector<config::PriceSettings> own, const providers::Catalog& catalog);

    /// Of `model`, as it is called upstream, at a provider; null: nobody knows.
    std::shared_ptr<const KnownPrice> find(const config::ProviderSettings& provider, std::string_view model) const;

private:
    std::optional<Price> make(const config::ProviderSettings& provider, std::string_view model) const;

    const std::vector<config::PriceSettings> m_own;
    const providers::Catalog& m_catalog;
    mutable std::mutex m_mutex;
    mutable std::unordered_map<std::string, std::shared_ptr<const KnownPrice>> m_found; // by provider and model; null too
};

} // namespace gateway::usage
