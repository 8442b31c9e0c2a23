#include "price_book.h"

#include <cmath>
#include <utility>

namespace gateway::usage {

namespace {

constexpr std::size_t kMostFound = 10'000; ///< models that clients made up are not kept for ever

/// "*" at the end stands for anything.
bool isMeant(std::string_view pattern, std::string_view name)
{
    if (pattern.ends_with('*'))
        return name.starts_with(pattern.substr(0, pattern.size() - 1));
    return pattern == name;
}

std::optional<std::int64_t> perToken(const std::optional<double>& perMillion)
{
    return perMillion ? std::optional(usage::perToken(*perMillion)) : std::nullopt;
}

/// The catalogue's numbers are below 0 where they are not known.
std::optional<std::int64_t> perToken(float perMillion)
{
    if (perMillion < 0)
        return std::nullopt;
    constexpr double kDigits = 1e6; // a float has seven: what the list says is written with fewer
    return usage::perToken(std::round(static_cast<double>(perMillion) * kDigits) / kDigits);
}

Price ownPrice(const config::PriceSettings& settings)
{
    Price price;
    price.currency = settings.currency;
    price.input = perToken(settings.input);
    price.cachedInput = perToken(settings.cachedInput);
    price.cacheWrite = perToken(settings.cacheWrite);
    price.output = perToken(settings.output);
    price.source = settings.date.empty() ? "configuration" : "configuration " + settings.date;
    return price;
}

} // namespace

PriceBook::PriceBook(std::vector<config::PriceSettings> own, const providers::Catalog& catalog)
    : m_own(std::move(own)), m_catalog(catalog)
{
}

std::shared_ptr<const KnownPrice> PriceBook::find(const config::ProviderSettings& provider, std::string_view model) const
{
    std::string name = provider.id + '\n';
    name.append(model);
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_found.find(name); found != m_found.end())
        return found->second;
    if (m_found.size() >= kMostFound)
        m_found.clear();
    std::shared_ptr<const KnownPrice> made;
    if (const auto price = make(provider, model))
        made = std::make_shared<const KnownPrice>(KnownPrice{*price, SharedText(price->toText())});
    return m_found.emplace(std::move(name), std::move(made)).first->second;
}

std::optional<Price> PriceBook::make(const config::ProviderSettings& provider, std::string_view model) const
{
    for (const config::PriceSettings& each : m_own)
        if ((each.provider.empty() || each.provider == provider.id) && isMeant(each.model, model))
            return ownPrice(each);
    const providers::CatalogEntry* const entry = m_catalog.find(provider.type);
    if (entry && entry->region == providers::Region::Local)
        return Price{Currency::Usd, 0, 0, 0, 0, "this machine"};
    const providers::CatalogModel* const known = m_catalog.model(provider.type, model);
    if (!known || known->inputPrice < 0 || known->outputPrice < 0)
        return std::nullopt;
    Price price;
    price.input = perToken(known->inputPrice);
    price.cachedInput = perToken(known->cacheReadPrice);
    price.cacheWrite = perToken(known->cacheWritePrice);
    price.output = perToken(known->outputPrice);
    price.source = "models.dev " + std::string(m_catalog.snapshotDate());
    return price;
}

} // namespace gateway::usage
