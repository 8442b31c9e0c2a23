#include "policy_chains.h"

#include <algorithm>
#include <array>
#include <utility>

namespace gateway::policy {

namespace {

/// What one place specifies for each policy of the table; empty: nothing.
using SaidThere = std::vector<Said>;

SaidThere saidAt(const Place& place, const std::vector<PolicyRow>& table)
{
    SaidThere said;
    for (const PolicyRow& row : table)
        said.push_back(row.says(place));
    const bool isAnySaid = std::ranges::any_of(said, [](const Said& each) { return each.what != Said::What::Nothing; });
    return isAnySaid ? said : SaidThere();
}

/// For each entry, the index of its settings among the distinct `places`, the first of which specifies nothing.
template <class Settings, class PlaceOf>
std::vector<std::size_t> takePlaces(const std::vector<Settings>& entries, const PlaceOf& placeOf, const std::vector<PolicyRow>& table, std::vector<SaidThere>& places)
{
    std::vector<std::size_t> found;
    for (const Settings& entry : entries) {
        SaidThere said = saidAt(placeOf(entry), table);
        found.push_back(said.empty() ? 0 : places.size());
        if (!said.empty())
            places.push_back(std::move(said));
    }
    return found;
}

/// The places from the least to the most specific.
PolicyChain chainOf(const std::array<const SaidThere*, 3>& places, const std::vector<PolicyRow>& table)
{
    std::vector<PolicyChain::Link> links;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const Said* narrowest = nullptr;
        for (const SaidThere* const said : places) {
            if (said->empty() || (*said)[i].what == Said::What::Nothing)
                continue;
            narrowest = &(*said)[i];
            if (table[i].combine == Combine::All && narrowest->policy)
                links.push_back({&table[i], narrowest->policy});
        }
        if (table[i].combine == Combine::Narrowest && narrowest && narrowest->policy)
            links.push_back({&table[i], narrowest->policy});
    }
    return PolicyChain(std::move(links));
}

} // namespace

PolicyChain::PolicyChain(std::vector<Link> links)
    : m_links(std::move(links))
{
    for (const Link& link : m_links)
        m_stages.add(link.row->stages);
}

PolicyChains::PolicyChains(const config::Settings& settings, const std::vector<PolicyRow>& table)
    : m_routes(settings.routes.data())
{
    const SaidThere top = saidAt({.gateway = &settings}, table);
    std::vector<SaidThere> consumers(1);
    std::vector<SaidThere> routes(1);
    m_rows = takePlaces(settings.consumers, [](const config::ConsumerSettings& each) { return Place{.consumer = &each}; }, table, consumers);
    m_columns = takePlaces(settings.routes, [](const config::RouteSettings& each) { return Place{.route = &each}; }, table, routes);
    m_width = routes.size();
    for (const SaidThere& consumer : consumers)
        for (const SaidThere& route : routes)
            m_chains.push_back(chainOf({&top, &route, &consumer}, table));
    if (std::ranges::all_of(m_chains, [](const PolicyChain& chain) { return chain.links().empty(); }))
        m_chains.clear();
}

const PolicyChain* PolicyChains::of(std::optional<std::size_t> consumer, const config::RouteSettings* route) const
{
    if (m_chains.empty())
        return nullptr;
    const std::size_t row = consumer ? m_rows[*consumer] : 0;
    const std::size_t column = route ? m_columns[static_cast<std::size_t>(route - m_routes)] : 0;
    const PolicyChain& chain = m_chains[row * m_width + column];
    return chain.links().empty() ? nullptr : &chain;
}

} // namespace gateway::policy
