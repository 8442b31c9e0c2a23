#include "model_rows.h"

#include <algorithm>
#include <bit>
#include <tuple>
#include <utility>

namespace gateway::routing {

namespace {

constexpr int kBits = 64;
constexpr std::size_t kLeastPlaces = 4;

std::uint64_t maskOf(const ModelRow& row)
{
    return row.edgeSize == 0 ? 0 : ~std::uint64_t{0} >> (kBits - 8 * row.edgeSize);
}

} // namespace

ModelRows::ModelRows(std::vector<ModelRow> rows)
    : m_rows(std::move(rows))
{
    const auto order = [](const ModelRow& row) {
        return std::tuple(row.isBack && row.edgeSize > 0, row.edgeSize, row.edge, row.route);
    };
    std::ranges::stable_sort(m_rows, {}, order);
    const std::size_t places = std::bit_ceil(std::max(2 * m_rows.size(), kLeastPlaces));
    m_places.resize(places);
    m_shift = kBits - std::countr_zero(places);
    for (std::size_t begin = 0; begin < m_rows.size();) {
        const std::uint32_t kind = kindOf(m_rows[begin]);
        std::size_t end = begin + 1;
        while (end < m_rows.size() && m_rows[end].edge == m_rows[begin].edge && kindOf(m_rows[end]) == kind)
            ++end;
        place(begin, end, kind);
        begin = end;
    }
}

std::uint32_t ModelRows::kindOf(const ModelRow& row)
{
    const Kind kind{maskOf(row), row.isBack && row.edgeSize > 0};
    const auto found = std::ranges::find(m_kinds, kind);
    const auto index = static_cast<std::uint32_t>(found - m_kinds.begin());
    if (found == m_kinds.end())
        m_kinds.push_back(kind);
    return index;
}

/// The upper bits of a product, which depend on all bits of the edge. Source: Knuth, "The Art of Computer Programming",
/// volume 3, 6.4, Fibonacci hashing.
std::size_t ModelRows::hashOf(std::uint64_t edge, std::uint32_t kind) const
{
    return ((edge + kind) * 0x9e3779b97f4a7c15U) >> m_shift;
}

void ModelRows::place(std::size_t begin, std::size_t end, std::uint32_t kind)
{
    const std::uint64_t edge = m_rows[begin].edge;
    std::size_t at = hashOf(edge, kind);
    while (m_places[at].end != 0)
        at = (at + 1) & (m_places.size() - 1);
    m_places[at] = {edge, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), kind};
}

ModelRows::Run ModelRows::find(std::uint64_t edge, std::uint32_t kind) const
{
    for (std::size_t at = hashOf(edge, kind); m_places[at].end != 0; at = (at + 1) & (m_places.size() - 1)) {
        const Place& place = m_places[at];
        if (place.edge == edge && place.kind == kind)
            return {m_rows.data() + place.begin, m_rows.data() + place.end};
    }
    return {};
}

ModelRows::Matches::Matches(const ModelRows& rows, const TextEdges& edges)
{
    for (std::uint32_t kind = 0; kind < rows.m_kinds.size(); ++kind) {
        const auto& [mask, isBack] = rows.m_kinds[kind];
        const Run run = rows.find((isBack ? edges.back : edges.front) & mask, kind);
        if (run.begin != run.end)
            m_runs[m_count++] = run;
    }
}

const ModelRow* ModelRows::Matches::next()
{
    if (m_count == 0)
        return nullptr;
    Run* first = m_runs.data();
    for (std::size_t i = 1; i < m_count; ++i)
        if (m_runs[i].begin->route < first->begin->route)
            first = &m_runs[i];
    const ModelRow* const row = first->begin++;
    if (first->begin == first->end)
        *first = m_runs[--m_count];
    return row;
}

void ModelRows::Matches::skipTo(std::size_t route)
{
    std::size_t kept = 0;
    for (std::size_t i = 0; i < m_count; ++i) {
        Run run = m_runs[i];
        run.begin = std::ranges::lower_bound(run.begin, run.end, route, {}, &ModelRow::route);
        if (run.begin != run.end)
            m_runs[kept++] = run;
    }
    m_count = kept;
}

} // namespace gateway::routing
